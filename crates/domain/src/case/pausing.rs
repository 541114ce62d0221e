//! Pauses: a case waits for somebody, and the clocks that the playbook names stand still until that is over. What it
//! waits for is shown by what it cites, and every pause has an end.

use super::{Case, InspectionState};
use crate::actor::Party;
use crate::clock::{Clock, ClockKind, Hold};
use crate::content::ContentRef;
use crate::playbook::{Ends, INSPECTION};
use crate::words::Resumed;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pausing {
    pub id: String,
    /// Its code in the playbook.
    pub reason: String,
    /// Requests or pieces of evidence.
    pub cites: Vec<String>,
    pub why: ContentRef,
    /// The clocks that stand still meanwhile.
    pub stops: Vec<ClockKind>,
    pub ends: Ends,
    pub until_ms: i64,
    pub state: PausingState,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum PausingState {
    Open,
    Over {
        because: Resumed,
        at_ms: i64,
    },
    /// The case ended before it.
    Dropped,
}

impl PausingState {
    pub fn word(&self) -> &'static str {
        match self {
            PausingState::Open => "open",
            PausingState::Over { because, .. } => because.word(),
            PausingState::Dropped => "dropped",
        }
    }
}

impl Case {
    pub fn open_pausings(&self) -> impl Iterator<Item = &Pausing> {
        self.pausings.iter().filter(|one| one.state == PausingState::Open)
    }

    pub(super) fn paused(&mut self, pausing: &Pausing, at_ms: i64) {
        let party = if pausing.ends == Ends::Customer { Party::Customer } else { Party::Platform };
        self.clocks.push(Clock::new(ClockKind::Pause, party, at_ms, pausing.until_ms).of(&pausing.id));
        self.pausings.push(pausing.clone());
        self.hold_clocks(at_ms);
    }

    pub(super) fn pause_ended(&mut self, id: &str, because: Resumed, until_ms: i64) {
        let Some(pausing) = self.pausings.iter_mut().find(|one| one.id == id) else { return };
        pausing.state = PausingState::Over { because, at_ms: until_ms };
        let reason = pausing.reason.clone();
        self.meet_of(ClockKind::Pause, id, until_ms);
        for clock in &mut self.clocks {
            clock.release(&reason, id, until_ms);
        }
    }

    /// Holds every clock that an open inspection or pause stops; also those that begin while it is open. One that is
    /// over already is missed, however late its tick.
    pub(super) fn hold_clocks(&mut self, at_ms: i64) {
        let inspections = self.inspections.iter().filter(|one| one.state == InspectionState::Open);
        let inspections = inspections.map(|one| (INSPECTION, &one.id, &one.stops, Some(&one.request)));
        let pausings = self.pausings.iter().filter(|one| one.state == PausingState::Open);
        let pausings = pausings.map(|one| (one.reason.as_str(), &one.id, &one.stops, None));
        for (why, id, stops, request) in inspections.chain(pausings) {
            for clock in &mut self.clocks {
                let own = request.is_some() && clock.of.as_ref() == request;
                if stops.contains(&clock.kind) && clock.may_wait(at_ms) && !own {
                    clock.hold(Hold { why: why.to_owned(), of: id.clone(), from_ms: at_ms });
                }
            }
        }
    }
}
