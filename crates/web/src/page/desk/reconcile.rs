//! `/desk/reconcile`: statements of providers and banks beside what was paid, and what of one is to be looked at.

use crate::page::Page;
use askama::Template;

#[derive(Template)]
#[template(path = "desk/reconcile.html")]
pub struct ReconcilePage {
    pub p: Page,
    pub rows: Vec<Reconciled>,
    pub unpaid: Vec<UnpaidRow>,
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
    pub incoming: Beside,
    pub payouts: Beside,
}

/// Payments of orders, or payouts to owners of goods, beside a statement.
#[derive(Clone, Copy, Default)]
pub struct Beside {
    pub matched: u64,
    pub differs: u64,
    pub missing: u64,
    pub extra: u64,
}

/// Deducted and not paid out.
#[derive(Clone)]
pub struct UnpaidRow {
    pub number: String,
    pub due_ms: i64,
    pub left_fen: i64,
    /// Number and address of the owner's case.
    pub case: Option<(String, String)>,
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
