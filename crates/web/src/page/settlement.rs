//! What was agreed, for whoever agreed to it.

use super::Page;
use askama::Template;

/// `/c/{link}/settlement/{offer}`, and the same for merchant and desk.
#[derive(Template)]
#[template(path = "settlement.html")]
pub struct SettlementPage {
    pub p: Page,
    pub number: String,
    pub facts: Vec<(String, String)>,
    pub lines: Vec<Line>,
    pub words: Option<String>,
    pub clauses: Vec<&'static str>,
    pub written: Vec<Written>,
    /// The proof of the entry that holds the digests.
    pub proof: String,
    pub back: String,
}

#[derive(Clone)]
pub struct Line {
    pub what: String,
    pub sum: String,
    pub due_ms: i64,
}

/// The paper in one language.
#[derive(Clone)]
pub struct Written {
    pub language: &'static str,
    pub tag: &'static str,
    pub href: String,
    pub sha256: String,
}
