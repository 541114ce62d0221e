//! Covering parts of a picture: `POST …/evidence/{evidence}/redact` proposes, `POST …/redactions/{redaction}/{answer}`
//! approves or drops, `GET …/redactions/{redaction}` is the proposed copy to look at.

use super::request::Named;
use super::view::{Showing, show};
use crate::answer::Refused;
use crate::app::App;
use crate::fault::Fault;
use crate::file;
use crate::form::Form;
use crate::page::view::Row;
use crate::reader::Reader;
use crate::who::Who;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Refusal;
use domain::case::Area;

/// More rows than any page has.
const ROWS_MAX: usize = 200;

pub async fn propose(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Path((_, wanted)): Path<(String, String)>,
    Named(loaded): Named,
    form: Form,
) -> Result<Response, Fault> {
    let (rows, case, given) = (rows(&form), &loaded.case.id, form.number::<u64>("version"));
    let done = match areas(&rows) {
        Ok(areas) => app.store().propose_redaction(&who.actor, case, &wanted, &areas, given).await,
        Err(refusal) => Err(refusal.into()),
    };
    let Err(error) = done else { return Ok(back(case.as_str(), &wanted, "proposed")) };
    let refused = Refused::of(&reader.page(&app), error)?;
    let showing = Showing { boxes: rows, ..Showing::again(&refused) };
    show(&app, &reader, &who, &loaded, &wanted, showing).await
}

pub async fn answer(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Path((_, redaction, answer)): Path<(String, String, String)>,
    Named(loaded): Named,
    form: Form,
) -> Result<Response, Fault> {
    let (case, given) = (&loaded.case.id, form.number::<u64>("version"));
    let original = loaded.case.redaction(&redaction).ok_or(Refusal::NotFound)?.original.clone();
    let (done, said) = match answer.as_str() {
        "approve" => (app.store().approve_redaction(&who.actor, case, &redaction, given).await, "approved"),
        "drop" => (app.store().drop_redaction(&who.actor, case, &redaction, given).await, "dropped"),
        _ => return Err(Refusal::NotFound.into()),
    };
    let Err(error) = done else { return Ok(back(case.as_str(), &original, said)) };
    let refused = Refused::of(&reader.page(&app), error)?;
    show(&app, &reader, &who, &loaded, &original, Showing::again(&refused)).await
}

pub async fn picture(
    State(app): State<App>,
    who: Who,
    Path((_, redaction)): Path<(String, String)>,
    Named(loaded): Named,
    asked: HeaderMap,
) -> Result<Response, Fault> {
    file::redaction(&app, &loaded.case, &redaction, &who.actor, &asked).await
}

fn back(case: &str, evidence: &str, done: &str) -> Response {
    Redirect::to(&format!("/desk/cases/{case}/evidence/{evidence}/view?done={done}")).into_response()
}

/// Rows that hold anything; a row is four fields with its number behind their name.
fn rows(form: &Form) -> Vec<Row> {
    let row = |n: usize| {
        let field = |name: &str| form.text(&format!("{name}{n}"));
        Row { n, x: field("x"), y: field("y"), width: field("width"), height: field("height") }
    };
    let is_filled = |row: &Row| ![&row.x, &row.y, &row.width, &row.height].iter().all(|text| text.is_empty());
    (1..=ROWS_MAX).map(row).filter(is_filled).collect()
}

fn areas(rows: &[Row]) -> Result<Vec<Area>, Refusal> {
    let number = |text: &str| text.parse::<u32>().map_err(|_| Refusal::BoxInvalid);
    let area = |row: &Row| {
        let (x, y) = (number(&row.x)?, number(&row.y)?);
        Ok(Area { x, y, width: number(&row.width)?, height: number(&row.height)? })
    };
    rows.iter().map(area).collect()
}
