//! `/desk/claims`: what is to be had back for what the platform paid ahead.

use crate::page::Page;
use crate::sign::Party;
use askama::Template;

#[derive(Template)]
#[template(path = "desk/claims.html")]
pub struct ClaimsPage {
    pub p: Page,
    pub rows: Vec<ClaimRow>,
    /// Who may take from a deposit and give up.
    pub senior: bool,
    pub newer: Option<String>,
    pub older: Option<String>,
}

#[derive(Clone)]
pub struct ClaimRow {
    pub number: String,
    pub href: String,
    /// Where its forms go.
    pub action: String,
    pub from: Party,
    pub merchant: Option<(String, String)>,
    pub papers: Vec<(String, String)>,
    pub raised_ms: i64,
    pub remind_ms: Option<i64>,
    pub reminders: u32,
    pub amount_fen: i64,
    pub recovered_fen: i64,
    pub left_fen: i64,
    /// As the form wants it.
    pub left_yuan: String,
    pub others: Vec<Party>,
    /// Where a carrier is written to, masked, and what became of the last letter.
    pub contact: Option<String>,
    pub letter: Option<String>,
}

impl ClaimRow {
    fn is_of_carrier(&self) -> bool {
        self.from == Party::Carrier
    }
}
