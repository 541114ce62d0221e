//! `GET /desk/privacy`: who asks to be forgotten, what is held, restricted, about to end, and gone.

use super::case::then;
use crate::app::App;
use crate::desk::request::Fields;
use crate::desk::{html, page};
use crate::face;
use crate::fault::Fault;
use crate::format::date;
use crate::page::Page;
use crate::page::privacy::{LISTS, PrivacyPage, Row};
use crate::reader::Reader;
use crate::who::Who;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::clock::DAY_MS;
use domain::{Case, CaseId};
use store::Error;
use store::Store;
use store::db::Connection;
use store::privacy::{Erasure, Finality, Guard};

const SHOWN: u32 = 50;
/// What ends within a month is shown.
const AHEAD_MS: i64 = 30 * DAY_MS;

pub async fn lists(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    fields: Fields,
) -> Result<Response, Fault> {
    let asked = fields.get("list").unwrap_or_default();
    let list = LISTS.into_iter().find(|list| *list == asked).unwrap_or(LISTS[0]);
    let mut p = page(&app, &reader, &who);
    p.path = format!("/desk/privacy?list={list}");
    let store = app.store().clone();
    let drawn = app.store().db().read(move |db| -> Result<_, Error> {
        let rows = rows(&store, db, &p, list)?;
        Ok(PrivacyPage { p, list, rows })
    });
    Ok(html(StatusCode::OK, &drawn.await?))
}

fn rows(store: &Store, db: &mut Connection, p: &Page, list: &str) -> Result<Vec<Row>, Error> {
    if let Some(guard) = Guard::parse(list) {
        let cases = store.guarded(db, guard, SHOWN)?;
        return cases.iter().map(|id| of_case(store, db, p, id, guard)).collect();
    }
    if list == "erased" {
        let erasures = store.erasures(db, SHOWN)?;
        return erasures.iter().map(|one| erased(store, db, p, one)).collect();
    }
    let due = store.retention_due_at(db, store.now_ms() + AHEAD_MS, SHOWN)?;
    due.iter().map(|(id, _)| ending(store, db, p, id)).collect()
}

fn load(store: &Store, db: &mut Connection, id: &CaseId) -> Result<Case, Error> {
    Ok(store.case(db, id)?.ok_or(Error::Damaged("a listed case is gone"))?.case)
}

fn row(case: &Case, at_ms: i64, note: String) -> Row {
    let href = Some(format!("/desk/privacy/{}", case.id));
    Row { name: case.number.clone(), href, at_ms, note }
}

fn of_case(store: &Store, db: &mut Connection, p: &Page, id: &CaseId, guard: Guard) -> Result<Row, Error> {
    let case = load(store, db, id)?;
    let privacy = &case.privacy;
    Ok(match guard {
        Guard::Asked => {
            let at_ms = privacy.asked.as_ref().map_or(0, |asked| asked.at_ms);
            let note = match privacy.granted_ms() {
                Some(_) => p.t("guard-granted"),
                None if case.is_open() => p.t("guard-open"),
                None if privacy.is_held() => p.t("guard-is-held"),
                None => p.t("guard-answer"),
            };
            row(&case, at_ms, note.to_owned())
        }
        Guard::Held => {
            let at_ms = privacy.holds.iter().map(|hold| hold.at_ms).max().unwrap_or(0);
            row(&case, at_ms, p.t1("guard-holds", "n", privacy.holds.len()))
        }
        Guard::Restricted => {
            let restricted = privacy.restricted.as_ref();
            let note = match restricted {
                Some(one) if one.wanted_by.is_some() => p.t("guard-wanted").to_owned(),
                Some(one) if !privacy.is_restricted(p.now_ms) => {
                    let until_ms = one.unsealed_until_ms.unwrap_or(p.now_ms);
                    p.t1("guard-is-open", "at", p.full(&until_ms))
                }
                Some(one) => face::privacy::because(p, one.because).to_owned(),
                None => String::new(),
            };
            row(&case, restricted.map_or(0, |one| one.at_ms), note)
        }
    })
}

fn ending(store: &Store, db: &mut Connection, p: &Page, id: &CaseId) -> Result<Row, Error> {
    let case = load(store, db, id)?;
    let kept = store.policy().retention(case.kind());
    Ok(row(&case, kept.ends_ms(&case).unwrap_or(0), then(p, kept.then).to_owned()))
}

fn erased(store: &Store, db: &mut Connection, p: &Page, one: &Erasure) -> Result<Row, Error> {
    let last = match one.finality {
        Finality::Final { since_ms } => p.t1("guard-final", "at", date(&p.zone, since_ms)),
        Finality::Expected { at_ms } => p.t1("guard-final-on", "at", date(&p.zone, at_ms)),
    };
    Ok(Row {
        name: store.subject_name(db, &one.subject)?,
        href: one.subject.case().map(|id| format!("/desk/privacy/{id}")),
        at_ms: one.at_ms,
        note: format!("{} {last}", p.t1("guard-objects", "n", one.objects)),
    })
}
