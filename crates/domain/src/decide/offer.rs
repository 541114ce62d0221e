//! Offers, counter-offers and the one acceptance. What is accepted becomes remedies with clocks of their own, and
//! the money behind them is set aside in the same commit.

use super::{Desk, Events, approval, budget, contract, interest, money, plain, refund};
use crate::actor::{Actor, Party, Role};
use crate::case::{Choice, Offer, OfferItem, OfferState, Proposal, Remedy, RemedyState, Settlement, Sought};
use crate::content::ContentRef;
use crate::cost::Cost;
use crate::event::Event;
use crate::id::UserId;
use crate::money::Fen;
use crate::playbook::Start;
use crate::refusal::Refusal;
use crate::words::{RemedyKind, Stage};

/// So long until somebody asks what became of a refund in the queue of a merchant that closes.
const QUEUED_MS: i64 = 180 * crate::clock::DAY_MS;

/// An offer goes out, or, above what its author may promise, it waits for a yes from above.
pub fn offer(desk: &Desk, proposal: &Proposal, why: Option<&ContentRef>) -> Result<Events, Refusal> {
    let filled = interest::filled(desk, proposal)?;
    let proposal = filled.as_ref();
    let cost = cost(desk, proposal)?;
    let made = made(desk, proposal, cost, desk.by.user())?;
    own_money(desk, &cost)?;
    contract::own_rights(desk, cost.merchant)?;
    let above = approval::above(desk, &cost);
    if above.is_empty() {
        let drawn = contract::drew(desk, &next_id(desk), cost.merchant);
        return Ok(made.into_iter().chain(drawn).collect());
    }
    let sought = Sought::Offer { proposal: proposal.clone() };
    approval::ask(desk, sought, (cost, above, Role::Handler), why)
}

pub(super) fn cost(desk: &Desk, proposal: &Proposal) -> Result<Cost, Refusal> {
    proposal.items.iter().try_for_each(payable)?;
    let Proposal { items, choice, advance, .. } = proposal;
    Cost::of(items, *choice, desk.by.party(), *advance).ok_or(Refusal::AmountInvalid)
}

/// The offer as it goes out now, with what it draws from the day's budgets of its author.
pub(super) fn made(
    desk: &Desk,
    proposal: &Proposal,
    cost: Cost,
    author: Option<&UserId>,
) -> Result<Events, Refusal> {
    let Proposal { items, choice, expires_ms, .. } = proposal;
    desk.open()?;
    if desk.case.stage >= Stage::Execute {
        return Err(Refusal::AlreadyAccepted);
    }
    if !desk.case.may_be_offered() {
        return Err(Refusal::NotAllowed);
    }
    if items.is_empty() {
        return Err(Refusal::NothingOffered);
    }
    let by_rule = proposal.rung.is_some() || proposal.breaker.is_some() || proposal.queued;
    if matches!(desk.by, Actor::System) && !by_rule {
        return Err(Refusal::NotAllowed);
    }
    beside_card(desk, proposal)?;
    // The platform's own money forces nothing on anybody; what a card holds is the holder's.
    if !proposal.advance && !proposal.queued {
        consented(desk, items, *choice)?;
    }
    makes_way(desk)?;
    refund::possible(desk, items, *choice)?;
    let clock = desk.bound(Start::Offered, |_| ()).filter(|_| expires_ms.is_none());
    let expires_ms = expires_ms.or(clock.as_ref().map(|clock| clock.due_ms)).ok_or(Refusal::DueInvalid)?;
    desk.is_ahead(expires_ms)?;
    let offer = Offer {
        id: next_id(desk),
        by: desk.by.party(),
        items: items.clone(),
        choice: *choice,
        words: proposal.words.clone(),
        expires_ms,
        state: OfferState::Open,
        rung: proposal.rung.clone(),
        rule: None,
        advance: proposal.advance,
        debtor: proposal.debtor,
        interest: proposal.interest,
        breaker: proposal.breaker.clone(),
        queued: proposal.queued,
        sum: clock.and_then(|clock| clock.sum),
    };
    let drawn = match offer.by {
        Party::Platform => budget::draw(desk, &offer.id, &cost, author)?,
        _ => vec![],
    };
    let mut events = desk.on_case([Event::OfferMade { offer }]);
    events.extend(drawn);
    Ok(events)
}

