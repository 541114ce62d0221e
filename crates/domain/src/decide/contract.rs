//! What is agreed with a merchant: how much goes out by its own word, and the standing rules by which it settles small
//! things at once. What is above waits for somebody of ours.

use super::measure::Bench;
use super::{Desk, Events, offer};
use crate::actor::{Actor, Role};
use crate::budget;
use crate::case::{Choice, Proposal};
use crate::command::{NewContract, NewRule};
use crate::content::ContentRef;
use crate::cost::{Above, Cost};
use crate::event::Event;
use crate::merchant::{Contract, Facts, Merchant, ShopRule};
use crate::money::Fen;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::rights;
use crate::state::State;
use crate::words::{Purse, Switch, Trust};

/// More is a mistake of a program.
const RULES_MAX: usize = 30;
const DAYS_MAX: u32 = 366;

fn leads(by: &Actor) -> bool {
    matches!(by, Actor::Staff(_, Role::Manager | Role::Admin))
}

pub(super) fn set(bench: &Bench, new: &NewContract, by: &Actor) -> Result<Events, Refusal> {
    if !leads(by) {
        return Err(Refusal::NotAllowed);
    }
    let fits = |fen: Fen| (Fen::ZERO..=Fen::MAX).contains(&fen);
    if !fits(new.per_case) || !fits(new.per_day) || new.per_day < new.per_case {
        return Err(Refusal::AmountInvalid);
    }
    let contract = Contract {
        no: bench.merchant.contract.map_or(1, |before| before.no + 1),
        trust: new.trust,
        per_case: new.per_case,
        per_day: new.per_day,
        from_ms: bench.now_ms,
    };
    Ok(vec![(bench.id.subject(), Event::ContractSet { contract, why: new.why.clone() })])
}

/// By the shop itself, within what was agreed with it. A rule that is changed is a new version.
pub(super) fn set_rule(bench: &Bench, new: &NewRule, by: &Actor, policy: &Policy) -> Result<Events, Refusal> {
    let user = match by {
        Actor::Merchant(user, shop) if shop == bench.id => user,
        _ => return Err(Refusal::NotAllowed),
    };
    let contract = bench.merchant.contract.filter(|contract| contract.trust == Trust::Trusted);
    let contract = contract.ok_or(Refusal::ContractMissing)?;
    if !new.most.is_payable() {
        return Err(Refusal::AmountInvalid);
    }
    if new.most > contract.per_case {
        return Err(Refusal::AboveContract);
    }
    if new.days.is_some_and(|days| !(1..=DAYS_MAX).contains(&days)) {
        return Err(Refusal::DueInvalid);
    }
    if new.kinds.iter().any(|kind| policy.playbooks.get(kind).is_none()) {
        return Err(Refusal::KindUnknown);
    }
    let rules = &bench.merchant.rules;
    let (id, no) = match &new.of {
        Some(of) => bench.merchant.rule(of).map(|rule| (of.clone(), rule.no + 1)).ok_or(Refusal::NotFound)?,
        None if rules.len() >= RULES_MAX => return Err(Refusal::AlreadyThere),
        None => (format!("s{}", rules.len() + 1), 1),
    };
    let rule = Box::new(ShopRule {
        id,
        no,
        offer: new.offer,
        kinds: new.kinds.clone(),
        most: new.most,
        days: new.days,
        words: new.words.clone(),
        by: user.clone(),
        on: Switch::On,
    });
    Ok(vec![(bench.id.subject(), Event::ShopRuleSet { rule })])
}

/// We may stop a rule that does harm; only the shop lets it go on.
pub(super) fn switch(bench: &Bench, rule: &str, on: Switch, by: &Actor) -> Result<Events, Refusal> {
    let may = match by {
        Actor::Merchant(_, shop) => shop == bench.id,
        by => leads(by) && on == Switch::Off,
    };
    if !may {
        return Err(Refusal::NotAllowed);
    }
    let rule = bench.merchant.rule(rule).ok_or(Refusal::NotFound)?;
    if rule.on == on {
        return Ok(vec![]);
    }
    Ok(vec![(bench.id.subject(), Event::ShopRuleSwitched { rule: rule.id.clone(), on })])
}

fn known<'d>(desk: &'d Desk) -> Option<&'d Merchant> {
    match desk.world.knows(&desk.case.merchant.as_ref()?.subject()) {
        Some(State::Merchant(merchant)) => Some(merchant),
        _ => None,
    }
}

/// By how much this is above what the shop may settle by itself. Of a shop that is watched everything is looked at.
pub(super) fn above(desk: &Desk, cost: &Cost) -> Vec<Above> {
    let Some(merchant) = known(desk) else { return vec![] };
    let Some(contract) = merchant.contract else { return vec![] };
    let limit = contract.left(desk.case.refunded(), merchant.drawn.on(desk.now_ms));
    let over = contract.trust == Trust::Watched || cost.merchant > limit;
    over.then_some(Above { purse: Purse::Merchant, limit }).into_iter().collect()
}

/// What went out by the shop's own word counts on the day.
pub(super) fn drew(desk: &Desk, offer: &str, amount: Fen) -> Events {
    let merchant = desk.case.merchant.as_ref();
    let Some(id) = merchant.filter(|_| matches!(desk.by, Actor::Merchant(..))) else { return vec![] };
    if amount == Fen::ZERO || known(desk).is_none_or(|merchant| merchant.contract.is_none()) {
        return vec![];
    }
    let (day, case, offer) = (budget::today(desk.now_ms), desk.case.id.clone(), offer.to_owned());
    vec![(id.subject(), Event::ShopDrew { day, amount, case, offer })]
}

/// What somebody of a shop may promise.
pub(super) fn own_rights(desk: &Desk, amount: Fen) -> Result<(), Refusal> {
    rights::within(desk.world, desk.by, amount)
}

/// The house carries out what the shop has written down. The rule is looked at again, with what is left of the day.
pub fn apply(desk: &Desk, rule: &str, words: &ContentRef) -> Result<Events, Refusal> {
    desk.system()?;
    let (id, merchant) = desk.case.merchant.as_ref().zip(known(desk)).ok_or(Refusal::MerchantMissing)?;
    let found = merchant.rule_for(&Facts::of(desk.case, desk.now_ms));
    let (rule, paid) = found.filter(|(one, _)| one.id == rule).ok_or(Refusal::RungShut)?;
    // The first word in a case, never one over others.
    if !desk.case.offers.is_empty() || desk.case.open_approval().is_some() {
        return Err(Refusal::OfferOpen);
    }
    let by = Actor::Merchant(rule.by.clone(), id.clone());
    let theirs = Desk { by: &by, ..*desk };
    let proposal = Proposal::new(rule.items(paid), Choice::All, words.clone(), None);
    let cost = offer::cost(&theirs, &proposal)?;
    let mut events = offer::made(&theirs, &proposal, cost, None)?;
    let mut made = String::new();
    for (_, event) in &mut events {
        if let Event::OfferMade { offer } = event {
            (offer.rule, made) = (Some(rule.name()), offer.id.clone());
        }
    }
    let (rule, case) = (rule.name(), desk.case.id.clone());
    events.push((id.subject(), Event::ShopRuleFired { rule, case, offer: made.clone() }));
    events.extend(drew(&theirs, &made, cost.merchant));
    Ok(events)
}
