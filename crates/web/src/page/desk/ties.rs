//! The same matter in other cases: what is shared, and with which.

use crate::page::Page;
use crate::page::parts::Choice;
use crate::sign::Stage;
use askama::Template;

#[derive(Template)]
#[template(path = "desk/ties.html")]
pub struct TiesPage {
    pub p: Page,
    pub id: String,
    pub number: String,
    pub ties: Ties,
}

/// What htmx puts into the card.
#[derive(Template)]
#[template(path = "desk/case/ties.html")]
pub struct TiesPart {
    pub p: Page,
    pub id: String,
    pub ties: Ties,
    /// Cases that the card has no room for.
    pub more: usize,
}

#[derive(Clone, Default)]
pub struct Ties {
    pub things: Vec<Thing>,
    /// Those with most in common first.
    pub cases: Vec<TiedCase>,
    /// Of the picture.
    pub height: usize,
}

#[derive(Clone)]
pub struct Thing {
    /// "包裹 SF1000…" as the case on the desk says it, masked.
    pub label: String,
    /// "3 件投诉".
    pub count: String,
    /// Number and address.
    pub cases: Vec<Choice>,
    /// Where it stands in the picture, and where the cases do that it leads to.
    pub y: usize,
    pub to: Vec<usize>,
}

#[derive(Clone)]
pub struct TiedCase {
    pub number: String,
    pub href: String,
    pub stage: Stage,
    pub kind: String,
    pub filed_ms: i64,
    /// "同一包裹、同一地址".
    pub why: String,
    /// Where it stands in the picture.
    pub y: usize,
}

impl Ties {
    pub fn is_empty(&self) -> bool {
        self.cases.is_empty()
    }
}
