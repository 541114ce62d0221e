//! `/desk/approvals`: what waits for a yes, made for a phone; and the budgets of the day.

use super::CasePage;
use crate::page::Page;
use crate::page::parts::Part;
use crate::sign::{Clock, Grade};
use askama::Template;
use store::approvals::May;

#[derive(Template)]
#[template(path = "desk/approvals.html")]
pub struct ApprovalsPage {
    pub p: Page,
    pub cards: Vec<Card>,
    pub budgets: Vec<BudgetRow>,
}

/// One case that waits.
#[derive(Clone)]
pub struct Card {
    pub case: String,
    pub href: String,
    pub version: i64,
    pub grade: Option<Grade>,
    pub kind: String,
    /// Name and first words of the customer, covered.
    pub who: String,
    pub brief: String,
    pub one: Asked,
    /// What may still be promised today, where it draws on a budget with a limit.
    pub left_fen: Option<i64>,
    pub may: May,
}

/// What is asked for, on the card and beside the case.
#[derive(Clone)]
pub struct Asked {
    pub id: String,
    /// `an offer` or `accepting what the customer asks for`.
    pub what: &'static str,
    pub fen: i64,
    pub parts: Vec<Part>,
    /// By how much it is above the author's limit, by purse.
    pub above: Vec<String>,
    pub by: String,
    /// Whose turn it is, in whose place.
    pub with: String,
    pub why: Option<String>,
    pub words: Option<String>,
    pub clock: Option<Clock>,
    /// What became of it.
    pub state: String,
    pub open: bool,
}

#[derive(Clone)]
pub struct BudgetRow {
    /// The code of a team; of the house nothing.
    pub team: &'static str,
    pub name: String,
    pub daily_fen: Option<i64>,
    pub drawn_fen: i64,
    pub left_fen: Option<i64>,
    pub there_fen: i64,
    pub brake: Option<&'static str>,
}

impl ApprovalsPage {
    fn has_plain(&self) -> bool {
        self.budgets.iter().any(BudgetRow::is_plain)
    }
}

impl BudgetRow {
    /// A team that nobody set a limit for and that has promised nothing today.
    pub fn is_plain(&self) -> bool {
        self.team != "house" && self.daily_fen.is_none() && self.brake.is_none() && self.drawn_fen == 0
    }
}

impl Card {
    pub fn decides(&self) -> bool {
        self.may == May::Decide
    }
    pub fn is_own(&self) -> bool {
        self.may == May::Own
    }
}

impl CasePage {
    pub fn open_approval(&self) -> Option<&Asked> {
        self.approvals.iter().find(|one| one.open)
    }
}
