//! Standing rules of a merchant: "under 30 yuan the money goes back at once", "returns within 7 days are agreed to". A
//! rule is the shop's own word, written down before; what it offers goes out as the shop's offer and names the rule.

use super::Merchant;
use crate::case::{Case, OfferItem};
use crate::clock::DAY_MS;
use crate::content::ContentRef;
use crate::id::UserId;
use crate::money::Fen;
use crate::words::{RemedyKind, RuleOffer, Switch, Trust, Want};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShopRule {
    pub id: String,
    /// Its version.
    pub no: u32,
    pub offer: RuleOffer,
    /// Kinds of complaint; any where there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// What was paid, at most.
    pub most: Fen,
    /// So long after delivery.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// What the customer reads.
    pub words: ContentRef,
    pub by: UserId,
    pub on: Switch,
}

/// What a rule looks at in a case.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    pub kind: &'a str,
    pub paid: Option<Fen>,
    pub wants: &'a [Want],
    pub delivered_ms: Option<i64>,
    pub at_ms: i64,
}

impl Facts<'_> {
    pub fn of(case: &Case, at_ms: i64) -> Facts<'_> {
        Facts {
            kind: case.kind(),
            paid: case.amount,
            wants: &case.wants,
            delivered_ms: case.delivered_ms,
            at_ms,
        }
    }
}

impl ShopRule {
    /// What it would promise. Limits of the contract are looked at where it goes out.
    pub fn promises(&self, facts: &Facts) -> Option<Fen> {
        let paid = facts.paid.filter(|paid| paid.is_payable() && *paid <= self.most)?;
        let wanted = match self.offer {
            RuleOffer::Refund => facts.wants.contains(&Want::Refund),
            RuleOffer::Return => facts.wants.iter().any(|want| matches!(want, Want::Refund | Want::Return)),
        };
        let of_kind = self.kinds.is_empty() || self.kinds.iter().any(|kind| kind == facts.kind);
        let in_time = self.days.is_none_or(|days| {
            let end_ms = facts.delivered_ms.map(|at_ms| at_ms.saturating_add(i64::from(days) * DAY_MS));
            end_ms.is_some_and(|end_ms| facts.at_ms <= end_ms)
        });
        (wanted && of_kind && in_time).then_some(paid)
    }

    pub fn items(&self, paid: Fen) -> Vec<OfferItem> {
        let item = |remedy, amount| OfferItem { remedy, amount };
        let back = (self.offer == RuleOffer::Return).then(|| item(RemedyKind::Return, None));
        back.into_iter().chain([item(RemedyKind::Refund, Some(paid))]).collect()
    }

    /// `s1.2`: the rule and its version.
    pub fn name(&self) -> String {
        format!("{}.{}", self.id, self.no)
    }
}

impl Merchant {
    pub fn rule(&self, id: &str) -> Option<&ShopRule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// The first rule that settles this, with what it promises; never above what was agreed with the shop.
    pub fn rule_for(&self, facts: &Facts) -> Option<(&ShopRule, Fen)> {
        let contract = self.contract.filter(|contract| contract.trust == Trust::Trusted)?;
        let left = contract.left(Fen::ZERO, self.drawn.on(facts.at_ms));
        let fits = |rule: &'_ ShopRule| rule.promises(facts).filter(|paid| *paid <= left);
        let on = self.rules.iter().filter(|rule| rule.on == Switch::On);
        on.filter_map(|rule| Some((rule, fits(rule)?))).next()
    }

    pub fn has_rules(&self) -> bool {
        self.rules.iter().any(|rule| rule.on == Switch::On)
    }
}
