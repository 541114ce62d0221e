//! Goods on consignment: what the shop system reports becomes the owner's and the seller's money, and cases about the sale
//! take from it. What the buyer gets back is borne by those who are found to bear the matter; where nobody was found,
//! the sale is undone by as much, from each part as it came.

use super::book::{Book, Transfer};
use super::{Desk, Events, money, people, plain};
use crate::account::{self, Authority, PostingReason};
use crate::actor::{Actor, Party, Role};
use crate::case::{Choice, OfferItem, Remedy};
use crate::consign::{
    Booked, Consigned, Consignment, Corrected, Drawn, PaidOut, Terms, divide, kept, seller,
};
use crate::content::ContentRef;
use crate::event::{ConsignmentRecorded, Event};
use crate::id::{AccountId, MerchantId, OrderId};
use crate::money::Fen;
use crate::order::{CURRENCY, Order};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::words::{ConsignStep, RemedyKind};
use crate::world::World;
use std::collections::BTreeSet;

/// The same report again is nothing new; another one moves as much money as it says more.
pub fn record(
    world: &World,
    id: &OrderId,
    facts: &Consigned,
    by: &Actor,
    policy: &Policy,
) -> Result<Events, Refusal> {
    people::operator(by)?;
    let order = world.order(id).ok_or(Refusal::NotFound)?;
    let before = order.consignment.as_deref();
    if before.is_some_and(|before| before.facts.fingerprint == facts.fingerprint) {
        return Ok(vec![]);
    }
    sound(facts, order)?;
    let mut now = before.cloned().unwrap_or_else(|| Consignment::begun(facts.clone(), Booked::default()));
    now.facts = facts.clone();
    let fresh = payouts(&mut now, before)?;
    let (kept_now, _) = kept(facts.price, &now.terms())?;
    let booked = booked(&now, Fen(kept_now.0 + now.terms().fees.0));
    let sells = account_of(order.facts.merchant.as_ref());
    let mut books = Books { book: Book::new(world), sells, id, turn: now.versions + 1 };
    books.sale(now.booked, booked, reason(&now, before))?;
    fresh.iter().enumerate().try_for_each(|(at, payout)| books.payout(at, payout))?;
    now.booked = booked;
    let sheet = now.sheet();
    if !fresh.is_empty() && !now.is_undone() && sheet.left < Fen::ZERO {
        return Err(Refusal::PayoutAboveDue);
    }
    let calendar = world.calendar(policy);
    let (accepted_ms, due_ms) = (facts.accepted_ms(&calendar), facts.due_ms(&calendar));
    let recorded = ConsignmentRecorded { facts: now.facts, booked, accepted_ms, due_ms };
    let mut events = vec![(id.subject(), Event::Consigned(Box::new(recorded)))];
    events.extend(books.book.close());
    Ok(events)
}

fn sound(facts: &Consigned, order: &Order) -> Result<(), Refusal> {
    plain::codes([facts.fingerprint.as_str(), facts.currency.as_str()])?;
    plain::codes(facts.paid_out.iter().map(|payout| payout.reference.as_str()))?;
    if facts.currency != order.facts.currency {
        return Err(Refusal::CurrencyWrong);
    }
    if facts.currency != CURRENCY {
        return Err(Refusal::CurrencyForeign);
    }
    if facts.price > order.facts.total {
        return Err(Refusal::AmountAboveOrder);
    }
    kept(facts.price, &facts.terms)?;
    let once: BTreeSet<ConsignStep> = facts.steps.iter().map(|one| one.step).collect();
    // What the house counts itself is not reported.
    let counted = [ConsignStep::PayoutDue, ConsignStep::PaidPart, ConsignStep::PaidOut];
    let in_order = facts.steps.windows(2).all(|two| two[0].at_ms <= two[1].at_ms);
    if !in_order || once.len() != facts.steps.len() || counted.iter().any(|step| once.contains(step)) {
        return Err(Refusal::StepsDisagree);
    }
    let needs = |step, before| !once.contains(&step) || once.contains(&before);
    let follow = needs(ConsignStep::Undone, ConsignStep::Sold)
        && needs(ConsignStep::Paid, ConsignStep::Sold)
        && (facts.paid_out.is_empty() || once.contains(&ConsignStep::Paid));
    if follow { Ok(()) } else { Err(Refusal::StepsDisagree) }
}

/// What was paid before stays paid, and a payment that proved a remedy is not a second one. Answers what is new.
fn payouts(now: &mut Consignment, before: Option<&Consignment>) -> Result<Vec<PaidOut>, Refusal> {
    let known = before.map(|before| before.facts.paid_out.clone()).unwrap_or_default();
    let proven = |one: &PaidOut| now.drawn.iter().any(|drawn| drawn.reference == one.reference);
    let mut fresh: Vec<PaidOut> = vec![];
    for one in &now.facts.paid_out {
        if !one.amount.is_payable() {
            return Err(Refusal::AmountInvalid);
        }
        match known.iter().chain(&fresh).find(|other| other.reference == one.reference) {
            Some(other) if other.amount == one.amount => {}
            Some(_) => return Err(Refusal::AlreadyThere),
            None if proven(one) => {}
            None => fresh.push(one.clone()),
        }
    }
    now.facts.paid_out = known.into_iter().chain(fresh.iter().cloned()).collect();
    Ok(fresh)
}

