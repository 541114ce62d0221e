//! `/desk/told`: where somebody wants to be told.

use crate::page::Page;
use askama::Template;

#[derive(Template)]
#[template(path = "desk/told.html")]
pub struct ToldPage {
    pub p: Page,
    /// For the owner of a shop it is the shop that is told.
    pub whose: Whose,
    /// The first is tried first: its code, its name, and so much of the address as one knows it by.
    pub ways: Vec<ToldWay>,
    /// In English.
    pub english: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    Own,
    Shop,
}

pub struct ToldWay {
    pub code: &'static str,
    pub name: &'static str,
    pub end: String,
}

impl ToldPage {
    fn is_shop(&self) -> bool {
        self.whose == Whose::Shop
    }
    fn has(&self, code: &str) -> bool {
        self.ways.iter().any(|way| way.code == code)
    }
}
