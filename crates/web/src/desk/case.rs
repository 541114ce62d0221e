//! `GET /desk/cases/{id}`: one case whole, from one look at the database. The look itself is logged behind the answer.

use super::request::{Fields, Name};
use super::whole::{self, Asked};
use super::{html, me, page};
use crate::app::App;
use crate::fault::Fault;
use crate::look;
use crate::page::Flash;
use crate::page::desk::Act;
use crate::reader::Reader;
use crate::sign::Told;
use crate::who::Who;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::CaseId;
use store::cases::View;
use store::looks::How;

pub async fn case(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Name(name): Name,
    fields: Fields,
) -> Result<Response, Fault> {
    let done = fields.get("done").and_then(|code| Act::ALL.iter().find(|act| act.code() == code));
    let flash = done.map(|act| {
        let what = reader.locale.t(&format!("act-{}", act.code()));
        Flash::Done(reader.locale.t1("act-done", "what", what))
    });
    let (view, only) = (fields.get("view").and_then(View::parse), fields.get("only").and_then(Told::of));
    let template = fields.get("template").map(str::to_owned);
    let asked = Asked { view, template, only, flash, ..Asked::default() };
    show(&app, &reader, &who, name, StatusCode::OK, asked).await
}

/// The page of the case of this id or number, also after something was refused.
pub(super) async fn show(
    app: &App,
    reader: &Reader,
    who: &Who,
    name: String,
    status: StatusCode,
    asked: Asked,
) -> Result<Response, Fault> {
    let mut p = page(app, reader, who);
    p.flash = asked.flash.clone();
    let (reading, by) = (app.clone(), who.actor.clone());
    let drawn = app.store().db().look(move |db| whole::drawn(&reading, db, p, &name, &by, asked));
    let mut drawn = drawn.await?;
    let case = CaseId::new(&drawn.id);
    look::at(app, &who.actor, &case, How::Page);
    if who.session.is_some() {
        let others = app.desk().meet(&case, &me(who), app.store().now_ms());
        drawn.watchers = others.iter().map(ToString::to_string).collect();
    }
    Ok(html(status, &drawn))
}
