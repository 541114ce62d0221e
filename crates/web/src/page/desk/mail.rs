//! `/demo/mail`: what was sent, in the demo.

use crate::page::Page;
use askama::Template;

#[derive(Template)]
#[template(path = "desk/mail.html")]
pub struct MailPage {
    pub p: Page,
    pub sent: Vec<Sent>,
}

#[derive(Clone)]
pub struct Sent {
    pub at_ms: i64,
    pub by: &'static str,
    pub to: String,
    pub subject: String,
    pub text: String,
    pub state: String,
    pub case_href: Option<String>,
}
