//! What stands beside the timeline of a case, and what was begun in its forms.

use crate::sign::{Clock, Party};

#[derive(Clone)]
pub struct Person {
    pub name: String,
    pub phone: String,
    pub email: String,
    pub shown: Shown,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    Masked,
    Plain,
}

/// One of person, order, matter; its words are `part-{code}`.
#[derive(Clone)]
pub struct Part {
    pub code: &'static str,
    pub score: u8,
    pub missing: Option<String>,
}

/// A row of the evidence matrix: who was asked for what, and what became of it.
#[derive(Clone)]
pub struct Asked {
    pub side: Party,
    pub what: String,
    pub asked_ms: Option<i64>,
    pub arrived: u32,
    pub assessed: Option<String>,
    pub due: Option<Clock>,
}

#[derive(Clone)]
pub struct Money {
    pub at_ms: i64,
    pub what: String,
    pub fen: i64,
    pub state: String,
}

#[derive(Clone)]
pub struct Triage {
    pub class: String,
    pub playbook: String,
    /// The file as it was then.
    pub book_href: Option<String>,
    pub reasons: Vec<Reason>,
    pub overruled: Option<String>,
    /// What it came down to when it was closed.
    pub cause: Option<String>,
    /// Whose suggestion it is, while no person has confirmed it.
    pub suggested: Option<String>,
}

#[derive(Clone)]
pub struct Reason {
    pub text: String,
    /// The words of the complaint behind it, as the reader may read them.
    pub words: Vec<String>,
}

#[derive(Clone, Default)]
pub struct Drafts {
    pub reply: String,
    pub note: String,
}

/// The fields of a form that was refused, so that nothing has to be typed twice.
#[derive(Clone, Default)]
pub struct Typed {
    pub act: String,
    pub fields: Vec<(String, String)>,
}

impl Typed {
    /// Empty for another form.
    pub fn get(&self, act: &str, name: &str) -> &str {
        let named = self.fields.iter().filter(|_| self.act == act).find(|(key, _)| key == name);
        named.map_or("", |(_, value)| value)
    }

    /// Whether this one of several was ticked or chosen.
    pub fn has(&self, act: &str, name: &str, value: &str) -> bool {
        self.act == act && self.fields.iter().any(|(key, given)| key == name && given == value)
    }

    pub fn is(&self, act: &str) -> bool {
        self.act == act
    }
}
