//! The one writer of this process. Groups form by themselves: while one is being committed the next queues up, and
//! nobody waits for a window to close.

use super::decided::decide_all;
use super::{Job, Outcome, Work, flush, load};
use crate::clock::Clock;
use crate::db::Connection;
use crate::search::Search;
use crate::{Error, Store};
use domain::Policy;
use std::sync::Arc;
use tokio::sync::{mpsc, watch};

/// More in one group would make the first caller wait longer than the disk does.
const GROUP_MAX: usize = 64;
/// Callers beyond this wait for a place, which is how a flood slows down instead of filling memory.
const QUEUE_MAX: usize = 1_024;

#[derive(Clone)]
pub(crate) struct Writer {
    work: mpsc::Sender<Work>,
}

/// What the thread owns.
pub(crate) struct Desk {
    pub db: Connection,
    pub search: Arc<Search>,
    pub clock: Arc<dyn Clock>,
    pub policy: Arc<Policy>,
    /// Tells sealer and jobs that the journal has grown.
    pub grown: watch::Sender<u64>,
}

impl Writer {
    pub fn start(desk: Desk) -> Result<Writer, Error> {
        let (work, queue) = mpsc::channel(QUEUE_MAX);
        std::thread::Builder::new()
            .name("writer".into())
            .spawn(move || run(desk, queue))
            .map_err(|_| Error::Stopped)?;
        Ok(Writer { work })
    }

    pub async fn send(&self, work: Work) -> Result<(), Error> {
        self.work.send(work).await.map_err(|_| Error::Stopped)
    }
}

fn run(mut desk: Desk, mut queue: mpsc::Receiver<Work>) {
    while let Some(first) = queue.blocking_recv() {
        let mut jobs = vec![];
        let mut next = Some(first);
        while let Some(work) = next {
            match work {
                Work::Decide(job) => jobs.push(*job),
                Work::Keep(write, reply) => {
                    let _ = reply.send(keep(&mut desk.db, write));
                }
            }
            next = if jobs.len() < GROUP_MAX { queue.try_recv().ok() } else { None };
        }
        if !jobs.is_empty() {
            serve(&mut desk, jobs);
        }
    }
}

fn serve(desk: &mut Desk, mut jobs: Vec<Job>) {
    let answers = group(desk, &mut jobs);
    for (job, answer) in jobs.into_iter().zip(answers) {
        // A caller that went away has its command done all the same; it will find it.
        let _ = job.reply.send(answer);
    }
}

fn keep(db: &mut Connection, write: impl FnOnce(&mut Connection) -> Result<(), Error>) -> Result<(), Error> {
    db.begin()?;
    let done = write(db).and_then(|()| db.commit().map_err(Error::from));
    if done.is_err() {
        let _ = db.rollback();
    }
    done
}

/// All or nothing: when the commit fails, every caller of the group is told so and nothing has happened.
fn group(desk: &mut Desk, jobs: &mut [Job]) -> Vec<Result<Outcome, Error>> {
    match commit(desk, jobs) {
        Ok(answers) => answers,
        Err(failed) => {
            let _ = desk.db.rollback();
            let failed = Arc::new(failed);
            jobs.iter().map(|_| Err(Error::Together(failed.clone()))).collect()
        }
    }
}

fn commit(desk: &mut Desk, jobs: &mut [Job]) -> Result<Vec<Result<Outcome, Error>>, Error> {
    desk.db.begin()?;
    let mut head = load::head(&mut desk.db)?;
    let mut loaded = load::load(&mut desk.db, jobs)?;
    // A clock that was turned back must not make the journal run backwards.
    let now_ms = desk.clock.now_ms().max(head.at_ms);
    let mut decided = decide_all(&mut loaded, &mut head, jobs, now_ms, &desk.policy);
    if decided.changes.journal.is_empty() {
        desk.db.rollback()?;
        return Ok(decided.answers);
    }
    flush::flush(&mut desk.db, &head, now_ms, &mut decided.changes)?;
    desk.db.commit()?;
    // Committed: what follows may fail without undoing it, and is replayed from the journal.
    if let Err(failed) = desk.search.add(&decided.changes.docs, head.size as i64) {
        tracing::error!(error = %failed, "search terms were not written; they follow at the next start");
    }
    desk.grown.send_replace(head.size);
    Ok(decided.answers)
}

impl Store {
    pub(crate) fn writer(&self) -> &Writer {
        &self.0.writer
    }
}
