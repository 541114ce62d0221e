//! What a public authority or a consumer association does with the matter: it gets the complaint, accepts it and
//! mediates, or declines. Its days are counted from the days its papers give, not from when we read them.

use super::Case;
use crate::clock::{Clock, ClockKind, Hold};
use crate::playbook::APPRAISAL;
use crate::words::Proceeding;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegulatorStep {
    pub id: String,
    pub what: Proceeding,
    /// The day its paper gives, as the first moment of it.
    pub on_ms: i64,
    /// The piece of evidence that shows it.
    pub cites: String,
}

impl Case {
    /// The last step of the proceeding itself; what the authority asks of us runs beside it.
    pub fn proceeding(&self) -> Option<Proceeding> {
        let mut steps = self.regulator.iter().map(|step| step.what);
        steps.rfind(|what| !matches!(what, Proceeding::Asked | Proceeding::Answered))
    }

    /// It wants an answer and has none yet.
    pub fn regulator_asks(&self) -> bool {
        let asked = |step: &&RegulatorStep| matches!(step.what, Proceeding::Asked | Proceeding::Answered);
        self.regulator.iter().rfind(asked).is_some_and(|step| step.what == Proceeding::Asked)
    }

    /// Each step has its place; a paper that tells of several is written down step by step.
    pub fn regulator_may(&self, what: Proceeding) -> bool {
        use Proceeding::*;
        let last = self.proceeding();
        match what {
            Received => matches!(last, None | Some(Declined | Ended)),
            Accepted | Declined => matches!(last, None | Some(Received)),
            AppraisalBegun => matches!(last, Some(Accepted | AppraisalOver)),
            AppraisalOver => last == Some(AppraisalBegun),
            Ended => matches!(last, Some(Accepted | AppraisalBegun | AppraisalOver)),
            Asked => !self.regulator_asks(),
            Answered => self.regulator_asks(),
        }
    }

    pub(super) fn regulator_did(&mut self, step: &RegulatorStep, clocks: &[Clock], over: &[String]) {
        let on_ms = step.on_ms;
        for clock in self.clocks.iter_mut().filter(|clock| concerns(clock, step.what, over)) {
            // It came in time; we only read of it late.
            clock.missed_ms = clock.missed_ms.filter(|_| clock.due_ms <= on_ms);
            match step.what {
                Proceeding::AppraisalBegun if clock.may_wait(on_ms) => {
                    clock.hold(Hold { why: APPRAISAL.to_owned(), of: step.id.clone(), from_ms: on_ms });
                }
                Proceeding::AppraisalBegun => {}
                _ => {
                    let holds: Vec<Hold> = clock.held.clone();
                    holds.iter().for_each(|hold| clock.release(&hold.why, &hold.of, on_ms));
                    if step.what != Proceeding::AppraisalOver {
                        clock.met_ms = clock.met_ms.or(Some(on_ms));
                    }
                }
            }
        }
        // What was counted from another moment before is counted from this one now.
        self.clocks.retain(|clock| !clocks.iter().any(|new| new.is_same(clock)));
        self.clocks.extend(clocks.iter().cloned());
        self.regulator.push(step.clone());
        self.unread |= step.what == Proceeding::Asked;
    }
}

/// An appraisal and the end concern the mediation; the rest the duties that are done with it.
fn concerns(clock: &Clock, what: Proceeding, over: &[String]) -> bool {
    match what {
        Proceeding::AppraisalBegun | Proceeding::AppraisalOver | Proceeding::Ended => {
            clock.kind == ClockKind::Mediation && clock.is_running()
        }
        _ => clock.kind == ClockKind::Duty && clock.of.as_ref().is_some_and(|of| over.contains(of)),
    }
}
