//! One breaker: of one rule, for one route, carrier or product. It is tripped or not, and remembers how the last trip
//! ended.

use super::Weighed;
use crate::content::ContentRef;
use crate::event::Event;
use crate::money::Fen;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breaker {
    /// What the route, carrier or product is called, where that is more than its code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<ContentRef>,
    pub trips: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<Tripped>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Ended>,
}

/// As the entry of a trip has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trip {
    /// Counts the trips of this breaker.
    pub number: u32,
    pub weighed: Weighed,
    /// The rules it was decided under.
    pub rules: String,
    pub budget: Fen,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<ContentRef>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tripped {
    pub at_ms: i64,
    pub weighed: Weighed,
    /// With what a manager added.
    pub budget: Fen,
    pub promised: Fen,
    pub offers: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    pub at_ms: i64,
    pub by_hand: bool,
    pub trip: Tripped,
}

impl Tripped {
    pub fn left(&self) -> Fen {
        Fen((self.budget.0 - self.promised.0).max(0))
    }
}

impl Breaker {
    pub fn reset_ms(&self) -> Option<i64> {
        self.last.as_ref().map(|last| last.at_ms)
    }

    pub(crate) fn apply(&mut self, event: &Event, at_ms: i64) {
        match event {
            Event::BreakerTripped(trip) => {
                let Trip { number, weighed, budget, ref name, .. } = **trip;
                (self.trips, self.name) = (number, name.clone().or_else(|| self.name.take()));
                let (promised, offers) = (Fen::ZERO, 0);
                self.open = Some(Tripped { at_ms, weighed, budget, promised, offers });
            }
            Event::BreakerDrawn { amount, .. } => {
                if let Some(open) = &mut self.open {
                    open.promised = open.promised.plus(*amount).unwrap_or(Fen::MAX);
                    open.offers += 1;
                }
            }
            Event::BreakerWidened { more, .. } => {
                if let Some(open) = &mut self.open {
                    open.budget = open.budget.plus(*more).unwrap_or(Fen::MAX);
                }
            }
            Event::BreakerReset { why } => {
                let ended = |trip| Ended { at_ms, by_hand: why.is_some(), trip };
                self.last = self.open.take().map(ended).or_else(|| self.last.take());
            }
            _ => {}
        }
    }
}
