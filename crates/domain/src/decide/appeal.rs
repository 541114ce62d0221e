//! Appeals and pleas. Either side goes on against a finding or a refusal within the days of the playbook; what was
//! decided goes to people who had no part in it. What a rule alone decided goes to a person for the asking.

use super::{Desk, Events, ask, close, plain};
use crate::actor::{Actor, Party};
use crate::case::{Appeal, AppealState, Call, Finding, Plea, PleaAnswer, Ruled, Share};
use crate::clock::Clock;
use crate::command::NewAppeal;
use crate::content::ContentRef;
use crate::event::{AssignRule, Event, ReopenReason};
use crate::id::UserId;
use crate::playbook::Start;
use crate::refusal::Refusal;
use crate::words::Ruling;
use crate::world::Wanted;

/// The time to appeal begins.
pub(super) fn window(desk: &Desk, start: Start, of: &str) -> Event {
    let clocks: Vec<Clock> = desk.begun(start).into_iter().map(|clock| clock.of(of)).collect();
    Event::ClocksBegun { clocks }
}

pub fn appeal(desk: &Desk, new: &NewAppeal) -> Result<Events, Refusal> {
    let (side, call) = whose(desk, new)?;
    if desk.case.withdrawn {
        return Err(Refusal::CaseClosed);
    }
    desk.case.may_appeal(side, &new.against, desk.now_ms)?;
    plain::files(&new.evidence, desk.policy.limits.files_max)?;
    let evidence = ask::shown(desk, &new.evidence, None);
    let id = |event: &Event| match event {
        Event::EvidenceAdded { evidence } => Some(evidence.id.clone()),
        _ => None,
    };
    let clock = desk.bound(Start::Appealed, |_| {}).ok_or(Refusal::DueInvalid)?;
    let appeal = Appeal {
        id: format!("a{}", desk.case.appeals.len() + 1),
        against: new.against.clone(),
        by: side,
        words: new.words.clone(),
        evidence: evidence.iter().filter_map(id).collect(),
        apart: desk.case.had_part(),
        at_ms: desk.now_ms,
        due_ms: clock.due_ms,
        sum: clock.sum,
        state: AppealState::Open,
        call,
    };
    let mut events = vec![];
    if !desk.case.is_open() {
        events.push(close::reopened(desk, ReopenReason::Appeal));
    }
    let away: Vec<UserId> = desk.case.kept_away().into_iter().chain(appeal.apart.iter().cloned()).collect();
    events.extend(evidence);
    events.push(Event::Appealed { appeal: Box::new(appeal) });
    let wanted = Wanted { never: away, ..Wanted::of(desk.case, &[], desk.now_ms) };
    // In a house where everybody had a part the appeal waits for somebody new, and stands all the same.
    if let Some((owner, _)) = desk.world.next_owner(&wanted) {
        events.push(Event::Assigned { owner, rule: AssignRule::Appeal, why: None });
    }
    Ok(desk.on_case(events))
}

/// By themselves, or in their words by whoever took the call.
fn whose(desk: &Desk, new: &NewAppeal) -> Result<(Party, Option<Call>), Refusal> {
    let Some(call) = &new.call else { return Ok((side(desk.by)?, None)) };
    let taken_by = desk.staff()?.clone();
    let there = match call.side {
        Party::Customer => true,
        Party::Merchant => desk.case.merchant.is_some(),
        _ => false,
    };
    let (caller, identified) = (call.caller.clone(), call.identified);
    if there { Ok((call.side, Some(Call { taken_by, caller, identified }))) } else { Err(Refusal::NotFound) }
}

fn side(by: &Actor) -> Result<Party, Refusal> {
    match by {
        Actor::Customer(_) => Ok(Party::Customer),
        Actor::Merchant(..) => Ok(Party::Merchant),
        _ => Err(Refusal::NotAllowed),
    }
}

/// A finding while an appeal is open decides it: from somebody without a part in what it is against, and saying
/// whether that stands.
pub(super) fn ruled(
    desk: &Desk,
    by: &UserId,
    shares: &[Share],
    ruling: Option<Ruling>,
) -> Result<Option<Ruled>, Refusal> {
    let open: Vec<&Appeal> = desk.case.open_appeals().collect();
    if open.is_empty() {
        return if ruling.is_none() { Ok(None) } else { Err(Refusal::WordUnknown) };
    }
    if open.iter().any(|one| one.apart.contains(by)) {
        return Err(Refusal::HadPart);
    }
    let ruling = ruling.ok_or(Refusal::RulingMissing)?;
    let mut found = open.iter().filter_map(|one| desk.case.finding(&one.against));
    if found.any(|finding| is_same(finding, shares) != (ruling == Ruling::Upheld)) {
        return Err(Refusal::RulingDisagrees);
    }
    Ok(Some(Ruled { appeals: open.iter().map(|one| one.id.clone()).collect(), ruling }))
}

/// Everybody bears what they bore.
fn is_same(finding: &Finding, shares: &[Share]) -> bool {
    let percent = |party| shares.iter().find(|share| share.party == party).map_or(0, |share| share.percent);
    Party::ALL.into_iter().all(|party| finding.percent(party) == percent(party))
}

/// One tap: no words are asked for.
pub fn ask_person(desk: &Desk, of: &str) -> Result<Events, Refusal> {
    let side = side(desk.by)?;
    if desk.case.pleas.iter().any(|one| one.of == of && one.by == side) {
        return Err(Refusal::AlreadyThere);
    }
    if !desk.case.by_rule(side).iter().any(|one| one == of) {
        return Err(Refusal::NotFound);
    }
    let clock = desk.bound(Start::PersonAsked, |_| {}).ok_or(Refusal::DueInvalid)?;
    let plea = Plea {
        id: format!("h{}", desk.case.pleas.len() + 1),
        of: of.to_owned(),
        by: side,
        at_ms: desk.now_ms,
        due_ms: clock.due_ms,
        sum: clock.sum,
        answer: None,
    };
    let mut events = vec![];
    if !desk.case.is_open() {
        events.push(close::reopened(desk, ReopenReason::PersonAsked));
    }
    events.push(Event::PersonAsked { plea: Box::new(plea) });
    if desk.case.owner.is_none() {
        let owner = desk.world.next_owner(&Wanted::of(desk.case, &[], desk.now_ms));
        events.extend(owner.map(|(owner, rule)| Event::Assigned { owner, rule, why: None }));
    }
    Ok(desk.on_case(events))
}

pub fn answer_plea(desk: &Desk, id: &str, ruling: Ruling, text: &ContentRef) -> Result<Events, Refusal> {
    let by = desk.staff()?;
    let plea = desk.case.pleas.iter().find(|one| one.id == id).ok_or(Refusal::NotFound)?;
    if plea.answer.is_some() {
        return Err(Refusal::AlreadyAnswered);
    }
    let answer = PleaAnswer { by: by.clone(), ruling, text: text.clone(), at_ms: desk.now_ms };
    Ok(desk.on_case([Event::PersonDecided { plea: id.to_owned(), answer }]))
}
