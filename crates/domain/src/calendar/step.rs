//! The steps of a sum, as data. Pages say them in words, the API as they are, and the journal keeps them.

use super::{Date, Notice, Round};
use crate::words::HolidayName;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    /// The day of the start does not count.
    StartDay {
        day: Date,
    },
    /// Days off of a notice are passed over. Without a notice the year is provisional.
    Holiday {
        name: HolidayName,
        from: Date,
        to: Date,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        notice: Option<Notice>,
    },
    Weekend {
        from: Date,
        to: Date,
    },
    /// A Saturday or Sunday that counts, because a notice makes it a working day.
    MakeUp {
        day: Date,
    },
    /// Only the hours of the company count; minutes after midnight.
    Hours {
        open: u16,
        close: u16,
    },
    /// It stood still; `days` of its unit are added, or the time itself where it counts hours.
    Stood {
        why: String,
        of: String,
        from_ms: i64,
        until_ms: i64,
        #[serde(default, skip_serializing_if = "is_zero")]
        days: u32,
    },
    /// No notice has arranged the days of this year yet.
    NoNotice {
        year: i16,
    },
    LastDay {
        day: Date,
    },
    /// The last day is one of rest; which of the two dates counts is said by the rule.
    Rest {
        day: Date,
        next: Date,
        round: Round,
    },
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}
