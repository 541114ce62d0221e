//! The map of the product: every route with what it asks of its caller, on one page. A route cannot be written down
//! without a permission.

use crate::api;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use web::app::App;
use web::fault::Fault;
use web::who::{self, Permission};

type Handlers = MethodRouter<App>;

fn table() -> Vec<(&'static str, Permission, Handlers)> {
    use Permission::*;
    vec![
        // For programs.
        ("/api/v1/cases", ApiWrite, post(api::file::file)),
        ("/api/v1/checkpoint", Public, get(api::proof::checkpoint)),
        ("/healthz", Public, get(api::health::healthz)),
    ]
}

pub fn router(app: App) -> Router {
    let mut router = Router::new();
    for (path, permission, handlers) in table() {
        let check = middleware::from_fn_with_state((app.clone(), permission), who::check);
        router = router.route(path, handlers.layer(check));
    }
    router
        .fallback(|| async { Fault::refused(domain::Refusal::NotFound) })
        .layer(DefaultBodyLimit::max(body_max(&app)))
        .layer(middleware::from_fn_with_state(app.clone(), dress))
        .with_state(app)
}

/// Nine files of the largest size and the words beside them.
fn body_max(app: &App) -> usize {
    let limits = &app.store().policy().limits;
    limits.file_bytes_max * limits.files_max + 1024 * 1024
}

/// Dresses faults for whoever asked, and sets the headers every answer carries.
async fn dress(State(app): State<App>, request: Request, next: Next) -> Response {
    let for_program = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    let fault = response.extensions_mut().remove::<Fault>();
    let _ = &app;
    if let Some(fault) = fault {
        response = if for_program { api::problem::problem(&fault).into_response() } else { fault.code().into_response() };
    }
    let headers = response.headers_mut();
    let mut set = |name, value| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'; object-src 'none'");
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    response
}
