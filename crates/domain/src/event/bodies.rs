//! What the larger entries carry.

use crate::actor::Party;
use crate::case::{Area, Contacts, Evidence};
use crate::clock::Clock;
use crate::consign::{Booked, Consigned};
use crate::content::ContentRef;
use crate::id::{MerchantId, OrderId, UserId};
use crate::money::Fen;
use crate::words::{Channel, Gap, Jurisdiction, Locale, Noticed, Want};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsignmentRecorded {
    pub facts: Consigned,
    pub booked: Booked,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted_ms: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_ms: Option<i64>,
}

/// An authority's word on a checkpoint: it was there at that time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamped {
    pub authority: String,
    /// Size and root of the checkpoint.
    pub size: u64,
    pub root: String,
    pub stamped_ms: i64,
    /// Digest of the certificates it was believed by; they lie beside the journal.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub chain: String,
    /// The RFC 3161 token, DER in base64: the next token covers it with all that came before.
    pub token: String,
}

/// A witness's signature on a checkpoint: it is no other history than the witness has seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Witnessed {
    pub witness: String,
    pub size: u64,
    pub root: String,
    pub signed_ms: i64,
    /// Of the witness's line below the checkpoint, in base64.
    pub signature: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filed {
    pub number: String,
    pub channel: Channel,
    pub locale: Locale,
    pub matter: ContentRef,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<ContentRef>,
    pub brief: ContentRef,
    pub contacts: Contacts,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub noticed: Option<Noticed>,
    pub wants: Vec<Want>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merchant: Option<MerchantId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Fen>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bought_ms: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_ms: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jurisdiction: Option<Jurisdiction>,
    pub gaps: Vec<Gap>,
    pub clocks: Vec<Clock>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub consignor_proven: bool,
    /// Who complains; the other side answers.
    #[serde(default, skip_serializing_if = "Party::is_customer")]
    pub complainant: Party,
}

/// A covered copy is in force. Whoever may see the original can make the copy again from what stands here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceRedacted {
    pub redaction: String,
    pub original: String,
    pub copy: Evidence,
    pub areas: Vec<Area>,
    pub tool: String,
    pub operator: UserId,
    pub reviewer: UserId,
}

/// What was missing and has come; what is still missing stands in `gaps`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplemented {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<ContentRef>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brief: Option<ContentRef>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contacts: Option<Contacts>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub noticed: Option<Noticed>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wants: Vec<Want>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merchant: Option<MerchantId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Fen>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bought_ms: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_ms: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<ContentRef>,
    /// The matter anew, when an order number came: the number itself is nowhere else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matter: Option<ContentRef>,
    pub gaps: Vec<Gap>,
}
