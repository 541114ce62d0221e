//! `/desk/open`: what is open for oneself.

use crate::page::Page;
use crate::sign::Clock;
use askama::Template;

#[derive(Template)]
#[template(path = "desk/open.html")]
pub struct OpenPage {
    pub p: Page,
    /// The nearest first.
    pub rows: Vec<OpenRow>,
}

pub struct OpenRow {
    /// Number of the case, or name of the shop.
    pub number: String,
    pub href: String,
    pub what: String,
    pub due_ms: Option<i64>,
    pub clock: Option<Clock>,
}
