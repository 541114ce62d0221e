//! `GET /api/v1/calendar`: which days count, and by which notice. `POST /api/v1/calendar`: takes the notice of a year.

use super::body::Body;
use axum::Json;
use axum::extract::State;
use domain::calendar::{Calendar, Year};
use serde::Deserialize;
use serde_json::{Value, json};
use store::Error;
use web::app::App;
use web::fault::Fault;
use web::who::Who;

pub async fn show(State(app): State<App>) -> Result<Json<Value>, Fault> {
    let store = app.store().clone();
    let read = app
        .store()
        .db()
        .read(move |db| -> Result<_, Error> { Ok((store.calendar(db)?, store.imported_years(db)?)) });
    let (calendar, imported) = read.await?;
    let years = calendar.years().map(|year| said(year, imported.get(&year.year)));
    Ok(Json(json!({ "version": calendar.version(), "years": years.collect::<Vec<_>>() })))
}

fn said(year: &Year, sha256: Option<&String>) -> Value {
    let mut said = json!({
        "year": year.year,
        "state": if year.notice.is_some() { "notice" } else { "provisional" },
        "holidays": year.holidays,
    });
    let source = Calendar::shipped_source(year).filter(|_| sha256.is_none());
    let more = [
        ("notice", year.notice.map(|notice| json!(notice))),
        ("source", source.map(|source| json!(source))),
        ("sha256", sha256.map(|sha256| json!(sha256))),
    ];
    for (name, value) in more {
        if let Some(value) = value {
            said[name] = value;
        }
    }
    said
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// A year's file.
    file: String,
}

pub async fn import(
    State(app): State<App>,
    who: Who,
    Body(given): Body<Given>,
) -> Result<Json<Value>, Fault> {
    let year = Year::read("file", &given.file).map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        Fault::Malformed(lines.join("\n"))
    })?;
    let (named, store) = (year.year, app.store().clone());
    // A caller who goes away does not stop it half-way.
    let importing =
        tokio::spawn(async move { store.import_year(&who.actor, year, given.file.as_bytes()).await });
    let done = importing.await.map_err(|_| Error::Stopped)??;
    Ok(Json(json!({ "year": named, "cases": done.cases, "moved": done.moved })))
}
