//! Whose the goods and the money are, and in whose hands, at each moment: two lanes of spans, each with what it began
//! with. Goods are the owner's until the buyer has them, and the owner's again when the sale is undone; money is the
//! buyer's until the goods are accepted, and then the owner's, in whoever's hands it is.

use super::Consignment;
use crate::actor::Party;
use crate::money::Fen;
use crate::words::ConsignStep;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    Goods,
    Money,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub lane: Lane,
    pub from_ms: i64,
    /// Nothing while it lasts.
    pub until_ms: Option<i64>,
    pub owner: Party,
    pub holder: Party,
    pub why: ConsignStep,
}

/// Up to now, the earliest first; goods before money. `seller` is who sells for the owner.
pub fn spans(one: &Consignment, seller: Party, now_ms: i64) -> Vec<Span> {
    let mut all = lane(Lane::Goods, goods(one, seller), now_ms);
    all.extend(lane(Lane::Money, money(one, seller), now_ms));
    all
}

/// What holds at a moment.
pub fn at(spans: &[Span], lane: Lane, at_ms: i64) -> Option<&Span> {
    let mut begun = spans.iter().filter(|span| span.lane == lane && span.from_ms <= at_ms);
    begun.rfind(|span| span.until_ms.is_none_or(|until| at_ms < until))
}

type Turn = (i64, Party, Party, ConsignStep);

fn goods(one: &Consignment, seller: Party) -> Vec<Turn> {
    use ConsignStep::*;
    let owner = Party::Consignor;
    let turn = |step: ConsignStep| {
        let (owner, holder) = match step {
            Received | Listed | Sold | Undone => (owner, seller),
            Shipped => (owner, Party::Carrier),
            Delivered | Accepted => (Party::Customer, Party::Customer),
            Returned => (owner, owner),
            Paid | PayoutDue | PaidPart | PaidOut => return None,
        };
        let at_ms = if step == Accepted { one.accepted_ms } else { one.facts.when(step) };
        Some((at_ms?, owner, holder, step))
    };
    [Received, Listed, Sold, Shipped, Delivered, Accepted, Undone, Returned]
        .into_iter()
        .filter_map(turn)
        .collect()
}

fn money(one: &Consignment, seller: Party) -> Vec<Turn> {
    use ConsignStep::*;
    let (buyer, owner) = (Party::Customer, Party::Consignor);
    let mut turns = vec![];
    let mut add = |at_ms: Option<i64>, whose: Party, holder: Party, why: ConsignStep| {
        turns.extend(at_ms.map(|at_ms| (at_ms, whose, holder, why)));
    };
    let undone_ms = one.facts.when(Undone);
    let before_undone = |at_ms: &i64| undone_ms.is_none_or(|undone| *at_ms < undone);
    add(one.facts.when(Sold), buyer, buyer, Sold);
    let paid_ms = one.facts.when(Paid);
    add(paid_ms, buyer, seller, Paid);
    if paid_ms.is_some() {
        add(one.accepted_ms.filter(before_undone), owner, seller, Accepted);
        let sheet = one.sheet();
        let net = Fen(sheet.net.0 - sheet.given_back.0);
        let mut sum = Fen::ZERO;
        let mut whole_ms = None;
        for payout in one.payouts() {
            sum = Fen(sum.0 + payout.amount.0);
            let whole = sum >= net;
            whole_ms = whole_ms.or(whole.then_some(payout.at_ms));
            let (holder, why) = if whole { (owner, PaidOut) } else { (seller, PaidPart) };
            add(Some(payout.at_ms), owner, holder, why);
        }
        let due = one.due_ms.filter(before_undone).filter(|due| whole_ms.is_none_or(|whole| *due < whole));
        add(due, owner, seller, PayoutDue);
        add(undone_ms, buyer, seller, Undone);
    }
    turns
}

fn lane(lane: Lane, mut turns: Vec<Turn>, now_ms: i64) -> Vec<Span> {
    turns.retain(|(at_ms, ..)| *at_ms <= now_ms);
    turns.sort_by_key(|(at_ms, ..)| *at_ms);
    let ends: Vec<Option<i64>> = turns.iter().skip(1).map(|(at_ms, ..)| Some(*at_ms)).chain([None]).collect();
    let span = |((from_ms, owner, holder, why), until_ms): (Turn, Option<i64>)| Span {
        lane,
        from_ms,
        until_ms,
        owner,
        holder,
        why,
    };
    turns.into_iter().zip(ends).map(span).collect()
}
