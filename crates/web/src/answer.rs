//! Answering with a page that is meant for one reader: no cache keeps it. What was done is said once at its top, and
//! what was refused as well, under the status that belongs to the refusal.

use crate::face;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::{Flash, Page};
use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::Refusal;
use domain::case::{Case, Evidence};
use serde::Deserialize;
use store::Error;

pub fn page(status: StatusCode, page: &impl Template) -> Response {
    let html = page.render().expect("a page of strings renders");
    (status, [(header::CACHE_CONTROL, "private, no-store")], Html(html)).into_response()
}

/// `?done=…`: behind a redirect.
#[derive(Deserialize)]
pub struct After {
    done: Option<String>,
}

impl After {
    pub fn flash(&self, words: &str) -> Option<Flash> {
        self.done.as_ref().map(|_| Flash::Done(words.to_owned()))
    }
}

/// A no of the rules, in the reader's language, for the page that is shown again.
pub struct Refused {
    pub refusal: Refusal,
    pub status: StatusCode,
    pub message: String,
}

impl Refused {
    /// What failed is no refusal, and goes on as what it is.
    pub fn of(p: &Page, error: Error) -> Result<Refused, Fault> {
        let Some(refusal) = error.refusal() else { return Err(error.into()) };
        let status = Fault::from(refusal).status();
        Ok(Refused { refusal, status, message: face::refusal(p, refusal) })
    }

    pub fn flash(&self) -> Option<Flash> {
        Some(Flash::Refused(self.message.clone()))
    }
}

/// A form beside a piece of evidence leads back to the page of the piece, every other to the page of the case.
pub fn viewed<'c>(form: &Form, case: &'c Case) -> Option<&'c Evidence> {
    form.get("viewed").and_then(|id| case.piece(id))
}

/// Where one is sent when it is done. `base` is the address of the case.
pub fn back(base: &str, viewed: Option<&Evidence>, action: &str) -> Response {
    let page = viewed.map(|item| format!("/evidence/{}/view", item.id)).unwrap_or_default();
    Redirect::to(&format!("{base}{page}?done={action}")).into_response()
}

/// How the page of a piece is shown: as it is, or once more with what was typed into a form that was refused.
pub struct Showing {
    pub status: StatusCode,
    pub flash: Option<Flash>,
    pub typed: String,
}

impl Showing {
    pub fn first(flash: Option<Flash>) -> Showing {
        Showing { status: StatusCode::OK, flash, typed: String::new() }
    }

    pub fn again(refused: &Refused, form: &Form) -> Showing {
        Showing { status: refused.status, flash: refused.flash(), typed: form.text("text") }
    }
}
