//! `/desk/logistics`: breakers over parcels, and what rules judged of late.

use crate::page::Page;
use askama::Template;

#[derive(Template)]
#[template(path = "desk/logistics.html")]
pub struct LogisticsPage {
    pub p: Page,
    /// Tripped now, longest first.
    pub tripped: Vec<BreakerCard>,
    /// What was, newest first.
    pub past: Vec<PastTrip>,
    pub rules: Vec<RuleCard>,
    /// Who may reset one and give it more.
    pub senior: bool,
}

#[derive(Clone)]
pub struct BreakerCard {
    /// Where its forms go.
    pub action: String,
    pub label: String,
    pub scope: &'static str,
    pub name: String,
    pub since_ms: i64,
    pub counted: u32,
    pub matched: u32,
    pub offers: u32,
    pub promised_fen: i64,
    pub left_fen: i64,
    pub answered: Vec<AnsweredRow>,
}

#[derive(Clone)]
pub struct AnsweredRow {
    pub tracking: String,
    /// Number and page of the case.
    pub case: Option<(String, String)>,
    /// Why no offer was made.
    pub passed: Option<&'static str>,
}

#[derive(Clone)]
pub struct PastTrip {
    pub label: String,
    pub name: String,
    pub from_ms: i64,
    pub until_ms: i64,
    pub by_hand: bool,
    pub matched: u32,
    pub offers: u32,
    pub promised_fen: i64,
}

/// A rule, and what it judged on each of the last days.
#[derive(Clone)]
pub struct RuleCard {
    pub label: String,
    pub trips: String,
    pub days: Vec<DayBar>,
}

#[derive(Clone)]
pub struct DayBar {
    pub day: String,
    pub counted: u32,
    pub matched: u32,
    /// Of a hundred of the fullest day.
    pub counted_share: u32,
    pub matched_share: u32,
}
