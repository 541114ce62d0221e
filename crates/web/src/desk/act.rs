//! `POST /desk/cases/{id}/{action}`: whatever a handler does with a case. Done is a redirect; what was refused shows
//! the page again, with the reason and with everything that was typed.

mod evidence;
mod perform;

use super::request::Named;
use super::view::{self, Showing};
use super::whole::Asked;
use super::{case, drafting, me, reading, templates};
use crate::answer::{back as back_to, viewed};
use crate::app::App;
use crate::face;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::Flash;
use crate::page::desk::{Act, Reading, Remarks, Typed};
use crate::page::parts::FieldError;
use crate::reader::Reader;
use crate::who::Who;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::case::Case;
use domain::writing::Purpose;
use domain::{CaseId, Refusal};
pub use perform::Revealed;
use perform::{Done, perform};
use store::cases::{Loaded, View};
use store::db::Connection;

pub async fn act(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Path((_, action)): Path<(String, String)>,
    Named(loaded): Named,
    form: Form,
) -> Result<Response, Fault> {
    let id = loaded.case.id.clone();
    if action == "draft" {
        return draft(&app, &reader, &who, &loaded, &form).await;
    }
    if action == "write" {
        return write(&app, &reader, &who, &loaded, &form).await;
    }
    let known = Act::ALL.iter().any(|act| act.code() == action)
        || matches!(
            action.as_str(),
            "reveal" | "hide" | "remark" | "demands" | "relate" | "jurisdiction" | "commission"
        );
    if !known {
        return Err(Refusal::NotFound.into());
    }
    if action == "reply"
        && form.get("sure").is_none()
        && remarks(&app, &reader, &who, &loaded.case, &form).await?.stops()
    {
        return again(&app, &reader, &who, &loaded, &action, &form, Refusal::ReplyUnsure).await;
    }
    match perform(&app, &reader, &who.actor, &loaded.case, &action, &form).await {
        Ok(Done::Changed) => match viewed(&form, &loaded.case) {
            None => done(&app, &who, &id, &action, &form).await,
            item => Ok(back_to(&format!("/desk/cases/{id}"), item, &action)),
        },
        Ok(Done::Revealed(revealed)) => {
            let asked = Asked { revealed: Some(*revealed), view: from_view(&form), ..Asked::default() };
            case::show(&app, &reader, &who, id.to_string(), StatusCode::OK, asked).await
        }
        Err(error) => match error.refusal() {
            Some(refusal) => again(&app, &reader, &who, &loaded, &action, &form, refusal).await,
            None => Err(error.into()),
        },
    }
}

/// `GET` of the same address, after a reload of a refused form: back to the case.
pub async fn back(Path((id, _)): Path<(String, String)>) -> Result<Redirect, Fault> {
    if !super::request::is_plain(&id) {
        return Err(Refusal::NotFound.into());
    }
    Ok(Redirect::to(&format!("/desk/cases/{id}")))
}

/// What to look at again in a reply to the customer; nobody else is read over the shoulder.
async fn remarks(app: &App, reader: &Reader, who: &Who, case: &Case, form: &Form) -> Result<Reading, Fault> {
    if form.get("to").is_some_and(|to| to != "customer") {
        return Ok(Reading::default());
    }
    let (reading, case, by, text) = (app.clone(), case.clone(), who.actor.clone(), form.text("text"));
    let page = reader.page(app);
    let read = move |db: &mut Connection| reading::read(&reading, db, &page, &case, &by, &text);
    Ok(app.store().db().read(read).await?)
}

