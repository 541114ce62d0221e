//! What an offer may come to, by whose money it is, and how much somebody may promise by themselves.

use crate::actor::{Party, Role};
use crate::case::{Choice, OfferItem};
use crate::money::Fen;
use crate::words::{Purse, RemedyKind};
use serde::{Deserialize, Serialize};

/// At most this much from each purse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    pub merchant: Fen,
    pub goodwill: Fen,
    pub advance: Fen,
}

/// A purse of which more is promised than the author may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Above {
    pub purse: Purse,
    pub limit: Fen,
}

/// What each role may promise by itself, in fen and by purse, as the playbooks have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Allowances {
    pub handler: Cost,
    pub reviewer: Cost,
    pub manager: Cost,
    pub admin: Cost,
}

impl Cost {
    /// Of a menu only one dish is taken, so the dearest of each purse counts. Nothing where it does not fit.
    pub fn of(items: &[OfferItem], choice: Choice, by: Party, advance: bool) -> Option<Cost> {
        let from = |purse| {
            let sums = items.iter().filter(|item| purse_of(item.remedy, by, advance) == Some(purse));
            let mut sums = sums.filter_map(|item| item.amount);
            match choice {
                Choice::All => Fen::sum(sums),
                Choice::One => Some(sums.by_ref().max().unwrap_or_default()),
            }
        };
        let [merchant, goodwill, advance] =
            [from(Purse::Merchant)?, from(Purse::Goodwill)?, from(Purse::Advance)?];
        Some(Cost { merchant, goodwill, advance })
    }

    pub fn from(&self, purse: Purse) -> Fen {
        match purse {
            Purse::Merchant => self.merchant,
            Purse::Goodwill => self.goodwill,
            Purse::Advance => self.advance,
        }
    }

    /// The purses of which this is more than `limits` allows.
    pub fn above(&self, limits: &Cost) -> Vec<Above> {
        let more = Purse::ALL.iter().filter(|purse| self.from(**purse) > limits.from(**purse));
        more.map(|purse| Above { purse: *purse, limit: limits.from(*purse) }).collect()
    }

    pub fn is_within(&self, limits: &Cost) -> bool {
        Purse::ALL.iter().all(|purse| self.from(*purse) <= limits.from(*purse))
    }

    /// All purses together, for people.
    pub fn total(&self) -> Fen {
        Fen::sum([self.merchant, self.goodwill, self.advance]).unwrap_or(Fen::MAX)
    }
}

/// A gift of the shop is the shop's own affair; ours comes from the goodwill budget like a coupon.
fn purse_of(remedy: RemedyKind, by: Party, advance: bool) -> Option<Purse> {
    match remedy {
        kind if kind.moves_money() => Some(if advance { Purse::Advance } else { Purse::Merchant }),
        kind if kind.is_booked() => Some(Purse::Goodwill),
        RemedyKind::Gift if by != Party::Merchant => Some(Purse::Goodwill),
        _ => None,
    }
}

impl Allowances {
    /// What a role of ours may promise; a merchant has no part in it.
    pub fn of(&self, role: Role) -> Cost {
        match role {
            Role::Handler => self.handler,
            Role::Reviewer => self.reviewer,
            Role::Manager => self.manager,
            Role::Admin => self.admin,
            Role::Merchant => Cost::default(),
        }
    }

    /// Whether a role may agree to what somebody else promises. Above all limits it is for a second administrator.
    pub fn covers(&self, role: Role, cost: &Cost) -> bool {
        role == Role::Admin || (role.is_staff() && cost.is_within(&self.of(role)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(remedy: RemedyKind, fen: i64) -> OfferItem {
        OfferItem { remedy, amount: (fen > 0).then_some(Fen(fen)) }
    }

    #[test]
    fn money_counts_on_the_purse_it_comes_from() {
        let items = [
            item(RemedyKind::Refund, 300),
            item(RemedyKind::Coupon, 20),
            item(RemedyKind::Gift, 5),
            item(RemedyKind::Apology, 0),
        ];
        let cost = |choice, by, advance| Cost::of(&items, choice, by, advance).expect("it fits");
        let ours = cost(Choice::All, Party::Platform, false);
        assert_eq!((ours.merchant, ours.goodwill, ours.advance), (Fen(300), Fen(25), Fen(0)));
        let shops = cost(Choice::All, Party::Merchant, false);
        assert_eq!(shops.goodwill, Fen(20), "its gift is its own");
        let one = cost(Choice::One, Party::Platform, true);
        assert_eq!((one.merchant, one.goodwill, one.advance), (Fen(0), Fen(20), Fen(300)));
        assert_eq!(ours.total(), Fen(325));
    }

    #[test]
    fn what_is_above_names_the_purse_and_its_limit() {
        let limits = Cost { merchant: Fen(300), goodwill: Fen(24), advance: Fen(0) };
        let cost = Cost { merchant: Fen(300), goodwill: Fen(25), advance: Fen(0) };
        assert_eq!(cost.above(&limits), [Above { purse: Purse::Goodwill, limit: Fen(24) }]);
        assert!(!cost.is_within(&limits) && limits.is_within(&limits));
    }
}
