//! What a person can ask for: who looked at their case, and everything about them.

use super::Page;
use super::parts::{FieldError, Look, error_of};
use askama::Template;

/// `/c/{link}/looks`
#[derive(Template)]
#[template(path = "customer/looks.html")]
pub struct LooksPage {
    pub p: Page,
    pub link: String,
    pub number: String,
    pub looks: Vec<Look>,
    pub newest: Option<String>,
    pub older: Option<String>,
}

/// `/c/{link}/data`
#[derive(Template)]
#[template(path = "customer/data.html")]
pub struct DataPage {
    pub p: Page,
    pub link: String,
    pub number: String,
    pub version: i64,
    pub token: String,
    pub step: DataStep,
    pub errors: Vec<FieldError>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum DataStep {
    /// There is no phone and no mail address a code could go to.
    NoContact,
    Ask,
    Sent,
}

impl DataPage {
    pub fn error(&self, field: &str) -> Option<&str> {
        error_of(&self.errors, field)
    }
}
