//! A parcel as carriers and shops tell of it. Each word adds to what is known; a word that tells nothing new changes
//! nothing. Number and names lie sealed, what rules need stands beside them as codes and times.

use crate::content::ContentRef;
use crate::id::{BreakerId, CaseId, OrderId};
use crate::words::Scope;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParcelFacts {
    /// The parcel as it was last told of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<ContentRef>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub route: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carrier: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised_ms: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipped_ms: Option<i64>,
    /// When anybody last saw it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scanned_ms: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_ms: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warmest: Option<Warmest>,
}

/// The warmest reading so far, in thousandths of a degree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warmest {
    pub milli: i64,
    pub at_ms: i64,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    pub facts: ParcelFacts,
    /// The one offer that a breaker made for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relieved: Option<Relieved>,
    /// Why none could be made; a person looks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passed: Option<Passed>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relieved {
    pub breaker: BreakerId,
    pub case: CaseId,
    pub offer: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passed {
    pub breaker: BreakerId,
    /// The code of the refusal.
    pub because: String,
}

impl ParcelFacts {
    /// What is known with this word added: the newest of what is said once, the latest scan, the warmest reading.
    pub fn with(&self, told: &ParcelFacts) -> ParcelFacts {
        let text = |new: &Option<String>, old: &Option<String>| new.clone().or_else(|| old.clone());
        let scans = [self.scanned_ms, told.scanned_ms, told.delivered_ms, told.shipped_ms, self.shipped_ms];
        let warmest = [self.warmest, told.warmest].into_iter().flatten();
        let mut facts = ParcelFacts {
            record: self.record.clone(),
            order: told.order.clone().or_else(|| self.order.clone()),
            route: text(&told.route, &self.route),
            carrier: text(&told.carrier, &self.carrier),
            product: text(&told.product, &self.product),
            promised_ms: told.promised_ms.or(self.promised_ms),
            shipped_ms: told.shipped_ms.or(self.shipped_ms),
            scanned_ms: scans.into_iter().flatten().max(),
            delivered_ms: told.delivered_ms.or(self.delivered_ms),
            // Of two equal ones the first.
            warmest: warmest.reduce(|one, other| if other.milli > one.milli { other } else { one }),
        };
        if facts != *self {
            facts.record = told.record.clone().or(facts.record);
        }
        facts
    }

    /// Its code in such a scope.
    pub fn code(&self, scope: Scope) -> Option<&str> {
        match scope {
            Scope::Route => self.route.as_deref(),
            Scope::Carrier => self.carrier.as_deref(),
            Scope::Product => self.product.as_deref(),
        }
    }
}
