//! What somebody may not promise alone: it is asked for, decided by another person with authority, and then goes out
//! in the same commit, if the case still allows it. Who had it too long loses it to the next above.

use super::{Desk, Events, contract, offer};
use crate::actor::{Actor, Role};
use crate::case::{Approval, ApprovalState, Sought, With};
use crate::command::ApprovalRuling;
use crate::content::ContentRef;
use crate::cost::{Above, Cost};
use crate::event::Event;
use crate::id::{MerchantId, UserId};
use crate::playbook::Start;
use crate::refusal::Refusal;

/// By how much this is above what the author may promise; nothing for whoever promises their own money.
pub(super) fn above(desk: &Desk, cost: &Cost) -> Vec<Above> {
    match desk.by {
        Actor::Staff(_, role) => cost.above(&desk.policy.playbooks.of(desk.case.kind()).allowances.of(*role)),
        Actor::Merchant(..) => contract::above(desk, cost),
        _ => vec![],
    }
}

/// Who asks, for which shop, and why; a shop's reason is what it says to the customer.
fn asks<'d>(
    desk: &'d Desk,
    sought: &'d Sought,
    why: Option<&'d ContentRef>,
) -> Result<(&'d UserId, Option<MerchantId>, &'d ContentRef), Refusal> {
    match desk.by {
        Actor::Staff(user, _) => Ok((user, None, why.ok_or(Refusal::ApprovalReasonMissing)?)),
        Actor::Merchant(user, shop) => {
            let said = match sought {
                Sought::Offer { proposal } => Some(&proposal.words),
                Sought::Accept { offer, .. } => {
                    desk.case.offers.iter().find(|one| one.id == *offer).map(|one| &one.words)
                }
            };
            Ok((user, Some(shop.clone()), why.or(said).ok_or(Refusal::ApprovalReasonMissing)?))
        }
        _ => Err(Refusal::NotAllowed),
    }
}

/// Puts it before somebody. It was looked at already: it could go out now.
pub(super) fn ask(
    desk: &Desk,
    sought: Sought,
    (cost, above, least): (Cost, Vec<Above>, Role),
    why: Option<&ContentRef>,
) -> Result<Events, Refusal> {
    if desk.case.open_approval().is_some() {
        return Err(Refusal::ApprovalOpen);
    }
    let (by, shop, why) = asks(desk, &sought, why)?;
    let (by, why) = (&by.clone(), why.clone());
    let with = put_before(desk, by, &cost, vec![], least).ok_or(Refusal::NobodyMayApprove)?;
    let approval = Approval {
        id: format!("a{}", desk.case.approvals.len() + 1),
        sought,
        cost,
        above,
        by: by.clone(),
        shop,
        least,
        why,
        with,
        asked_ms: desk.now_ms,
        state: ApprovalState::Open,
    };
    Ok(desk.on_case([Event::ApprovalAsked { approval: Box::new(approval) }]))
}

fn put_before(desk: &Desk, by: &UserId, cost: &Cost, before: Vec<UserId>, least: Role) -> Option<With> {
    let allowances = &desk.policy.playbooks.of(desk.case.kind()).allowances;
    let without: Vec<&UserId> = before.iter().chain([by]).collect();
    let (to, deputy_of) = desk.world.approver(desk.case, (allowances, cost, least), &without, desk.now_ms)?;
    let clock = desk.bound(Start::Proposed, |_| ())?;
    Some(With { to, deputy_of, due_ms: clock.due_ms, sum: clock.sum, before })
}

/// Anybody with authority may answer, not only whose turn it is; never whoever proposed it.
pub fn decide(
    desk: &Desk,
    id: &str,
    ruling: ApprovalRuling,
    why: Option<&ContentRef>,
) -> Result<Events, Refusal> {
    let by = desk.staff()?;
    desk.open()?;
    let approval = open(desk, id)?;
    if approval.by == *by {
        return Err(Refusal::SecondPersonNeeded);
    }
    if desk.world.is_biased(by, desk.case) {
        return Err(Refusal::ConflictOfInterest);
    }
    let allowances = &desk.policy.playbooks.of(desk.case.kind()).allowances;
    if !desk.world.may_approve(desk.by, (allowances, &approval.cost, approval.least), desk.now_ms) {
        return Err(Refusal::AboveLimit);
    }
    let (approval_id, by) = (approval.id.clone(), by.clone());
    match ruling {
        ApprovalRuling::Refuse => {
            let why = why.ok_or(Refusal::ReasonMissing)?.clone();
            Ok(desk.on_case([Event::ApprovalRefused { approval: approval_id, by, why }]))
        }
        ApprovalRuling::Approve => {
            let given = Event::ApprovalGiven { approval: approval_id, by, words: why.cloned() };
            let mut events = desk.on_case([given]);
            events.extend(carried_out(desk, approval)?);
            Ok(events)
        }
    }
}

/// As if it were said now, by whoever asked for it: what has changed since may forbid it.
fn carried_out(desk: &Desk, approval: &Approval) -> Result<Events, Refusal> {
    match &approval.shop {
        Some(shop) => {
            let by = Actor::Merchant(approval.by.clone(), shop.clone());
            said(&Desk { by: &by, ..*desk }, approval)
        }
        None => said(desk, approval),
    }
}

fn said(desk: &Desk, approval: &Approval) -> Result<Events, Refusal> {
    match &approval.sought {
        Sought::Offer { proposal } => {
            offer::made(desk, proposal, offer::cost(desk, proposal)?, Some(&approval.by))
        }
        Sought::Accept { offer, chosen } => offer::taken(desk, offer, chosen, Some(&approval.by)),
    }
}

/// Whoever asked thinks better of it.
pub fn drop(desk: &Desk, id: &str) -> Result<Events, Refusal> {
    let approval = open(desk, id)?;
    let may = match desk.by {
        Actor::Staff(user, _) => approval.by == *user || desk.case.is_owned_by(user),
        Actor::Merchant(_, shop) => approval.shop.as_ref() == Some(shop),
        _ => false,
    };
    if !may {
        return Err(Refusal::NotAllowed);
    }
    Ok(desk.on_case([Event::ApprovalDropped { approval: approval.id.clone() }]))
}

/// The clock ran out: the next above has it now. Where there is nobody else it stays, and stays late.
pub(super) fn lapsed(desk: &Desk, id: &str) -> Vec<Event> {
    let Some(approval) = desk.case.approval(id).filter(|one| one.state == ApprovalState::Open) else {
        return vec![];
    };
    let mut before = approval.with.before.clone();
    before.push(approval.with.to.clone());
    let had = desk.world.staff.iter().find(|one| one.user == approval.with.to).map(|one| one.role);
    let above = had.map_or(approval.least, Role::next_above);
    let next = [above, approval.least]
        .into_iter()
        .find_map(|least| put_before(desk, &approval.by, &approval.cost, before.clone(), least));
    next.map(|with| Event::ApprovalPassedOn { approval: id.to_owned(), with }).into_iter().collect()
}

fn open<'a>(desk: &'a Desk, id: &str) -> Result<&'a Approval, Refusal> {
    let approval = desk.case.approval(id).ok_or(Refusal::NotFound)?;
    if approval.state == ApprovalState::Open { Ok(approval) } else { Err(Refusal::ApprovalOver) }
}
