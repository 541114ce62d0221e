//! `GET /desk/dead`, `POST /desk/dead`: notices that gave up, and sending them again.
//!
//! Sending again sets the row due; it goes around the door on purpose, like every state of an outbox row that no entry
//! makes: nothing of the case changes until it is really sent, and that is an entry again.

use super::{html, me, page};
use crate::app::App;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::Flash;
use crate::page::desk::{Dead, DeadPage};
use crate::reader::Reader;
use crate::sign::Party;
use crate::who::Who;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Refusal;
use std::collections::HashMap;
use store::Error;
use store::outbox::Outgoing;

const SHOWN: u32 = 200;

pub async fn dead(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    fields: super::request::Fields,
) -> Result<Response, Fault> {
    let mut p = page(&app, &reader, &who);
    p.flash = fields.get("done").map(|_| Flash::Done(reader.locale.t("dead-done").to_owned()));
    let store = app.store().clone();
    let read = app.store().db().read(move |db| -> Result<_, Error> {
        let rows = store.outbox_dead(db, SHOWN)?;
        let cases: Vec<String> =
            rows.iter().filter_map(|row| row.subject.case()).map(|id| id.to_string()).collect();
        Ok((store.rows_of(db, &cases)?, rows))
    });
    let (cases, rows) = read.await?;
    let numbers: HashMap<String, String> = cases.into_iter().map(|row| (row.case_id, row.number)).collect();
    let rows = rows.into_iter().map(|row| one(&numbers, row)).collect();
    Ok(html(StatusCode::OK, &DeadPage { p, rows }))
}

fn one(numbers: &HashMap<String, String>, row: Outgoing) -> Dead {
    let case = row.subject.id().to_owned();
    Dead {
        number: numbers.get(&case).cloned().unwrap_or_else(|| case.clone()),
        href: format!("/desk/cases/{case}"),
        party: Party::of(&row.party).unwrap_or(Party::Customer),
        template: row.template,
        code: row.code,
        id: row.id,
    }
}

pub async fn replay(State(app): State<App>, who: Who, form: Form) -> Result<Response, Fault> {
    let id = form.get("id").ok_or(Refusal::NothingChosen)?;
    if !app.store().send_again(id).await? {
        return Err(Refusal::AlreadyAnswered.into());
    }
    tracing::info!(user = %me(&who), outbox = id, "a notice that gave up is sent again");
    Ok(Redirect::to("/desk/dead?done=1").into_response())
}
