//! `/t/{link}`: what a carrier or an inspector is asked, and nothing else of the case.

use super::Page;
use super::consigned::Sale;
use super::decided::Decided;
use super::parts::{FieldError, error_of};
use crate::sign::{Inspected, Party};
use askama::Template;

#[derive(Template)]
#[template(path = "third/page.html")]
pub struct ThirdPage {
    pub p: Page,
    pub link: String,
    pub to: Party,
    pub what: Vec<Wanted>,
    pub why: String,
    pub due_ms: i64,
    pub if_silent: String,
    pub state: ThirdState,
    /// For the owner of goods on consignment: what was found, and where goods and money are.
    pub decided: Decided,
    pub sale: Option<Sale>,
    /// An inspector says what it came to as well.
    pub asks_result: AsksResult,
    /// What was typed into an answer that was refused.
    pub typed: Typed,
    pub errors: Vec<FieldError>,
}

#[derive(Clone, Default)]
pub struct Typed {
    pub kind: String,
    pub result: String,
    pub text: String,
}

#[derive(Clone)]
pub struct Wanted {
    pub value: String,
    pub label: String,
    pub how: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum ThirdState {
    Open,
    /// The time is over; an answer is still taken.
    Late,
    Answered,
    /// The case is closed.
    Over,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum AsksResult {
    Yes,
    No,
}

impl ThirdPage {
    pub fn error(&self, field: &str) -> Option<&str> {
        error_of(&self.errors, field)
    }

    fn takes_answers(&self) -> bool {
        matches!(self.state, ThirdState::Open | ThirdState::Late)
    }

    fn is_kind(&self, wanted: &Wanted) -> bool {
        self.typed.kind == wanted.value
    }

    fn is_result(&self, result: &Inspected) -> bool {
        self.typed.result == result.code()
    }

    fn results(&self) -> &'static [Inspected] {
        Inspected::ALL
    }
}
