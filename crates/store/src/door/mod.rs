//! The one door. Every change of anything comes through [`Store::execute`]: HTML, JSON, command line, channels and
//! the clock alike. A single writer thread takes what is queued, decides in memory, writes rows, journal, deadlines,
//! outbox and search terms in one transaction, and answers each caller after the commit.
//!
//! Exempt, and written elsewhere on purpose: sessions, answers remembered for idempotency keys, leases, drafts,
//! and the read log.

mod behind;
mod bulk;
mod decided;
mod erasing;
mod flush;
mod load;
mod parcels;
mod project;
mod sales;
mod tables;
mod waiting;
mod writer;

use crate::content::Sealed;
use crate::db::Connection;
use crate::search::Terms;
use crate::{Error, Store};
use domain::{Actor, Command, Event, SubjectId};
use journal::Hash;
use tokio::sync::oneshot;

pub use bulk::{Errand, Pending, Reached, Telling};
pub(crate) use load::staff;
pub(crate) use parcels::{breaker_row, parcel_row};
pub use project::day;
pub(crate) use project::{
    NEVER_MS, account_row, approval_row, claim_rows, guarded_row, payments_of, queue_row, work_row,
};
pub(crate) use sales::{consignment_row, incoming_rows, payout_rows};
pub(crate) use tables::{BREAKERS, CITING, GUARDED, LOOKUPS, PARCELS, QUEUE};
pub(crate) use waiting::{owed_rows, todo_rows, ways_row};
pub(crate) use writer::{Desk as WriterDesk, Writer};

/// What travels beside a command: content sealed before the decision, what it can be found by, and the caller's
/// idempotency key.
#[derive(Default)]
pub struct Parcel {
    pub contents: Vec<Content>,
    /// Keyed hashes by which the owner is found again.
    pub lookups: Vec<Lookup>,
    pub key: Option<String>,
    /// What search finds the command's text by, and the object that holds it.
    pub found: Option<(String, Terms)>,
}

impl Parcel {
    /// Files that already lie beside the database.
    fn files(&self) -> Vec<String> {
        let files = self.contents.iter().filter(|content| content.is_file);
        files.map(|content| content.sealed.object_id.clone()).collect()
    }
}

/// A keyed hash, what sort of value it is of, and the content that was read from.
pub struct Lookup {
    pub owner: SubjectId,
    pub token: String,
    pub kind: &'static str,
    pub object: String,
}

pub struct Content {
    pub owner: SubjectId,
    pub sealed: Sealed,
    /// Bytes of a file lie beside the database; the row then holds only the key.
    pub is_file: bool,
}

/// What a command did.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub events: Vec<(SubjectId, Event)>,
    /// Position of the first entry and its leaf; none when nothing changed.
    pub first: Option<(u64, Hash)>,
    /// Version of the command's main subject afterwards.
    pub version: u64,
    /// Set when the idempotency key was seen before: what was answered then.
    pub replayed: Option<String>,
}

/// What waits for the writer.
pub(crate) enum Work {
    Decide(Box<Job>, Reply),
    All(bulk::Bulk),
    /// A write of an exempt table, see [`crate::exempt`].
    Keep(Keeping, oneshot::Sender<Result<(), Error>>),
}

pub(crate) type Keeping = Box<dyn FnOnce(&mut Connection) -> Result<(), Error> + Send>;

pub(crate) type Reply = oneshot::Sender<Result<Outcome, Error>>;

pub(crate) struct Job {
    pub by: Actor,
    pub command: Command,
    pub expected: Option<u64>,
    pub parcel: Parcel,
    /// When it happened, where that is not now.
    pub at_ms: Option<i64>,
}

impl Store {
    /// The only way anything ever changes. `expected` is the version the caller's form was made from.
    pub async fn execute(
        &self,
        by: &Actor,
        command: Command,
        parcel: Parcel,
        expected: Option<u64>,
    ) -> Result<Outcome, Error> {
        let (reply, answer) = oneshot::channel();
        let files = parcel.files();
        let job = Job { by: by.clone(), command, expected, parcel, at_ms: None };
        self.writer().send(Work::Decide(Box::new(job), reply)).await?;
        let done = answer.await.map_err(|_| Error::Stopped)?;
        if matches!(done, Err(Error::Refused(_))) {
            self.drop_files(&files);
        }
        done
    }
}
