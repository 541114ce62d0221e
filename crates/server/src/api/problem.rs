//! Errors as RFC 9457 problem documents.

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::law::{Judged, Library};
use domain::playbook::PlaybookError;
use domain::{Case, Refusal};
use serde::Serialize;
use serde_json::{Value, json};
use web::face::law::doubt;
use web::fault::Fault;
use web::locale::Locale;
use web::page::Page;

#[derive(Serialize)]
pub struct Problem {
    /// Stable word for programs.
    pub r#type: String,
    pub title: String,
    pub status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Of a stale request: the version the case has now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u64>,
    /// Of words that were refused for what they cite: every citation and what is wrong with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub citations: Vec<Value>,
    /// Of playbooks that cannot count: file, line and what to do.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wrong: Vec<Value>,
    /// Of an appeal that is not taken: how the dispute can go on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_ways: Vec<Value>,
}

pub fn problem(fault: &Fault) -> Response {
    let detail = match fault {
        Fault::Malformed(what) => Some(what.clone()),
        Fault::Failed(id) | Fault::Passing(id) => Some(format!("error id {id}")),
        _ => None,
    };
    respond(fault.status(), fault.code(), detail, None)
}

/// Somebody was faster; the answer says what to read again.
pub fn stale(version: u64) -> Response {
    let fault = Fault::Refused(Refusal::Stale);
    respond(fault.status(), fault.code(), None, Some(version))
}

/// Words that cite what does not exist or was not in force.
pub fn cited(refusal: Refusal, library: &Library, judged: &[Judged]) -> Response {
    let p = Page::new(Locale::En, 0, "");
    let doubts: Vec<String> = judged.iter().filter_map(|one| doubt(&p, library, one)).collect();
    let mut problem = bare(Fault::Refused(refusal).status(), refusal.code());
    problem.detail = Some(doubts.join(" "));
    problem.citations = judged.iter().map(super::law::judged).collect();
    send(&problem)
}

/// Playbooks that cannot count; those that do go on.
pub fn wrong_books(errors: &[PlaybookError]) -> Response {
    let refusal = Refusal::PlaybooksInvalid;
    let mut problem = bare(Fault::Refused(refusal).status(), refusal.code());
    problem.detail = errors.first().map(ToString::to_string);
    let one = |error: &PlaybookError| json!({ "file": error.file, "line": error.line, "words": error.words, "words_zh": error.zh });
    problem.wrong = errors.iter().map(one).collect();
    send(&problem)
}

/// Too late, or not a second time; the other ways stay open.
pub fn no_appeal(refusal: Refusal, library: &Library, case: &Case) -> Response {
    let mut problem = bare(Fault::Refused(refusal).status(), refusal.code());
    problem.other_ways = super::law::other_ways(library, case);
    send(&problem)
}

/// What the framework itself refuses, in the same form: a wrong method, a path that is no text.
pub fn dressed(mut response: Response) -> Response {
    if let Some(fault) = response.extensions_mut().remove::<Fault>() {
        return problem(&fault);
    }
    let status = response.status();
    let is_ours = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == KIND);
    if is_ours || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let code = status.canonical_reason().unwrap_or("failed").to_ascii_lowercase().replace(' ', "_");
    let mut dressed = respond(status, &code, None, None);
    if let Some(allow) = response.headers().get(header::ALLOW) {
        dressed.headers_mut().insert(header::ALLOW, allow.clone());
    }
    dressed
}

const KIND: &str = "application/problem+json";

fn respond(status: StatusCode, code: &str, detail: Option<String>, version: Option<u64>) -> Response {
    send(&Problem { detail, version, ..bare(status, code) })
}

fn bare(status: StatusCode, code: &str) -> Problem {
    Problem {
        r#type: format!("/problems/{code}"),
        title: code.replace('_', " "),
        status: status.as_u16(),
        detail: None,
        version: None,
        citations: vec![],
        wrong: vec![],
        other_ways: vec![],
    }
}

fn send(problem: &Problem) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(header::CONTENT_TYPE, KIND)], Json(problem)).into_response()
}
