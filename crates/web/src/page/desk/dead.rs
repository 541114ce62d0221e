//! `/desk/dead`: notices that nobody will send again by itself.

use crate::page::Page;
use crate::sign::Party;
use askama::Template;

#[derive(Template)]
#[template(path = "desk/dead.html")]
pub struct DeadPage {
    pub p: Page,
    pub rows: Vec<Dead>,
}

#[derive(Clone)]
pub struct Dead {
    pub id: String,
    pub number: String,
    pub href: String,
    pub party: Party,
    pub template: String,
    pub code: String,
}
