//! Where this instance keeps its rows: a file in the data folder, or a PostgreSQL server.

use super::pool::Pool;
use super::postgres::Postgres;
use super::sqlite::Sqlite;
use super::{Connection, DbError, Result};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::{Semaphore, oneshot};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Read,
    Write,
}

/// Cheap to clone; every clone shares the same read connections.
#[derive(Clone)]
pub struct Database(Arc<Inner>);

struct Inner {
    place: Place,
    readers: Pool,
    /// Async readers queue here, so that waiting costs no thread.
    turns: Arc<Semaphore>,
}

enum Place {
    File(PathBuf),
    Server(Box<tokio_postgres::Config>),
}

const FILE_READERS: usize = 4;
/// A case is a page or two of entries and one of content, and nearly every text fits into its row.
const PAGE_BYTES: u32 = 8_192;
const SERVER_READERS: usize = 8;

impl Database {
    /// Connects to nothing yet, so it may be called from anywhere.
    pub fn open(data_dir: &Path, database_url: Option<&str>) -> Result<Database> {
        let (place, readers) = match database_url {
            None => (Place::File(data_dir.join("redress.db")), FILE_READERS),
            Some(url) => (Place::Server(Box::new(url.parse::<tokio_postgres::Config>()?)), SERVER_READERS),
        };
        let turns = Arc::new(Semaphore::new(readers));
        Ok(Database(Arc::new(Inner { place, readers: Pool::new(readers), turns })))
    }

    /// A connection of one's own that may write. Blocks; belongs on a blocking thread.
    pub fn write_connection(&self) -> Result<Connection> {
        self.0.place.connect(Access::Write)
    }

    pub fn is_sqlite(&self) -> bool {
        matches!(self.0.place, Place::File(_))
    }

    /// Runs read queries on a lent connection, on a blocking thread.
    pub async fn read<T, E>(
        &self,
        work: impl FnOnce(&mut Connection) -> std::result::Result<T, E> + Send + 'static,
    ) -> std::result::Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (put, found) = oneshot::channel();
        let work = move |db: &mut Connection| {
            let _ = put.send(work(db));
        };
        self.lend(Box::new(work)).await?;
        found.await.map_err(|gone| DbError::ConnectionLost(gone.into()))?
    }

    /// The same, and all of it as it was at one moment: for a page that is put together from many queries.
    pub async fn look<T, E>(
        &self,
        work: impl FnOnce(&mut Connection) -> std::result::Result<T, E> + Send + 'static,
    ) -> std::result::Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.read(move |db| db.in_one_look(work)).await
    }

    /// Boxed, so that the program holds one task for all that is ever read, not one for each.
    async fn lend(&self, work: Box<dyn FnOnce(&mut Connection) + Send>) -> Result<()> {
        let turn = self.0.turns.clone().acquire_owned().await.expect("the readers are never closed");
        let database = self.clone();
        let task = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            database.read_blocking(|db| {
                work(db);
                Ok(())
            })
        });
        match task.await {
            Ok(done) => done,
            Err(failed) if failed.is_panic() => std::panic::resume_unwind(failed.into_panic()),
            Err(failed) => Err(DbError::ConnectionLost(failed.into())),
        }
    }

    /// The same for a thread that may block: command line, jobs, tests.
    pub fn read_blocking<T, E: From<DbError>>(
        &self,
        work: impl FnOnce(&mut Connection) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.0.readers.lend(|| self.0.place.connect(Access::Read), work)
    }
}

impl Place {
    fn connect(&self, access: Access) -> Result<Connection> {
        match self {
            Place::File(path) => Sqlite::open(path, access, PAGE_BYTES).map(Connection::Sqlite),
            Place::Server(config) => {
                Postgres::open(config, access).map(|db| Connection::Postgres(Box::new(db)))
            }
        }
    }
}
