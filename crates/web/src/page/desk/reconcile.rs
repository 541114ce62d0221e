//! `/desk/reconcile`: statements of providers and banks beside what was paid, and what of one is to be looked at.

use crate::page::Page;
use askama::Template;

#[derive(Template)]
#[template(path = "desk/reconcile.html")]
pub struct ReconcilePage {
    pub p: Page,
    pub rows: Vec<Reconciled>,
    pub newer: Option<String>,
    pub older: Option<String>,
}

#[derive(Template)]
#[template(path = "desk/reconciled.html")]
pub struct ReconciledPage {
    pub p: Page,
    pub one: Reconciled,
    /// Missing, with another amount, and not ours; the first of each.
    pub lists: Vec<DoubtList>,
}

/// A statement and what came of it.
#[derive(Clone)]
pub struct Reconciled {
    pub name: String,
    pub href: String,
    pub sha256: String,
    pub taken_ms: i64,
    pub first_ms: i64,
    pub last_ms: i64,
    pub entries: u64,
    pub in_fen: i64,
    pub out_fen: i64,
    pub matched: u64,
    pub differs: u64,
    pub missing: u64,
    pub extra: u64,
}

#[derive(Clone)]
pub struct DoubtList {
    pub code: &'static str,
    pub title: &'static str,
    pub means: &'static str,
    pub rows: Vec<DoubtRow>,
    /// There are more than are shown.
    pub more: bool,
}

#[derive(Clone)]
pub struct DoubtRow {
    pub at_ms: i64,
    pub number: String,
    pub line: Option<i64>,
    pub paid_fen: Option<i64>,
    pub stated_fen: Option<i64>,
    pub case: Option<String>,
}
