//! A handful of read connections, lent one at a time and opened when first needed.
//!
//! A connection comes back clean: an open transaction is rolled back, and one whose server hung up,
//! or whose borrower panicked, is thrown away.

use super::{Connection, Result};
use std::sync::{Condvar, Mutex, MutexGuard};

pub struct Pool {
    size: usize,
    state: Mutex<State>,
    returned: Condvar,
}

#[derive(Default)]
struct State {
    idle: Vec<Connection>,
    lent: usize,
}

impl Pool {
    pub fn new(size: usize) -> Pool {
        Pool { size, state: Mutex::default(), returned: Condvar::new() }
    }

    /// Blocks until a connection is free; `open` makes a new one while the pool is not full.
    pub fn lend<T, E: From<super::DbError>>(
        &self,
        open: impl FnOnce() -> Result<Connection>,
        work: impl FnOnce(&mut Connection) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let idle = self.wait_for_turn();
        let mut loan = Loan { pool: self, connection: None };
        let mut connection = idle.map_or_else(open, Ok)?;
        let answer = work(&mut connection);
        loan.connection = cleaned(connection);
        answer
    }

    fn wait_for_turn(&self) -> Option<Connection> {
        let mut state = self.lock();
        while state.lent >= self.size {
            state = self.returned.wait(state).unwrap_or_else(|poisoned| poisoned.into_inner());
        }
        state.lent += 1;
        state.idle.pop()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

fn cleaned(mut connection: Connection) -> Option<Connection> {
    if connection.in_transaction() && connection.rollback().is_err() {
        return None;
    }
    (!connection.is_lost()).then_some(connection)
}

/// Gives the turn back even when the borrower panics; the connection then simply is not there.
struct Loan<'a> {
    pool: &'a Pool,
    connection: Option<Connection>,
}

impl Drop for Loan<'_> {
    fn drop(&mut self) {
        let mut state = self.pool.lock();
        state.lent -= 1;
        state.idle.extend(self.connection.take());
        self.pool.returned.notify_one();
    }
}
