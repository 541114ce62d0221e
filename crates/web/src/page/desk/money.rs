//! `/desk/money`: the books by kind of account, and the statement of one account.

use crate::page::Page;
use askama::Template;

#[derive(Template)]
#[template(path = "desk/money.html")]
pub struct MoneyPage {
    pub p: Page,
    pub kinds: Vec<BooksRow>,
    /// The accounts of one kind.
    pub listed: Option<(String, Vec<BooksRow>)>,
    pub newer: Option<String>,
    pub older: Option<String>,
}

#[derive(Clone)]
pub struct BooksRow {
    pub name: String,
    pub href: String,
    /// What a balance above or below zero says, in words.
    pub side: &'static str,
    pub posted_fen: i64,
    pub held_fen: i64,
    /// Of how many accounts it is the sum.
    pub accounts: Option<i64>,
}

#[derive(Template)]
#[template(path = "desk/statement.html")]
pub struct StatementPage {
    pub p: Page,
    pub account: String,
    pub kind: String,
    pub side: &'static str,
    pub posted_fen: i64,
    pub held_fen: i64,
    pub pending: Vec<StatementLine>,
    pub lines: Vec<StatementLine>,
    pub funded: bool,
    pub newer: Option<String>,
    pub older: Option<String>,
}

/// One side of a transfer, posted or still pending.
#[derive(Clone)]
pub struct StatementLine {
    /// When it was posted; of a pending one when it is void.
    pub at_ms: Option<i64>,
    pub what: &'static str,
    pub other: String,
    pub case: Option<(String, String)>,
    pub authority: String,
    pub transfer: String,
    pub entry: Option<i64>,
    pub fen: i64,
}
