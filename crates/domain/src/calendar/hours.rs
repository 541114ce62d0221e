//! The hours of the company, on working days.

use super::{Calendar, Date, after, day_of, start_of};
use crate::clock::MINUTE_MS;
use serde::{Deserialize, Serialize};

/// In minutes after midnight; written "09:00" in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written")]
pub struct Hours {
    pub open: u16,
    pub close: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    open: String,
    close: String,
}

impl TryFrom<Written> for Hours {
    type Error = String;

    fn try_from(written: Written) -> Result<Hours, String> {
        let read = |text: &str| {
            let (hour, minute) = text.split_once(':')?;
            let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
            (hour <= 24 && minute < 60 && hour * 60 + minute <= 24 * 60).then_some(hour * 60 + minute)
        };
        match (read(&written.open), read(&written.close)) {
            (Some(open), Some(close)) if open < close => Ok(Hours { open, close }),
            _ => Err("hours need open before close, as in open = \"09:00\", close = \"18:00\"".to_owned()),
        }
    }
}

impl Hours {
    fn of(self, day: Date) -> (i64, i64) {
        let at = |minutes: u16| start_of(day) + i64::from(minutes) * MINUTE_MS;
        (at(self.open), at(self.close))
    }
}

impl Calendar {
    /// When so many milliseconds of work have passed.
    pub(super) fn worked(&self, hours: Hours, from_ms: i64, mut left_ms: i64) -> i64 {
        let mut day = day_of(from_ms);
        loop {
            let (open_ms, close_ms) = hours.of(day);
            let begin_ms = open_ms.max(from_ms);
            if self.is_working(day) && begin_ms < close_ms {
                if left_ms <= close_ms - begin_ms {
                    return begin_ms + left_ms;
                }
                left_ms -= close_ms - begin_ms;
            }
            let next = after(day, 1);
            if next == day {
                return close_ms;
            }
            day = next;
        }
    }

    /// How much of the time between is worked.
    pub fn work_between(&self, hours: Hours, from_ms: i64, until_ms: i64) -> i64 {
        let mut worked_ms = 0;
        let (mut day, last) = (day_of(from_ms), day_of(until_ms));
        while day <= last {
            let (open_ms, close_ms) = hours.of(day);
            if self.is_working(day) {
                worked_ms += (close_ms.min(until_ms) - open_ms.max(from_ms)).max(0);
            }
            let next = after(day, 1);
            if next == day {
                break;
            }
            day = next;
        }
        worked_ms
    }
}
