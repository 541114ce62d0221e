//! An order as the shop system reported it. The record itself (buyer, items, payments, parcels) is sealed content;
//! the facts rules need stand beside it. A case that concerns the order cites the object it saw, so a later
//! import cannot change what a decision was made on.

use crate::consign::Consignment;
use crate::content::ContentRef;
use crate::event::Event;
use crate::id::{CaseId, MerchantId};
use crate::money::Fen;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the books are kept in.
pub const CURRENCY: &str = "CNY";

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderFacts {
    pub record: ContentRef,
    /// Keyed hash of the whole record: a second import of the same changes nothing.
    pub fingerprint: String,
    pub merchant: Option<MerchantId>,
    /// Code of the first thing bought, by which complaints about one product are seen together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    pub total: Fen,
    pub currency: String,
    /// What the buyer paid, by the provider's numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub received: Vec<Received>,
    /// It takes money in advance: a card, a membership.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub prepaid: bool,
    pub bought_ms: Option<i64>,
    pub promised_ms: Option<i64>,
    pub delivered_ms: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    pub facts: OrderFacts,
    pub versions: u32,
    /// What each case about it gives back, all rounds together: whoever complains twice is not refunded twice.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub refunds: BTreeMap<CaseId, Fen>,
    /// It was sold for somebody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consignment: Option<Box<Consignment>>,
}

/// One payment of a buyer, as statements of providers know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    pub reference: String,
    pub amount: Fen,
}

impl Order {
    /// What other cases give back of it.
    pub fn refunded_besides(&self, case: &CaseId) -> Option<Fen> {
        Fen::sum(self.refunds.iter().filter(|(of, _)| *of != case).map(|(_, fen)| *fen))
    }
    pub(crate) fn apply(&mut self, event: &Event, at_ms: i64) {
        if let Event::RefundPromised { case, amount } = event {
            self.refunds.insert(case.clone(), *amount);
        }
        if let (Event::Consigned(new), None) = (event, &self.consignment) {
            self.consignment = Some(Box::new(Consignment::begun(new.facts.clone(), new.booked)));
        }
        if let Some(consignment) = &mut self.consignment {
            consignment.apply(event, at_ms);
        }
    }
}

impl OrderFacts {
    /// How late the parcel came, or is by `now_ms`; nothing while it is in time or without a promise.
    pub fn late_ms(&self, now_ms: i64) -> Option<i64> {
        let late = self.delivered_ms.unwrap_or(now_ms).saturating_sub(self.promised_ms?);
        (late > 0).then_some(late)
    }
}
