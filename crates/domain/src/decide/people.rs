//! What comes from the shop system, and the people who sign in.

use super::{Events, plain};
use crate::actor::{Actor, Role};
use crate::command::UserCommand;
use crate::content::ContentRef;
use crate::event::Event;
use crate::id::{MerchantId, OrderId, UserId};
use crate::money::Fen;
use crate::order::OrderFacts;
use crate::policy::Policy;
use crate::reach::Reach;
use crate::refusal::Refusal;
use crate::rights::{self, Rights};
use crate::state::State;
use crate::user::{Account, User};
use crate::world::World;

pub(super) fn operator(by: &Actor) -> Result<(), Refusal> {
    if matches!(by, Actor::System | Actor::Staff(_, Role::Admin)) { Ok(()) } else { Err(Refusal::NotAllowed) }
}

/// The same record again is nothing new; a different one is a new version of the order.
pub fn record_order(world: &World, id: &OrderId, facts: &OrderFacts, by: &Actor) -> Result<Events, Refusal> {
    operator(by)?;
    plain::codes(
        [facts.fingerprint.as_str(), facts.currency.as_str()].into_iter().filter(|code| !code.is_empty()),
    )?;
    facts.merchant.as_ref().map_or(Ok(()), |merchant| plain::code(merchant.as_str()))?;
    if facts.total.0 < 0 || facts.total > crate::Fen::MAX {
        return Err(Refusal::AmountInvalid);
    }
    plain::codes(facts.received.iter().map(|one| one.reference.as_str()))?;
    if facts.received.iter().any(|one| one.amount < crate::Fen::ZERO || one.amount > crate::Fen::MAX) {
        return Err(Refusal::AmountInvalid);
    }
    if world.order(id).is_some_and(|order| order.facts.fingerprint == facts.fingerprint) {
        return Ok(vec![]);
    }
    let shop = facts.merchant.as_ref().and_then(|shop| world.knows(&shop.subject()));
    if let (true, None, Some(State::Merchant(shop))) = (facts.prepaid, world.order(id), shop)
        && shop.stops_prepayment(facts.bought_ms)
    {
        return Err(Refusal::PrepaymentStopped);
    }
    Ok(vec![(id.subject(), Event::OrderRecorded { facts: Box::new(facts.clone()) })])
}

pub fn record_merchant(
    world: &World,
    id: &MerchantId,
    name: &ContentRef,
    contact: Option<&ContentRef>,
    fingerprint: &str,
    by: &Actor,
) -> Result<Events, Refusal> {
    operator(by)?;
    plain::codes([id.as_str(), fingerprint])?;
    let known = world.knows(&id.subject());
    if matches!(known, Some(State::Merchant(merchant)) if merchant.fingerprint == fingerprint) {
        return Ok(vec![]);
    }
    let event = Event::MerchantRecorded {
        name: name.clone(),
        contact: contact.cloned(),
        fingerprint: fingerprint.to_owned(),
    };
    Ok(vec![(id.subject(), event)])
}

pub fn user(
    world: &World,
    id: &UserId,
    command: &UserCommand,
    by: &Actor,
    policy: &Policy,
) -> Result<Events, Refusal> {
    let known = world.user(id).ok();
    let himself = by.user() == Some(id);
    let event = match command {
        UserCommand::Record { account } => {
            operator(by)?;
            name_is_plain(id)?;
            if (account.role == Role::Merchant) != account.merchant.is_some() {
                return Err(Refusal::MerchantMissing);
            }
            Event::UserRecorded { account: account.clone() }
        }
        UserCommand::Engage { account, rights } => return engage(known, id, account, *rights, by),
        _ if known.is_none() => return Err(Refusal::NotFound),
        UserCommand::SetRights { rights } if operator(by).is_ok() || rights::engaged_by(world, by, id) => {
            limited(*rights)?;
            Event::RightsSet { rights: *rights }
        }
        UserCommand::SetPassword { credential }
            if himself || operator(by).is_ok() || rights::engaged_by(world, by, id) =>
        {
            Event::PasswordSet { credential: credential.clone() }
        }
        UserCommand::SetTotp { credential } if himself || operator(by).is_ok() => {
            Event::TotpSet { credential: credential.clone() }
        }
        UserCommand::SetDuty { on }
            if himself || matches!(by, Actor::System | Actor::Staff(_, Role::Manager | Role::Admin)) =>
        {
            Event::DutySet { on: *on }
        }
        UserCommand::SetWork { work }
            if matches!(by, Actor::Staff(_, Role::Manager | Role::Admin) | Actor::System) =>
        {
            work.check(&policy.playbooks.names())?;
            if work.deputy.as_ref() == Some(id) {
                return Err(Refusal::SecondPersonNeeded);
            }
            Event::WorkSet { work: work.clone() }
        }
        UserCommand::SetReach { reach } if himself && matches!(by, Actor::Staff(..)) => {
            reach.as_ref().map_or(Ok(()), Reach::check)?;
            Event::ReachSet { reach: reach.clone() }
        }
        UserCommand::IssueToken { token, scope } if operator(by).is_ok() => {
            plain::code(token)?;
            plain::codes(scope.split(' '))?;
            Event::TokenIssued { token: token.clone(), scope: scope.clone() }
        }
        UserCommand::RevokeToken { token } if himself || operator(by).is_ok() => {
            Event::TokenRevoked { token: token.clone() }
        }
        _ => return Err(Refusal::NotAllowed),
    };
    Ok(vec![(id.subject(), event)])
}

/// The owner of a shop engages somebody nobody knows yet, for this shop alone.
fn engage(
    known: Option<&User>,
    id: &UserId,
    account: &Account,
    given: Rights,
    by: &Actor,
) -> Result<Events, Refusal> {
    let Actor::Merchant(_, shop) = by else { return Err(Refusal::NotAllowed) };
    if account.role != Role::Merchant || account.merchant.as_ref() != Some(shop) {
        return Err(Refusal::NotAllowed);
    }
    name_is_plain(id)?;
    limited(given)?;
    if known.is_some() {
        return Err(Refusal::AlreadyThere);
    }
    let recorded = Event::UserRecorded { account: account.clone() };
    Ok(vec![(id.subject(), recorded), (id.subject(), Event::RightsSet { rights: given })])
}

/// Owners are made by the house.
fn limited(given: Rights) -> Result<(), Refusal> {
    match given {
        Rights::All => Err(Refusal::NotAllowed),
        Rights::Some { offer, .. } if offer < Fen::ZERO || offer > Fen::MAX => Err(Refusal::AmountInvalid),
        _ => Ok(()),
    }
}

/// Sign-in names are shown, logged and hashed into entries: short, plain, lower case.
fn name_is_plain(id: &UserId) -> Result<(), Refusal> {
    let name = id.as_str();
    let plain =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-_.@".contains(letter);
    let fits = (1..=64).contains(&name.len()) && name.chars().all(plain);
    if fits { Ok(()) } else { Err(Refusal::NameInvalid) }
}
