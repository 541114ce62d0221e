//! `GET /desk/calendar`, `POST /desk/calendar`: which days count, and taking a year's notice when it comes out. A file
//! with a mistake in it changes nothing, and the page says each mistake with its line.

use super::{html, page};
use crate::app::App;
use crate::face::why::{days, holiday, number};
use crate::fault::Fault;
use crate::form::Form;
use crate::format;
use crate::page::desk::{CalendarPage, DaysOff, ShownYear};
use crate::page::parts::FieldError;
use crate::page::{Flash, Page};
use crate::reader::Reader;
use crate::who::Who;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Refusal;
use domain::actor::Role;
use domain::calendar::{Calendar, CalendarError, Year};
use std::collections::BTreeMap;
use store::Error;

const FIELD: &str = "file";

pub async fn calendar(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    fields: super::request::Fields,
) -> Result<Response, Fault> {
    let done = fields.get("year").zip(fields.get("moved"));
    let done = done.map(|(year, moved)| reader.locale.t2("calendar-done", "year", year, "count", moved));
    shown(&app, &reader, &who, StatusCode::OK, done, vec![]).await
}

pub async fn import(State(app): State<App>, reader: Reader, who: Who, form: Form) -> Result<Response, Fault> {
    let refused = |errors| shown(&app, &reader, &who, StatusCode::UNPROCESSABLE_ENTITY, None, errors);
    let Some(file) = form.files.first() else {
        let message = reader.locale.t(&format!("refusal-{}", Refusal::NothingChosen.code())).to_owned();
        return refused(vec![FieldError { field: FIELD, message }]).await;
    };
    let text = String::from_utf8_lossy(&file.bytes).into_owned();
    let year = match Year::read("", &text) {
        Ok(year) => year,
        Err(errors) => return refused(errors.iter().map(|error| said(&reader, error)).collect()).await,
    };
    let (named, store, by) = (year.year, app.store().clone(), who.actor);
    // A reader who goes away does not stop it half-way.
    let importing = tokio::spawn(async move { store.import_year(&by, year, text.as_bytes()).await });
    let done = importing.await.map_err(|_| Error::Stopped)??;
    Ok(Redirect::to(&format!("/desk/calendar?year={named}&moved={}", done.moved)).into_response())
}

fn said(reader: &Reader, error: &CalendarError) -> FieldError {
    let words = reader.locale.tn(&format!("calendar-{}", error.mistake.code()), &error.mistake.values());
    FieldError {
        field: FIELD,
        message: reader.locale.t2("calendar-line", "line", error.line, "words", words),
    }
}

async fn shown(
    app: &App,
    reader: &Reader,
    who: &Who,
    status: StatusCode,
    done: Option<String>,
    errors: Vec<FieldError>,
) -> Result<Response, Fault> {
    let mut p = page(app, reader, who);
    p.path = "/desk/calendar".into();
    p.flash = done.map(Flash::Done);
    let store = app.store().clone();
    let read = app
        .store()
        .db()
        .read(move |db| -> Result<_, Error> { Ok((store.calendar(db)?, store.imported_years(db)?)) });
    let (calendar, imported) = read.await?;
    let mut years: Vec<ShownYear> = calendar.years().map(|year| of(&p, year, &imported)).collect();
    years.reverse();
    let (version, may_import) = (calendar.version().to_owned(), who.role() == Some(Role::Admin));
    Ok(html(status, &CalendarPage { p, version, years, may_import, errors }))
}

fn of(p: &Page, year: &Year, imported: &BTreeMap<i16, String>) -> ShownYear {
    let run = |run: &domain::calendar::Holiday| DaysOff {
        name: holiday(p, run.name),
        days: days(p, run.from, run.to),
        work: run.work.iter().map(|day| format::civil(p.locale, *day)).collect(),
    };
    let sha256 = imported.get(&year.year).cloned();
    ShownYear {
        year: year.year,
        notice: year.notice.map(|notice| number(p, notice)),
        source: Calendar::shipped_source(year).filter(|_| sha256.is_none()),
        sha256,
        holidays: year.holidays.iter().map(run).collect(),
    }
}
