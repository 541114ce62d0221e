//! A house with one complaint, its clock at the real time, because authorities know no other.

use domain::playbook::Playbooks;
use domain::policy::{Limits, Policy};
use domain::{Actor, Party};
use server::jobs::outside::{Outside, Patience, pass};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use store::acts::Upload;
use store::filing::{Filed, Intake};
use store::record::Matter;
use store::testing::{Place, sqlite};
use store::{SetClock, Store};
use tokio::runtime::Runtime;

pub const MINUTE_MS: i64 = 60_000;

#[expect(clippy::disallowed_methods, reason = "an authority of the real world knows no other time")]
pub fn now_ms() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_millis() as i64
}

pub struct House {
    pub store: Store,
    pub clock: Arc<SetClock>,
    pub runtime: Runtime,
    pub filed: Filed,
    /// The folder goes with the house.
    _place: Option<Place>,
}

impl House {
    pub fn open(place: &Place) -> House {
        House::at(place, now_ms())
    }

    /// On a database of its own.
    pub fn fresh() -> House {
        House::fresh_at(now_ms())
    }

    pub fn fresh_at(at_ms: i64) -> House {
        let place = sqlite();
        let house = House::at(&place, at_ms);
        House { _place: Some(place), ..house }
    }

    fn at(place: &Place, at_ms: i64) -> House {
        let clock = Arc::new(SetClock::at(at_ms));
        let policy = Policy {
            playbooks: Playbooks::shipped(),
            law: domain::law::Library::shipped(),
            limits: Limits::default(),
            masks: Default::default(),
        };
        let store = Store::open(place.dir(), place.url(), clock.clone(), Arc::new(policy));
        let store = store.expect("a house opens");
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.expect("a runtime");
        let text = domain::personal::Personal::new("包裹没有收到，要求退款");
        let intake = Intake { matter: Matter { text, ..Matter::default() }, ..Intake::default() };
        let filed = runtime.block_on(store.file(&Actor::Stranger, intake)).expect("a complaint is taken");
        let house = House { store, clock, runtime, filed, _place: None };
        house.seal();
        house
    }

    pub fn seal(&self) {
        self.runtime.block_on(self.store.seal()).expect("it is sealed");
    }

    /// Something happens in the case, and is sealed.
    pub fn goes_on(&self) {
        let customer = Actor::Customer(self.filed.case.clone());
        let said = self.store.say(&customer, &self.filed.case, Party::Platform, "还没有收到", None);
        self.runtime.block_on(said).expect("it is said");
        self.seal();
    }

    /// The customer hands in a picture, and it is sealed.
    pub fn adds_photo(&self, bytes: &[u8]) {
        let customer = Actor::Customer(self.filed.case.clone());
        let upload = Upload { files: vec![bytes.to_vec().into()], ..Upload::default() };
        let added = self.store.add_evidence(&customer, &self.filed.case, upload, None);
        self.runtime.block_on(added).expect("it is taken");
        self.seal();
    }

    pub fn later(&self, ms: i64) {
        self.clock.set(self.store.now_ms() + ms);
    }

    /// Everybody who is due is asked; answers how many were.
    pub fn ask(&self, outside: &Outside, patience: &mut Patience) -> usize {
        self.runtime.block_on(pass(&self.store, outside, patience)).expect("our side works")
    }

    pub fn read<T>(&self, look: impl FnOnce(&mut store::db::Connection) -> Result<T, store::Error>) -> T {
        self.store.db().read_blocking(look).expect("it can be read")
    }

    pub fn words_of(&self, name: &str) -> String {
        let all = self.read(|db| self.store.outsiders(db));
        all.into_iter().find(|one| one.name == name).map(|one| one.words).unwrap_or_default()
    }

    pub fn is_sound(&self) {
        let findings = store::check::check(&self.store, &|_, _| ()).expect("the check runs");
        assert!(findings.is_clean(), "{:?}", findings.found);
    }
}
