//! What if: cases of the past under other playbooks. Every clock that those would have begun is run through what
//! really happened, the moments at which steps began, stood still and were done, and both due times are laid side by
//! side. It is a count and not a prophecy: whoever has other clocks also works otherwise.
//!
//! Kind and grade are those the case has now, because a person settled them. LIMIT: of a case that was reopened only
//! the present round is looked at, and the steps of a case count for its present owner.

mod cost;
mod moments;
mod owner;
mod report;
mod rungs;
mod stands;
mod steps;

use crate::actor::Party;
use crate::calendar::Calendar;
use crate::case::Case;
use crate::clock::{Clock, ClockKind, Stand};
use crate::playbook::Playbooks;
use moments::{About, Moment};

pub use cost::Cost;
pub use owner::Load;
pub use report::{Line, NewlyLate, Report, Turn};
pub use rungs::{Ladders, RungCost, RungLine};
use steps::Steps;

/// Other playbooks, and the moment the look is taken.
#[derive(Clone, Copy)]
pub struct Trial<'a> {
    pub books: &'a Playbooks,
    pub calendar: &'a Calendar,
    pub now_ms: i64,
}

/// One step of a case, as it was and as it would have been.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    pub step: ClockKind,
    pub party: Party,
    pub done: Done,
    /// Nothing where no clock bounded it.
    pub before: Option<Due>,
    /// Nothing where no clock would bound it.
    pub after: Option<Due>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    At(i64),
    NotYet,
    /// It had no clock, so nobody wrote down when it was done.
    Unknown,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    pub rule: String,
    pub due_ms: i64,
    pub late: bool,
}

impl Trial<'_> {
    /// Every step that the clocks of the case bound, or the other ones would.
    pub fn of(&self, case: &Case) -> Vec<Tried> {
        let moments = moments::of(case);
        let mut tried: Vec<Tried> = vec![];
        let mut paired = vec![false; case.clocks.len()];
        for moment in &moments {
            for begun in self.begun(case, moment) {
                let there =
                    case.clocks.iter().position(|old| old.is_same(&begun) && old.from_ms == begun.from_ms);
                if let Some(at) = there {
                    paired[at] = true;
                } else if !is_new(case, &begun) {
                    continue;
                }
                tried.push(self.tried(case, there.map(|at| &case.clocks[at]), &begun));
            }
        }
        let left = case.clocks.iter().zip(paired).filter(|(old, paired)| !paired && is_bounded(old.kind));
        tried.extend(left.map(|(old, _)| self.left_over(case, old)));
        tried
    }

    fn begun(&self, case: &Case, moment: &Moment) -> Vec<Clock> {
        let mut knows = case.moment();
        match moment.about {
            About::Case => {}
            About::Asked(party) => knows.asked = Some(party),
            About::Remedy(kind) => knows.remedy = kind,
        }
        let begun = self.books.begun(self.calendar, case.kind(), moment.start, &knows, moment.from_ms);
        match &moment.of {
            // A request or a remedy has one clock.
            Some(of) => begun.into_iter().take(1).map(|clock| clock.of(of)).collect(),
            None => begun.into_iter().filter(|clock| is_bounded(clock.kind)).collect(),
        }
    }

    fn tried(&self, case: &Case, old: Option<&Clock>, begun: &Clock) -> Tried {
        let (step, party) = (begun.kind, begun.party);
        let done = old.map_or_else(|| done_without(case, begun), done);
        let before = old.map(|old| self.as_it_was(case, old));
        let stands = stands::of(case, begun, Some(self.books));
        let done_ms = if let Done::At(at_ms) = done { Some(at_ms) } else { None };
        let walked = begun.clone().walked(&stands, done_ms, self.now_ms, (self.calendar, self.books.hours));
        let late = done != Done::Unknown && walked.missed_ms.is_some();
        let mut after = Due { rule: rule(begun), due_ms: walked.due_ms, late };
        // A stricter clock that was over when its case was graded does not begin by being missed.
        if let Some(before) = &before
            && moments::graded_ms(case)
                .is_some_and(|graded_ms| begun.from_ms < graded_ms && after.due_ms <= graded_ms)
        {
            after = before.clone();
        }
        Tried { step, party, done, before, after: Some(after) }
    }

    /// A due time that a person gave stays; a rule that is gone bounds nothing any more.
    fn left_over(&self, case: &Case, old: &Clock) -> Tried {
        let before = self.as_it_was(case, old);
        let after = old.sum.is_none().then(|| before.clone());
        Tried { step: old.kind, party: old.party, done: done(old), before: Some(before), after }
    }

    /// As the house noted it; or, where the step was done before the house could, as it follows from the times. A
    /// step that was done while its clock stood still, or before a tick let it go on, has no note of that.
    fn as_it_was(&self, case: &Case, old: &Clock) -> Due {
        let done_ms = if let Done::At(at_ms) = done(old) { Some(at_ms) } else { None };
        let noted =
            |stand: &Stand| old.pauses.iter().any(|one| (&one.why, &one.of) == (&stand.why, &stand.of));
        let mut stands = stands::of(case, old, None);
        stands.retain(|stand| !noted(stand));
        let again = Clock { met_ms: None, held: vec![], ..old.clone() };
        let walked = again.walked(&stands, done_ms, self.now_ms, (self.calendar, self.books.hours));
        Due { rule: rule(old), due_ms: walked.due_ms, late: walked.missed_ms.is_some() }
    }
}

fn rule(clock: &Clock) -> String {
    clock.sum.as_ref().map_or_else(String::new, |sum| sum.rule.clone())
}

/// What somebody of the matter can be late with. An offer or a survey that nobody answers runs out, a pause and the
/// time to appeal end, and how long an authority mediates is not ours.
fn is_bounded(kind: ClockKind) -> bool {
    use ClockKind::*;
    !matches!(kind, Offer | Survey | Silence | Pause | Mediation | Appeal)
}

/// A step that the case had no clock for at all; the record of a complete complaint needs none.
fn is_new(case: &Case, begun: &Clock) -> bool {
    begun.kind != ClockKind::Record && !case.clocks.iter().any(|old| old.is_same(begun))
}

/// What only the miss itself ended was never done.
fn done(old: &Clock) -> Done {
    let by_miss = matches!(old.kind, ClockKind::Record | ClockKind::Evidence);
    match old.met_ms {
        Some(at_ms) if !(by_miss && old.missed_ms == Some(at_ms)) => Done::At(at_ms),
        _ => Done::NotYet,
    }
}

/// A step without a clock of its own may have been done together with one that has.
fn done_without(case: &Case, begun: &Clock) -> Done {
    use ClockKind::*;
    let with: &[ClockKind] = match begun.kind {
        Response | Contact => &[Response, Contact, FirstAnswer],
        Duty => &[Final],
        _ => &[],
    };
    let mut found = case.clocks.iter().filter(|old| with.contains(&old.kind));
    match found.find(|old| old.met_ms.is_none_or(|met_ms| met_ms >= begun.from_ms)) {
        Some(old) => done(old),
        None => Done::Unknown,
    }
}
