//! A house with one complaint, its clock at the real time, because authorities know no other.

use domain::case::{Choice, OfferItem, Proof};
use domain::command::{CaseCommand, UserCommand};
use domain::playbook::Playbooks;
use domain::policy::{Limits, Policy};
use domain::user::Account;
use domain::words::RemedyKind;
use domain::{Actor, Command, Party, Role, UserId};
use server::jobs::outside::{Outside, Patience, pass};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use store::acts::Upload;
use store::filing::{Filed, Intake};
use store::record::Matter;
use store::testing::{Place, sqlite};
use store::{Pack, SetClock, Store};
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
            calendar: domain::calendar::Calendar::shipped(),
            templates: domain::writing::Templates::shipped(),
            breakers: domain::breaker::Breakers::shipped(),
            fulfilment: Default::default(),
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

    /// An apology is offered, accepted and made.
    pub fn is_made_good(&self) {
        let (handler, customer) = (UserId::new("han"), Actor::Customer(self.filed.case.clone()));
        let mut pack = self.store.pack(handler.subject());
        let account = Account { role: Role::Handler, merchant: None, name: pack.text("han") };
        let record = Command::User(handler.clone(), UserCommand::Record { account });
        self.does(&Actor::System, record, pack);
        let handler = Actor::Staff(handler, Role::Handler);
        let mut pack = self.store.pack(self.filed.case.subject());
        let words = pack.text("表示歉意");
        let items = vec![OfferItem { remedy: RemedyKind::Apology, amount: None }];
        self.acts(&handler, CaseCommand::offer(items, Choice::All, words, None), pack);
        let accept = CaseCommand::accept("o1", vec![]);
        self.acts(&customer, accept, self.store.pack(self.filed.case.subject()));
        let mut pack = self.store.pack(self.filed.case.subject());
        let proof = Proof::Statement { content: pack.text("已致歉") };
        self.acts(&handler, CaseCommand::Execute { remedy: "r1".into(), proof: Some(proof) }, pack);
    }

    /// Two days later the customer is asked how it was.
    pub fn asks_how_it_was(&self) {
        self.later(49 * 60 * MINUTE_MS);
        self.acts(&Actor::System, CaseCommand::Elapse, self.store.pack(self.filed.case.subject()));
    }

    /// A good answer closes the case.
    pub fn was_good(&self) {
        let customer = Actor::Customer(self.filed.case.clone());
        let answer = CaseCommand::Survey { solved: 95, treated: 90, words: None };
        self.acts(&customer, answer, self.store.pack(self.filed.case.subject()));
    }

    fn acts(&self, by: &Actor, command: CaseCommand, pack: Pack) {
        self.does(by, Command::Case(self.filed.case.clone(), command), pack);
    }

    fn does(&self, by: &Actor, command: Command, pack: Pack) {
        self.runtime.block_on(self.store.execute(by, command, pack.close(), None)).expect("it is done");
    }

    pub fn case(&self) -> domain::Case {
        self.read(|db| self.store.case(db, &self.filed.case)).expect("the case").case
    }

    /// Where the last entry of the case stands in the journal.
    pub fn last_entry(&self) -> u64 {
        self.read(|db| store::export::size_of(db, &self.filed.case)) - 1
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
