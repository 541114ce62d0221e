//! `GET /desk/cases/{id}/signals`: signals of abuse beside a case. The case page asks for them behind itself, because the
//! cases they rest on have to be read.

use super::request::Named;
use super::{html, page};
use crate::app::App;
use crate::dress::is_htmx;
use crate::face;
use crate::fault::Fault;
use crate::page::Page;
use crate::page::desk::{Act, SignalsCard, SignalsPage, SignalsPart, Typed};
use crate::reader::Reader;
use crate::who::Who;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use domain::case::Case;
use store::db::Connection;
use store::timeline::{Told, texts};
use store::{Error, Store};

pub async fn signals(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    headers: HeaderMap,
    Named(loaded): Named,
) -> Result<Response, Fault> {
    let mut p = page(&app, &reader, &who);
    let (id, number) = (loaded.case.id.to_string(), loaded.case.number.clone());
    p.path = format!("/desk/cases/{id}/signals");
    let counts = loaded.case.allowed_actions(&who.actor).contains(&Act::CountSignals.code());
    let (store, by, drawing) = (app.store().clone(), who.actor.clone(), p.clone());
    let found = app.store().db().read(move |db| {
        let told = store.timeline(db, &loaded.case, &by)?;
        card(&drawing, &store, db, &loaded.case, &told, false)
    });
    let signals = found.await?;
    if is_htmx(&headers) {
        let typed = Typed::default();
        return Ok(html(StatusCode::OK, &SignalsPart { p, id, signals, counts, typed }));
    }
    Ok(html(StatusCode::OK, &SignalsPage { p, id, number, signals }))
}

/// Of a case that is over, what was made of them stays, and nothing is looked for.
pub(super) fn card(
    p: &Page,
    store: &Store,
    db: &mut Connection,
    case: &Case,
    told: &[Told],
    later: bool,
) -> Result<SignalsCard, Error> {
    let later = later && case.is_open();
    let found = if case.is_open() && !later { store.signals(db, case)?.0 } else { vec![] };
    let card = face::signal::card(p, store.policy(), case, &found, &texts(told));
    Ok(SignalsCard { later, ..card })
}
