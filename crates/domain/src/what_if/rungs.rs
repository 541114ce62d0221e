//! Other ladders of offers over cases of the past: which rungs would have been offered, which would have been enough, and
//! what that would have cost, by the ladder in force and by the changed one. Enough is what gives the customer as much
//! as they took in the end: as much money, or the goods once more, for which the whole price does as well. Whoever took
//! nothing is offered every rung that stands in their case.
//!
//! LIMIT: it counts offers and not people: nobody knows what a customer would have said to an offer they never had.

use super::Turn;
use crate::actor::Party;
use crate::case::{Case, Choice, OfferItem, OfferState};
use crate::cost::Cost;
use crate::money::Fen;
use crate::playbook::{Playbooks, Rung};
use crate::words::RemedyKind;
use serde::Serialize;
use std::collections::BTreeMap;

/// The playbooks of now, and others.
#[derive(Clone, Copy)]
pub struct Ladders<'a> {
    pub current: &'a Playbooks,
    pub changed: &'a Playbooks,
}

/// Sums over the cases in which something was offered and nothing is open any more.
#[derive(Clone, Debug, Default)]
pub struct Rungs {
    cases: u64,
    settled: u64,
    given_fen: u64,
    enough: Turn,
    purses: [Turn; 3],
    lines: BTreeMap<(String, String), Sums>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    /// Its place on the ladder, of now where it is there.
    no: usize,
    offered: Turn,
    taken: Turn,
    fen: Turn,
}

/// One rung of one kind of complaint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RungLine {
    pub kind: String,
    pub rung: String,
    pub offered: Turn,
    /// Where it would have been enough, and what it would have cost there.
    pub taken: Turn,
    pub fen: Turn,
}

/// What the ladders come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct RungCost {
    pub cases: u64,
    /// In which the customer took something, and what they were really given.
    pub settled: u64,
    pub given_fen: u64,
    /// Cases with a rung that would have been enough.
    pub enough: Turn,
    pub merchant_fen: Turn,
    pub goodwill_fen: Turn,
    pub advance_fen: Turn,
}

/// What a customer took in the end.
#[derive(Clone, Copy)]
enum Enough {
    Money(Fen),
    Goods,
}

struct Climb {
    offered: Vec<(usize, String)>,
    taken: Option<(usize, Cost)>,
}

impl Rungs {
    pub(super) fn add(&mut self, ladders: &Ladders, case: &Case) {
        let ours = case.offers.iter().filter(|offer| offer.by != Party::Customer);
        let answered = |state: OfferState| state != OfferState::Open;
        if ours.clone().next().is_none() || !case.offers.iter().all(|offer| answered(offer.state)) {
            return;
        }
        self.cases += 1;
        let enough = taken_in(case);
        if let Some((_, given)) = enough {
            self.settled += 1;
            self.given_fen += given;
        }
        let enough = enough.map(|(enough, _)| enough);
        let [before, after] = [ladders.current, ladders.changed].map(|books| climb(books, case, enough));
        self.enough.count(before.taken.is_some(), after.taken.is_some());
        self.count(case.kind(), &before, true);
        self.count(case.kind(), &after, false);
    }

    fn count(&mut self, kind: &str, climb: &Climb, before: bool) {
        for (at, (no, rung)) in climb.offered.iter().enumerate() {
            let line = self.lines.entry((kind.to_owned(), rung.clone())).or_default();
            line.no = *no;
            line.offered.add(before, !before, 1);
            let Some((_, cost)) = climb.taken.as_ref().filter(|(taken, _)| *taken == at) else { continue };
            line.taken.add(before, !before, 1);
            line.fen.add(before, !before, fen(cost.total()));
            for (purse, sum) in self.purses.iter_mut().zip([cost.merchant, cost.goodwill, cost.advance]) {
                purse.add(before, !before, fen(sum));
            }
        }
    }

    pub(super) fn merge(&mut self, other: Rungs) {
        self.cases += other.cases;
        self.settled += other.settled;
        self.given_fen += other.given_fen;
        self.enough.merge(other.enough);
        for (purse, more) in self.purses.iter_mut().zip(other.purses) {
            purse.merge(more);
        }
        for (key, more) in other.lines {
            let line = self.lines.entry(key).or_default();
            line.no = line.no.max(more.no);
            line.offered.merge(more.offered);
            line.taken.merge(more.taken);
            line.fen.merge(more.fen);
        }
    }

    /// By kind, the lowest rung first.
    pub(super) fn lines(&self) -> Vec<RungLine> {
        let mut all: Vec<_> = self.lines.iter().collect();
        all.sort_by_key(|((kind, rung), sums)| (kind.clone(), sums.no, rung.clone()));
        let line = |((kind, rung), sums): (&(String, String), &Sums)| RungLine {
            kind: kind.clone(),
            rung: rung.clone(),
            offered: sums.offered,
            taken: sums.taken,
            fen: sums.fen,
        };
        all.into_iter().map(line).collect()
    }

    pub(super) fn cost(&self) -> RungCost {
        let [merchant_fen, goodwill_fen, advance_fen] = self.purses;
        let Rungs { cases, settled, given_fen, enough, .. } = *self;
        RungCost { cases, settled, given_fen, enough, merchant_fen, goodwill_fen, advance_fen }
    }
}

/// What the customer took of the last offer that was accepted, and what money was in it.
fn taken_in(case: &Case) -> Option<(Enough, u64)> {
    let accepted = case.offers.iter().rfind(|offer| offer.state == OfferState::Accepted)?;
    let given = || case.remedies.iter().filter(|remedy| remedy.offer == accepted.id);
    let money = Fen(given().filter_map(|remedy| remedy.amount).map(|amount| amount.0.max(0)).sum());
    let goods = given().any(|remedy| is_goods(remedy.kind));
    Some((if goods { Enough::Goods } else { Enough::Money(money) }, fen(money)))
}

fn is_goods(kind: RemedyKind) -> bool {
    matches!(kind, RemedyKind::Exchange | RemedyKind::Resend | RemedyKind::Repair)
}

fn climb(books: &Playbooks, case: &Case, enough: Option<Enough>) -> Climb {
    let mut climb = Climb { offered: vec![], taken: None };
    for (no, (rung, stands)) in books.rungs(case.kind(), &case.moment()).into_iter().enumerate() {
        let Some(items) = rung.items(case.amount).filter(|_| stands) else { continue };
        if !rung.advance && case.needs_consent(&items) {
            continue;
        }
        climb.offered.push((no, rung.id.clone()));
        if enough.is_some_and(|enough| is_enough(rung, &items, case, enough)) {
            let cost = Cost::of(&items, rung.choice, Party::Platform, rung.advance).unwrap_or_default();
            climb.taken = Some((climb.offered.len() - 1, cost));
            break;
        }
    }
    climb
}

/// Of a menu the best dish counts.
fn is_enough(rung: &Rung, items: &[OfferItem], case: &Case, enough: Enough) -> bool {
    let sums = items.iter().filter_map(|item| item.amount).map(|amount| amount.0);
    let money = match rung.choice {
        Choice::All => sums.sum(),
        Choice::One => sums.max().unwrap_or(0),
    };
    match enough {
        Enough::Money(taken) => money >= taken.0,
        Enough::Goods => {
            let whole = case.amount.is_some_and(|price| price.is_payable() && money >= price.0);
            whole || items.iter().any(|item| is_goods(item.remedy))
        }
    }
}

fn fen(sum: Fen) -> u64 {
    sum.0.max(0) as u64
}
