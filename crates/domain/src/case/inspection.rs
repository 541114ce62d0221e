//! Inspections: somebody examines the goods, and the clocks that may wait for it stand still until the result is
//! there, or until the time given for it is over.

use super::Case;
use crate::clock::ClockKind;
use crate::money::Fen;
use crate::playbook::INSPECTION;
use crate::words::{Inspected, Payer};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspection {
    pub id: String,
    /// The request that asks the inspector; its reason says what is to be examined, its clock runs on.
    pub request: String,
    pub cost: Fen,
    pub payer: Payer,
    pub due_ms: i64,
    /// The clocks that stand still meanwhile, as the playbook allows.
    pub stops: Vec<ClockKind>,
    pub state: InspectionState,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum InspectionState {
    Open,
    Done {
        result: Inspected,
        report: String,
        at_ms: i64,
    },
    /// Not there in time: the clocks go on. A late result is still taken.
    Lapsed,
    /// The case ended before it.
    Dropped,
}

impl InspectionState {
    pub fn word(&self) -> &'static str {
        match self {
            InspectionState::Open => "open",
            InspectionState::Done { .. } => "done",
            InspectionState::Lapsed => "lapsed",
            InspectionState::Dropped => "dropped",
        }
    }
}

impl Case {
    pub fn inspection(&self, id: &str) -> Option<&Inspection> {
        self.inspections.iter().find(|one| one.id == id)
    }
    pub fn inspection_of(&self, request: &str) -> Option<&Inspection> {
        self.inspections.iter().find(|one| one.request == request)
    }
    pub fn open_inspection(&self) -> Option<&Inspection> {
        self.inspections.iter().find(|one| one.state == InspectionState::Open)
    }

    pub(super) fn inspection_ordered(&mut self, inspection: &Inspection, at_ms: i64) {
        self.inspections.push(inspection.clone());
        self.hold_clocks(at_ms);
    }

    pub(super) fn inspection_over(&mut self, id: &str, state: InspectionState, until_ms: i64) {
        let Some(inspection) = self.inspections.iter_mut().find(|one| one.id == id) else { return };
        inspection.state = state;
        for clock in &mut self.clocks {
            clock.release(INSPECTION, id, until_ms);
        }
    }

    /// However late the tick: the clocks went on when the time given was over.
    pub(super) fn inspection_lapsed(&mut self, request: &str) {
        let open = self.inspections.iter().find(|one| one.request == request);
        if let Some((id, due_ms)) = open.map(|one| (one.id.clone(), one.due_ms)) {
            self.inspection_over(&id, InspectionState::Lapsed, due_ms);
        }
    }
}
