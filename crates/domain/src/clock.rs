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
    /// What it stands still for now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub held: Vec<Hold>,
    /// How long it has stood still before; `due_ms` is later by it already.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub paused_ms: i64,
}

/// One reason for which a clock stands still, since when, and the inspection (or whatever it is) behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    pub why: PauseReason,
    pub of: String,
    pub from_ms: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseReason {
    /// Somebody examines the goods.
    Inspection,
}

fn is_zero(ms: &i64) -> bool {
    *ms == 0
}

impl Clock {
    pub fn new(kind: ClockKind, party: Party, from_ms: i64, within_ms: i64) -> Clock {
        Clock {
            kind,
            of: None,
            party,
            from_ms,
            due_ms: from_ms + within_ms,
            met_ms: None,
            missed_ms: None,
            held: Vec::new(),
            paused_ms: 0,
        }
    }
    pub fn of(mut self, what: &str) -> Clock {
        self.of = Some(what.to_owned());
        self
    }
    pub fn is_running(&self) -> bool {
        self.met_ms.is_none()
    }
    pub fn is_paused(&self) -> bool {
        self.is_running() && !self.held.is_empty()
    }
    /// Running, not standing still, and nobody has yet recorded that it passed.
    pub fn ticks(&self) -> bool {
        self.is_running() && self.missed_ms.is_none() && self.held.is_empty()
    }
    pub fn hold(&mut self, hold: Hold) {
        if !self.held.iter().any(|one| one.why == hold.why && one.of == hold.of) {
            self.held.push(hold);
        }
    }
    /// Ends one reason. With the last of them the clock goes on, due later by as long as it stood still.
    pub fn release(&mut self, why: PauseReason, of: &str, until_ms: i64) {
        let Some(at) = self.held.iter().position(|one| one.why == why && one.of == of) else { return };
        let from_ms = self.held.remove(at).from_ms;
        if let Some(next) = self.held.first_mut() {
            next.from_ms = next.from_ms.min(from_ms);
        } else if self.is_running() {
            let stood_ms = (until_ms - from_ms).max(0);
            self.due_ms += stood_ms;
            self.paused_ms += stood_ms;
        }
    }
}
