//! What is asked of the sides, examined, and made of what they bring.

use crate::actor::Party;
use crate::content::ContentRef;
use crate::money::Fen;
use crate::words::{Payer, Silence, Verdict};

/// What is asked of one side.
#[derive(Clone, Debug)]
pub struct Ask {
    pub to: Party,
    pub kinds: Vec<String>,
    pub reason: ContentRef,
    pub due_ms: Option<i64>,
    /// Without it as the playbook has it for that side.
    pub silence: Option<Silence>,
    pub contact: Option<ContentRef>,
}

/// What a person makes of a piece of evidence.
#[derive(Clone, Debug)]
pub struct Assess {
    pub evidence: String,
    pub authenticity: Verdict,
    pub legality: Verdict,
    pub relevance: Verdict,
    pub weight: u8,
    pub counts: Vec<String>,
    pub reasons: ContentRef,
}

/// What is to be examined, by whom, at whose cost, and until when.
#[derive(Clone, Debug)]
pub struct OrderInspection {
    pub what: ContentRef,
    pub contact: Option<ContentRef>,
    pub cost: Fen,
    pub payer: Payer,
    pub due_ms: Option<i64>,
}
