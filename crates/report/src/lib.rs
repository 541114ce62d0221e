//! A paper for people who decide: plain blocks in one order, written as a page of HTML and as a PDF that look alike.
//! The caller brings the words; nothing here knows what a complaint is. The same document gives the same bytes.

mod font;
mod html;
mod pdf;

pub use html::html;
pub use pdf::{Pdf, PdfError, pdf};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The language tag of the words, as in `<html lang>`.
    pub lang: String,
    pub title: String,
    /// Stands at the foot of every page of the PDF, before the page's number.
    pub foot: String,
    /// The moment the paper speaks of; it is also the PDF's date, so that nothing of today gets in.
    pub as_of_ms: i64,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    Heading(String),
    Text(String),
    /// Set apart: what the reader must know to read the rest rightly.
    Note(String),
    /// Name and value, one line each.
    Facts(Vec<(String, String)>),
    Table(Table),
    /// What somebody wrote, under a line that says who and when.
    Quote {
        head: String,
        text: String,
    },
    /// Lines to be typed as they stand.
    Lines(Vec<String>),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    pub head: Vec<String>,
    /// Each as long as the head.
    pub rows: Vec<Vec<String>>,
    /// How broad the columns are against each other, one for each.
    pub widths: Vec<u16>,
}
