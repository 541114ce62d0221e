//! `/sign-in` and `/desk/account`: coming in, and what belongs to whoever came in.

use crate::page::Page;
use crate::page::parts::{FieldError, error_of};
use askama::Template;

#[derive(Template)]
#[template(path = "desk/login.html")]
pub struct LoginPage {
    pub p: Page,
    /// Where to go afterwards.
    pub next: String,
    pub user: String,
    pub errors: Vec<FieldError>,
}

impl LoginPage {
    pub fn error(&self, field: &str) -> Option<&str> {
        error_of(&self.errors, field)
    }
}

/// `/desk/account`
#[derive(Template)]
#[template(path = "desk/account.html")]
pub struct AccountPage {
    pub p: Page,
    pub has_totp: bool,
    /// A secret that is being set up.
    pub fresh: Option<NewTotp>,
    pub errors: Vec<FieldError>,
}

pub struct NewTotp {
    pub secret: String,
    pub url: String,
}

impl AccountPage {
    pub fn error(&self, field: &str) -> Option<&str> {
        error_of(&self.errors, field)
    }
}
