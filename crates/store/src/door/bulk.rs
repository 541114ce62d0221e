//! Many commands at once, each with the moment it happened: how a house is filled for a demo, a rehearsal or a
//! measurement. The same decisions, journal and rows as [`Store::execute`], in groups as large as the caller makes
//! them: a case that several commands of a group touch is written once, and search follows on a thread of its own. Who
//! sends the next group before the last was answered has it decided while that one is written.

use super::behind::{self, Ahead, Begun, Group};
use super::project::Changes;
use super::writer::Desk;
use super::{Job, Parcel, Work, load};
use crate::db::Connection;
use crate::search::Doc;
use crate::{Error, Store, reindex};
use domain::{Actor, Command};
use std::thread::JoinHandle;
use tokio::sync::oneshot;

/// One command of a bulk, at a time of its own; times may not fall.
pub struct Errand {
    pub at_ms: i64,
    pub by: Actor,
    pub command: Command,
    pub parcel: Parcel,
}

/// Whether anybody outside is told of what a bulk does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Telling {
    #[default]
    AsAlways,
    /// The past is written down, nobody is to hear of it now.
    Nobody,
}

pub(crate) struct Bulk {
    jobs: Vec<Job>,
    telling: Telling,
    reply: Reply,
}

/// The errors of what was refused, or the one that concerns all.
pub(super) type Reply = oneshot::Sender<Result<Vec<Error>, Error>>;

impl Store {
    /// All in one commit. Answers the errors of the commands that were refused; the others are done.
    pub async fn execute_all(&self, errands: Vec<Errand>, telling: Telling) -> Result<Vec<Error>, Error> {
        self.begin_all(errands, telling).await?.written().await
    }

    /// The same without waiting for the disk: the next group may be handed over before this one is written.
    pub async fn begin_all(&self, errands: Vec<Errand>, telling: Telling) -> Result<Pending, Error> {
        let (reply, answer) = oneshot::channel();
        let job = |Errand { at_ms, by, command, parcel }| Job {
            by,
            command,
            expected: None,
            parcel,
            at_ms: Some(at_ms),
        };
        let jobs = errands.into_iter().map(job).collect();
        self.writer().send(Work::All(Bulk { jobs, telling, reply })).await?;
        Ok(Pending(answer))
    }

    /// How far the journal and the numbers of cases have come.
    pub fn reached(&self, db: &mut Connection) -> Result<Reached, Error> {
        let row = db.query_one_opt("select at_ms, year, number from head where id = 1", &[])?;
        let row = row.ok_or(Error::Damaged("the head row is missing"))?;
        Ok(Reached { at_ms: row.int(0)?, year: row.int(1)?, number: row.int(2)? })
    }
}

/// A group that waits for the writer or is being written.
pub struct Pending(oneshot::Receiver<Result<Vec<Error>, Error>>);

impl Pending {
    /// The errors of the commands that were refused, once the others are on the disk.
    pub async fn written(self) -> Result<Vec<Error>, Error> {
        self.0.await.map_err(|_| Error::Stopped)?
    }
}

/// The moment of the last entry, the year cases are numbered in, and the last number of it.
#[derive(Clone, Copy, Debug)]
pub struct Reached {
    pub at_ms: i64,
    pub year: i64,
    pub number: i64,
}

pub(super) fn serve(desk: &mut Desk, bulk: Bulk) {
    let Bulk { mut jobs, telling, reply } = bulk;
    if desk.writing.as_ref().is_some_and(|before| !before.is_foreseen()) {
        let _ = desk.written();
    }
    let decided = desk.guarded(|desk| decide(desk, &mut jobs, telling));
    let begun = desk.written().and(decided);
    let begun = begun.and_then(|group| desk.guarded(|desk| behind::begin(desk, group)));
    match begun {
        Ok(Begun::Nothing(refused)) => drop(reply.send(Ok(refused))),
        Ok(Begun::Writing(writing)) => desk.writing = Some(writing.answering(reply)),
        Err(failed) => drop(reply.send(Err(failed))),
    }
}

/// Under the lock, or upon a group that is still being written: then the lock is taken afterwards, and the group is
/// given up where somebody else was there in between.
fn decide(desk: &mut Desk, jobs: &mut [Job], telling: Telling) -> Result<Group, Error> {
    let before = desk.writing.as_ref().map(|before| before.ahead());
    let start = match &before {
        Some(before) => before.head.after_it(),
        None => {
            desk.db.expect_much()?;
            desk.db.begin()?;
            load::head(&mut desk.db)?
        }
    };
    let mut head = start.clone();
    // A house without a case has no past to contradict: its people were added today, its cases may be older.
    if head.number == 0
        && let Some(first_ms) = jobs.first().and_then(|job| job.at_ms)
    {
        head.at_ms = head.at_ms.min(first_ms);
    }
    let mut loaded = load::load(&mut desk.db, jobs, before)?;
    desk.follow_books(&loaded)?;
    let (now_ms, policy) = (desk.clock.now_ms(), desk.running.policy().clone());
    let changes = Changes::telling(telling);
    let decided =
        super::decided::decide_all(&mut desk.db, &mut loaded, &mut head, jobs, now_ms, &policy, changes)?;
    loaded.before = None;
    let refused = decided.answers.into_iter().filter_map(Result::err).collect();
    Ok(Group { start, ahead: Ahead { head, loaded }, changes: decided.changes, refused })
}

/// Search of one group is written while the next is decided, never of two at once.
pub(super) fn follow(desk: &mut Desk, from: u64, read_to: u64, to: u64, docs: Vec<Doc>) {
    desk.indexed();
    let Some(house) = desk.house() else { return };
    let known = desk.searchable == Some(from) && read_to == from;
    desk.indexing = Some(std::thread::spawn(move || {
        if !known {
            let reached = house.0.search.reached()? as u64;
            house.0.db.read_blocking(|db| reindex::index(&house, db, reached, read_to))?;
        }
        house.0.search.add(&docs, to as i64)?;
        Ok(to)
    }));
    // Until the thread says otherwise the next group may take it for done.
    desk.searchable = Some(to);
}

pub(super) type Indexing = JoinHandle<Result<u64, Error>>;

impl Desk {
    /// Waits for the search of the bulk before; what failed is read from the journal by the next to index.
    pub(super) fn indexed(&mut self) {
        let Some(running) = self.indexing.take() else { return };
        match running.join() {
            Ok(Ok(_)) => {}
            Ok(Err(failed)) => {
                self.searchable = None;
                tracing::error!(error = %failed.detail(), "search terms were not written; they follow with the next");
            }
            Err(_) => self.searchable = None,
        }
    }
}
