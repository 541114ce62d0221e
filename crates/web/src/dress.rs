//! Faults as pages: what happened and what one can do, in the reader's language. Whoever has to sign in is led there
//! and back again.

use crate::app::App;
use crate::face;
use crate::fault::Fault;
use crate::page::error::ErrorPage;
use crate::reader::{self, Reader};
use askama::Template;
use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Redirect, Response};

/// How it was asked, kept from before the request went its way.
pub struct Asked {
    reader: Reader,
    uri: Uri,
    by_htmx: bool,
    reads: bool,
}

impl Asked {
    pub fn of(request: &Request) -> Asked {
        let (headers, uri) = (request.headers(), request.uri());
        Asked {
            reader: Reader::of(headers, uri),
            uri: uri.clone(),
            by_htmx: is_htmx(headers),
            reads: request.method() == Method::GET,
        }
    }

    /// What the framework itself refuses is a page as well.
    pub fn dressed(&self, app: &App, mut response: Response) -> Response {
        if let Some(fault) = response.extensions_mut().remove::<Fault>() {
            response = self.page(app, &fault);
        } else if response.status() == StatusCode::METHOD_NOT_ALLOWED {
            response = self.error(app, &Fault::refused(domain::Refusal::NotFound));
        }
        reader::remember(&self.reader, &self.uri, &mut response);
        response
    }

    fn page(&self, app: &App, fault: &Fault) -> Response {
        match fault {
            Fault::SignIn => self.sign_in(),
            fault => self.error(app, fault),
        }
    }

    fn sign_in(&self) -> Response {
        let next = if self.reads && !self.by_htmx { &self.reader.path } else { "/desk" };
        let to = format!("/sign-in?next={}", escaped(next));
        // A redirect would put the form of sign-in into the middle of a page.
        if self.by_htmx {
            return (StatusCode::UNAUTHORIZED, [("hx-redirect", to)]).into_response();
        }
        Redirect::to(&to).into_response()
    }

    fn error(&self, app: &App, fault: &Fault) -> Response {
        let p = self.reader.page(app);
        let id = match fault {
            Fault::Failed(id) | Fault::Passing(id) => id.clone(),
            fault => fault.code().to_owned(),
        };
        let detail = match fault {
            Fault::Refused(refusal) => Some(face::refusal(&p, *refusal)),
            _ => None,
        };
        let page = ErrorPage { p, status: fault.status().as_u16(), id, detail };
        let html = page.render().expect("a page of strings renders");
        (fault.status(), [(header::CACHE_CONTROL, "no-store")], Html(html)).into_response()
    }
}

pub fn is_htmx(headers: &HeaderMap) -> bool {
    headers.contains_key("hx-request")
}

/// A text as the value of a query.
pub fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte);
    let one = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(one).collect()
}
