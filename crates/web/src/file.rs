//! Handing out files and receipts to who may see them, so that no browser takes it for a page of ours: the type is the one read
//! from the bytes, the name is ours, and a sandbox holds whatever it may contain.

use crate::app::App;
use crate::fault::Fault;
use crate::range;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::case::Case;
use domain::{Actor, Party, Refusal};
use store::looks::How;
use store::outside::Holder;
use store::seen::{Thing, sees};

const BARRED: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";
/// No browser draws a PDF inside a sandbox. Its viewer runs a PDF apart from every page, and lets it load nothing.
const BARRED_PDF: &str =
    "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'";

/// How a file leaves: looked at in place, or taken along. What is taken along is an entry before it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    Shown,
    Copied,
}

impl Leaving {
    /// A page asks for the file itself with `?download`.
    pub fn of(query: Option<&str>) -> Leaving {
        let asked = query.is_some_and(|query| query.split('&').any(|part| part.starts_with("download")));
        if asked { Leaving::Copied } else { Leaving::Shown }
    }
}

/// The record of an order is shown masked with the case and not handed out here.
pub async fn evidence(
    app: &App,
    case: &Case,
    wanted: &str,
    by: &Actor,
    leaving: Leaving,
    asked: &HeaderMap,
) -> Result<Response, Fault> {
    let evidence = case.evidence.iter().find(|one| one.id == wanted && one.kind != "order_record");
    let evidence = evidence.filter(|one| sees(case, one, by)).ok_or(Refusal::NotFound)?;
    // What no browser shows in place is always taken along.
    let leaving = if is_shown(&evidence.media) { leaving } else { Leaving::Copied };
    match leaving {
        Leaving::Shown => app.store().looked(by, &case.id, &evidence.id, How::Shown).await?,
        Leaving::Copied => drop(app.store().hand_out(by, &case.id, wanted).await?),
    }
    let (store, whole, reader, item) = (app.store().clone(), case.clone(), by.clone(), evidence.clone());
    let opened = app.store().db().read(move |db| store.open_for(db, &whole, &reader, Thing::Piece(&item)));
    let opened = opened.await?.ok_or(Refusal::NotFound)?;
    let name = format!("{}-{}", case.number, evidence.id);
    let headers = headers(&name, &evidence.media, leaving);
    // A merchant reads what others wrote masked, as a file too.
    let text = opened.text().filter(|_| evidence.media.starts_with("text/"));
    match text.filter(|_| by.party() == Party::Merchant && evidence.party != Party::Merchant) {
        Some(text) => {
            Ok((headers, range::answer(asked, app.store().masked(text).as_bytes())).into_response())
        }
        None => Ok((headers, range::answer(asked, opened.bytes())).into_response()),
    }
}

/// A covered copy that waits for a second person. Only for us.
pub async fn redaction(
    app: &App,
    case: &Case,
    wanted: &str,
    by: &Actor,
    asked: &HeaderMap,
) -> Result<Response, Fault> {
    let redaction = case.redaction(wanted).ok_or(Refusal::NotFound)?.clone();
    let (store, whole, reader, made) = (app.store().clone(), case.clone(), by.clone(), redaction.clone());
    let opened = app.store().db().read(move |db| store.open_for(db, &whole, &reader, Thing::Proposal(&made)));
    let opened = opened.await?.ok_or(Refusal::NotFound)?;
    app.store().looked(by, &case.id, &redaction.id, How::Shown).await?;
    let name = format!("{}-{}", case.number, redaction.id);
    let headers = headers(&name, &redaction.media, Leaving::Shown);
    Ok((headers, range::answer(asked, opened.bytes())).into_response())
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

fn is_shown(media: &str) -> bool {
    let kind = media.split('/').next().unwrap_or_default();
    matches!(kind, "image" | "audio" | "video") || media == "application/pdf"
}

/// The same for a party of the case: from now on somebody outside holds the checkpoint that stands in it.
pub async fn receipt_for(app: &App, since: u64, party: Party) -> Result<Response, Fault> {
    let store = app.store().clone();
    let newest = app.store().db().read(move |db| store.checkpoint(db)).await?;
    let response = receipt(app, since).await?;
    if let Some(newest) = newest.filter(|newest| newest.size > since) {
        app.store().held_outside(Holder::Party, party.word(), newest.size).await?;
    }
    Ok(response)
}

/// With the ending of its type.
pub fn name(stem: &str, media: &str) -> String {
    format!("{stem}.{}", media::by_mime(media).map_or("bin", |media| media.ending))
}

fn headers(stem: &str, media: &str, leaving: Leaving) -> [(HeaderName, String); 5] {
    let how = if leaving == Leaving::Shown { "inline" } else { "attachment" };
    let barred = if media == "application/pdf" { BARRED_PDF } else { BARRED };
    [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::CONTENT_DISPOSITION, format!("{how}; filename=\"{}\"", name(stem, media))),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".into()),
        (header::CONTENT_SECURITY_POLICY, barred.into()),
        (header::CACHE_CONTROL, "private, no-store".into()),
    ]
}
