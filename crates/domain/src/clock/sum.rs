//! Why a clock is due when it is, as data: the rule, the steps of the count, and the rules that were later. It is
//! written into the journal with the clock, so that what was said to somebody can be checked years later, by a
//! calendar that has changed since.

use crate::calendar::{Span, Step};
use crate::playbook::Start;
use crate::words::Alarm;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sum {
    /// Name of the clock in the playbook: of several that bound the step, the strictest.
    pub rule: String,
    /// Version of the playbook it stands in.
    pub book: String,
    pub span: Span,
    pub start: Start,
    /// Version of the calendar, where one was needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// The others that applied and were due later.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beaten: Vec<Beaten>,
    /// What happens before and when it runs out, the first rung first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ladder: Vec<Rung>,
}

/// So many percent of its time, 1 to 100, and what follows then by rule: `[75, "notify"]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(u8, Alarm)", into = "(u8, Alarm)")]
pub struct Rung {
    pub percent: u8,
    pub alarm: Alarm,
}

impl From<(u8, Alarm)> for Rung {
    fn from((percent, alarm): (u8, Alarm)) -> Rung {
        Rung { percent, alarm }
    }
}

impl From<Rung> for (u8, Alarm) {
    fn from(rung: Rung) -> (u8, Alarm) {
        (rung.percent, rung.alarm)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beaten {
    pub rule: String,
    pub span: Span,
    pub due_ms: i64,
}
