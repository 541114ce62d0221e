//! What may be kept, shown and erased: holds, restriction, erasure asked for, and who may see a single item. All of
//! it is state of the case, so that every look and every deletion is judged by the same facts.

mod period;
mod tier;

use crate::actor::Party;
use crate::content::ContentRef;
use crate::id::UserId;
use crate::words::{Because, Tier};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub use period::{Retention, TRANSACTION_DAYS_MIN, Then, bound};
pub(crate) use tier::with_tiers;

/// So long a restricted case stays open to reading after two people agreed to look.
pub const UNSEALED_MS: i64 = 24 * crate::clock::HOUR_MS;

/// More objects than these do not fit one entry.
pub const ERASED_AT_ONCE: usize = 1_000;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Privacy {
    /// When the first of all this was decided; a case that was never touched stands in no list.
    pub since_ms: Option<i64>,
    pub holds: Vec<Hold>,
    pub asked: Option<Asked>,
    pub restricted: Option<Restricted>,
    /// By evidence id; what is not here follows the playbook.
    pub tiers: BTreeMap<String, Tiering>,
    /// When all personal content of the case was erased.
    pub erased_ms: Option<i64>,
}

/// While one stands, nothing of the case is erased.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    pub id: String,
    pub why: ContentRef,
    pub at_ms: i64,
}

/// The person wants to be forgotten, and it is not done yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    pub by: Party,
    pub at_ms: i64,
    /// Who agreed; it is erased as soon as the person was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub granted_by: Option<UserId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub granted_ms: Option<i64>,
}

/// Only storage and protection: nobody reads, nobody goes on working.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restricted {
    pub because: Because,
    pub at_ms: i64,
    /// From then on it may be erased, where a period is the reason.
    pub until_ms: Option<i64>,
    /// The first of the two who want to look.
    pub wanted_by: Option<UserId>,
    pub unsealed_until_ms: Option<i64>,
}

/// Who may see one item, and since which decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tiering {
    pub tier: Tier,
    /// Colleagues who may see an item of the highest tier besides its reviewers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub named: Vec<UserId>,
}

impl Privacy {
    pub fn is_plain(&self) -> bool {
        *self == Privacy::default()
    }
    /// When it was agreed that all of it goes, while it is still here.
    pub fn granted_ms(&self) -> Option<i64> {
        self.asked.as_ref()?.granted_ms
    }
    pub fn is_held(&self) -> bool {
        !self.holds.is_empty()
    }
    /// Nothing is read now. Two people can open it for a day.
    pub fn is_restricted(&self, now_ms: i64) -> bool {
        self.restricted
            .as_ref()
            .is_some_and(|restricted| restricted.unsealed_until_ms.is_none_or(|until_ms| until_ms <= now_ms))
    }
}
