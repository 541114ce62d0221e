//! `GET /desk/cases/{id}`: one case whole, from one look at the database. The look itself is logged behind the answer.

use super::request::{Fields, Named};
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
    Named(loaded): Named,
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
    show(&app, &reader, &who, loaded.case.id, StatusCode::OK, asked).await
}

/// The page, also after something was refused.
pub(super) async fn show(
    app: &App,
    reader: &Reader,
    who: &Who,
    case: CaseId,
    status: StatusCode,
    asked: Asked,
) -> Result<Response, Fault> {
    let mut p = page(app, reader, who);
    p.path = address(&case, &asked);
    p.flash = asked.flash.clone();
    let now_ms = app.store().now_ms();
    let watchers = match who.session {
        Some(_) => app.desk().meet(&case, &me(who), now_ms),
        None => vec![],
    };
    look::at(app, &who.actor, &case, How::Page);
    let (reading, by) = (app.clone(), who.actor.clone());
    let drawn = app.store().db().read(move |db| whole::drawn(&reading, db, p, &case, &by, asked));
    let mut drawn = drawn.await?;
    drawn.watchers = watchers.iter().map(ToString::to_string).collect();
    Ok(html(status, &drawn))
}

fn address(case: &CaseId, asked: &Asked) -> String {
    let view = asked.view.map(|view| format!("?view={}", view.word()));
    format!("/desk/cases/{case}{}", view.unwrap_or_default())
}