/// The balance of a card is there for its holder to take or leave; money of the shop goes to all who wait, in shares, and
/// to nobody beside them.
fn beside_card(desk: &Desk, proposal: &Proposal) -> Result<(), Refusal> {
    let Some(card) = desk.case.card().filter(|_| !proposal.queued) else { return Ok(()) };
    if card.offer.state == OfferState::Open {
        return Err(Refusal::OfferOpen);
    }
    let money = proposal.items.iter().any(|item| item.remedy.moves_money());
    if money && !proposal.advance { Err(Refusal::PaidInShares) } else { Ok(()) }
}

fn next_id(desk: &Desk) -> String {
    format!("o{}", desk.case.offers.len() + 1)
}

/// The shop's own word is its consent; of us nobody takes goods and money from it without.
fn consented(desk: &Desk, items: &[OfferItem], choice: Choice) -> Result<(), Refusal> {
    if desk.by.party() != Party::Platform {
        return Ok(());
    }
    let forced = match choice {
        Choice::All => desk.case.needs_consent(items),
        Choice::One => items.iter().any(|item| desk.case.needs_consent(std::slice::from_ref(item))),
    };
    if forced { Err(Refusal::ConsentMissing) } else { Ok(()) }
}

/// A customer counters, never begins; a merchant does not push aside what the house has offered.
fn makes_way(desk: &Desk) -> Result<(), Refusal> {
    let offers = &desk.case.offers;
    match desk.by.party() {
        Party::Customer if !offers.iter().any(|offer| offer.by != Party::Customer) => {
            Err(Refusal::NotAllowed)
        }
        Party::Merchant if desk.case.open_offer().is_some_and(|offer| offer.by == Party::Platform) => {
            Err(Refusal::OfferOpen)
        }
        _ => Ok(()),
    }
}

fn payable(item: &OfferItem) -> Result<(), Refusal> {
    match item.amount {
        Some(amount) if !amount.is_payable() => Err(Refusal::AmountInvalid),
        None if item.remedy.needs_amount() => Err(Refusal::AmountInvalid),
        _ => Ok(()),
    }
}

pub fn withdraw(desk: &Desk, id: &str) -> Result<Events, Refusal> {
    let offer = open_offer(desk, id)?;
    if offer.by != desk.by.party() {
        return Err(Refusal::NotAllowed);
    }
    Ok(desk.on_case([Event::OfferWithdrawn { offer: id.to_owned() }]))
}

pub fn decline(desk: &Desk, id: &str, why: Option<&ContentRef>) -> Result<Events, Refusal> {
    let offer = open_offer(desk, id)?;
    if !may_answer(desk.by, offer) {
        return Err(Refusal::NotAllowed);
    }
    Ok(desk.on_case([Event::OfferDeclined { offer: id.to_owned(), why: why.cloned() }]))
}

/// Who says yes to what the customer asks for promises it, with the same limits.
pub fn accept(desk: &Desk, id: &str, chosen: &[usize], why: Option<&ContentRef>) -> Result<Events, Refusal> {
    let taken = taken(desk, id, chosen, desk.by.user())?;
    let cost = cost_of(desk, &chosen_of(desk, id, chosen)?)?;
    own_money(desk, &cost)?;
    contract::own_rights(desk, cost.merchant)?;
    let above = approval::above(desk, &cost);
    if above.is_empty() {
        return Ok(taken.into_iter().chain(contract::drew(desk, id, cost.merchant)).collect());
    }
    let sought = Sought::Accept { offer: id.to_owned(), chosen: chosen.to_vec() };
    approval::ask(desk, sought, (cost, above, Role::Handler), why)
}

fn cost_of(desk: &Desk, items: &[OfferItem]) -> Result<Cost, Refusal> {
    Cost::of(items, Choice::All, desk.by.party(), false).ok_or(Refusal::AmountInvalid)
}

/// A merchant promises its own money, not ours.
fn own_money(desk: &Desk, cost: &Cost) -> Result<(), Refusal> {
    let merchants = matches!(desk.by, Actor::Merchant(..));
    if merchants && (cost.goodwill > Fen::ZERO || cost.advance > Fen::ZERO) {
        return Err(Refusal::AboveLimit);
    }
    Ok(())
}

fn chosen_of(desk: &Desk, id: &str, chosen: &[usize]) -> Result<Vec<OfferItem>, Refusal> {
    let offer = open_offer(desk, id)?;
    Ok(chosen_items(offer, chosen)?.iter().map(|index| offer.items[*index].clone()).collect())
}

