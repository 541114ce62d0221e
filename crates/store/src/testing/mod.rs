//! Real databases for tests: a fresh SQLite folder, and a fresh database in a private PostgreSQL.
//!
//! The PostgreSQL cluster is made once per test process and goes when the process ends. Where its
//! programs are missing the test says SKIPPED and passes, unless `REDRESS_REQUIRE_POSTGRES=1`.

mod cluster;

use crate::db::{Database, MIGRATIONS, migrate};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

/// A data folder and the database that belongs to it; the folder goes with the value.
pub struct Place {
    dir: tempfile::TempDir,
    url: Option<String>,
}

impl Place {
    pub fn dir(&self) -> &Path {
        self.dir.path()
    }

    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// Opens it without migrating, as a second process would.
    pub fn open(&self) -> Database {
        Database::open(self.dir(), self.url()).expect("the place of the database is understood")
    }

    /// Opens it with today's schema.
    pub fn database(&self) -> Database {
        let database = self.open();
        let mut connection = database.write_connection().expect("a fresh database opens");
        migrate(&mut connection, MIGRATIONS, 1_700_000_000_000).expect("a fresh database migrates");
        database
    }
}

/// Runs one test on SQLite and, where there is one, on PostgreSQL. Must not be called from an async
/// function, because it blocks.
pub fn on_both(test: impl Fn(&Place)) {
    test(&sqlite());
    if let Some(place) = postgres() {
        test(&place);
    }
}

pub fn sqlite() -> Place {
    Place { dir: tempfile::tempdir().expect("a temporary folder"), url: None }
}

pub fn postgres() -> Option<Place> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let Some(cluster) = cluster::running() else {
        let test = std::thread::current().name().unwrap_or("a test").to_owned();
        let required = std::env::var("REDRESS_REQUIRE_POSTGRES").is_ok_and(|value| value == "1");
        assert!(!required, "{test} needs PostgreSQL, and its programs were not found or did not start");
        eprintln!("SKIPPED on PostgreSQL: {test} (no initdb found)");
        return None;
    };
    let name = format!("test_{}", COUNT.fetch_add(1, Ordering::Relaxed));
    cluster.create_database(&name);
    Some(Place { dir: tempfile::tempdir().expect("a temporary folder"), url: Some(cluster.url(&name)) })
}

/// A database that syncs every commit, for benches; its server goes with the process.
pub fn durable_postgres() -> Option<Place> {
    let cluster: &'static _ = Box::leak(Box::new(cluster::made(cluster::Kept::Durably)?));
    cluster.create_database("bench");
    Some(Place { dir: tempfile::tempdir().expect("a temporary folder"), url: Some(cluster.url("bench")) })
}

/// Runs on the writer's own connection and thread: how a test fills its disk, or holds it up.
pub async fn on_writer(
    store: &crate::Store,
    work: impl FnOnce(&mut crate::db::Connection) -> Result<(), crate::Error> + Send + 'static,
) -> Result<(), crate::Error> {
    store.keep(work).await
}
