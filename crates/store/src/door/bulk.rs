//! Many commands at once, each with the moment it happened: how a house is filled for a demo, a rehearsal or a
//! measurement. The same decisions, journal and rows as [`Store::execute`], in groups as large as the caller makes
//! them: a case that several commands of a group touch is written once, and search follows on a thread of its own.

use super::load::Head;
use super::project::Changes;
use super::writer::Desk;
use super::{Job, Parcel, Work, flush, load};
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
    reply: oneshot::Sender<Result<Vec<Error>, Error>>,
}

impl Store {
    /// All in one commit. Answers the errors of the commands that were refused; the others are done.
    pub async fn execute_all(&self, errands: Vec<Errand>, telling: Telling) -> Result<Vec<Error>, Error> {
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
        answer.await.map_err(|_| Error::Stopped)?
    }

    /// How far the journal and the numbers of cases have come.
    pub fn reached(&self, db: &mut Connection) -> Result<Reached, Error> {
        let row = db.query_one_opt("select at_ms, year, number from head where id = 1", &[])?;
        let row = row.ok_or(Error::Damaged("the head row is missing"))?;
        Ok(Reached { at_ms: row.int(0)?, year: row.int(1)?, number: row.int(2)? })
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
    let done = desk.guarded(|desk| commit(desk, &mut jobs, telling));
    let _ = reply.send(done);
}

fn commit(desk: &mut Desk, jobs: &mut [Job], telling: Telling) -> Result<Vec<Error>, Error> {
    desk.db.expect_much()?;
    desk.db.begin()?;
    let mut head = load::head(&mut desk.db)?;
    // A house without a case has no past to contradict: its people were added today, its cases may be older.
    if head.number == 0
        && let Some(first_ms) = jobs.first().and_then(|job| job.at_ms)
    {
        head.at_ms = head.at_ms.min(first_ms);
    }
    let from = head.size;
    let mut loaded = load::load(&mut desk.db, jobs)?;
    desk.follow_books(&loaded)?;
    let (now_ms, policy) = (desk.clock.now_ms(), desk.running.policy().clone());
    let changes = Changes::telling(telling);
    let mut decided =
        super::decided::decide_all(&mut desk.db, &mut loaded, &mut head, jobs, now_ms, &policy, changes)?;
    let refused = decided.answers.into_iter().filter_map(Result::err).collect();
    if decided.changes.journal.is_empty() {
        desk.db.rollback()?;
        return Ok(refused);
    }
    flush::flush(&mut desk.db, &head, &mut decided.changes, &loaded)?;
    desk.db.commit()?;
    let docs = std::mem::take(&mut decided.changes.docs);
    // Whoever erases in bulk has all of it read from the journal.
    let read_to = if decided.changes.erasing.rows.is_empty() { from } else { head.size };
    follow(desk, from, read_to, &head, docs)?;
    desk.grown.send_replace(head.size);
    Ok(refused)
}

/// Search of one group is written while the next is decided, never of two at once.
fn follow(desk: &mut Desk, from: u64, read_to: u64, head: &Head, docs: Vec<Doc>) -> Result<(), Error> {
    desk.indexed();
    let Some(house) = desk.house() else { return Ok(()) };
    let (known, to) = (desk.searchable == Some(from) && read_to == from, head.size);
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
    Ok(())
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
