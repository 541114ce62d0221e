//! Days of the law. A moment belongs to the day it was in China; the hours of other places do not move a day here.

use super::Law;
use crate::case::Case;
use crate::words::Anchor;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

/// The days by which the text of a law is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// When it was bought; when nobody knows, the day of the complaint.
    pub deal: Date,
    pub complaint: Date,
}

impl Days {
    pub fn of(case: &Case) -> Days {
        Days { deal: day(case.bought_ms.unwrap_or(case.filed_ms)), complaint: day(case.filed_ms) }
    }

    pub fn on(&self, law: &Law) -> Date {
        match law.counts_from {
            Anchor::Deal => self.deal,
            Anchor::Complaint => self.complaint,
        }
    }
}

pub fn day(ms: i64) -> Date {
    let edge = if ms < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Offset::constant(8).to_datetime(Timestamp::from_millisecond(ms).unwrap_or(edge)).date()
}
