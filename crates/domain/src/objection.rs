//! Who answers an objection of a merchant to a measure, and by when. Silence is no answer: what nobody answered in time
//! goes to somebody above, the merchant is told, and it stays open until it is answered.

use crate::clock::{Clock, Rung};
use crate::id::UserId;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// Never whoever took the measure; nobody where there is nobody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<UserId>,
    pub clock: Clock,
}

impl Objection {
    pub fn is_open(&self) -> bool {
        self.clock.is_running()
    }

    /// When something happens to it by itself.
    pub fn next_tick_ms(&self) -> Option<i64> {
        self.clock.ticks().then(|| self.clock.next_ms()).or_else(|| self.last_rung_ms())
    }

    /// The rung at its end comes after the miss.
    fn last_rung_ms(&self) -> Option<i64> {
        let running = self.clock.is_running() && self.clock.missed_ms.is_some();
        self.clock.next_rung().filter(|_| running).map(|(at_ms, _)| at_ms)
    }

    pub(crate) fn alarmed(&mut self, rung: Rung, to: Option<&UserId>) {
        self.clock.climbed = rung.percent;
        self.owner = to.cloned().or(self.owner.take());
    }

    pub(crate) fn missed(&mut self) {
        self.clock.missed_ms = Some(self.clock.due_ms);
    }

    pub(crate) fn answered(&mut self, at_ms: i64) {
        self.clock.met_ms = self.clock.met_ms.or(Some(at_ms));
    }
}
