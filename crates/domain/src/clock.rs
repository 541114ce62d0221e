//! A clock says who must act by when, and from which event it runs. It is part of the state of its case; the
//! commit mirrors the earliest one into `deadlines`, and the decision looks again when that row comes due, so
//! late, early and repeated ticks are harmless. How long it runs stands in the playbook; the sum that made its due
//! time stays with it.

mod sum;
mod walk;

use crate::actor::Party;
use serde::{Deserialize, Serialize};

pub use sum::{Beaten, Rung, Sum};
pub use walk::Stand;

pub const MINUTE_MS: i64 = 60_000;
pub const HOUR_MS: i64 = 60 * MINUTE_MS;
pub const DAY_MS: i64 = 24 * HOUR_MS;

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $word:literal,)+) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum ClockKind { $($(#[$doc])* #[serde(rename = $word)] $kind),+ }

        impl ClockKind {
            pub const ALL: &'static [ClockKind] = &[$(ClockKind::$kind),+];
            pub fn word(self) -> &'static str {
                match self { $(ClockKind::$kind => $word),+ }
            }
        }
    };
}

// One for each step of a case, one for duties from outside.
kinds! {
    /// Person, order and matter complete, from filing.
    Record = "record",
    /// First answer by a person, from filing.
    FirstAnswer = "first_answer",
    /// Class immediate: something is set in motion, from triage.
    Response = "response",
    /// Personal contact with the customer of a grade A case, from triage.
    Contact = "contact",
    /// A plan, by grade, from triage.
    Plan = "plan",
    /// Somebody was asked for evidence.
    Evidence = "evidence",
    /// All evidence that was asked for is in: a finding or an offer.
    Decision = "decision",
    /// A solution is offered, from filing.
    Solution = "solution",
    /// Everything done, from filing.
    Final = "final",
    /// The customer considers an offer, or we a counter-offer.
    Offer = "offer",
    /// An accepted remedy is carried out.
    Remedy = "remedy",
    /// Until the survey is sent, from the last remedy.
    Survey = "survey",
    /// Until silence after the survey closes the case.
    Silence = "silence",
    /// A person asks the customer how it went, from the last remedy.
    FollowUp = "follow_up",
    /// A duty that law sets, by the name of its rule; over when everything is done.
    Duty = "duty",
    /// The regulator mediates, from its acceptance; the time of an appraisal does not count.
    Mediation = "mediation",
    /// A reviewer answers a question of law.
    Task = "task",
    /// Somebody with authority says yes or no to what is above another's limit.
    Approval = "approval",
    /// Until the next rung of the ladder is offered by rule.
    Rung = "rung",
    /// How long the case may wait for something, at most.
    Pause = "pause",
    /// How long a decision may be appealed against. It binds nobody and rings for nobody.
    Appeal = "appeal",
    /// Somebody appealed, and other people decide.
    AppealDecision = "appeal_decision",
    /// Somebody asked for a person where a rule decided.
    Person = "person",
    /// A review board votes.
    Board = "board",
    /// A merchant objects to a measure, and somebody who did not take it answers.
    Objection = "objection",
}

impl ClockKind {
    pub fn parse(word: &str) -> Option<ClockKind> {
        ClockKind::ALL.iter().copied().find(|kind| kind.word() == word)
    }
    /// No reason stops these: an answer does not wait, and what waits has an end.
    pub fn never_stands(self) -> bool {
        use ClockKind::{Appeal, Contact, FirstAnswer, Pause, Person, Record};
        matches!(self, Record | FirstAnswer | Contact | Pause | Appeal | Person)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    pub kind: ClockKind,
    /// The request, offer, remedy or rule it belongs to.
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
    /// When it has stood still before; `due_ms` is later by it already.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<Pause>,
    /// Why it is due then. Nothing where a person gave the time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sum: Option<Box<Sum>>,
    /// The last rung of its ladder, in percent of its time.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub climbed: u8,
}

/// One reason for which a clock stands still, since when, and the inspection or pause behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// Its code in the playbook.
    pub why: String,
    pub of: String,
    pub from_ms: i64,
}

