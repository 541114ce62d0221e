//! The newest cases under other playbooks. States are read page by page by keyset, newest first, and handed to as many
//! threads as are lent; nothing is kept of a case but its share of the sums, so memory does not grow with their number.

use crate::db::Connection;
use crate::packed::read_state;
use crate::{Error, Store};
use domain::State;
use domain::playbook::Playbooks;
use domain::what_if::{Ladders, Report, Trial};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

const PAGE: usize = 500;

type States = Vec<Vec<u8>>;

impl Store {
    /// Blocks. `hands` threads count, besides the one that reads.
    pub fn what_if(&self, books: &Playbooks, cases: usize, hands: usize) -> Result<Report, Error> {
        let calendar = self.db().read_blocking(|db| self.calendar(db))?;
        let trial = Trial { books, calendar: &calendar, now_ms: self.now_ms() };
        let policy = self.policy();
        let ladders = Ladders { current: &policy.playbooks, changed: books };
        let (pages, waiting) = sync_channel::<States>(hands.max(1));
        // Theirs alone: when all of them are gone, nobody waits to be read from.
        let waiting = Arc::new(Mutex::new(waiting));
        std::thread::scope(|scope| {
            let hand = || {
                let waiting = waiting.clone();
                scope.spawn(move || counted((&trial, &ladders), &waiting))
            };
            let counting: Vec<_> = (0..hands.max(1)).map(|_| hand()).collect();
            drop(waiting);
            let read = self.pages(cases, |states| pages.send(states).is_ok());
            drop(pages);
            let mut whole = Report::default();
            for part in counting {
                whole = whole.merge(part.join().map_err(|_| Error::Stopped)??);
            }
            read.map(|()| whole)
        })
    }

    /// Each page is a look of its own, so that nobody waits for a connection.
    fn pages(&self, cases: usize, mut take: impl FnMut(States) -> bool) -> Result<(), Error> {
        let (mut left, mut before) = (cases, i64::MAX);
        while left > 0 {
            let states = self.db().read_blocking(|db| page(db, &mut before, left.min(PAGE)))?;
            let (read, wanted) = (states.len(), left.min(PAGE));
            left -= read;
            if !take(states) || read < wanted {
                break;
            }
        }
        Ok(())
    }
}

fn page(db: &mut Connection, before: &mut i64, most: usize) -> Result<States, Error> {
    let sql = "select q.seq, s.state from queue q join subjects s on s.id = 'case:' || q.case_id \
               where q.seq < $1 order by q.seq desc limit $2";
    let rows = db.query(sql, &[(*before).into(), (most as u64).into()])?;
    let mut states = Vec::with_capacity(rows.len());
    for row in &rows {
        *before = row.int(0)?;
        states.push(row.bytes(1)?.to_vec());
    }
    Ok(states)
}

/// Takes pages until there are no more.
fn counted((trial, ladders): (&Trial, &Ladders), waiting: &Mutex<Receiver<States>>) -> Result<Report, Error> {
    let mut report = Report::default();
    loop {
        let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(states) = next else { return Ok(report) };
        for state in states {
            if let State::Case(case) = read_state(&state)? {
                report.add(trial, &case);
                report.climb(ladders, &case);
            }
        }
    }
}
