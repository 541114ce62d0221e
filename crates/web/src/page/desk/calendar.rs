//! `/desk/calendar`: which days count, and by which notice.

use crate::page::Page;
use crate::page::parts::FieldError;
use askama::Template;

#[derive(Template)]
#[template(path = "desk/calendar.html")]
pub struct CalendarPage {
    pub p: Page,
    pub version: String,
    /// Newest first.
    pub years: Vec<ShownYear>,
    pub may_import: bool,
    pub errors: Vec<FieldError>,
}

#[derive(Clone)]
pub struct ShownYear {
    pub year: i16,
    /// Nothing while the year is provisional.
    pub notice: Option<String>,
    pub source: Option<&'static str>,
    /// Digest of the file it was imported from.
    pub sha256: Option<String>,
    pub holidays: Vec<DaysOff>,
}

#[derive(Clone)]
pub struct DaysOff {
    pub name: &'static str,
    pub days: String,
    pub work: Vec<String>,
}