/// What the books are to have of the sale. Undone, as much goes back as no case has given back already, the owner's part
/// from the owner as far as it is still theirs.
fn booked(now: &Consignment, kept: Fen) -> Booked {
    let price = now.facts.price;
    if !now.is_paid() {
        return Booked::default();
    }
    if !now.is_undone() {
        return Booked { owner: Fen(price.0 - kept.0), seller: kept };
    }
    let whole = now.booked.owner.0 + now.booked.seller.0;
    // It was undone before, or nothing was ever there.
    if whole < price.0 {
        return now.booked;
    }
    let refunds = || now.drawn.iter().filter(|drawn| !drawn.is_payout);
    let given: i64 = refunds().map(|one| one.owner.0 + one.seller.0 + one.others.0).sum();
    let back = (price.0 - given).max(0);
    let owners = (now.booked.owner.0 - refunds().map(|one| one.owner.0).sum::<i64>()).clamp(0, back);
    Booked { owner: Fen(now.booked.owner.0 - owners), seller: Fen(now.booked.seller.0 - (back - owners)) }
}

fn reason(now: &Consignment, before: Option<&Consignment>) -> PostingReason {
    match before {
        _ if now.is_undone() => PostingReason::SaleUndone,
        Some(before) if before.is_paid() => PostingReason::TermsChanged,
        _ => PostingReason::ConsignedSold,
    }
}

struct Books<'a> {
    book: Book<'a>,
    sells: AccountId,
    id: &'a OrderId,
    turn: u32,
}

impl Books<'_> {
    /// From what the books have to what they are to have: between the two where one has more and the other less,
    /// the rest with the provider, who has the buyer's money.
    fn sale(&mut self, from: Booked, to: Booked, reason: PostingReason) -> Result<(), Refusal> {
        let (owner, seller) = (account::consignor(self.id), self.sells.clone());
        let (mut owners, mut sellers) = (to.owner.0 - from.owner.0, to.seller.0 - from.seller.0);
        if owners.signum() * sellers.signum() < 0 {
            let across = owners.abs().min(sellers.abs()) * owners.signum();
            self.moved("terms", &seller, &owner, across, reason)?;
            (owners, sellers) = (owners - across, sellers + across);
        }
        let commission =
            if reason == PostingReason::ConsignedSold { PostingReason::Commission } else { reason };
        self.moved("owner", &account::provider(), &owner, owners, reason)?;
        self.moved("kept", &account::provider(), &seller, sellers, commission)
    }

    fn payout(&mut self, at: usize, payout: &PaidOut) -> Result<(), Refusal> {
        let (owner, provider) = (account::consignor(self.id), account::provider());
        self.moved(&format!("payout{at}"), &owner, &provider, payout.amount.0, PostingReason::ConsignorPaid)
    }

    /// Below zero the other way round.
    fn moved(
        &mut self,
        what: &str,
        from: &AccountId,
        to: &AccountId,
        fen: i64,
        reason: PostingReason,
    ) -> Result<(), Refusal> {
        let (from, to) = if fen < 0 { (to, from) } else { (from, to) };
        if fen == 0 {
            return Ok(());
        }
        self.book.transfer(&Transfer {
            name: format!("{}-{}-{what}", self.id, self.turn),
            from,
            to,
            amount: Fen(fen.abs()),
            case: None,
            reason,
            authority: Authority::Consignment(self.id.to_string()),
        })
    }
}

/// Where whoever sold it has its part: the shop of the order, or the platform.
fn account_of(merchant: Option<&MerchantId>) -> AccountId {
    merchant.map_or_else(account::commission, account::merchant)
}

/// A payout goes to the owner who complains, and at most what is left.
pub(super) fn payable(desk: &Desk, items: &[OfferItem], choice: Choice) -> Result<(), Refusal> {
    let mut payouts = items
        .iter()
        .filter(|item| item.remedy == RemedyKind::Payout)
        .filter_map(|item| item.amount)
        .peekable();
    if payouts.peek().is_none() {
        return Ok(());
    }
    if !desk.case.is_of_consignor() {
        return Err(Refusal::NotConsigned);
    }
    let Some(consignment) = desk.consignment() else { return Ok(()) };
    let most = match choice {
        Choice::All => Fen::sum(payouts),
        Choice::One => payouts.max(),
    };
    let fits = most.is_some_and(|most| most <= consignment.sheet().left);
    if fits { Ok(()) } else { Err(Refusal::PayoutAboveDue) }
}

