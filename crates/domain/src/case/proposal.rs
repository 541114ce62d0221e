//! What somebody wants to offer or to agree to, before it is an offer: it may have to wait for a yes from above.

use super::{Choice, OfferItem};
use crate::actor::Party;
use crate::content::ContentRef;
use crate::id::BreakerId;
use crate::money::Fen;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    pub items: Vec<OfferItem>,
    pub choice: Choice,
    pub words: ContentRef,
    /// Without it as long as the playbook gives, counted from when it goes out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_ms: Option<i64>,
    /// The rung of the playbook's ladder it stands on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rung: Option<String>,
    /// The platform pays first and gets it back from whoever owes it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub advance: bool,
    /// Who owes what was paid ahead, where a rule says so before any finding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub debtor: Option<Party>,
    /// Interest is to be worked out from this day, or has been, so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interest_from: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interest: Option<Interest>,
    /// The breaker that offers it by rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breaker: Option<BreakerId>,
    /// What is left on a card of a merchant that closes: money waits in the queue.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub queued: bool,
}

/// How an amount of interest came about: principal × rate × days ÷ 365, half up to the fen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interest {
    pub principal: Fen,
    /// Of a year, in hundredths of a percent, as the playbook had it.
    pub rate_bp: i64,
    pub from: Date,
    pub days: i64,
}

impl Proposal {
    pub fn new(
        items: Vec<OfferItem>,
        choice: Choice,
        words: ContentRef,
        expires_ms: Option<i64>,
    ) -> Proposal {
        Proposal {
            items,
            choice,
            words,
            expires_ms,
            rung: None,
            advance: false,
            debtor: None,
            interest_from: None,
            interest: None,
            breaker: None,
            queued: false,
        }
    }
}
