//! What is agreed with a merchant, and the standing rules it writes down.

use crate::content::ContentRef;
use crate::money::Fen;
use crate::words::{RuleOffer, Trust};

#[derive(Clone, Debug)]
pub struct NewContract {
    pub trust: Trust,
    pub per_case: Fen,
    pub per_day: Fen,
    pub why: ContentRef,
}

#[derive(Clone, Debug)]
pub struct NewRule {
    /// A new version of this one; without it a new rule.
    pub of: Option<String>,
    pub offer: RuleOffer,
    pub kinds: Vec<String>,
    pub most: Fen,
    pub days: Option<u32>,
    pub words: ContentRef,
}
