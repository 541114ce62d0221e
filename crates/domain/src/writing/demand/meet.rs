//! What could meet a part: the remedies of the file that the playbook of the case allows, the lowest on its ladder.

use super::{Demand, Demands};
use crate::case::Case;
use crate::money::Fen;
use crate::playbook::Playbook;
use crate::words::RemedyKind;

/// Remedies that together meet one part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    pub items: Vec<(RemedyKind, Option<Fen>)>,
    /// The step of the ladder they stand on, counted from one; nothing where they are only on the menu.
    pub step: Option<usize>,
    /// The share of the price a coupon is of.
    pub percent: Option<u8>,
}

impl Demands {
    /// Every set of remedies that meets this part in such a case, the lowest step first.
    pub fn meets(&self, demand: &Demand, case: &Case, book: &Playbook) -> Vec<Meeting> {
        let Some(part) = self.file.part(demand.part) else { return vec![] };
        let allowed = part.meets.iter().filter(|set| set.iter().all(|one| book.menu.contains(one)));
        let mut found: Vec<Meeting> = allowed
            .map(|set| {
                let percent = set
                    .contains(&RemedyKind::Coupon)
                    .then(|| demand.percent.or(part.percent).filter(|_| demand.amount.is_none()))
                    .flatten();
                let step = book.ladder.iter().position(|step| set.iter().all(|one| step.contains(one)));
                let item = |kind: &RemedyKind| (*kind, amount(*kind, demand, percent, case));
                Meeting { items: set.iter().map(item).collect(), step: step.map(|at| at + 1), percent }
            })
            .collect();
        // Sets that are on the ladder before those that are only on the menu.
        found.sort_by_key(|one| one.step.unwrap_or(usize::MAX));
        found
    }
}

/// Never more than the order still holds; a claim beyond it is for the sums of the law and a person.
fn amount(kind: RemedyKind, demand: &Demand, percent: Option<u8>, case: &Case) -> Option<Fen> {
    let paid = case.amount?;
    let left = Fen(paid.0.saturating_sub(case.refunded().0)).max(Fen::ZERO);
    let share = |percent: u8| Fen((paid.0 * i64::from(percent) + 50) / 100);
    let fen = match kind {
        RemedyKind::Refund => demand.amount.unwrap_or(left).min(left),
        RemedyKind::PartialRefund => demand.amount.or(demand.percent.map(share))?.min(left),
        RemedyKind::Coupon => demand.amount.or(percent.map(share))?,
        _ => return None,
    };
    Some(fen).filter(|fen| fen.is_payable())
}
