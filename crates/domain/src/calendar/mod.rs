//! Which days count. Statutory holidays and make-up working days are data, a file a year; a span such as "seven
//! working days" is data too. From both and a moment comes a [`Counted`]: the moment it is due, and the sum that led
//! there, step by step, so that whoever is bound by it can check it.
//!
//! Days are those of Beijing, wherever the server stands: it is their law.

mod count;
mod file;
mod hours;
mod mistake;
mod shipped;
mod span;
mod step;
#[cfg(test)]
mod tests;

use crate::clock::DAY_MS;
use crate::words::HolidayName;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

pub use count::Counted;
pub use hours::Hours;
pub use jiff::civil::Date;
pub use mistake::{CalendarError, Mistake};
pub use span::{Round, Span, Unit};
pub use step::Step;

const BEIJING_MS: i64 = 8 * crate::clock::HOUR_MS;

/// All years there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    years: BTreeMap<i16, Year>,
    version: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Year {
    pub year: i16,
    /// Nothing while the year is provisional.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    pub holidays: Vec<Holiday>,
}

/// 国办发明电〔year〕number号, by which the State Council's office arranges the days of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    pub year: i16,
    pub number: u16,
    pub issued: Date,
}

/// One run of days off, and the days off that are worked for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    pub name: HolidayName,
    pub from: Date,
    pub to: Date,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub work: Vec<Date>,
}

/// What a day is, and by which year's notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind<'a> {
    Working,
    /// A Saturday or Sunday that a notice makes a working day.
    MakeUp,
    Weekend,
    Holiday(&'a Holiday, &'a Year),
}

impl Kind<'_> {
    pub fn is_working(&self) -> bool {
        matches!(self, Kind::Working | Kind::MakeUp)
    }
}

impl Calendar {
    pub fn of(years: impl IntoIterator<Item = Year>) -> Calendar {
        let years: BTreeMap<i16, Year> = years.into_iter().map(|year| (year.year, year)).collect();
        let version = version(&years);
        Calendar { years, version }
    }

    /// With a year put in the place of the one it had.
    pub fn with(&self, year: Year) -> Calendar {
        Calendar::of(self.years.values().cloned().chain([year]))
    }

    /// The first 16 hex digits of SHA-256 over all years.
    pub fn version(&self) -> &str {
        &self.version
    }

    pub fn years(&self) -> impl Iterator<Item = &Year> {
        self.years.values()
    }

    pub fn year(&self, year: i16) -> Option<&Year> {
        self.years.get(&year)
    }

    /// Whether a notice arranged the days of this year.
    pub fn is_certain(&self, year: i16) -> bool {
        self.years.get(&year).is_some_and(|year| year.notice.is_some())
    }

    /// A notice may reach into the last days of the year before.
    pub fn kind(&self, day: Date) -> Kind<'_> {
        let years = [self.years.get(&day.year()), self.years.get(&day.year().saturating_add(1))];
        let runs =
            || years.into_iter().flatten().flat_map(|year| year.holidays.iter().map(move |run| (run, year)));
        if runs().any(|(run, _)| run.work.contains(&day)) {
            return Kind::MakeUp;
        }
        match runs().find(|(run, _)| (run.from..=run.to).contains(&day)) {
            Some((run, year)) => Kind::Holiday(run, year),
            None if day.weekday().to_monday_zero_offset() >= 5 => Kind::Weekend,
            None => Kind::Working,
        }
    }

    pub fn is_working(&self, day: Date) -> bool {
        self.kind(day).is_working()
    }
}

fn version(years: &BTreeMap<i16, Year>) -> String {
    let mut digest = Sha256::new();
    for year in years.values() {
        digest.update(format!("{} {:?}\n", year.year, year.notice.map(|one| (one.year, one.number))));
        for run in &year.holidays {
            digest.update(format!("{} {} {} {:?}\n", run.name.word(), run.from, run.to, run.work));
        }
    }
    digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

const EPOCH: Date = Date::constant(1970, 1, 1);

/// The day it is in Beijing at this moment.
pub fn day_of(at_ms: i64) -> Date {
    let days = at_ms.saturating_add(BEIJING_MS).div_euclid(DAY_MS);
    after(EPOCH, days)
}

/// When this day begins in Beijing.
pub fn start_of(day: Date) -> i64 {
    days_between(EPOCH, day) * DAY_MS - BEIJING_MS
}

/// The last millisecond of this day: what is due on a day may be done until midnight.
pub fn end_of(day: Date) -> i64 {
    start_of(day) + DAY_MS - 1
}

/// Far away it stays at the edge of what a date can be.
fn after(day: Date, days: i64) -> Date {
    let edge = if days < 0 { Date::MIN } else { Date::MAX };
    let span = jiff::Span::new().try_days(days);
    span.and_then(|span| day.checked_add(span)).unwrap_or(edge)
}

fn days_between(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_secs() / 86_400
}
