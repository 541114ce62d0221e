//! `/desk/playbooks`: the files a house works by, and one of them to read, change and make count.

use crate::page::Page;
use crate::page::parts::Choice;
use askama::Template;

#[derive(Template)]
#[template(path = "desk/playbooks.html")]
pub struct BooksPage {
    pub p: Page,
    /// The number of the activation that counts.
    pub no: u32,
    pub rows: Vec<BookRow>,
    pub past: Vec<Past>,
    /// What was activated and cannot be read by this program.
    pub broken: Vec<String>,
    pub editable: bool,
}

#[derive(Clone)]
pub struct BookRow {
    pub href: String,
    pub label: String,
    pub kind: String,
    pub version: String,
    pub digest: String,
    /// Nothing where it is as shipped.
    pub since_ms: Option<i64>,
    pub by: String,
}

/// An activation.
#[derive(Clone)]
pub struct Past {
    pub no: u32,
    pub at_ms: i64,
    pub by: String,
    pub files: Vec<String>,
    pub why: String,
}

#[derive(Template)]
#[template(path = "desk/playbook.html")]
pub struct BookPage {
    pub p: Page,
    pub kind: String,
    pub label: String,
    pub version: String,
    pub version_id: String,
    pub digest: String,
    pub is_shipped: bool,
    /// An earlier version, as a case was decided under it.
    pub is_old: bool,
    /// The number of the activation it was read from.
    pub no: u32,
    pub text: String,
    pub why: String,
    pub editable: bool,
    /// Nothing before it was checked.
    pub checked: Option<Checked>,
}

/// What became of a check.
#[derive(Clone, Default)]
pub struct Checked {
    pub wrong: Vec<Wrong>,
    pub changes: Vec<Changed>,
    pub preview: Option<Preview>,
}

#[derive(Clone)]
pub struct Wrong {
    pub file: String,
    pub line: usize,
    pub words: String,
    /// The line itself, where it stands in this file.
    pub quote: Option<String>,
}

#[derive(Clone)]
pub struct Changed {
    pub field: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// How the newest cases would have been suggested.
#[derive(Clone)]
pub struct Preview {
    pub cases: usize,
    pub kinds: usize,
    pub grades: usize,
    pub classes: usize,
    pub moved: Vec<MovedCase>,
    /// Cases of the house that were late, and that would have been.
    pub late: (u64, u64),
    pub newly_late: Vec<Choice>,
    /// Rungs that would be offered or be enough in more or fewer cases, and what they cost.
    pub rungs: Vec<TriedRung>,
}

#[derive(Clone)]
pub struct MovedCase {
    pub href: String,
    pub number: String,
    pub before: String,
    pub after: String,
}

impl BookPage {
    fn tall(&self) -> usize {
        self.text.lines().count().clamp(12, 40)
    }
}

#[derive(Clone)]
pub struct TriedRung {
    pub kind: String,
    pub rung: String,
    pub offered: (u64, u64),
    pub taken: (u64, u64),
    pub fen: (i64, i64),
}
