//! `GET /api/openapi.json`: the API as an OpenAPI 3.1 document. It is a text kept by hand beside the code; a test
//! holds it against the route table, so that neither can grow without the other.

use axum::http::header;
use axum::response::{IntoResponse, Response};

pub const DOCUMENT: &str = include_str!("openapi.json");

pub async fn openapi() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], DOCUMENT).into_response()
}