/// What is begun and not sent is kept, one text for each form, and answered with what wants a second look.
async fn draft(
    app: &App,
    reader: &Reader,
    who: &Who,
    loaded: &Loaded,
    form: &Form,
) -> Result<Response, Fault> {
    let place =
        form.get("place").filter(|place| matches!(*place, "reply" | "note")).ok_or(Refusal::WordUnknown)?;
    if form.text("text").chars().count() > app.store().policy().limits.text_max {
        return Err(Refusal::TextTooLong.into());
    }
    app.store().save_draft(&me(who), &loaded.case.id, place, form.raw("text")).await?;
    if place == "reply" {
        app.store()
            .save_draft(&me(who), &loaded.case.id, templates::DRAFT, form.raw(templates::DRAFT))
            .await?;
    }
    let mut answer = Remarks { p: reader.page(app), reading: Reading::default() };
    if place == "reply" {
        answer.reading = remarks(app, reader, who, &loaded.case, form).await?;
    }
    Ok(Html(answer.render().expect("a list of strings renders")).into_response())
}

/// A machine drafts; a person reads, changes and sends.
async fn write(
    app: &App,
    reader: &Reader,
    who: &Who,
    loaded: &Loaded,
    form: &Form,
) -> Result<Response, Fault> {
    let purpose = form.get("purpose").map_or(Some(Purpose::Reply), Purpose::parse);
    let purpose = purpose.ok_or(Refusal::WordUnknown)?;
    match drafting::into_draft(app, reader, who, &loaded.case, purpose).await {
        Ok(()) => {
            let place = if purpose == Purpose::Reply { "act-reply" } else { "act-note" };
            Ok(Redirect::to(&format!("/desk/cases/{}#{place}", loaded.case.id)).into_response())
        }
        Err(error) => match error.refusal() {
            Some(refusal) => again(app, reader, who, loaded, "write", form, refusal).await,
            None => Err(error.into()),
        },
    }
}

async fn done(app: &App, who: &Who, case: &CaseId, action: &str, form: &Form) -> Result<Response, Fault> {
    if matches!(action, "reply" | "note") {
        app.store().save_draft(&me(who), case, action, "").await?;
    }
    if action == "reply" {
        app.store().save_draft(&me(who), case, templates::DRAFT, "").await?;
    }
    app.desk().leave(case, &me(who));
    let view = from_view(form).map(|view| format!("&view={}", view.word())).unwrap_or_default();
    Ok(Redirect::to(&format!("/desk/cases/{case}?done={action}{view}")).into_response())
}

fn from_view(form: &Form) -> Option<View> {
    form.get("view").and_then(View::parse)
}

async fn again(
    app: &App,
    reader: &Reader,
    who: &Who,
    loaded: &Loaded,
    action: &str,
    form: &Form,
    refusal: Refusal,
) -> Result<Response, Fault> {
    let text = form.raw("text");
    if matches!(action, "reply" | "note") && text.chars().count() <= app.store().policy().limits.text_max {
        app.store().save_draft(&me(who), &loaded.case.id, action, text).await?;
    }
    let p = reader.page(app);
    let mut message = face::refusal(&p, refusal);
    if matches!(refusal, Refusal::ArticleUnknown | Refusal::ArticleNotInForce) {
        let library = &app.store().policy().law;
        let judged = app.store().citations(&loaded.case, text);
        let doubts = judged.iter().filter_map(|one| face::law::doubt(&p, library, one));
        message = std::iter::once(message).chain(doubts).collect::<Vec<_>>().join(" ");
    }
    let typed = Typed { act: action.to_owned(), fields: form.fields().to_vec() };
    if let Some(item) = viewed(form, &loaded.case) {
        let (status, flash) = (Fault::from(refusal).status(), Some(Flash::Refused(message)));
        let showing = Showing { status, flash, typed, ..Showing::default() };
        return view::show(app, reader, who, loaded, &item.id, showing).await;
    }
    let field = Act::ALL.iter().find(|act| act.code() == action).map_or("person", |act| act.place());
    let asked = Asked {
        flash: Some(Flash::Refused(message.clone())),
        errors: vec![FieldError { field, message }],
        since: form.number("version").filter(|_| refusal == Refusal::Stale),
        typed,
        view: from_view(form),
        ..Asked::default()
    };
    let status = Fault::from(refusal).status();
    case::show(app, reader, who, loaded.case.id.to_string(), status, asked).await
}
