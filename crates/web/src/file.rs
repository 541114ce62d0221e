//! Handing out files and receipts to who may see them, so that no browser takes it for a page of ours: the type is the one read
//! from the bytes, the name is ours, and a sandbox holds whatever it may contain.

use crate::app::App;
use crate::fault::Fault;
use axum::body::Body;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::case::{Case, Evidence};
use domain::{Actor, Refusal};
use store::seen::sees;

const BARRED: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/// The record of an order is shown masked with the case and not handed out here.
pub async fn evidence(app: &App, case: &Case, wanted: &str, by: &Actor) -> Result<Response, Fault> {
    let evidence = case.evidence.iter().find(|one| one.id == wanted && one.kind != "order_record");
    let evidence = evidence.filter(|one| sees(case, one, by)).ok_or(Refusal::NotFound)?;
    let (store, object) = (app.store().clone(), evidence.content.object.clone());
    app.store().viewed(&by.to_string(), &object).await?;
    let opened = app.store().db().read(move |db| store.open_content(db, &object)).await?;
    let bytes = opened.ok_or(Refusal::NotFound)?.bytes().to_vec();
    Ok((headers(case, evidence), Body::from(bytes)).into_response())
}

/// The proof of the entry at `since` as one text to keep; 202 until a checkpoint covers it.
pub async fn receipt(app: &App, since: u64) -> Result<Response, Fault> {
    let store = app.store().clone();
    let receipt = app.store().db().read(move |db| store::export::receipt(&store, db, since)).await?;
    Ok(match receipt {
        Some(receipt) => {
            ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], receipt.to_string()).into_response()
        }
        None => (StatusCode::ACCEPTED, [(header::RETRY_AFTER, "1")], "waiting\n").into_response(),
    })
}

fn headers(case: &Case, evidence: &Evidence) -> [(HeaderName, String); 5] {
    let ending = media::by_mime(&evidence.media).map_or("bin", |media| media.ending);
    let kind = evidence.media.split('/').next().unwrap_or_default();
    let shown = matches!(kind, "image" | "audio" | "video") || evidence.media == "application/pdf";
    let how = if shown { "inline" } else { "attachment" };
    [
        (header::CONTENT_TYPE, evidence.media.clone()),
        (
            header::CONTENT_DISPOSITION,
            format!("{how}; filename=\"{}-{}.{ending}\"", case.number, evidence.id),
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".into()),
        (header::CONTENT_SECURITY_POLICY, BARRED.into()),
        (header::CACHE_CONTROL, "private, no-store".into()),
    ]
}
