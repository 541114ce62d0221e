//! `GET|POST /api/v1/playbooks`, `GET /api/v1/playbooks/{kind}`: the files a house works by, and making others count.

use super::body::Body;
use super::{moment, problem};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use domain::Refusal;
use domain::playbook::BookFile;
use serde::Deserialize;
use serde_json::{Value, json};
use store::books::{Activated, Changes};
use web::app::App;
use web::fault::Fault;
use web::who::Who;

const PAST: usize = 50;

/// The ETag is the number of the activation, for `If-Match`.
pub async fn list(State(app): State<App>) -> Result<Response, Fault> {
    let store = app.store().clone();
    let past = app.store().db().read(move |db| store.activations(db, PAST)).await?;
    let (store, no) = (app.store(), app.store().books_no());
    let books = &store.policy().playbooks;
    let one = |book: &domain::playbook::Playbook| {
        let file = books.file(&format!("{}.toml", book.kind));
        json!({
            "kind": book.kind,
            "label": book.label,
            "class": book.class,
            "version": book.version,
            "version_id": book.version_id,
            "sha256": file.map(|file| &file.sha256),
            "shipped": file.is_some_and(BookFile::is_shipped),
            "examples": book.examples.len(),
        })
    };
    let body = json!({
        "activation": no,
        "set": books.digest(),
        "playbooks": books.all().iter().map(one).collect::<Vec<_>>(),
        "activations": past.iter().map(activated).collect::<Vec<_>>(),
        "broken": store.books_broken().iter().map(ToString::to_string).collect::<Vec<_>>(),
    });
    Ok(([(header::ETAG, format!("\"{no}\""))], Json(body)).into_response())
}

fn activated(one: &Activated) -> Value {
    json!({
        "activation": one.activation.no,
        "at": moment::text(one.at_ms),
        "by": one.by,
        "set": one.activation.set,
        "files": one.activation.files.iter().map(|(name, book)| {
            let digest = book.as_ref().map(|book| book.sha256.clone());
            (name.clone(), json!(digest))
        }).collect::<serde_json::Map<_, _>>(),
        "why": one.why,
    })
}

#[derive(Deserialize)]
pub struct Asked {
    version: Option<String>,
}

/// The text as it counts, or as a case was decided under it.
pub async fn file(
    State(app): State<App>,
    Path(kind): Path<String>,
    Query(Asked { version }): Query<Asked>,
) -> Result<Json<Value>, Fault> {
    let file = match version {
        None => app.store().policy().playbooks.file(&format!("{kind}.toml")).cloned(),
        Some(version) => {
            let (store, of) = (app.store().clone(), kind.clone());
            app.store().db().read(move |db| store.book_of_version(db, &of, &version)).await?
        }
    };
    let file = file.ok_or(Refusal::NotFound)?;
    Ok(Json(json!({ "kind": kind, "file": file.name, "sha256": file.sha256, "text": file.text })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct New {
    /// By name; null goes back to the shipped file.
    files: Changes,
    why: String,
}

pub async fn activate(
    State(app): State<App>,
    who: Who,
    headers: HeaderMap,
    Body(new): Body<New>,
) -> Result<Response, Fault> {
    let from = super::acts::expected(&headers)?.map(u32::try_from).transpose();
    let from = from.map_err(|_| Refusal::PlaybooksMoved)?;
    if new.files.is_empty() {
        return Err(Refusal::NothingChosen.into());
    }
    if new.why.trim().is_empty() {
        return Err(Refusal::ReasonMissing.into());
    }
    let done = app.store().activate_books(&who.actor, new.files, Some(new.why.trim()), from).await?;
    let activation = match done {
        Ok(activation) => activation,
        Err(errors) => return Ok(problem::wrong_books(&errors)),
    };
    let no = activation.no;
    let body = json!({ "activation": no, "set": activation.set, "kinds": activation.kinds });
    Ok(([(header::ETAG, format!("\"{no}\""))], Json(body)).into_response())
}
