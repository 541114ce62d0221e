//! Closed cases like the one on the desk, in the card and on a page of their own.

use crate::page::Page;
use askama::Template;

#[derive(Template)]
#[template(path = "desk/similar.html")]
pub struct SimilarPage {
    pub p: Page,
    pub id: String,
    pub number: String,
    pub similar: Similar,
}

/// What htmx puts into the card.
#[derive(Template)]
#[template(path = "desk/case/similar.html")]
pub struct SimilarPart {
    pub p: Page,
    pub similar: Similar,
}

#[derive(Clone, Default)]
pub struct Similar {
    pub rows: Vec<SimilarRow>,
    /// The middle of what was paid, in percent, and where it stands on the line.
    pub median: Option<(u32, u32)>,
    /// How many closed cases were looked at.
    pub looked_at: usize,
}

/// Where so much percent stands on the line of the picture, which is 200 long.
pub fn on_line(percent: u32) -> u32 {
    4 + percent.min(100) * 192 / 100
}

#[derive(Clone)]
pub struct SimilarRow {
    pub number: String,
    pub href: String,
    /// "同类投诉、同一商家、都说到“漏电”".
    pub why: String,
    pub outcome: &'static str,
    /// "退 ¥35.00，占金额的 27%".
    pub relief: String,
    /// "4 天办结 · 回访 92 分".
    pub then: String,
    /// Where what was paid stands on the line.
    pub dot: Option<u32>,
}
