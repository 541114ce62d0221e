//! `/desk/privacy`: what is kept, held, restricted and erased, as lists and for one case.

use super::Page;
use super::parts::{FieldError, error_of};
use askama::Template;

/// The lists of the page. Their words are `guard-{code}`, what stands in their column of times `guard-{code}-at`, and
/// what an empty one says `guard-{code}-empty`.
pub const LISTS: [&str; 5] = ["asked", "held", "restricted", "ending", "erased"];

#[derive(Template)]
#[template(path = "desk/privacy.html")]
pub struct PrivacyPage {
    pub p: Page,
    pub list: &'static str,
    pub rows: Vec<Row>,
}

#[derive(Clone)]
pub struct Row {
    pub name: String,
    /// Nothing for what is no case.
    pub href: Option<String>,
    pub at_ms: i64,
    pub note: String,
}

impl PrivacyPage {
    fn lists(&self) -> [&'static str; 5] {
        LISTS
    }
    fn words(&self, list: &str, end: &str) -> &'static str {
        self.p.t(&format!("guard-{list}{end}"))
    }
}

/// `/desk/privacy/{id}`
#[derive(Template)]
#[template(path = "desk/privacy/case.html")]
pub struct GuardPage {
    pub p: Page,
    pub id: String,
    pub number: String,
    pub version: i64,
    /// Open, or until when it is kept and what happens then.
    pub period: String,
    pub asked: Option<Asked>,
    pub erased_ms: Option<i64>,
    pub goes: Vec<String>,
    pub stays: Vec<String>,
    /// Why nothing goes now.
    pub bound: Option<String>,
    pub holds: Vec<Hold>,
    pub restricted: Option<Restricted>,
    pub may: May,
    pub typed: Typed,
    pub errors: Vec<FieldError>,
}

/// What the reader's role decides here.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum May {
    Read,
    /// Reviewers: hold, and open what is restricted together with somebody else.
    Guard,
    /// Managers: all of it.
    Keep,
}

#[derive(Clone)]
pub struct Asked {
    /// The key of the party's name.
    pub by: &'static str,
    pub at_ms: i64,
    pub why: Option<String>,
    pub granted: Option<(String, i64)>,
}

#[derive(Clone)]
pub struct Hold {
    pub id: String,
    pub at_ms: i64,
    pub why: String,
}

#[derive(Clone)]
pub struct Restricted {
    pub because: String,
    pub at_ms: i64,
    pub until_ms: Option<i64>,
    pub open_until_ms: Option<i64>,
    pub wanted: Option<Wanted>,
}

/// The first of two who want to look.
#[derive(Clone)]
pub struct Wanted {
    pub by: String,
    pub why: String,
    pub second: Second,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Second {
    /// The reader can be the second.
    Me,
    SomebodyElse,
}

/// The reason that was typed into a form that was refused.
#[derive(Clone, Default)]
pub struct Typed {
    pub act: String,
    pub why: String,
}

impl GuardPage {
    fn error(&self, field: &str) -> Option<&str> {
        error_of(&self.errors, field)
    }
    fn why(&self, act: &str) -> &str {
        if self.typed.act == act { &self.typed.why } else { "" }
    }
    fn guards(&self) -> bool {
        self.may >= May::Guard
    }
    fn keeps(&self) -> bool {
        self.may == May::Keep
    }
}
