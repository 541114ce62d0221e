//! Errors as RFC 9457 problem documents.

use axum::Json;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use web::fault::Fault;

#[derive(Serialize)]
pub struct Problem {
    /// Stable word for programs.
    pub r#type: String,
    pub title: String,
    pub status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

pub fn problem(fault: &Fault) -> Response {
    let status = fault.status();
    let detail = match fault {
        Fault::Malformed(what) => Some(what.clone()),
        Fault::Failed(id) | Fault::Passing(id) => Some(format!("error id {id}")),
        _ => None,
    };
    let title = fault.code().replace('_', " ");
    let problem = Problem { r#type: format!("/problems/{}", fault.code()), title, status: status.as_u16(), detail };
    (status, [(header::CONTENT_TYPE, "application/problem+json")], Json(problem)).into_response()
}
