//! What the desk remembers of the last few seconds, in this process only: who is answering what, how long the views
//! were, and which digits of an authenticator were used. Losing it with a restart loses nothing that matters.

use domain::{CaseId, UserId};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard};

/// Somebody who has not been seen for so long is no longer answering.
const PRESENT_MS: i64 = 60_000;
/// A count in the rail may be this old; the list beside it never is.
const COUNTS_MS: i64 = 5_000;
/// Beyond so many keys a map is begun anew.
const KEYS_MAX: usize = 10_000;

pub type Counts = [u32; 6];

#[derive(Default)]
pub struct Memory(Mutex<Held>);

#[derive(Default)]
struct Held {
    present: HashMap<CaseId, HashMap<UserId, i64>>,
    counts: HashMap<UserId, (i64, Counts)>,
    steps: HashMap<UserId, u64>,
}

impl Memory {
    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// `user` has the case open; answers who else has.
    pub fn meet(&self, case: &CaseId, user: &UserId, now_ms: i64) -> Vec<UserId> {
        let mut held = self.held();
        if held.present.len() >= KEYS_MAX {
            held.present.retain(|_, users| users.values().any(|seen_ms| now_ms - seen_ms < PRESENT_MS));
        }
        let users = held.present.entry(case.clone()).or_default();
        users.insert(user.clone(), now_ms);
        users.retain(|_, seen_ms| now_ms - *seen_ms < PRESENT_MS);
        let mut others: Vec<UserId> = users.keys().filter(|other| *other != user).cloned().collect();
        others.sort();
        others
    }

    /// Whoever has answered a case has left it.
    pub fn leave(&self, case: &CaseId, user: &UserId) {
        let mut held = self.held();
        if let Some(users) = held.present.get_mut(case) {
            users.remove(user);
        }
        held.counts.remove(user);
    }

    pub fn forget_counts(&self, user: &UserId) {
        self.held().counts.remove(user);
    }

    pub fn counts(&self, user: &UserId, now_ms: i64) -> Option<Counts> {
        let held = self.held();
        let (at_ms, counts) = held.counts.get(user)?;
        (now_ms - at_ms < COUNTS_MS).then_some(*counts)
    }

    pub fn keep_counts(&self, user: &UserId, now_ms: i64, counts: Counts) {
        let mut held = self.held();
        if held.counts.len() >= KEYS_MAX {
            held.counts.clear();
        }
        held.counts.insert(user.clone(), (now_ms, counts));
    }

    /// Takes each step once: digits seen over a shoulder open nothing.
    /// LIMIT: another process, or this one after a restart, takes a step again within its minute and a half.
    pub fn take_step(&self, user: &UserId, step: u64) -> bool {
        let mut held = self.held();
        let last = held.steps.entry(user.clone()).or_default();
        let fresh = step > *last;
        *last = step.max(*last);
        fresh
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_was_seen_within_a_minute_is_answering() {
        let (memory, case) = (Memory::default(), CaseId::new("c"));
        let (wang, li) = (UserId::new("wang"), UserId::new("li"));
        assert!(memory.meet(&case, &wang, 0).is_empty());
        assert_eq!(memory.meet(&case, &li, 59_000), std::slice::from_ref(&wang));
        assert!(memory.meet(&case, &li, 60_000).is_empty());
        memory.leave(&case, &li);
        assert!(memory.meet(&case, &wang, 61_000).is_empty());
    }

    #[test]
    fn digits_open_once() {
        let (memory, wang) = (Memory::default(), UserId::new("wang"));
        assert!(memory.take_step(&wang, 7) && !memory.take_step(&wang, 7) && !memory.take_step(&wang, 6));
        assert!(memory.take_step(&wang, 8));
    }

    #[test]
    fn counts_are_kept_for_seconds() {
        let (memory, wang) = (Memory::default(), UserId::new("wang"));
        memory.keep_counts(&wang, 0, [1; 6]);
        assert_eq!(memory.counts(&wang, 4_999), Some([1; 6]));
        assert_eq!(memory.counts(&wang, 5_000), None);
    }
}
