//! The data folder all ways begin with, and what people outside hold.

use super::outsiders::{Kept, Stamper, at, newest, witness_signs};
use crate::house::{HOUR_MS, House, intake, policy};
use crate::local_tsa::Key;
use domain::{Actor, Role, UserId};
use domain::{CaseId, Party};
use journal::Receipt;
use journal::note::with_lines;
use journal::note::{Signer, Verifier, generate};
use journal::witnessing::Seen;
use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::{SystemTime, UNIX_EPOCH};
use store::filing::Intake;
use store::looks::How;
use store::testing::{Place, sqlite};
use store::{SetClock, Store};

/// What the customer was sent for one entry: the entry itself and its receipt.
pub struct Held {
    pub receipt: Receipt,
    pub entry: Vec<u8>,
}

pub struct Base {
    /// Before the house said what it would rather not have said.
    pub early: Place,
    /// When the outside copies were taken.
    pub copied: Place,
    /// Some entries later; nobody outside has seen them.
    pub now: Place,
    pub case: CaseId,
    pub other: CaseId,
    pub key: Verifier,
    pub seed: [u8; 32],
    pub held: Vec<Held>,
    /// Who stamps, and somebody the operator sets up under the same name.
    pub tsa: Stamper,
    pub own_tsa: Stamper,
    pub stamped: Kept,
    /// What the witness signed last.
    pub seen: Seen,
    /// The same checkpoint without and with the witness's line, and one before it.
    pub note: String,
    pub cosigned: String,
    pub older_note: String,
    pub bundle: Vec<u8>,
}

/// One way's own copy of the house, and what was handed out for the case.
pub struct Scene<'b> {
    pub base: &'b Base,
    pub place: Place,
    pub handed: Option<Vec<u8>>,
    /// A receipt that is handed to the customer now, with its entry.
    pub sent: Option<(String, Vec<u8>)>,
}

/// An authority knows no other time than that of the real world, so the house was filled between three and four hours
/// before it, in the middle of an hour: an hour later that one is surely over.
pub fn start_ms() -> i64 {
    static START: OnceLock<i64> = OnceLock::new();
    *START.get_or_init(|| {
        let early_ms = now_ms() - 4 * HOUR_MS;
        early_ms + HOUR_MS - (early_ms - HOUR_MS / 2) % HOUR_MS
    })
}

#[expect(clippy::disallowed_methods, reason = "an authority of the real world knows no other time")]
fn now_ms() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_millis() as i64
}

pub fn seal(house: &House) {
    house.runtime.block_on(house.store.seal()).expect("it is signed");
}

pub fn map(house: &House, day: &str) {
    house.runtime.block_on(house.store.map_heads(day)).expect("a map").expect("news");
    seal(house);
}

pub fn zipped(store: &Store, case: &CaseId) -> Result<Vec<u8>, store::Error> {
    let bundle = store::export::export(store, case, None)?;
    let packed = bundle.write(Cursor::new(vec![]));
    Ok(packed.map_err(|_| store::Error::Damaged("it cannot be packed"))?.into_inner())
}

pub fn reopened<'p>(place: &'p Place, at_ms: i64) -> House<'p> {
    let clock = Arc::new(SetClock::at(at_ms));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let store = Store::open(place.dir(), None, clock.clone(), policy()).expect("the house opens");
    House { place, store, clock, runtime: Arc::new(runtime.expect("a runtime")), broken: true }
}

pub fn copy(from: &Place) -> Place {
    let to = sqlite();
    settled(from);
    copy_folder(from.dir(), to.dir());
    to
}

/// A store that was dropped closes its database in its own time; the last connection takes the log of writes away.
fn settled(place: &Place) {
    for _ in 0..500 {
        let open = ["redress.db-wal", "search.db-wal"].iter().any(|name| place.dir().join(name).exists());
        if !open {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            fs::copy(&path, &target).expect("copied");
        }
    }
}

fn look(house: &House, name: &str, case: &CaseId) {
    let by = handler_actor(name);
    let looked = house.store.looked(&by, case, "", How::Page);
    house.runtime.block_on(looked).expect("written down");
}

pub fn photo(mark: u8) -> Vec<u8> {
    [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &[mark; 40]].concat()
}

