//! The law beside a case: which articles apply and why, what they give, what was cited, and the other ways.

use super::Page;
use crate::page::parts::Choice;
use askama::Template;

#[derive(Clone, Default)]
pub struct LawPanel {
    /// The page with all of it; empty where that is this page.
    pub href: String,
    /// By which days the texts were chosen.
    pub deal: String,
    pub complaint: String,
    pub jurisdiction: String,
    /// The others it could be under.
    pub jurisdictions: Vec<Choice>,
    pub articles: Vec<LawArticle>,
    pub sums: Vec<LawSum>,
    /// Citations in what we wrote that somebody should look at.
    pub doubts: Vec<String>,
}

#[derive(Clone)]
pub struct LawArticle {
    pub name: String,
    pub why: String,
    pub says: String,
    /// Word for word, Chinese, where the text was verified.
    pub quote: Option<String>,
    /// In force from when to when, source, check date, how well it is known.
    pub facts: String,
    pub standing: Standing,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Verified,
    NeedsCounsel,
}

#[derive(Clone)]
pub struct LawSum {
    pub title: String,
    pub steps: Vec<LawStep>,
    pub total_fen: i64,
}

#[derive(Clone)]
pub struct LawStep {
    pub words: String,
    pub by: String,
}

/// One of the other ways.
#[derive(Clone)]
pub struct Way {
    pub label: String,
    pub what: String,
    pub link: Option<String>,
}

/// So many articles stand open beside a case; the rest is one click away.
const OPEN: usize = 6;

impl LawPanel {
    pub fn first(&self) -> &[LawArticle] {
        &self.articles[..self.articles.len().min(OPEN)]
    }

    pub fn rest(&self) -> &[LawArticle] {
        &self.articles[self.articles.len().min(OPEN)..]
    }
}

impl LawArticle {
    pub fn is_doubtful(&self) -> bool {
        self.standing == Standing::NeedsCounsel
    }
}

/// `/desk/cases/{id}/law`
#[derive(Template)]
#[template(path = "desk/law.html")]
pub struct LawPage {
    pub p: Page,
    pub id: String,
    pub number: String,
    pub law: LawPanel,
    pub ways: Vec<Way>,
    pub kinds: Vec<Choice>,
    pub chosen: String,
    pub fields: Vec<LawField>,
    pub worked: Option<LawSum>,
    pub refused: Option<String>,
}

/// A number of the calculator.
pub struct LawField {
    pub name: &'static str,
    pub label: String,
    pub kind: &'static str,
    pub value: String,
}
