//! What a colleague does, and when: skills, shops to keep away from, shifts, leave, cover at night.

use crate::calendar::{self, Date};
use crate::clock::MINUTE_MS;
use crate::id::{MerchantId, UserId};
use crate::refusal::Refusal;
use crate::words::Team;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Work {
    /// Kinds of cases, and teams whose tasks they take.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub skills: BTreeSet<String>,
    /// Shops they have a link to: they never own a case of one.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub apart_from: BTreeSet<MerchantId>,
    /// Without any they are there whenever they are on duty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shifts: Vec<Shift>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leave: Vec<Leave>,
    /// Who decides in their place while they are away, with their authority.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deputy: Option<UserId>,
    /// Takes cases of grade A outside all shifts.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub covers: bool,
    /// May be drawn for review boards.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub boards: bool,
}

/// A time of the week, in Beijing: `1-5 09:00-18:00`. One that ends before it begins goes past midnight and belongs to
/// the day it begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Shift {
    /// 1 is Monday, 7 is Sunday.
    pub days: BTreeSet<u8>,
    pub from_minute: u16,
    pub to_minute: u16,
}

/// From a day to a day, both included: `2026-12-01 2026-12-05`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Leave {
    pub from: Date,
    pub to: Date,
}

const DAY_MINUTES: u16 = 24 * 60;
/// More than anybody has, and little enough to be read with every group of commands.
const MOST: usize = 50;

impl Work {
    /// The shop's own words are checked by whoever knows them; here only what can never make sense.
    pub fn check(&self, kinds: &[&str]) -> Result<(), Refusal> {
        let known = |skill: &String| Team::parse(skill).is_some() || kinds.contains(&skill.as_str());
        let shift = |shift: &Shift| {
            !shift.days.is_empty()
                && shift.days.iter().all(|day| (1..=7).contains(day))
                && shift.from_minute < DAY_MINUTES
                && shift.to_minute <= DAY_MINUTES
                && shift.from_minute != shift.to_minute
        };
        let few = self.skills.len() <= MOST && self.apart_from.len() <= MOST;
        let few = few && self.shifts.len() <= MOST && self.leave.len() <= MOST;
        if !few || !self.skills.iter().all(known) {
            return Err(Refusal::WordUnknown);
        }
        if !self.shifts.iter().all(shift) || self.leave.iter().any(|leave| leave.to < leave.from) {
            return Err(Refusal::DueInvalid);
        }
        Ok(())
    }

    pub fn serves(&self, team: Team) -> bool {
        self.skills.contains(team.word())
    }

    /// Kinds of cases alone; teams say nothing of them.
    pub fn has_kinds(&self) -> bool {
        self.skills.iter().any(|skill| Team::parse(skill).is_none())
    }

    /// By roster alone; being on duty at all is said by hand.
    pub fn in_shift(&self, now_ms: i64) -> bool {
        self.shifts.is_empty() || self.shifts.iter().any(|shift| shift.holds(now_ms))
    }

    /// The teams they belong to.
    pub fn teams(&self) -> impl Iterator<Item = Team> {
        self.skills.iter().filter_map(|skill| Team::parse(skill))
    }

    pub fn on_leave(&self, now_ms: i64) -> bool {
        let today = calendar::day_of(now_ms);
        self.leave.iter().any(|leave| (leave.from..=leave.to).contains(&today))
    }
}

impl Shift {
    fn holds(&self, now_ms: i64) -> bool {
        let today = calendar::day_of(now_ms);
        let minute = ((now_ms - calendar::start_of(today)) / MINUTE_MS) as u16;
        let on = |day: Date| self.days.contains(&(day.weekday().to_monday_one_offset() as u8));
        if self.from_minute < self.to_minute {
            return on(today) && (self.from_minute..self.to_minute).contains(&minute);
        }
        let since_yesterday = today.yesterday().is_ok_and(on) && minute < self.to_minute;
        on(today) && minute >= self.from_minute || since_yesterday
    }
}

impl FromStr for Shift {
    type Err = Refusal;

    fn from_str(written: &str) -> Result<Shift, Refusal> {
        let (days, hours) = written.trim().split_once(' ').ok_or(Refusal::DueInvalid)?;
        let (from, to) = hours.trim().split_once('-').ok_or(Refusal::DueInvalid)?;
        let days = days.split(',').map(days_of).collect::<Result<Vec<_>, _>>()?;
        let days = days.into_iter().flatten().collect();
        Ok(Shift { days, from_minute: minute_of(from)?, to_minute: minute_of(to)? })
    }
}

/// `3` or `1-5`.
fn days_of(written: &str) -> Result<std::ops::RangeInclusive<u8>, Refusal> {
    let (first, last) = written.split_once('-').unwrap_or((written, written));
    let day = |word: &str| word.parse().map_err(|_| Refusal::DueInvalid);
    Ok(day(first)?..=day(last)?)
}

fn minute_of(written: &str) -> Result<u16, Refusal> {
    let (hour, minute) = written.split_once(':').ok_or(Refusal::DueInvalid)?;
    let number = |word: &str| word.parse::<u16>().map_err(|_| Refusal::DueInvalid);
    let (hour, minute) = (number(hour)?, number(minute)?);
    if hour > 24 || minute > 59 { Err(Refusal::DueInvalid) } else { Ok(hour * 60 + minute) }
}