impl Base {
    pub fn make() -> Base {
        let early = sqlite();
        let (case, other) = fill(&early);
        let copied = copy(&early);
        let house = reopened(&copied, at(1));
        let handler = handler_actor("han");
        house.runtime.block_on(house.store.root_looks()).expect("noted").expect("the hour is over");
        house.say(&handler, Party::Customer, &case, "我们弄丢了您的包裹");
        house.note(&handler, &case, "仓库承认丢失");
        house.say(&handler, Party::Customer, &case, "我们会赔偿");
        seal(&house);
        map(&house, "2026-05-29");
        let [tsa, own_tsa] = [Key::P256, Key::P256].map(Stamper::new);
        house.clock.set(now_ms());
        let older_note = newest(&house);
        let stamped = tsa.stamps(&house);
        let seen = witness_signs(&house);
        let key = house.store.verifier().expect("a key");
        let note = newest(&house);
        let lines = house.read(|db| house.store.cosignatures(db, seen.size));
        let cosigned = with_lines(&note, &lines);
        let held = held(&house, &case);
        let bundle = zipped(&house.store, &case).expect("a bundle");
        let seed = *house.store.keys().journal.bytes();
        drop(house);
        let now = copy(&copied);
        let house = reopened(&now, at(4));
        house.say(&handler, Party::Customer, &case, "赔偿已经安排");
        look(&house, "han", &case);
        house.file(intake("还没有人看到的投诉"));
        seal(&house);
        drop(house);
        Base {
            early,
            copied,
            now,
            case,
            other,
            key,
            seed,
            held,
            tsa,
            own_tsa,
            stamped,
            seen,
            note,
            cosigned,
            older_note,
            bundle,
        }
    }

    pub fn signer(&self) -> Signer {
        generate(self.key.name(), self.seed).expect("a key")
    }
}

/// More entries than a tile of the tree has, so that roots of tiles are stored too.
fn fill(place: &Place) -> (CaseId, CaseId) {
    let house = House::open(place);
    house.clock.set(start_ms());
    let handler = house.handler("han");
    house.handler("lei");
    house.fund(domain::account::goodwill(), 100_000);
    let shop = house.merchant("shop1", "大商家");
    house.order("DD20260000130", &shop, 19_900);
    let files =
        |mark| Intake { files: vec![photo(mark).into()], ..intake("包裹没有收到，要求退款") };
    let case = house.file(files(1)).case;
    let other = house.file(files(2)).case;
    seal(&house);
    for n in 0..250 {
        house.say(&handler, Party::Customer, &other, &format!("第{n}次答复"));
    }
    house.say(&handler, Party::Customer, &case, "我们查一下");
    look(&house, "han", &case);
    look(&house, "lei", &case);
    seal(&house);
    map(&house, "2026-05-28");
    (case, other)
}

fn held(house: &House, case: &CaseId) -> Vec<Held> {
    let entries = house.read(|db| store::journal_of::bytes_of_subject(db, &case.subject()));
    let one = |entry: Vec<u8>| {
        let seq = journal::Entry::parse(&entry).expect("an entry").seq;
        let receipt = house.read(|db| store::export::receipt(&house.store, db, seq)).expect("a receipt");
        Held { receipt, entry }
    };
    entries.into_iter().map(one).collect()
}

impl<'b> Scene<'b> {
    pub fn of(base: &'b Base) -> Scene<'b> {
        Scene { base, place: copy(&base.now), handed: None, sent: None }
    }

    /// The database as only somebody with its password can change it.
    pub fn sql(&self, sql: &str) {
        self.database().execute_batch(sql).expect("changed");
    }

    pub fn database(&self) -> rusqlite::Connection {
        let db = rusqlite::Connection::open(self.place.dir().join("redress.db")).expect("the database");
        let triggers: Vec<String> = {
            let sql = "select name from sqlite_master where type = 'trigger'";
            let mut query = db.prepare(sql).expect("a query");
            query.query_map([], |row| row.get(0)).expect("names").map(|name| name.expect("a name")).collect()
        };
        for trigger in triggers {
            db.execute_batch(&format!("drop trigger {trigger}")).expect("dropped");
        }
        db
    }

    /// The files of evidence beside the database.
    pub fn files(&self) -> Vec<std::path::PathBuf> {
        let mut files = vec![];
        for shelf in fs::read_dir(self.place.dir().join("objects")).expect("objects") {
            for file in fs::read_dir(shelf.expect("a shelf").path()).expect("a shelf") {
                files.push(file.expect("a file").path());
            }
        }
        files.sort();
        files
    }

    /// Puts another state of the house in the place of this one, with its keys and lock file.
    pub fn put_back(&mut self, other: &Place) {
        self.place = copy(other);
    }

    /// The product itself writes on, at a time of the attacker's choosing.
    pub fn write_on(&self, at_ms: i64, write: impl FnOnce(&House)) {
        let house = reopened(&self.place, at_ms);
        write(&house);
        seal(&house);
    }
}

pub fn handler_actor(name: &str) -> Actor {
    Actor::Staff(UserId::new(name), Role::Handler)
}
