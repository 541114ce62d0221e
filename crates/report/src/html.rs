//! The document as one page of HTML that needs nothing beside it.

use crate::{Block, Document};
use askama::Template;

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    document: &'a Document,
}

pub fn html(document: &Document) -> String {
    Page { document }.render().expect("a page of strings renders")
}
