//! Double-entry accounts in fen. Every transfer is two postings of opposite sign, so the sum over all accounts is
//! zero, always. A transfer may be pending first: then its amount is not available to anything else until it is posted,
//! or void, by hand or by the clock. What a balance may be stands in [`KINDS`].

mod kinds;

use crate::budget::Budget;
use crate::id::{AccountId, CaseId};
use crate::money::Fen;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

pub use crate::words::{PostingReason, Side, Voided};
pub use kinds::*;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub posted: Fen,
    /// Transfers out of it that are not posted yet, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub pending: BTreeMap<String, Pending>,
    /// Claims on whoever has this account, and when to remind of each.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub reminders: BTreeMap<String, Reminder>,
    /// What may be promised from it a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<Budget>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    pub case: CaseId,
    pub at_ms: i64,
}

/// A transfer that was promised: it is posted with its name, at most with this amount, or it is void.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    pub amount: Fen,
    pub to: AccountId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseId>,
    /// Void by itself then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until_ms: Option<i64>,
    pub authority: Authority,
}

/// One side of a transfer as an account sees it: positive in, negative out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    pub transfer: String,
    pub amount: Fen,
    pub other: AccountId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseId>,
    pub reason: PostingReason,
    #[serde(default)]
    pub authority: Authority,
}

/// Who or which rule let the money move. The person behind `Hand` stands in the entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", content = "of", rename_all = "snake_case")]
pub enum Authority {
    /// One of us, or the command line.
    #[default]
    Hand,
    /// An offer that was accepted.
    Offer(String),
    /// A remedy that was proven done.
    Proof(String),
    Finding(String),
    Approval(String),
    /// A rung of a playbook's ladder.
    Rung(String),
    Measure(String),
    Claim(String),
    /// What was agreed about goods on consignment; the order says which.
    Consignment(String),
}

impl fmt::Display for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Authority::Hand => f.write_str("hand"),
            Authority::Offer(of) => write!(f, "offer:{of}"),
            Authority::Proof(of) => write!(f, "proof:{of}"),
            Authority::Finding(of) => write!(f, "finding:{of}"),
            Authority::Approval(of) => write!(f, "approval:{of}"),
            Authority::Rung(of) => write!(f, "rung:{of}"),
            Authority::Measure(of) => write!(f, "measure:{of}"),
            Authority::Claim(of) => write!(f, "claim:{of}"),
            Authority::Consignment(of) => write!(f, "consignment:{of}"),
        }
    }
}

impl Account {
    pub fn held(&self) -> Fen {
        Fen(self.pending.values().map(|one| one.amount.0).sum())
    }
    pub fn available(&self) -> Fen {
        Fen(self.posted.0 - self.held().0)
    }
    /// When the next pending transfer is void by itself, or a claim is to be reminded of.
    pub fn next_tick_ms(&self) -> Option<i64> {
        let void = self.pending.values().filter_map(|one| one.until_ms);
        void.chain(self.reminders.values().map(|one| one.at_ms)).min()
    }
}
