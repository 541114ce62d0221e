//! What somebody wants to offer or to agree to, before it is an offer: it may have to wait for a yes from above.

use super::{Choice, OfferItem};
use crate::actor::Party;
use crate::content::ContentRef;
use crate::id::BreakerId;
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
    /// The breaker that offers it by rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breaker: Option<BreakerId>,
}

impl Proposal {
    pub fn new(
        items: Vec<OfferItem>,
        choice: Choice,
        words: ContentRef,
        expires_ms: Option<i64>,
    ) -> Proposal {
        Proposal { items, choice, words, expires_ms, rung: None, advance: false, debtor: None, breaker: None }
    }
}
