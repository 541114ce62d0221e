//! A JSON body; what is wrong with it comes back as a problem, never as the library's own page.

use axum::body::{Body as Bytes, HttpBody};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use serde::de::DeserializeOwned;
use std::future::poll_fn;
use std::pin::Pin;
use web::fault::Fault;

/// The longest text that is allowed, escaped letter by letter, with room to spare; files come another way.
const BYTES_MAX: usize = 1024 * 1024;

pub struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, _: &S) -> Result<Self, Fault> {
        read(request, BYTES_MAX).await.map(Body)
    }
}

pub async fn read<T: DeserializeOwned>(request: Request, bytes_max: usize) -> Result<T, Fault> {
    if !is_json(request.headers()) {
        return Err(Fault::Malformed("send JSON, with Content-Type: application/json".into()));
    }
    let said =
        request.headers().get(header::CONTENT_LENGTH).and_then(|said| said.to_str().ok()?.parse().ok());
    let bytes = bytes(request.into_body(), bytes_max, said.unwrap_or(0)).await?;
    serde_json::from_slice(&bytes).map_err(|error| Fault::Malformed(error.to_string()))
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || kind.ends_with("+json")
}

/// Room for as much as was announced, so that a large one never grows by doubling.
async fn bytes(mut body: Bytes, bytes_max: usize, said: usize) -> Result<Vec<u8>, Fault> {
    let mut all = Vec::with_capacity(said.min(bytes_max));
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let frame = frame.map_err(|error| Fault::Malformed(error.to_string()))?;
        let Ok(part) = frame.into_data() else { continue };
        if all.len() + part.len() > bytes_max {
            return Err(Fault::TooLarge);
        }
        all.extend_from_slice(&part);
    }
    Ok(all)
}
