//! What is pointed out in a reply before it is sent; the page of a case holds it, and every saved draft answers with it.

use crate::page::Page;
use askama::Template;
use domain::writing::About;

#[derive(Clone, Default)]
pub struct Reading {
    pub remarks: Vec<Remark>,
}

#[derive(Clone)]
pub struct Remark {
    pub about: About,
    pub words: String,
    pub why: String,
    pub better: Option<String>,
}

/// What a customer needs beside the thing itself, by their own words.
#[derive(Clone)]
pub struct Mood {
    pub label: String,
    pub words: String,
    pub first: String,
}

#[derive(Template)]
#[template(path = "desk/case/remarks.html")]
pub struct Remarks {
    pub p: Page,
    pub reading: Reading,
}

impl Reading {
    /// Whether the writer has to say that it is meant as it stands.
    pub fn stops(&self) -> bool {
        self.remarks.iter().any(|one| one.about.stops())
    }
}

impl Remark {
    /// The word of the locale files for it.
    pub fn label(&self) -> &'static str {
        match self.about {
            About::Cold => "remark-cold",
            About::Risky => "remark-risky",
            About::Missing => "remark-missing",
            About::Amount => "remark-amount",
            About::Above => "remark-above",
            About::Date => "remark-date",
            About::Name => "remark-name",
            About::Personal => "remark-personal",
            About::Open => "remark-open",
        }
    }
}