/// A clock stood still.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    pub why: String,
    pub of: String,
    pub from_ms: i64,
    pub until_ms: i64,
}

fn is_zero(percent: &u8) -> bool {
    *percent == 0
}

impl Clock {
    pub fn new(kind: ClockKind, party: Party, from_ms: i64, due_ms: i64) -> Clock {
        Clock {
            kind,
            of: None,
            party,
            from_ms,
            due_ms,
            met_ms: None,
            missed_ms: None,
            held: Vec::new(),
            pauses: Vec::new(),
            sum: None,
            climbed: 0,
        }
    }
    pub fn of(mut self, what: &str) -> Clock {
        self.of = Some(what.to_owned());
        self
    }
    pub fn because(mut self, sum: Option<Box<Sum>>) -> Clock {
        self.sum = sum;
        self
    }
    pub fn is_same(&self, other: &Clock) -> bool {
        self.kind == other.kind && self.of == other.of
    }
    pub fn is_running(&self) -> bool {
        self.met_ms.is_none()
    }
    pub fn is_paused(&self) -> bool {
        self.is_running() && !self.held.is_empty()
    }
    /// Running, not standing still, and nobody has yet recorded that it passed.
    pub fn ticks(&self) -> bool {
        let rings = self.kind != ClockKind::Appeal;
        rings && self.is_running() && self.missed_ms.is_none() && self.held.is_empty()
    }
    /// The next rung of its ladder, and when it is reached; what it waited counts as time it had.
    pub fn next_rung(&self) -> Option<(i64, Rung)> {
        let ladder = &self.sum.as_ref()?.ladder;
        let rung = ladder.iter().find(|rung| rung.percent > self.climbed)?;
        let whole = i128::from(self.due_ms - self.from_ms);
        let at_ms = self.from_ms + (whole * i128::from(rung.percent) / 100) as i64;
        Some((at_ms, *rung))
    }
    /// When something happens to it by itself: a rung, or its end.
    pub fn next_ms(&self) -> i64 {
        self.next_rung().map_or(self.due_ms, |(at_ms, _)| at_ms.min(self.due_ms))
    }
    /// Running, and not over: what stands still already, or is due later than now.
    pub fn may_wait(&self, now_ms: i64) -> bool {
        let over = self.missed_ms.is_some() || (self.held.is_empty() && self.due_ms <= now_ms);
        self.is_running() && !over
    }
    /// How long it has stood still before.
    pub fn paused_ms(&self) -> i64 {
        self.pauses.iter().map(|pause| pause.until_ms - pause.from_ms).sum()
    }
    pub fn hold(&mut self, hold: Hold) {
        if !self.held.iter().any(|one| one.why == hold.why && one.of == hold.of) {
            self.held.push(hold);
        }
    }
    /// Ends one reason. With the last of them the clock goes on, due later by as long as it stood still. One that
    /// counts days is counted again by the decision that lets it go on, because that takes a calendar.
    pub fn release(&mut self, why: &str, of: &str, until_ms: i64) {
        let Some(at) = self.held.iter().position(|one| one.why == why && one.of == of) else { return };
        let over = self.held.remove(at);
        if let Some(next) = self.held.first_mut() {
            next.from_ms = next.from_ms.min(over.from_ms);
        } else if self.is_running() {
            let until_ms = until_ms.max(over.from_ms);
            if !self.counts_days() {
                self.due_ms = self.due_ms.saturating_add(until_ms - over.from_ms);
            }
            self.pauses.push(Pause { why: over.why, of: over.of, from_ms: over.from_ms, until_ms });
        }
    }
    /// Takes over due time and sum; what happened to it stays.
    pub(crate) fn count_again(&mut self, counted: &Clock) {
        if self.is_running() {
            self.due_ms = counted.due_ms;
            self.sum.clone_from(&counted.sum);
        }
    }
    /// Whether its due time follows from a calendar.
    pub fn counts_days(&self) -> bool {
        self.sum.as_ref().is_some_and(|sum| sum.span.unit.needs_calendar())
    }
}
