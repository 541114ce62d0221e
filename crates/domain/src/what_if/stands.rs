//! When a clock of a case stood still, or would have under other playbooks: the case waited when it did, and for
//! which clocks that counts is theirs to say.

use crate::case::{Case, Inspection, InspectionState, Pausing, PausingState};
use crate::clock::{Clock, ClockKind, Stand};
use crate::playbook::{INSPECTION, Playbooks};

/// Without playbooks as those said under which the case waited.
pub fn of(case: &Case, begun: &Clock, books: Option<&Playbooks>) -> Vec<Stand> {
    if case.pausings.is_empty() && case.inspections.is_empty() {
        return vec![];
    }
    let pauses = books.map(|books| &books.of(case.kind()).pauses);
    let stops = |reason: &str, then: &[ClockKind]| {
        let rule = pauses.and_then(|pauses| pauses.get(reason));
        rule.map_or(then, |rule| &rule.stops).contains(&begun.kind)
    };
    let inspections = case
        .inspections
        .iter()
        .filter(|one| begun.of.as_ref() != Some(&one.request) && stops(INSPECTION, &one.stops));
    let pausings = case.pausings.iter().filter(|one| stops(&one.reason, &one.stops));
    let inspections = inspections.filter_map(|one| inspected(case, one));
    let mut stands: Vec<Stand> = inspections.chain(pausings.filter_map(|one| paused(case, one))).collect();
    stands.sort_by_key(|stand| stand.from_ms);
    stands
}

/// It began with the request that asks for it, and the clocks went on when its time was over, however late the report.
fn inspected(case: &Case, one: &Inspection) -> Option<Stand> {
    let asked = |clock: &&Clock| clock.kind == ClockKind::Evidence && clock.of.as_ref() == Some(&one.request);
    let clock = case.clocks.iter().find(asked)?;
    let until_ms = match one.state {
        InspectionState::Open => None,
        InspectionState::Done { at_ms, .. } => Some(at_ms.min(one.due_ms)),
        InspectionState::Lapsed => Some(one.due_ms),
        InspectionState::Dropped => clock.met_ms,
    };
    let (why, of) = (INSPECTION.to_owned(), one.id.clone());
    Some(Stand { why, of, from_ms: clock.from_ms, until_ms })
}

/// Nothing of a round that is over.
fn paused(case: &Case, one: &Pausing) -> Option<Stand> {
    let its = |clock: &&Clock| clock.kind == ClockKind::Pause && clock.of.as_ref() == Some(&one.id);
    let clock = case.clocks.iter().find(its)?;
    let until_ms = match one.state {
        PausingState::Open => None,
        PausingState::Over { at_ms, .. } => Some(at_ms),
        PausingState::Dropped => clock.met_ms,
    };
    Some(Stand { why: one.reason.clone(), of: one.id.clone(), from_ms: clock.from_ms, until_ms })
}