/// What was accepted is owed to whoever complains, by those who bear it.
pub(super) fn owe(
    desk: &Desk,
    book: &mut Book,
    one: &Consignment,
    remedy: &mut Remedy,
) -> Result<Events, Refusal> {
    let amount = remedy.amount.ok_or(Refusal::AmountInvalid)?;
    let id = desk.case.order.as_ref().ok_or(Refusal::NotConsigned)?;
    let sells = seller(desk.case.merchant.is_some());
    let mut drawn = Drawn {
        case: desk.case.id.clone(),
        remedy: remedy.id.clone(),
        is_payout: remedy.kind == RemedyKind::Payout,
        owner: Fen::ZERO,
        seller: Fen::ZERO,
        others: Fen::ZERO,
        paid_ms: None,
        reference: String::new(),
    };
    for (party, fen) in divide(amount, &bearers(desk, one, remedy.kind)) {
        let from = bears(desk, id, party)?;
        book.transfer(&Transfer {
            name: money::name(desk, remedy, &format!("owed-{}", party.word())),
            from: &from,
            to: &account::customer(&desk.case.id),
            amount: fen,
            case: Some(&desk.case.id),
            reason: if drawn.is_payout { PostingReason::ConsignorPaid } else { PostingReason::RemedyOwed },
            authority: Authority::Offer(remedy.offer.clone()),
        })?;
        match party {
            Party::Consignor => drawn.owner = fen,
            other if other == sells => drawn.seller = fen,
            _ => drawn.others = Fen(drawn.others.0 + fen.0),
        }
    }
    Ok(vec![(id.subject(), Event::ConsignmentDrawn { drawn: Box::new(drawn) })])
}

/// Who bears it, and how much each. What the buyer bears was left out of the sum already.
fn bearers(desk: &Desk, one: &Consignment, kind: RemedyKind) -> Vec<(Party, u64)> {
    let sells = seller(desk.case.merchant.is_some());
    if kind == RemedyKind::Payout {
        return vec![(Party::Consignor, 1)];
    }
    if desk.case.is_of_consignor() {
        return vec![(sells, 1)];
    }
    let shares = desk.case.findings.last().map(|finding| finding.shares.as_slice()).unwrap_or_default();
    let mut others: Vec<(Party, u64)> = shares
        .iter()
        .filter(|share| share.party != Party::Customer && share.percent > 0)
        .map(|share| (share.party, share.percent.into()))
        .collect();
    if shares.is_empty() {
        let sheet = one.sheet();
        let weight = |fen: i64| u64::try_from(fen).unwrap_or_default();
        others =
            vec![(Party::Consignor, weight(sheet.net.0)), (sells, weight(sheet.commission.0 + sheet.fees.0))];
    }
    if others.is_empty() { vec![(sells, 1)] } else { others }
}

fn bears(desk: &Desk, id: &OrderId, party: Party) -> Result<AccountId, Refusal> {
    match party {
        Party::Consignor => Ok(account::consignor(id)),
        Party::Merchant => desk.case.merchant.as_ref().map(account::merchant).ok_or(Refusal::MerchantMissing),
        Party::Carrier => Ok(account::carrier(&desk.case.id)),
        _ => Ok(account::commission()),
    }
}

/// The owner has it; the sale knows by which payment.
pub(super) fn paid(desk: &Desk, remedy: &Remedy, reference: String) -> Events {
    let known = |one: &&Consignment| {
        one.drawn.iter().any(|drawn| drawn.case == desk.case.id && drawn.remedy == remedy.id)
    };
    let Some(order) = desk.case.order.as_ref().filter(|_| desk.consignment().filter(known).is_some()) else {
        return vec![];
    };
    let (case, remedy) = (desk.case.id.clone(), remedy.id.clone());
    vec![(order.subject(), Event::ConsignmentPaid { case, remedy, reference })]
}

/// Somebody above the handlers finds what may be deducted, by what was agreed; the difference moves at once.
pub fn correct(desk: &Desk, commission_bp: u32, fees: Fen, words: &ContentRef) -> Result<Events, Refusal> {
    desk.staff()?;
    desk.open()?;
    if !matches!(desk.by, Actor::Staff(_, Role::Reviewer | Role::Manager | Role::Admin)) {
        return Err(Refusal::NotAllowed);
    }
    let id = desk.case.order.as_ref().ok_or(Refusal::NotConsigned)?;
    let one = desk.consignment().ok_or(Refusal::NotConsigned)?;
    let terms = Terms { commission_bp, fees, ..one.terms() };
    if terms == one.terms() {
        return Err(Refusal::AlreadyThere);
    }
    let (commission, _) = kept(one.facts.price, &terms)?;
    let to = if one.is_undone() { one.booked } else { booked(one, Fen(commission.0 + fees.0)) };
    let corrected = Corrected { case: desk.case.id.clone(), commission_bp, fees };
    let sells = account_of(desk.case.merchant.as_ref());
    let mut books = Books { book: Book::new(desk.world), sells, id, turn: one.versions + 1 };
    books.sale(one.booked, to, PostingReason::TermsChanged)?;
    let event = |words| Event::CommissionCorrected { corrected: corrected.clone(), booked: to, words };
    let mut events = desk.on_case([event(Some(words.clone()))]);
    events.push((id.subject(), event(None)));
    events.extend(books.book.close());
    Ok(events)
}
