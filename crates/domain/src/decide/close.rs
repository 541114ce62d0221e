//! The end of a case, and whether it is one: the survey asks, and a low score opens a new round with somebody
//! else. Silence is no answer, not a good one.

use super::{Desk, Events, appeal};
use crate::actor::{Actor, Party};
use crate::clock::ClockKind;
use crate::content::ContentRef;
use crate::event::{AssignRule, Event, ReopenReason};
use crate::playbook::Start;
use crate::refusal::Refusal;
use crate::words::{Outcome, Relief};
use crate::world::Wanted;

/// After the last remedy is proven.
pub(super) fn follow_up(desk: &Desk) -> Events {
    desk.on_case([Event::FollowUpBegun { clocks: desk.begun(Start::LastRemedyDone) }])
}

pub fn close(
    desk: &Desk,
    outcome: Outcome,
    relief: Relief,
    cause: Option<&str>,
    words: Option<&ContentRef>,
) -> Result<Events, Refusal> {
    let by = desk.staff()?;
    desk.open()?;
    let codes = &desk.policy.playbooks.of(desk.case.kind()).closing;
    if cause.is_some_and(|cause| codes.iter().all(|(code, _)| code != cause)) {
        return Err(Refusal::WordUnknown);
    }
    if desk.case.remedies_owed() {
        return Err(Refusal::RemediesOwed);
    }
    // Whoever went on against something is answered first.
    if desk.case.open_appeals().next().is_some() {
        return Err(Refusal::AppealOpen);
    }
    if desk.case.open_pleas().next().is_some() {
        return Err(Refusal::PersonAsked);
    }
    // Nobody is sent away without a word: whoever gets nothing is told why. A withdrawal that one of us writes down
    // skips the survey, so it says where it comes from.
    if matches!(outcome, Outcome::Refused | Outcome::Explained | Outcome::Withdrawn) && words.is_none() {
        return Err(Refusal::ReasonMissing);
    }
    let surveyed = desk.case.running(ClockKind::Survey).is_some() || desk.case.survey_of_round().is_some();
    let mut events = vec![];
    // LIMIT: a shop is not asked how we did.
    if !surveyed && outcome != Outcome::Withdrawn && desk.case.complainant == Party::Customer {
        events.extend(follow_up(desk));
    }
    let (cause, words) = (cause.map(str::to_owned), words.cloned());
    let by = Some(by.clone());
    events.extend(desk.on_case([Event::Closed { outcome, relief, cause, words, by }]));
    if outcome == Outcome::Refused {
        events.extend(desk.on_case([appeal::window(desk, Start::Refused, &desk.case.closing_id())]));
    }
    Ok(events)
}

/// Both answers 0 to 100.
pub fn survey(desk: &Desk, solved: u8, treated: u8, words: Option<&ContentRef>) -> Result<Events, Refusal> {
    if !matches!(desk.by, Actor::Customer(_)) {
        return Err(Refusal::NotAllowed);
    }
    if solved > 100 || treated > 100 {
        return Err(Refusal::ScoreInvalid);
    }
    let asked = desk.case.survey_of_round().ok_or(Refusal::SurveyNotAsked)?;
    if asked.score().is_some() {
        return Err(Refusal::AlreadyAnswered);
    }
    let mut events = desk.on_case([Event::SurveyAnswered { solved, treated, words: words.cloned() }]);
    if solved.min(treated) < desk.policy.limits.score_min {
        events.extend(new_round(desk, ReopenReason::LowScore));
    } else if rests(desk) {
        events.extend(desk.on_case([closed_by_itself(desk, Outcome::Settled)]));
    }
    Ok(events)
}

/// The survey went unanswered: the case rests, its score stays empty. Whoever wrote instead of scoring was not
/// silent, and a person closes that case.
pub(super) fn silent(desk: &Desk) -> Option<Event> {
    (rests(desk) && !desk.case.is_unread()).then(|| closed_by_itself(desk, Outcome::Settled))
}

/// Nobody waits for a decision in it.
fn rests(desk: &Desk) -> bool {
    let waits = desk.case.open_appeals().next().is_some() || desk.case.open_pleas().next().is_some();
    desk.case.is_open() && !waits
}

fn closed_by_itself(desk: &Desk, outcome: Outcome) -> Event {
    let relief = relief(desk).unwrap_or(Relief::Explanation);
    Event::Closed { outcome, relief, cause: None, words: None, by: None }
}

/// What the customer has had; all rounds count.
fn relief(desk: &Desk) -> Option<Relief> {
    let money = desk.case.remedies.iter().any(|remedy| remedy.kind.needs_amount());
    match (money, desk.case.remedies.is_empty()) {
        (true, _) => Some(Relief::Monetary),
        (false, false) => Some(Relief::NonMonetary),
        (false, true) => None,
    }
}

pub fn reopen_by_hand(desk: &Desk, why: &ContentRef) -> Result<Events, Refusal> {
    desk.staff()?;
    if desk.case.is_open() {
        return Err(Refusal::CaseOpen);
    }
    let mut events = new_round(desk, ReopenReason::ByHand);
    events.extend(desk.on_case([Event::Noted { text: why.clone() }]));
    Ok(events)
}

fn new_round(desk: &Desk, reason: ReopenReason) -> Events {
    let mut had: Vec<_> = desk.case.past_owners.clone();
    had.extend(desk.case.owner.clone());
    let mut events = vec![reopened(desk, reason)];
    let next = desk.world.next_owner(&Wanted::of(desk.case, &had, desk.now_ms));
    if let Some((owner, _)) = next.filter(|(next, _)| !desk.case.is_owned_by(next)) {
        events.push(Event::Assigned { owner, rule: AssignRule::NewRound, why: None });
    }
    desk.on_case(events)
}

/// With clocks from now on, whenever it was filed: a new round never begins late.
pub(super) fn reopened(desk: &Desk, reason: ReopenReason) -> Event {
    let mut clocks = desk.begun(Start::Filed);
    clocks.retain(|clock| clock.kind != ClockKind::Record);
    clocks.extend(desk.begun(Start::Graded));
    Event::Reopened { reason, clocks }
}

pub fn withdraw(desk: &Desk, why: Option<&ContentRef>) -> Result<Events, Refusal> {
    desk.open()?;
    if !matches!(desk.by, Actor::Customer(_) | Actor::Merchant(..))
        || desk.by.party() != desk.case.complainant
    {
        return Err(Refusal::NotAllowed);
    }
    if desk.case.remedies_owed() {
        return Err(Refusal::RemediesOwed);
    }
    Ok(desk.on_case([
        Event::Withdrawn { why: why.cloned() },
        Event::Closed {
            outcome: Outcome::Withdrawn,
            relief: relief(desk).unwrap_or(Relief::None),
            cause: None,
            words: None,
            by: None,
        },
    ]))
}
