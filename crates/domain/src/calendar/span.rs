//! How long: so many of a unit, and what becomes of a last day on which nobody works.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    pub unit: Unit,
    pub amount: u32,
    #[serde(default, skip_serializing_if = "Round::is_later")]
    pub round: Round,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Minutes and hours run from the moment, day and night.
    Minutes,
    Hours,
    /// Hours in which the company works.
    WorkingHours,
    /// Natural days; the day of the start does not count.
    Days,
    WorkingDays,
}

/// Of the two dates that can be argued, a consumer's right has the later one and a merchant's duty the earlier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Round {
    /// A last day of rest moves on to the next working day.
    #[default]
    Later,
    /// It stays where it falls.
    Earlier,
}

impl Round {
    fn is_later(&self) -> bool {
        *self == Round::Later
    }
}

impl Unit {
    pub const ALL: [Unit; 5] =
        [Unit::Minutes, Unit::Hours, Unit::WorkingHours, Unit::Days, Unit::WorkingDays];

    pub fn word(self) -> &'static str {
        match self {
            Unit::Minutes => "minutes",
            Unit::Hours => "hours",
            Unit::WorkingHours => "working_hours",
            Unit::Days => "days",
            Unit::WorkingDays => "working_days",
        }
    }

    /// Whether it can be counted without knowing which days are which.
    pub fn needs_calendar(self) -> bool {
        !matches!(self, Unit::Minutes | Unit::Hours)
    }

    /// More of it than this is a slip of the pen: a year and a day.
    pub fn most(self) -> u32 {
        match self {
            Unit::Minutes => 366 * 24 * 60,
            Unit::Hours | Unit::WorkingHours => 366 * 24,
            Unit::Days | Unit::WorkingDays => 366,
        }
    }
}

impl Span {
    pub fn new(unit: Unit, amount: u32) -> Span {
        Span { unit, amount, round: Round::Later }
    }
}
