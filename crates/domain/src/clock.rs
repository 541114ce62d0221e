//! A clock says who must act by when, and from which event it runs. It is part of the state of its case; the
//! commit mirrors the earliest one into `deadlines`, and the decision looks again when that row comes due, so
//! late, early and repeated ticks are harmless.

use crate::actor::Party;
use serde::{Deserialize, Serialize};

pub const MINUTE_MS: i64 = 60_000;
pub const HOUR_MS: i64 = 60 * MINUTE_MS;
pub const DAY_MS: i64 = 24 * HOUR_MS;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockKind {
    /// Person, order and matter complete, from filing.
    Record,
    /// First answer by a person, from filing.
    FirstAnswer,
    /// Class immediate: something is set in motion, from triage.
    Response,
    /// Personal contact with the customer of a grade A case, from triage.
    Contact,
    /// A plan, by grade, from triage.
    Plan,
    /// A solution is offered, from filing.
    Solution,
    /// Everything done, from filing.
    Final,
    /// Somebody was asked for evidence.
    Evidence,
    /// The customer considers an offer, or we a counter-offer.
    Offer,
    /// An accepted remedy is carried out.
    Remedy,
    /// Until the survey is sent, from the last remedy.
    Survey,
    /// Until silence after the survey closes the case.
    Silence,
}

impl ClockKind {
    pub const ALL: [ClockKind; 12] = [
        ClockKind::Record,
        ClockKind::FirstAnswer,
        ClockKind::Response,
        ClockKind::Contact,
        ClockKind::Plan,
        ClockKind::Solution,
        ClockKind::Final,
        ClockKind::Evidence,
        ClockKind::Offer,
        ClockKind::Remedy,
        ClockKind::Survey,
        ClockKind::Silence,
    ];
    pub fn word(self) -> &'static str {
        match self {
            ClockKind::Record => "record",
            ClockKind::FirstAnswer => "first_answer",
            ClockKind::Response => "response",
            ClockKind::Contact => "contact",
            ClockKind::Plan => "plan",
            ClockKind::Solution => "solution",
            ClockKind::Final => "final",
            ClockKind::Evidence => "evidence",
            ClockKind::Offer => "offer",
            ClockKind::Remedy => "remedy",
            ClockKind::Survey => "survey",
            ClockKind::Silence => "silence",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    pub kind: ClockKind,
    /// The request, offer or remedy it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// Whose turn it is.
    pub party: Party,
    pub from_ms: i64,
    pub due_ms: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met_ms: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missed_ms: Option<i64>,
}

impl Clock {
    pub fn new(kind: ClockKind, party: Party, from_ms: i64, within_ms: i64) -> Clock {
        Clock { kind, of: None, party, from_ms, due_ms: from_ms + within_ms, met_ms: None, missed_ms: None }
    }
    pub fn of(mut self, what: &str) -> Clock {
        self.of = Some(what.to_owned());
        self
    }
    pub fn is_running(&self) -> bool {
        self.met_ms.is_none()
    }
    /// Running, and nobody has yet recorded that it passed.
    pub fn ticks(&self) -> bool {
        self.is_running() && self.missed_ms.is_none()
    }
}
