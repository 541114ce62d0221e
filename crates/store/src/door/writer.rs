//! The one writer of this process. Groups form by themselves: while one is being committed the next queues up, and
//! nobody waits for a window to close.

use super::behind::Writing;
use super::bulk::{self, Indexing};
use super::decided::decide_all;
use super::load::Loaded;
use super::project::Changes;
use super::{Job, Outcome, Reply, Work, flush, load};
use crate::books::Running;
use crate::clock::Clock;
use crate::db::Connection;
use crate::search::Doc;
use crate::{Error, Inner, Store, reindex};
use domain::{State, SubjectId};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock, Weak};
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
    /// Whose writer it is; weak, because the writer ends when the last clone of its store is gone.
    pub house: Arc<OnceLock<Weak<Inner>>>,
    /// Every entry before this one is known to be in the search.
    pub searchable: Option<u64>,
    /// The group of a bulk that is being written, and the connection that is read through meanwhile.
    pub writing: Option<Box<Writing>>,
    pub second: Option<Connection>,
    /// The search of a bulk that is still being written.
    pub indexing: Option<Indexing>,
    pub clock: Arc<dyn Clock>,
    pub running: Arc<Running>,
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
    while let Some(first) = desk.next(&mut queue) {
        let (mut jobs, mut replies) = (vec![], vec![]);
        let mut next = Some(first);
        while let Some(work) = next {
            match work {
                Work::Decide(job, reply) => {
                    jobs.push(*job);
                    replies.push(reply);
                }
                Work::All(bulk) => bulk::serve(&mut desk, bulk),
                Work::Keep(write, reply) => {
                    let _ = desk.written();
                    let kept = desk.guarded(|desk| keep(&mut desk.db, write));
                    let _ = reply.send(kept);
                }
            }
            next = if jobs.len() < GROUP_MAX { queue.try_recv().ok() } else { None };
        }
        if !jobs.is_empty() {
            serve(&mut desk, jobs, replies);
        }
    }
    desk.indexed();
}

fn serve(desk: &mut Desk, mut jobs: Vec<Job>, replies: Vec<Reply>) {
    let _ = desk.written();
    let answers = group(desk, &mut jobs);
    for (reply, answer) in replies.into_iter().zip(answers) {
        // A caller that went away has its command done all the same; it will find it.
        let _ = reply.send(answer);
    }
}

fn keep(db: &mut Connection, write: impl FnOnce(&mut Connection) -> Result<(), Error>) -> Result<(), Error> {
    db.begin()?;
    write(db)?;
    Ok(db.commit()?)
}

/// All or nothing: when the commit fails, every caller of the group is told so and nothing has happened.
fn group(desk: &mut Desk, jobs: &mut [Job]) -> Vec<Result<Outcome, Error>> {
    match desk.guarded(|desk| commit(desk, jobs)) {
        Ok(answers) => answers,
        Err(failed) => {
            let failed = Arc::new(failed);
            jobs.iter().map(|_| Err(Error::Together(failed.clone()))).collect()
        }
    }
}

fn commit(desk: &mut Desk, jobs: &mut [Job]) -> Result<Vec<Result<Outcome, Error>>, Error> {
    desk.db.begin()?;
    let mut head = load::head(&mut desk.db)?;
    let mut loaded = load::load(&mut desk.db, jobs, None)?;
    desk.follow_books(&loaded)?;
    let (now_ms, from, policy) = (desk.clock.now_ms(), head.size, desk.running.policy().clone());
    let changes = Changes::default();
    let mut decided = decide_all(&mut desk.db, &mut loaded, &mut head, jobs, now_ms, &policy, changes)?;
    if decided.changes.journal.is_empty() {
        desk.db.rollback()?;
        return Ok(decided.answers);
    }
    flush::flush(&mut desk.db, &head, &mut decided.changes, &loaded)?;
    desk.db.commit()?;
    desk.follow_books(&loaded)?;
    desk.indexed();
    // Committed: what follows may fail without undoing it, and is read again from the journal.
    let erased = !decided.changes.erasing.rows.is_empty();
    match desk.index(from, head.size, &decided.changes.docs, erased) {
        Ok(()) => desk.searchable = Some(head.size),
        Err(failed) => {
            desk.searchable = None;
            tracing::error!(error = %failed.detail(), "search terms were not written; they follow with the next");
        }
    }
    desk.grown.send_replace(head.size);
    Ok(decided.answers)
}

impl Desk {
    /// A group that is being written is seen to its end before the writer waits for work: its caller waits, too.
    fn next(&mut self, queue: &mut mpsc::Receiver<Work>) -> Option<Work> {
        queue.try_recv().ok().or_else(|| {
            let _ = self.written();
            queue.blocking_recv()
        })
    }

    /// A rule that panics must not silence the house: its group fails, the next is served.
    pub(super) fn guarded<T>(
        &mut self,
        work: impl FnOnce(&mut Desk) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let done = catch_unwind(AssertUnwindSafe(|| self.connected().and_then(|()| work(self))));
        let done = done.unwrap_or(Err(Error::Damaged("the writer panicked over this")));
        if done.is_err() {
            let _ = self.db.rollback();
        }
        done
    }

    /// A server that hung up is asked again, for as long as anybody has work for the writer.
    fn connected(&mut self) -> Result<(), Error> {
        if self.db.is_lost()
            && let Some(house) = self.house()
        {
            self.db = house.0.db.write_connection()?;
        }
        Ok(())
    }

    /// When another process wrote in between, or the last time failed, the gap is read from the journal: `reached`
    /// must never pass an entry that is not searchable.
    /// What was erased is taken out by reading the journal, too.
    fn index(&self, from: u64, to: u64, docs: &[Doc], erased: bool) -> Result<(), Error> {
        let Some(house) = self.house() else { return Ok(()) };
        if erased {
            return house.0.db.read_blocking(|db| reindex::catch_up_on(&house, db).map(|_| ()));
        }
        if self.searchable != Some(from) {
            let reached = house.0.search.reached()? as u64;
            house.0.db.read_blocking(|db| reindex::index(&house, db, reached, from))?;
        }
        Ok(house.0.search.add(docs, to as i64)?)
    }

    /// Nothing is decided by playbooks that the house has replaced, whoever did it.
    pub(super) fn follow_books(&mut self, loaded: &Loaded) -> Result<(), Error> {
        match (self.house(), loaded.states.get(&SubjectId::house())) {
            (Some(store), Some(State::House(house))) => store.take_books(&mut self.db, &house.books),
            _ => Ok(()),
        }
    }

    pub(super) fn house(&self) -> Option<Store> {
        self.house.get().and_then(Weak::upgrade).map(Store)
    }
}

impl Store {
    pub(crate) fn writer(&self) -> &Writer {
        &self.0.writer
    }
}
