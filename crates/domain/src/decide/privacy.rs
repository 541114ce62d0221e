//! Holding, restricting and erasing. A hold and a running period stand above every wish to erase; what may not be
//! erased yet is restricted instead, so that it is kept and not used.

use super::{Desk, Events, plain};
use crate::actor::{Actor, Party, Role};
use crate::case::Case;
use crate::command::CaseCommand;
use crate::content::ContentRef;
use crate::event::Event;
use crate::id::{CaseId, SubjectId, UserId};
use crate::policy::Policy;
use crate::privacy::{ERASED_AT_ONCE, UNSEALED_MS, bound};
use crate::refusal::Refusal;
use crate::words::{Because, Extent, FoundBy, Ground, Tier};
use crate::world::World;

/// Who answers for what is kept: the house itself, managers and administrators.
fn keeper(by: &Actor) -> Result<Option<&UserId>, Refusal> {
    match by {
        Actor::System => Ok(None),
        Actor::Staff(user, Role::Manager | Role::Admin) => Ok(Some(user)),
        _ => Err(Refusal::NotAllowed),
    }
}

/// The keepers and the reviewers.
fn guardian<'a>(desk: &'a Desk) -> Result<&'a UserId, Refusal> {
    match desk.by {
        Actor::Staff(user, Role::Reviewer | Role::Manager | Role::Admin) => Ok(user),
        _ => Err(Refusal::NotAllowed),
    }
}

/// A restricted case is stored and protected; whoever wants to work on it has it unsealed first.
pub fn unrestricted(case: &Case, command: &CaseCommand, by: &Actor, now_ms: i64) -> Result<(), Refusal> {
    let protects = matches!(
        command,
        CaseCommand::AskErasure { .. }
            | CaseCommand::DenyErasure { .. }
            | CaseCommand::GrantErasure
            | CaseCommand::Erase { .. }
            | CaseCommand::AskUnseal { .. }
            | CaseCommand::Unseal
            | CaseCommand::SetHold { .. }
            | CaseCommand::LiftHold { .. }
            | CaseCommand::TryCode { .. }
            | CaseCommand::AskCode { .. }
    );
    let leaves = matches!(command, CaseCommand::Exported { .. } | CaseCommand::ExportPerson { .. });
    let works = leaves || *by != Actor::System;
    if works && !protects && case.privacy.is_restricted(now_ms) {
        return Err(Refusal::CaseRestricted);
    }
    // Nothing new is written into a case that was forgotten.
    let over = case.privacy.erased_ms.is_some() && !case.is_open();
    if over && !protects && *by != Actor::System {
        return Err(Refusal::CaseErased);
    }
    Ok(())
}

/// To the person themselves, or by a keeper who says why. Whether it is the person was proven by the caller.
pub fn export(desk: &Desk, found_by: FoundBy, why: Option<&ContentRef>) -> Result<Events, Refusal> {
    match desk.by {
        Actor::Customer(_) if why.is_none() => {}
        Actor::Staff(..) if why.is_none() => return Err(Refusal::TextMissing),
        by => drop(keeper(by)?),
    }
    Ok(desk.on_case([Event::PersonExported { found_by, why: why.cloned() }]))
}

pub fn ask(desk: &Desk, why: Option<&ContentRef>) -> Result<Events, Refusal> {
    desk.not_merchant()?;
    if desk.case.privacy.erased_ms.is_some() {
        return Err(Refusal::CaseErased);
    }
    if desk.case.privacy.asked.is_some() {
        return Err(Refusal::AlreadyThere);
    }
    let by = desk.by.party();
    Ok(desk.on_case([Event::ErasureAsked { by, why: why.cloned() }]))
}

pub fn deny(desk: &Desk, why: &ContentRef) -> Result<Events, Refusal> {
    keeper(desk.by)?;
    unanswered(desk)?;
    Ok(desk.on_case([Event::ErasureDenied { why: why.clone() }]))
}

fn unanswered(desk: &Desk) -> Result<(), Refusal> {
    match &desk.case.privacy.asked {
        None => Err(Refusal::NotAsked),
        Some(asked) if asked.granted_ms.is_some() => Err(Refusal::AlreadyAnswered),
        Some(_) => Ok(()),
    }
}

/// Only what a person asked for is granted, by a person. Where it may not go yet it is restricted, and they are told.
pub fn grant(desk: &Desk) -> Result<Events, Refusal> {
    let by = keeper(desk.by)?.ok_or(Refusal::NotAllowed)?.clone();
    unanswered(desk)?;
    closed(desk.case)?;
    match bound(desk.case, Ground::Request, desk.now_ms, desk.policy) {
        Some((because, until_ms)) => kept(desk, Extent::Whole, because, until_ms),
        None => Ok(desk.on_case([Event::ErasureGranted { by }])),
    }
}

pub fn erase(desk: &Desk, objects: &[String], ground: Ground, extent: Extent) -> Result<Events, Refusal> {
    let (keeper, asked) = (keeper(desk.by)?, desk.case.privacy.asked.as_ref());
    let granted_by = asked.and_then(|asked| asked.granted_by.as_ref());
    let approver = granted_by.or(keeper.filter(|_| asked.is_some())).cloned();
    plain::codes(objects.iter().map(String::as_str))?;
    if objects.is_empty() {
        return Err(Refusal::NothingToErase);
    }
    // An open case needs its words; only an authority may take them out of it whole.
    if extent == Extent::Whole && ground != Ground::Authority {
        closed(desk.case)?;
    }
    if let Some((because, until_ms)) = bound(desk.case, ground, desk.now_ms, desk.policy) {
        return kept(desk, extent, because, until_ms);
    }
    let parts = objects.chunks(ERASED_AT_ONCE).map(|part| Event::Erased {
        objects: part.to_vec(),
        ground,
        extent,
        approver: approver.clone(),
    });
    Ok(desk.on_case(parts))
}

