//! The moments of a case at which clocks began, read from the clocks themselves.

use crate::actor::Party;
use crate::case::Case;
use crate::clock::ClockKind;
use crate::playbook::Start;
use crate::words::RemedyKind;

pub struct Moment {
    pub start: Start,
    pub from_ms: i64,
    /// The request or remedy that began.
    pub of: Option<String>,
    pub about: About,
}

pub enum About {
    Case,
    Asked(Party),
    Remedy(Option<RemedyKind>),
}

pub fn of(case: &Case) -> Vec<Moment> {
    let mut moments: Vec<Moment> = vec![];
    for clock in &case.clocks {
        let Some(sum) = &clock.sum else { continue };
        let (of, about) = match clock.kind {
            ClockKind::Evidence => (clock.of.clone(), About::Asked(clock.party)),
            ClockKind::Remedy => {
                let remedy = clock.of.as_ref().and_then(|id| case.remedy(id));
                (clock.of.clone(), About::Remedy(remedy.map(|remedy| remedy.kind)))
            }
            ClockKind::AppealDecision | ClockKind::Person => (clock.of.clone(), About::Case),
            ClockKind::Offer | ClockKind::Silence | ClockKind::Pause | ClockKind::Appeal => continue,
            _ => (None, About::Case),
        };
        let same = |one: &Moment| one.start == sum.start && one.from_ms == clock.from_ms && one.of == of;
        if !moments.iter().any(same) {
            moments.push(Moment { start: sum.start, from_ms: clock.from_ms, of, about });
        }
    }
    moments
}

/// When kind and grade were settled last.
pub fn graded_ms(case: &Case) -> Option<i64> {
    let graded =
        case.clocks.iter().filter(|clock| clock.sum.as_ref().is_some_and(|sum| sum.start == Start::Graded));
    graded.map(|clock| clock.from_ms).max()
}
