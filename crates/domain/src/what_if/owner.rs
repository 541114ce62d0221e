//! Load of owners, day by day: on which days more would have fallen due than they ever got done on one.

use super::{Done, Tried, Turn};
use crate::actor::Party;
use crate::calendar::day_of;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default)]
pub struct Owner {
    late: Turn,
    days: BTreeMap<Date, Day>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Day {
    due: Turn,
    done: u64,
}

/// What it came to for one owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Load {
    pub owner: String,
    pub late: Turn,
    /// The most steps they got done on one day.
    pub most_done: u64,
    /// Days on which more than that was due.
    pub overloaded_days: Turn,
    /// The heaviest of them under the other playbooks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heaviest: Option<(Date, u64)>,
}

impl Owner {
    /// Steps of the house alone: what others owe is no work of the owner's.
    pub(super) fn add(&mut self, tried: &Tried) {
        if tried.party != Party::Platform {
            return;
        }
        self.late.count(tried.was_late(), tried.would_be_late());
        if let Some(before) = &tried.before {
            self.day(before.due_ms).due.before += 1;
        }
        if let Some(after) = &tried.after {
            self.day(after.due_ms).due.after += 1;
        }
        if let Done::At(at_ms) = tried.done {
            self.day(at_ms).done += 1;
        }
    }

    fn day(&mut self, at_ms: i64) -> &mut Day {
        self.days.entry(day_of(at_ms)).or_default()
    }

    pub(super) fn merge(&mut self, other: Owner) {
        self.late.merge(other.late);
        for (date, more) in other.days {
            let day = self.days.entry(date).or_default();
            day.due.merge(more.due);
            day.done += more.done;
        }
    }

    pub(super) fn load(&self, owner: String) -> Load {
        let most_done = self.days.values().map(|day| day.done).max().unwrap_or(0);
        let mut overloaded_days = Turn::default();
        for day in self.days.values() {
            overloaded_days.count(day.due.before > most_done, day.due.after > most_done);
        }
        let over = self.days.iter().filter(|(_, day)| day.due.after > most_done);
        let heaviest = over.max_by_key(|(_, day)| day.due.after).map(|(date, day)| (*date, day.due.after));
        Load { owner, late: self.late, most_done, overloaded_days, heaviest }
    }
}
