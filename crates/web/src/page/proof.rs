//! The page behind a seal.

use super::Page;
use askama::Template;

/// `/c/{link}/proof/{thing}`, and the same for merchant and desk.
#[derive(Template)]
#[template(path = "proof.html")]
pub struct ProofPage {
    pub p: Page,
    pub number: String,
    /// What it is the proof of.
    pub name: String,
    pub index: u64,
    pub leaf: String,
    pub at_ms: i64,
    /// Nothing until a checkpoint covers it.
    pub proven: Option<Proven>,
    pub back: String,
}

#[derive(Clone)]
pub struct Proven {
    pub size: u64,
    pub root: String,
    /// The receipt as a QR code: a drawing of ours, made of numbers only.
    pub picture: String,
    /// Opens the page that checks it, with all it needs behind the `#`.
    pub check: String,
    pub text: String,
}
