//! `/desk/roster`: who does what and when.

use crate::page::Page;
use crate::page::parts::{Choice, FieldError, error_of};
use askama::Template;

#[derive(Template)]
#[template(path = "desk/roster.html")]
pub struct RosterPage {
    pub p: Page,
    pub on_duty: bool,
    /// Open cases of the reader.
    pub open: i64,
    /// To whom they can go.
    pub owners: Vec<Choice>,
    pub rows: Vec<OnRoster>,
}

#[derive(Clone)]
pub struct OnRoster {
    pub name: String,
    /// Where a manager sets it.
    pub href: Option<String>,
    pub role: &'static str,
    pub is_there: bool,
    pub standing: &'static str,
    pub open: i64,
    pub skills: Vec<String>,
    pub shifts: Vec<String>,
    pub leave: Vec<String>,
    pub apart_from: Vec<String>,
    pub covers: bool,
    pub deputy: Option<String>,
}

#[derive(Template)]
#[template(path = "desk/colleague.html")]
pub struct ColleaguePage {
    pub p: Page,
    pub name: String,
    pub kinds: Vec<Choice>,
    pub teams: Vec<Choice>,
    pub skills: Vec<String>,
    pub apart_from: String,
    pub shifts: String,
    pub leave: String,
    /// Who decides in their place while they are away.
    pub deputies: Vec<Choice>,
    pub deputy: String,
    pub covers: bool,
    pub boards: bool,
    pub errors: Vec<FieldError>,
}

impl ColleaguePage {
    pub fn has(&self, choice: &Choice) -> bool {
        self.skills.contains(&choice.value)
    }
    pub fn error(&self, field: &str) -> Option<&str> {
        error_of(&self.errors, field)
    }
}
