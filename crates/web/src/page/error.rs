//! When it does not work: what happened and what one can do, in the reader's language, with an id for our log.

use super::Page;
use askama::Template;

#[derive(Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    pub p: Page,
    pub status: u16,
    pub id: String,
    /// What the rule said, already translated; our own failures say nothing more.
    pub detail: Option<String>,
}

impl ErrorPage {
    pub const STATUSES: [u16; 9] = [400, 403, 404, 409, 413, 415, 422, 429, 500];

    fn known(&self) -> u16 {
        if Self::STATUSES.contains(&self.status) { self.status } else { 500 }
    }

    fn title(&self) -> &'static str {
        self.p.t(&format!("error-{}", self.known()))
    }

    fn what_to_do(&self) -> &'static str {
        self.p.t(&format!("error-{}-do", self.known()))
    }
}
