//! `/t/{link}`: a carrier or an inspector reads what is asked and answers. The link is the key; it opens one request.

use crate::app::App;
use crate::face;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::parts::FieldError;
use crate::page::third::{AsksResult, ThirdPage, ThirdState, Wanted};
use crate::page::{Flash, Page};
use crate::reader::Reader;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::Refusal;
use domain::case::RequestState;
use domain::words::Inspected;
use store::Error;
use store::acts::Upload;
use store::cases::Opened;
use store::db::Connection;
use store::seen::Thing;

#[derive(serde::Deserialize)]
pub struct After {
    done: Option<String>,
}

pub async fn page(
    State(app): State<App>,
    reader: Reader,
    Path(link): Path<String>,
    Query(after): Query<After>,
) -> Result<Response, Fault> {
    let flash = after.done.map(|_| Flash::Done(reader.locale.t("third-thanks").to_owned()));
    show(&app, &reader, link, StatusCode::OK, flash, vec![]).await
}

pub async fn answer(
    State(app): State<App>,
    reader: Reader,
    Path(link): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    crate::customer::slowly(&app, &format!("third:{}", link.get(..26).unwrap_or(&link)), 60)?;
    let opened = opened(&app, &link).await?;
    match give(&app, &opened, &form).await {
        Ok(()) => Ok(Redirect::to(&format!("/t/{link}?done=answer")).into_response()),
        Err(error) => {
            let Some(refusal) = error.refusal() else { return Err(error.into()) };
            let message = face::refusal(&reader.page(&app), refusal);
            let errors = vec![FieldError { field: "files", message: message.clone() }];
            let status = Fault::from(refusal).status();
            show(&app, &reader, link, status, Some(Flash::Refused(message)), errors).await
        }
    }
}

async fn opened(app: &App, link: &str) -> Result<Opened, Fault> {
    let (store, link) = (app.store().clone(), link.to_owned());
    let opened = app.store().db().read(move |db| store.request_by_link(db, &link)).await?;
    Ok(opened.ok_or(Refusal::NotFound)?)
}

/// What is asked for by one kind is of that kind; an inspector's report says what it came to.
async fn give(app: &App, opened: &Opened, form: &Form) -> Result<(), Error> {
    let case = &opened.loaded.case;
    let result = match case.inspection_of(&opened.request.id) {
        Some(inspection) => {
            let result = form.get("result").and_then(Inspected::parse).ok_or(Refusal::ResultMissing)?;
            Some((inspection.id.clone(), result))
        }
        None => None,
    };
    let one = if let [kind] = &opened.request.kinds[..] { Some(kind.clone()) } else { None };
    let upload = Upload {
        files: form.files.clone(),
        kind: one,
        request: Some(opened.request.id.clone()),
        text: form.get("text").map(str::to_owned),
        result,
        origin: form.origin.clone(),
        ..Upload::default()
    };
    app.store().add_evidence(&opened.actor, &case.id, upload, None).await.map(drop)
}

async fn show(
    app: &App,
    reader: &Reader,
    link: String,
    status: StatusCode,
    flash: Option<Flash>,
    errors: Vec<FieldError>,
) -> Result<Response, Fault> {
    crate::customer::slowly(app, &format!("third:{}", link.get(..26).unwrap_or(&link)), 240)?;
    let (opened, mut p) = (opened(app, &link).await?, reader.page(app));
    p.path = format!("/t/{link}");
    p.flash = flash;
    let reading = app.clone();
    let page = app.store().db().read(move |db| drawn(&reading, db, p, link, &opened)).await?;
    let page = ThirdPage { errors, ..page };
    let html = Html(page.render().expect("a page of strings renders"));
    Ok((status, [(header::CACHE_CONTROL, "private, no-store")], html).into_response())
}

fn drawn(app: &App, db: &mut Connection, p: Page, link: String, opened: &Opened) -> Result<ThirdPage, Error> {
    let (store, case, request) = (app.store(), &opened.loaded.case, &opened.request);
    let books = &store.policy().playbooks;
    let wanted = |kind: &String| match books.evidence_kind(case.kind(), kind) {
        Some(known) => Wanted {
            label: known.label.read(p.locale.into()).to_owned(),
            how: known.how.read(p.locale.into()).to_owned(),
        },
        None => Wanted { label: face::kind_label(&p, books, case, kind), how: String::new() },
    };
    let state = match request.state {
        RequestState::Answered => ThirdState::Answered,
        _ if !case.is_open() => ThirdState::Over,
        RequestState::Open => ThirdState::Open,
        RequestState::Lapsed => ThirdState::Late,
    };
    let inspects = case.inspection_of(&request.id).is_some();
    Ok(ThirdPage {
        link,
        to: face::party(request.to),
        what: request.kinds.iter().map(wanted).collect(),
        why: store.text_for(db, case, &opened.actor, Thing::Request(request))?.unwrap_or_default(),
        due_ms: request.due_ms,
        if_silent: face::silence(&p, books, case, request),
        state,
        asks_result: if inspects { AsksResult::Yes } else { AsksResult::No },
        errors: vec![],
        p,
    })
}
