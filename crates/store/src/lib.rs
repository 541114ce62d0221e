//! What is remembered: rows, sealed content, objects, journal and search, on SQLite or PostgreSQL.
//!
//! There is one way to change anything, [`Store::execute`], and plain queries to read. Nothing outside this crate
//! can open a write transaction.

pub mod accuse;
pub mod acts;
pub mod approvals;
pub mod backup;
pub mod books;
pub mod breakers;
mod calendar;
pub mod cases;
pub mod check;
pub mod clock;
pub mod closings;
pub mod collect;
pub mod consign;
pub mod content;
pub mod custody;
pub mod db;
pub mod disk;
pub mod door;
pub mod dossier;
mod error;
pub mod exempt;
pub mod export;
pub mod filing;
mod heads;
pub mod itself;
pub mod journal_of;
pub mod keys;
pub mod learned;
pub mod ledger;
pub mod looks;
pub mod masking;
pub mod objects;
pub mod orders;
pub mod outbox;
pub mod outside;
pub mod pack;
pub mod packed;
pub mod parcels;
pub mod people;
pub mod person;
pub mod preview;
pub mod privacy;
pub mod reach;
pub mod read;
pub mod reconcile;
pub mod record;
pub mod recourse;
pub mod reindex;
pub mod scrub;
pub mod sealer;
pub mod search;
pub mod seen;
pub mod shops;
pub mod signals;
pub mod similar;
pub mod spool;
pub mod tally;
#[cfg(feature = "testing")]
#[doc(hidden)]
pub mod testing;
pub mod ties;
pub mod timeline;
pub mod todo;
pub mod what_if;

pub use clock::{Clock, SetClock};
pub use door::{Outcome, Parcel};
pub use error::Error;
pub use pack::Pack;

use db::Database;
use domain::Policy;
use keys::Keys;
use objects::Objects;
use search::Search;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use tokio::sync::watch;

/// Cheap to clone; every clone is the same store.
#[derive(Clone)]
pub struct Store(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub db: Database,
    pub keys: Keys,
    pub objects: Objects,
    pub running: Arc<books::Running>,
    pub clock: Arc<dyn Clock>,
    pub search: Search,
    pub writer: door::Writer,
    pub grown: watch::Receiver<u64>,
    /// Held while a checkpoint is made, so that the lock file never goes back to an older one.
    pub sealing: tokio::sync::Mutex<()>,
    pub shelf: learned::Shelf,
    /// When parcels were last weighed; 0 when there is news of them.
    pub weighed_ms: std::sync::atomic::AtomicI64,
    pub dir: PathBuf,
}

impl Store {
    /// Opens the data folder, making what is missing: keys, schema, search. Blocks.
    pub fn open(
        dir: &Path,
        database_url: Option<&str>,
        clock: Arc<dyn Clock>,
        policy: Arc<Policy>,
    ) -> Result<Store, Error> {
        std::fs::create_dir_all(dir)?;
        let keys = Keys::open(dir, &format!("redress/{}", content::random_id()))?;
        let db = Database::open(dir, database_url)?;
        let mut writes = db.write_connection()?;
        db::migrate(&mut writes, db::MIGRATIONS, clock.now_ms())?;
        privacy::tell_at_start(&mut writes, &keys, clock.now_ms())?;
        let size = size(&mut writes)?;
        let (grown_to, grown) = watch::channel(size);
        let search = Search::open(dir)?;
        let running = Arc::new(books::Running::new(policy));
        let house = Arc::new(OnceLock::new());
        let desk = door::WriterDesk {
            db: writes,
            house: house.clone(),
            searchable: None,
            writing: None,
            second: None,
            indexing: None,
            clock: clock.clone(),
            running: running.clone(),
            grown: grown_to,
        };
        let writer = door::Writer::start(desk)?;
        let objects = Objects::open(dir)?;
        let (shelf, dir) = (learned::Shelf::new(dir), dir.to_owned());
        let sealing = tokio::sync::Mutex::new(());
        let weighed_ms = Default::default();
        let inner = Inner {
            db,
            keys,
            objects,
            running,
            clock,
            search,
            writer,
            grown,
            sealing,
            shelf,
            weighed_ms,
            dir,
        };
        let store = Store(Arc::new(inner));
        let _ = house.set(Arc::downgrade(&store.0));
        store.db().read_blocking(|db| store.follow_books_on(db))?;
        reindex::catch_up(&store)?;
        Ok(store)
    }

    pub fn now_ms(&self) -> i64 {
        self.0.clock.now_ms()
    }
    /// As it is now; whoever asks twice may get two.
    pub fn policy(&self) -> &Policy {
        self.0.running.policy()
    }
    /// For whoever keeps it longer than a look at the store.
    pub fn shared_policy(&self) -> Arc<Policy> {
        self.0.running.policy().clone()
    }
    pub fn keys(&self) -> &Keys {
        &self.0.keys
    }
    pub fn dir(&self) -> &Path {
        &self.0.dir
    }
    pub fn db(&self) -> &Database {
        &self.0.db
    }
    /// Changes whenever the journal has grown in this process.
    pub fn grown(&self) -> watch::Receiver<u64> {
        self.0.grown.clone()
    }
}

/// Entries of the journal, all processes' included.
pub fn size(db: &mut db::Connection) -> Result<u64, Error> {
    let row = db.query_one_opt("select size from head where id = 1", &[])?;
    Ok(row.ok_or(Error::Damaged("the head row is missing"))?.int(0)? as u64)
}
