//! How long content must be kept and what happens then.

use crate::case::Case;
use crate::clock::DAY_MS;
use crate::policy::Policy;
use crate::words::{Because, Ground};
use serde::{Deserialize, Serialize};

/// `[retention]` of a playbook, in days from the end of the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// A case that concerns an order is evidence of a transaction: the law sets the least.
    pub transaction_days: u32,
    /// Everything else.
    pub other_days: u32,
    #[serde(default)]
    pub then: Then,
}

/// What the house does by itself when the period has ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Then {
    #[default]
    Erase,
    Restrict,
}

/// 电子商务法 art. 31: at least three years from completion of the transaction. A leap day is in it.
pub const TRANSACTION_DAYS_MIN: u32 = 3 * 365 + 1;

impl Default for Retention {
    fn default() -> Retention {
        Retention { transaction_days: TRANSACTION_DAYS_MIN, other_days: 365, then: Then::Erase }
    }
}

impl Retention {
    /// Until when the law wants the case kept; nothing for a case without a transaction. An open case runs on.
    pub fn bound_until_ms(&self, case: &Case) -> Option<i64> {
        let closed = case.closed.as_ref().filter(|_| case.order.is_some())?;
        Some(closed.at_ms + i64::from(self.transaction_days) * DAY_MS)
    }

    /// When the house moves to erasure by itself; nothing while the case is open.
    pub fn ends_ms(&self, case: &Case) -> Option<i64> {
        let closed = case.closed.as_ref()?;
        let days = if case.order.is_some() { self.transaction_days } else { self.other_days };
        Some(closed.at_ms + i64::from(days) * DAY_MS)
    }
}

/// Why nothing of the case may be erased now, and until when. The order of a court or an authority ends a period,
/// never a hold.
pub fn bound(case: &Case, ground: Ground, now_ms: i64, policy: &Policy) -> Option<(Because, Option<i64>)> {
    if case.privacy.is_held() {
        return Some((Because::Hold, None));
    }
    let until_ms = policy.retention(case.kind()).bound_until_ms(case)?;
    (ground != Ground::Authority && now_ms < until_ms).then_some((Because::Period, Some(until_ms)))
}
