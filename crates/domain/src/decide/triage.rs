//! Kind, class, grade and owner. A rule suggests, a person confirms or overrules; overruling wants a reason.

use super::{Desk, Events};
use crate::actor::{Actor, Role};
use crate::case::{Taken, Triage};
use crate::clock::{Clock, ClockKind};
use crate::content::ContentRef;
use crate::event::{AssignRule, Event};
use crate::id::UserId;
use crate::playbook::Start;
use crate::refusal::Refusal;
use crate::words::{Answer, Class, Grade, Jurisdiction, Voice};
use crate::world::{Colleague, Wanted};
use crate::writing::Demand;

pub fn triage(
    desk: &Desk,
    kind: &str,
    class: Class,
    grade: Grade,
    why: Option<&ContentRef>,
) -> Result<Events, Refusal> {
    desk.staff()?;
    desk.open()?;
    let playbook = desk.policy.playbooks.get(kind).ok_or(Refusal::KindUnknown)?;
    let before = desk.case.triage.as_ref();
    let same = before.is_some_and(|old| old.kind == kind && old.class == class && old.grade == grade);
    if !same && why.is_none() {
        return Err(Refusal::ReasonMissing);
    }
    if same && before.is_some_and(|old| old.confirmed) {
        return Ok(vec![]);
    }
    let triage = Triage {
        kind: kind.to_owned(),
        playbook: playbook.version_id.clone(),
        class,
        grade,
        reasons: if same {
            before.map(|old| old.reasons.clone()).unwrap_or_default()
        } else {
            vec!["person".into()]
        },
        tags: before.map(|old| old.tags.clone()).unwrap_or_default(),
        confirmed: true,
        voice: before.map_or(Voice::Nobody, |old| old.voice),
        learned: before.and_then(|old| old.learned.clone()),
        taken: before
            .filter(|old| !old.confirmed)
            .map(|old| Taken { kind: answer(old.kind == kind), grade: answer(old.grade == grade) }),
    };
    let clocks = if same { running(desk) } else { clocks(desk, &triage, desk.now_ms) };
    Ok(desk.on_case([Event::Triaged { triage, why: why.cloned(), clocks }]))
}

/// One grade more urgent since then, by rule; nothing above A.
pub(super) fn raised(desk: &Desk, at_ms: i64) -> Option<Event> {
    let before = desk.case.triage.as_ref()?;
    let grade = match before.grade {
        Grade::A => return None,
        Grade::B => Grade::A,
        Grade::C => Grade::B,
    };
    let triage = Triage { grade, taken: None, ..before.clone() };
    let clocks = clocks(desk, &triage, at_ms);
    Some(Event::Triaged { triage, why: None, clocks })
}

fn answer(same: bool) -> Answer {
    if same { Answer::Accepted } else { Answer::Changed }
}

fn running(desk: &Desk) -> Vec<Clock> {
    let of_triage =
        |clock: &&Clock| matches!(clock.kind, ClockKind::Response | ClockKind::Contact | ClockKind::Plan);
    desk.case.clocks.iter().filter(of_triage).cloned().collect()
}

/// The clocks that class and grade start, and those from filing that another kind bounds otherwise. A stricter one
/// that is found late does not begin by being missed.
fn clocks(desk: &Desk, triage: &Triage, from_ms: i64) -> Vec<Clock> {
    let mut case = desk.case.clone();
    case.triage = Some(triage.clone());
    let mut clocks = desk.begun_at(Start::Graded, &case, from_ms);
    let running = |clock: &Clock| {
        let old = desk.case.clocks.iter().find(|old| old.is_same(clock));
        old.is_some_and(|old| old.ticks() && old.pauses.is_empty() && old.sum != clock.sum)
    };
    let mut filed = desk.begun_at(Start::Filed, &case, desk.case.filed_ms);
    filed.retain(|clock| desk.case.round == 1 && clock.due_ms > desk.now_ms && running(clock));
    clocks.extend(filed);
    clocks
}

pub fn assign(desk: &Desk, owner: &UserId, why: Option<&ContentRef>) -> Result<Events, Refusal> {
    desk.staff()?;
    desk.open()?;
    if desk.case.is_owned_by(owner) {
        return Err(Refusal::SameOwner);
    }
    may_own(desk, owner)?;
    Ok(desk.on_case([Event::Assigned { owner: owner.clone(), rule: AssignRule::ByHand, why: why.cloned() }]))
}

/// Who hands over is the owner, or a manager for them.
pub fn hand_over(desk: &Desk, to: Option<&UserId>, note: &ContentRef) -> Result<Events, Refusal> {
    let by = desk.staff()?;
    desk.open()?;
    let leads = matches!(desk.by, Actor::Staff(_, Role::Manager | Role::Admin));
    if !desk.case.is_owned_by(by) && !leads {
        return Err(Refusal::NotAllowed);
    }
    let before: Vec<UserId> = desk.case.owner.iter().cloned().collect();
    let owner = match to {
        Some(owner) => owner.clone(),
        None => {
            desk.world
                .next_owner(&Wanted::of(desk.case, &before, desk.now_ms))
                .ok_or(Refusal::NobodyOnDuty)?
                .0
        }
    };
    if before.contains(&owner) {
        return Err(if to.is_some() { Refusal::SameOwner } else { Refusal::NobodyOnDuty });
    }
    may_own(desk, &owner)?;
    let why = Some(note.clone());
    Ok(desk.on_case([Event::Assigned { owner, rule: AssignRule::HandedOver, why }]))
}

fn may_own(desk: &Desk, owner: &UserId) -> Result<(), Refusal> {
    let known = |one: &&Colleague| one.user == *owner && one.role != Role::Merchant;
    let known = desk.world.staff.iter().find(known).ok_or(Refusal::HandlerUnknown)?;
    if known.is_apart(desk.case.merchant.as_ref()) {
        return Err(Refusal::ConflictOfInterest);
    }
    if desk.case.complained_of.contains(owner) {
        return Err(Refusal::ComplainedOf);
    }
    if desk.case.kept_away().contains(owner) {
        return Err(Refusal::HadPart);
    }
    Ok(())
}

/// The parts of the demand as a person reads it; an empty list says that nothing in particular is asked for.
pub fn demands(desk: &Desk, demands: &[Demand]) -> Result<Events, Refusal> {
    desk.staff()?;
    desk.open()?;
    let mut seen = vec![];
    for demand in demands {
        if !demand.is_plain() {
            return Err(Refusal::AmountInvalid);
        }
        if seen.contains(&demand.part) {
            return Err(Refusal::WordUnknown);
        }
        seen.push(demand.part);
    }
    if desk.case.demands.as_deref() == Some(demands) {
        return Ok(vec![]);
    }
    Ok(desk.on_case([Event::DemandsSet { demands: demands.to_vec() }]))
}

/// Another law than the house's own counts for the matter: where the customer lives, what was agreed.
pub fn jurisdiction(desk: &Desk, jurisdiction: Jurisdiction) -> Result<Events, Refusal> {
    desk.staff()?;
    desk.open()?;
    if desk.case.jurisdiction(&desk.policy.law) == jurisdiction {
        return Ok(vec![]);
    }
    Ok(desk.on_case([Event::JurisdictionSet { jurisdiction }]))
}
