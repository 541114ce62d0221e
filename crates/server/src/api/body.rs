//! A JSON body; what is wrong with it comes back as a problem, never as the library's own page.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{DefaultBodyLimit, FromRequest, Request};
use axum::http::StatusCode;
use web::fault::Fault;

/// The longest text that is allowed, escaped letter by letter, with room to spare; files come another way.
const BYTES_MAX: usize = 1024 * 1024;

pub struct Body<T>(pub T);

impl<S: Send + Sync, T> FromRequest<S> for Body<T>
where
    Json<T>: FromRequest<S, Rejection = JsonRejection>,
{
    type Rejection = Fault;

    async fn from_request(mut request: Request, state: &S) -> Result<Self, Fault> {
        DefaultBodyLimit::max(BYTES_MAX).apply(&mut request);
        Json::<T>::from_request(request, state).await.map(|Json(body)| Body(body)).map_err(fault)
    }
}

pub fn fault(rejection: JsonRejection) -> Fault {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Fault::TooLarge,
        _ => Fault::Malformed(rejection.body_text()),
    }
}
