//! A merchant that closes, as the desk, the merchant itself and the holder of a card see it.

use super::Page;
use askama::Template;

/// `/desk/merchants/{merchant}/closing`
#[derive(Template)]
#[template(path = "desk/closing.html")]
pub struct ClosingPage {
    pub p: Page,
    pub id: String,
    pub shop: String,
    /// Flags and shares.
    pub senior: bool,
    /// Nothing where it was never flagged.
    pub closing: Option<Closing>,
    /// In the order of the queue, the first of them.
    pub rows: Vec<HolderRow>,
}

/// How far it has come, in sums.
#[derive(Clone)]
pub struct Closing {
    pub since_ms: i64,
    /// Whether the flag still stands.
    pub stands: bool,
    /// Who takes over.
    pub elsewhere: Option<String>,
    pub bars: Vec<Bar>,
    pub holders: usize,
    pub performance: usize,
    pub neither: usize,
    pub balance_fen: i64,
    pub paid_fen: i64,
    pub left_fen: i64,
    pub deposit_fen: i64,
    pub rounds: u32,
    /// Somebody waits, and there is something to share.
    pub sharable: bool,
}

/// So many of so many.
#[derive(Clone)]
pub struct Bar {
    pub label: &'static str,
    pub share: usize,
    pub shown: String,
}

#[derive(Clone)]
pub struct HolderRow {
    pub number: String,
    pub href: String,
    pub told: &'static str,
    pub choice: &'static str,
    pub balance_fen: i64,
    pub paid_fen: i64,
    pub left_fen: i64,
}

/// What a holder had on the card, what was chosen, what was paid, and who acts next.
#[derive(Clone)]
pub struct Card {
    pub shop: String,
    pub balance_fen: i64,
    pub chosen: Option<&'static str>,
    /// Of money that was chosen: granted, paid, left.
    pub money: Option<(i64, i64, i64)>,
    pub next: String,
}

impl ClosingPage {
    /// Not while a flag stands.
    fn may_flag(&self) -> bool {
        self.closing.as_ref().is_none_or(|closing| !closing.stands)
    }
}