/// The one acceptance of a round, as it becomes now.
pub(super) fn taken(
    desk: &Desk,
    id: &str,
    chosen: &[usize],
    author: Option<&UserId>,
) -> Result<Events, Refusal> {
    if desk.case.offers.iter().any(|offer| offer.id == id && offer.state == OfferState::Accepted) {
        return Err(Refusal::AlreadyAccepted);
    }
    let offer = open_offer(desk, id)?;
    if !may_answer(desk.by, offer) {
        return Err(Refusal::NotAllowed);
    }
    if offer.expires_ms <= desk.now_ms {
        return Err(Refusal::OfferGone);
    }
    // The order may have become known since the offer was made.
    let items = chosen_of(desk, id, chosen)?;
    refund::possible(desk, &items, Choice::All)?;
    if offer.by == Party::Customer {
        consented(desk, &items, Choice::All)?;
    }
    // What the customer asks for was not drawn when they asked.
    let drawn = match desk.by.party() {
        Party::Platform => budget::draw(desk, id, &cost_of(desk, &items)?, author)?,
        _ => vec![],
    };
    let chosen = chosen_items(offer, chosen)?;
    let remedies: Vec<Remedy> = chosen
        .iter()
        .enumerate()
        .map(|(i, index)| remedy(desk, offer, *index, desk.case.remedies.len() + i + 1))
        .collect();
    let mut events = money::set_aside(desk, id, chosen, remedies)?;
    events.extend(drawn);
    events.extend(refund::noted(desk, &items));
    Ok(events)
}

/// The other side answers; for a counter-offer of the customer that is us, and only a person.
fn may_answer(by: &Actor, offer: &Offer) -> bool {
    match by {
        Actor::Customer(_) => offer.by != Party::Customer,
        // Who will pay may agree to what the customer asks, the merchant as well as we.
        Actor::Staff(..) | Actor::Merchant(..) => offer.by == Party::Customer,
        _ => false,
    }
}

fn open_offer<'a>(desk: &'a Desk, id: &str) -> Result<&'a Offer, Refusal> {
    desk.open()?;
    let offer = desk.case.offers.iter().find(|offer| offer.id == id).ok_or(Refusal::NotFound)?;
    if offer.state == OfferState::Open { Ok(offer) } else { Err(Refusal::OfferGone) }
}

fn chosen_items(offer: &Offer, chosen: &[usize]) -> Result<Vec<usize>, Refusal> {
    match (offer.choice, chosen) {
        (Choice::All, _) => Ok((0..offer.items.len()).collect()),
        (Choice::One, [one]) if *one < offer.items.len() => Ok(vec![*one]),
        (Choice::One, _) => Err(Refusal::NothingChosen),
    }
}

fn remedy(desk: &Desk, offer: &Offer, index: usize, number: usize) -> Remedy {
    let item = &offer.items[index];
    // The playbooks were refused if any remedy had no clock.
    let clock = desk.bound(Start::Accepted, |moment| moment.remedy = Some(item.remedy));
    // Money in a queue comes when there is some to share, which no playbook can say.
    let queued = offer.queued && item.remedy.moves_money();
    let clock = clock.filter(|_| !queued);
    let otherwise_ms = if queued { desk.now_ms + QUEUED_MS } else { desk.now_ms };
    Remedy {
        id: format!("r{number}"),
        offer: offer.id.clone(),
        kind: item.remedy,
        amount: item.amount.filter(|_| item.remedy.needs_amount() || item.remedy == RemedyKind::Gift),
        due_ms: clock.as_ref().map_or(otherwise_ms, |clock| clock.due_ms),
        attempts: 0,
        with: None,
        held: Fen::ZERO,
        state: RemedyState::Owed,
        part_of: None,
        sum: clock.and_then(|clock| clock.sum),
    }
}

/// Once for each acceptance, by the house.
pub fn written(desk: &Desk, settlement: &Settlement) -> Result<Events, Refusal> {
    desk.system()?;
    let accepted = |offer: &Offer| offer.id == settlement.offer && offer.state == OfferState::Accepted;
    if !desk.case.offers.iter().any(accepted) {
        return Err(Refusal::NotFound);
    }
    if desk.case.settlement(&settlement.offer).is_some() {
        return Err(Refusal::AlreadyThere);
    }
    plain::codes(settlement.papers.iter().map(|paper| paper.sha256.as_str()))?;
    Ok(desk.on_case([Event::SettlementWritten { settlement: settlement.clone() }]))
}
