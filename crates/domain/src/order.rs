//! An order as the shop system reported it. The record itself (buyer, items, payments, parcels) is sealed content;
//! the facts rules need stand beside it. A case that concerns the order cites the object it saw, so a later
//! import cannot change what a decision was made on.

use crate::content::ContentRef;
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
}

impl Order {
    /// What other cases give back of it.
    pub fn refunded_besides(&self, case: &CaseId) -> Option<Fen> {
        Fen::sum(self.refunds.iter().filter(|(of, _)| *of != case).map(|(_, fen)| *fen))
    }
}

impl OrderFacts {
    /// How late the parcel came, or is by `now_ms`; nothing while it is in time or without a promise.
    pub fn late_ms(&self, now_ms: i64) -> Option<i64> {
        let late = self.delivered_ms.unwrap_or(now_ms).saturating_sub(self.promised_ms?);
        (late > 0).then_some(late)
    }
}
