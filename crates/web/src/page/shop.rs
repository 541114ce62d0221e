//! What a shop settles by itself: `/m/rules`, `/m/people`, what became of a batch; its contract and its risk wherever
//! they are shown.

use super::Page;
use super::desk::Typed;
use super::parts::Choice;
use askama::Template;

/// What was agreed with the shop.
#[derive(Clone)]
pub struct Agreement {
    pub no: u32,
    pub trusted: bool,
    pub per_case_fen: i64,
    pub per_day_fen: i64,
    pub left_fen: i64,
    pub from_ms: i64,
}

#[derive(Template)]
#[template(path = "merchant/rules.html")]
pub struct RulesPage {
    pub p: Page,
    pub shop: String,
    pub agreed: Option<Agreement>,
    pub rules: Vec<RuleRow>,
    pub kinds: Vec<Choice>,
    /// The owner of the shop looks.
    pub owner: bool,
    pub typed: Typed,
}

#[derive(Clone)]
pub struct RuleRow {
    pub id: String,
    pub name: String,
    pub offer: &'static str,
    pub kinds: String,
    pub most_fen: i64,
    pub days: Option<u32>,
    pub words: String,
    pub by: String,
    pub on: bool,
    pub would_cases: u32,
    pub would_fen: i64,
}

impl RulesPage {
    fn can_add(&self) -> bool {
        self.owner && self.agreed.as_ref().is_some_and(|agreed| agreed.trusted)
    }
    fn offers(&self, value: &str) -> bool {
        self.typed.has("rule", "offer", value)
    }
}

#[derive(Template)]
#[template(path = "merchant/people.html")]
pub struct PeoplePage {
    pub p: Page,
    pub shop: String,
    pub people: Vec<PersonRow>,
    pub owner: bool,
    pub typed: Typed,
}

#[derive(Clone)]
pub struct PersonRow {
    pub user: String,
    pub name: String,
    pub may: String,
    /// Of the owner's making, so that the owner may change it.
    pub engaged: bool,
    pub answers: bool,
    pub offer_yuan: String,
}

/// What became of the same answer to several cases.
#[derive(Template)]
#[template(path = "merchant/batch.html")]
pub struct BatchPage {
    pub p: Page,
    pub shop: String,
    pub done: Vec<(String, String)>,
    pub refused: Vec<(String, String)>,
}

/// A score with the signs it is made of and the cases behind each.
#[derive(Clone, Default)]
pub struct Risk {
    pub score: u32,
    pub parts: Vec<RiskRow>,
}

#[derive(Clone)]
pub struct RiskRow {
    pub name: &'static str,
    pub hits: u32,
    pub of: u32,
    pub weight: u32,
    pub points: u32,
    pub cases: Vec<(String, String)>,
}

impl Risk {
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }
}