/// It cannot be erased: all of it is restricted instead; a part alone stays as it is and the reason is told.
fn kept(desk: &Desk, extent: Extent, because: Because, until_ms: Option<i64>) -> Result<Events, Refusal> {
    if extent == Extent::Part || desk.case.privacy.is_restricted(desk.now_ms) {
        return Err(refused(because));
    }
    Ok(desk.on_case([Event::Restricted { because, until_ms }]))
}

fn refused(because: Because) -> Refusal {
    if because == Because::Hold { Refusal::HoldStands } else { Refusal::PeriodRuns }
}

fn closed(case: &Case) -> Result<(), Refusal> {
    if case.is_open() { Err(Refusal::CaseOpen) } else { Ok(()) }
}

/// What lies with an order, a merchant or a user. Every case that cites it must be free to lose it.
#[expect(clippy::too_many_arguments, reason = "it is the whole of the command")]
pub fn erase_beside(
    world: &World,
    subject: &SubjectId,
    objects: &[String],
    ground: Ground,
    cases: &[CaseId],
    by: &Actor,
    now_ms: i64,
    policy: &Policy,
) -> Result<Events, Refusal> {
    keeper(by)?;
    plain::codes(objects.iter().map(String::as_str))?;
    if !["order", "merchant", "user"].contains(&subject.kind()) || world.knows(subject).is_none() {
        return Err(Refusal::NotFound);
    }
    if objects.is_empty() {
        return Err(Refusal::NothingToErase);
    }
    for id in cases {
        let case = world.case(id)?;
        if ground != Ground::Authority {
            closed(case)?;
        }
        if let Some((because, _)) = bound(case, ground, now_ms, policy) {
            return Err(refused(because));
        }
    }
    let erased = |part: &[String]| Event::Erased {
        objects: part.to_vec(),
        ground,
        extent: Extent::Part,
        approver: None,
    };
    let subjects = [subject.clone()].into_iter().chain(cases.iter().map(CaseId::subject));
    let all = subjects
        .flat_map(|subject| objects.chunks(ERASED_AT_ONCE).map(move |part| (subject.clone(), erased(part))));
    Ok(all.collect())
}

pub fn restrict(desk: &Desk, because: Because) -> Result<Events, Refusal> {
    keeper(desk.by)?;
    closed(desk.case)?;
    if desk.case.privacy.is_restricted(desk.now_ms) {
        return Err(Refusal::CaseRestricted);
    }
    Ok(desk.on_case([Event::Restricted { because, until_ms: None }]))
}

pub fn ask_unseal(desk: &Desk, why: &ContentRef) -> Result<Events, Refusal> {
    let by = guardian(desk)?.clone();
    restricted(desk)?;
    Ok(desk.on_case([Event::UnsealAsked { by, why: why.clone() }]))
}

/// The second pair of eyes is another pair.
pub fn unseal(desk: &Desk) -> Result<Events, Refusal> {
    let by = guardian(desk)?;
    restricted(desk)?;
    let wanted = desk.case.privacy.restricted.as_ref().and_then(|restricted| restricted.wanted_by.as_ref());
    match wanted {
        None => Err(Refusal::NotAsked),
        Some(first) if first == by => Err(Refusal::SecondPersonNeeded),
        Some(_) => {
            Ok(desk.on_case([Event::Unsealed { by: by.clone(), until_ms: desk.now_ms + UNSEALED_MS }]))
        }
    }
}

fn restricted(desk: &Desk) -> Result<(), Refusal> {
    if desk.case.privacy.is_restricted(desk.now_ms) { Ok(()) } else { Err(Refusal::NotRestricted) }
}

pub fn set_hold(desk: &Desk, hold: &str, why: &ContentRef) -> Result<Events, Refusal> {
    if *desk.by != Actor::System {
        guardian(desk)?;
    }
    plain::code(hold)?;
    if desk.case.privacy.holds.iter().any(|one| one.id == hold) {
        return Err(Refusal::AlreadyThere);
    }
    Ok(desk.on_case([Event::HoldSet { hold: hold.to_owned(), why: why.clone() }]))
}

pub fn lift_hold(desk: &Desk, hold: &str, why: &ContentRef) -> Result<Events, Refusal> {
    keeper(desk.by)?;
    if !desk.case.privacy.holds.iter().any(|one| one.id == hold) {
        return Err(Refusal::NotFound);
    }
    Ok(desk.on_case([Event::HoldLifted { hold: hold.to_owned(), why: why.clone() }]))
}

/// Whoever may not see an item may not decide who does.
pub fn set_tier(
    desk: &Desk,
    evidence: &str,
    tier: Tier,
    named: &[UserId],
    why: &ContentRef,
) -> Result<Events, Refusal> {
    let user = desk.staff()?;
    let item = desk.case.evidence.iter().find(|item| item.id == evidence);
    let item = item.ok_or(Refusal::EvidenceUnknown)?;
    if !desk.case.tier_allows(item, desk.by) {
        return Err(Refusal::EvidenceUnknown);
    }
    // What only reviewers may see cannot be handed out by those it was taken from.
    if tier == Tier::Parties && item.party == Party::Platform && !desk.case.is_owned_by(user) {
        keeper(desk.by)?;
    }
    let (evidence, named) = (evidence.to_owned(), named.to_vec());
    Ok(desk.on_case([Event::Tiered { evidence, tier, named, why: Some(why.clone()) }]))
}
