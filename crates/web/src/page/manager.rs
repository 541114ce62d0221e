//! `/desk/manager`: what burns, then how we do. Every bar leads to the cases behind it.

use super::Page;
use askama::Template;

#[derive(Template)]
#[template(path = "desk/manager.html")]
pub struct ManagerPage {
    pub p: Page,
    /// An entry of the journal that was altered.
    pub altered: Option<u64>,
    pub burning: Vec<Figure>,
    pub alarms: Vec<Alarm>,
    pub outside: Vec<Outside>,
    pub by_owner: Vec<Load>,
    pub by_merchant: Vec<Load>,
    pub spent: Vec<Bar>,
    pub spent_fen: i64,
    pub scores: Vec<Bar>,
    pub score: Option<u8>,
    pub answered: u32,
    /// Nothing where nobody has confirmed anything lately.
    pub taken: Option<Taken>,
    /// Nothing where nothing was learned yet.
    pub lesson: Option<Lesson>,
}

/// How people took what was suggested to them.
pub struct Taken {
    /// Suggestions of a kind, and how many of a hundred were confirmed as they stood.
    pub kinds: i64,
    pub kinds_percent: i64,
    /// Who suggested (the key of its words), how many, and how many of them were confirmed.
    pub by: Vec<(&'static str, i64, i64)>,
    pub grades_percent: i64,
    /// Templates suggested for a reply, and how many of a hundred the reply was begun with.
    pub templates: i64,
    pub templates_percent: i64,
}

/// What was learned from closed cases.
pub struct Lesson {
    pub cases: u32,
    pub held_back: u32,
    pub percent: u8,
    pub model: String,
}

/// A number that wants to be small; its words are `figure-{code}`.
#[derive(Clone)]
pub struct Figure {
    pub code: &'static str,
    pub count: String,
    pub href: String,
}

#[derive(Clone)]
pub struct Alarm {
    pub at_ms: i64,
    pub what: String,
    pub count: u32,
    pub href: String,
}

/// What is wrong with the copies outside.
#[derive(Clone)]
pub enum Outside {
    Tail { entries: u64, minutes: i64 },
    Failing { name: String, times: u32 },
}

#[derive(Clone)]
pub struct Load {
    pub name: String,
    pub href: String,
    pub open: u32,
    pub due: u32,
    pub breached: u32,
    pub unassigned: u32,
}

#[derive(Clone)]
pub struct Bar {
    pub label: String,
    pub href: String,
    /// Of a hundred, for the length.
    pub share: u8,
    pub shown: String,
}

impl ManagerPage {
    pub const FIGURES: [&'static str; 4] = ["breached", "due_soon", "unassigned", "open"];

    fn figure_words(&self, figure: &Figure) -> &'static str {
        self.p.t(&format!("figure-{}", figure.code))
    }

    fn lesson_words(&self, lesson: &Lesson) -> String {
        let Lesson { cases, held_back, percent, model } = lesson;
        let values = [
            ("cases", cases.to_string()),
            ("held", held_back.to_string()),
            ("percent", percent.to_string()),
            ("model", model.clone()),
        ];
        self.p.locale.tn("lesson", &values)
    }

    /// The longest bar of a table is its fullest row.
    fn widest(&self, loads: &[Load]) -> u32 {
        loads.iter().map(|load| load.open).max().unwrap_or(0).max(1)
    }
}
