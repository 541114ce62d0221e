//! `/t/{link}`: a carrier or an inspector reads what is asked and answers. The link is the key; it opens one request.

use crate::answer::{self, After, Refused};
use crate::app::App;
use crate::customer::{named, slowly};
use crate::face;
use crate::fault::Fault;
use crate::form::Form;
use crate::look;
use crate::page::parts::FieldError;
use crate::page::third::{AsksResult, ThirdPage, ThirdState, Typed, Wanted};
use crate::page::{Flash, Page};
use crate::reader::Reader;
use crate::upload::upload;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::Refusal;
use domain::case::RequestState;
use domain::words::Inspected;
use store::Error;
use store::acts::Upload;
use store::cases::Opened;
use store::db::Connection;
use store::looks::How;
use store::seen::Thing;

pub async fn page(
    State(app): State<App>,
    reader: Reader,
    Path(link): Path<String>,
    Query(after): Query<After>,
) -> Result<Response, Fault> {
    let flash = after.flash(reader.locale.t("third-thanks"));
    show(&app, &reader, link, (StatusCode::OK, flash), vec![], Typed::default()).await
}

pub async fn answer(
    State(app): State<App>,
    reader: Reader,
    Path(link): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    slowly(&app, &format!("third:{}", named(&link)), 60)?;
    let opened = opened(&app, &link).await?;
    let Err(error) = give(&app, &opened, &form).await else {
        return Ok(answer::back(&format!("/t/{link}"), None, "answer"));
    };
    let Refused { refusal, status, message } = Refused::of(&reader.page(&app), error)?;
    let message = match refusal {
        Refusal::NothingChosen => reader.locale.t("third-nothing").to_owned(),
        _ => message,
    };
    let typed = Typed { kind: form.text("kind"), result: form.text("result"), text: form.text("text") };
    show(&app, &reader, link, (status, None), vec![FieldError { field: "files", message }], typed).await
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
    let upload = upload(form, case, Some(&opened.request.id), form.get("text"));
    // What they send is something they were asked for, or only the kind of file it is.
    let kind = upload.kind.filter(|kind| opened.request.kinds.contains(kind));
    let upload = Upload { kind, corrects: None, result, ..upload };
    app.store().add_evidence(&opened.actor, &case.id, upload, None).await.map(drop)
}

async fn show(
    app: &App,
    reader: &Reader,
    link: String,
    (status, flash): (StatusCode, Option<Flash>),
    errors: Vec<FieldError>,
    typed: Typed,
) -> Result<Response, Fault> {
    slowly(app, &format!("third:{}", named(&link)), 240)?;
    let (opened, mut p) = (opened(app, &link).await?, reader.page(app));
    p.path = format!("/t/{link}");
    p.flash = flash;
    look::at(app, &opened.actor, &opened.loaded.case.id, How::Page);
    let reading = app.clone();
    let page = app.store().db().read(move |db| drawn(&reading, db, p, link, &opened)).await?;
    let page = ThirdPage { errors, typed, ..page };
    Ok(answer::page(status, &page))
}

fn drawn(app: &App, db: &mut Connection, p: Page, link: String, opened: &Opened) -> Result<ThirdPage, Error> {
    let (store, case, request) = (app.store(), &opened.loaded.case, &opened.request);
    let books = &store.policy().playbooks;
    let wanted = |kind: &String| match books.evidence_kind(case.kind(), kind) {
        Some(known) => Wanted {
            value: kind.clone(),
            label: known.label.read(p.locale.into()).to_owned(),
            how: known.how.read(p.locale.into()).to_owned(),
        },
        None => {
            Wanted { value: kind.clone(), label: face::kind_label(&p, books, case, kind), how: String::new() }
        }
    };
    let state = match request.state {
        RequestState::Answered => ThirdState::Answered,
        _ if !case.is_open() => ThirdState::Over,
        RequestState::Open => ThirdState::Open,
        RequestState::Lapsed => ThirdState::Late,
    };
    let told = store.timeline(db, case, &opened.actor)?;
    let texts = store::timeline::texts(&told);
    let inspects = case.inspection_of(&request.id).is_some();
    Ok(ThirdPage {
        link,
        to: face::party(request.to),
        what: request.kinds.iter().map(wanted).collect(),
        why: store.text_for(db, case, &opened.actor, Thing::Request(request))?.unwrap_or_default(),
        due_ms: request.due_ms,
        if_silent: face::silence(&p, books, case, request),
        state,
        decided: match request.to {
            domain::Party::Consignor => {
                face::decided::decided(&p, store.policy(), case, &opened.actor, &texts)
            }
            _ => Default::default(),
        },
        sale: store.sale_for(db, case, &opened.actor)?.map(|sale| face::consigned::sale(&p, case, &sale)),
        asks_result: if inspects { AsksResult::Yes } else { AsksResult::No },
        typed: Typed::default(),
        errors: vec![],
        p,
    })
}