impl fmt::Display for Shift {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let mut days = self.days.iter().copied().peekable();
        let mut comma = "";
        while let Some(first) = days.next() {
            let mut last = first;
            while let Some(next) = days.next_if_eq(&(last + 1)) {
                last = next;
            }
            write!(out, "{comma}{first}")?;
            if last > first {
                write!(out, "-{last}")?;
            }
            comma = ",";
        }
        let [from, to] = [self.from_minute, self.to_minute].map(|minute| (minute / 60, minute % 60));
        write!(out, " {:02}:{:02}-{:02}:{:02}", from.0, from.1, to.0, to.1)
    }
}

impl FromStr for Leave {
    type Err = Refusal;

    fn from_str(written: &str) -> Result<Leave, Refusal> {
        let written = written.trim();
        let (from, to) = written.split_once(' ').unwrap_or((written, written));
        let day = |word: &str| word.trim().parse().map_err(|_| Refusal::DueInvalid);
        Ok(Leave { from: day(from)?, to: day(to)? })
    }
}

impl fmt::Display for Leave {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "{} {}", self.from, self.to)
    }
}

macro_rules! as_written {
    ($($name:ident),+) => {$(
        impl TryFrom<String> for $name {
            type Error = &'static str;
            fn try_from(written: String) -> Result<$name, &'static str> {
                written.parse().map_err(Refusal::code)
            }
        }
        impl From<$name> for String {
            fn from(one: $name) -> String {
                one.to_string()
            }
        }
    )+};
}
as_written!(Shift, Leave);

#[cfg(test)]
mod tests {
    use super::*;

    fn at(date: (i16, i8, i8), minute: i64) -> i64 {
        calendar::start_of(jiff::civil::date(date.0, date.1, date.2)) + minute * MINUTE_MS
    }

    fn nights() -> Work {
        Work { shifts: vec!["5 22:00-06:00".parse().expect("a shift")], ..Work::default() }
    }

    #[test]
    fn what_is_written_is_read_and_written_again() {
        for (written, again) in [
            ("1-5 09:00-18:00", "1-5 09:00-18:00"),
            ("1,2,3,6 9:00-24:00", "1-3,6 09:00-24:00"),
            (" 7  22:30-6:05 ", "7 22:30-06:05"),
        ] {
            let shift: Shift = written.parse().expect(written);
            assert_eq!(shift.to_string(), again);
        }
        let leave: Leave = "2026-12-01 2026-12-05".parse().expect("leave");
        assert_eq!(leave.to_string(), "2026-12-01 2026-12-05");
        assert_eq!("2026-12-01".parse::<Leave>().expect("a day").to_string(), "2026-12-01 2026-12-01");
        for wrong in ["", "1-5", "1-5 0900-1800", "x 09:00-18:00", "1 25:00-26:00", "1 09:60-10:00"] {
            assert_eq!(wrong.parse::<Shift>(), Err(Refusal::DueInvalid), "{wrong}");
        }
        assert_eq!("2026-02-30".parse::<Leave>(), Err(Refusal::DueInvalid));
    }

    #[test]
    fn a_shift_past_midnight_belongs_to_the_day_it_begins() {
        // 2026-11-20 is a Friday.
        let work = nights();
        assert!(!work.in_shift(at((2026, 11, 20), 22 * 60 - 1)));
        assert!(work.in_shift(at((2026, 11, 20), 22 * 60)));
        assert!(work.in_shift(at((2026, 11, 21), 6 * 60 - 1)));
        assert!(!work.in_shift(at((2026, 11, 21), 6 * 60)));
        assert!(!work.in_shift(at((2026, 11, 20), 60)), "the night from Thursday is not theirs");
    }

    #[test]
    fn leave_counts_both_its_days() {
        let leave = Leave { from: jiff::civil::date(2026, 11, 20), to: jiff::civil::date(2026, 11, 21) };
        let work = Work { leave: vec![leave], ..Work::default() };
        assert!(!work.on_leave(at((2026, 11, 19), 1439)) && work.on_leave(at((2026, 11, 20), 0)));
        assert!(work.on_leave(at((2026, 11, 21), 1439)) && !work.on_leave(at((2026, 11, 22), 0)));
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let shift = |days: &[u8], from_minute, to_minute| Work {
            shifts: vec![Shift { days: days.iter().copied().collect(), from_minute, to_minute }],
            ..Work::default()
        };
        for wrong in [shift(&[], 0, 60), shift(&[8], 0, 60), shift(&[1], 1440, 60), shift(&[1], 60, 60)] {
            assert_eq!(wrong.check(&[]), Err(Refusal::DueInvalid), "{wrong:?}");
        }
        let skilled = |skill: &str| Work { skills: [skill.to_owned()].into(), ..Work::default() };
        assert_eq!(skilled("delivery").check(&["delivery"]), Ok(()));
        assert_eq!(skilled("finance").check(&[]), Ok(()));
        assert_eq!(skilled("magic").check(&["delivery"]), Err(Refusal::WordUnknown));
        assert_eq!(nights().check(&[]), Ok(()));
    }
}
