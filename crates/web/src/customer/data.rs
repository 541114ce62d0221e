//! `/c/{link}/data`: everything about the person, after a code to the contact of the case. The code decides whose data
//! it is: all cases of the phone or mail address it went to.

use super::{behind, field_error, named, slowly};
use crate::answer;
use crate::app::App;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::Flash;
use crate::page::person::{DataPage, DataStep};
use crate::person;
use crate::reader::Reader;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::case::{Case, CodePurpose};
use domain::{Actor, Refusal};
use store::cases::Loaded;

pub async fn data_page(
    State(app): State<App>,
    reader: Reader,
    Path(link): Path<String>,
) -> Result<Response, Fault> {
    slowly(&app, &format!("link:{}", named(&link)), 240)?;
    let loaded = behind(&app, &link).await?;
    Ok(show(&app, &reader, &loaded, &link, StatusCode::OK, None))
}

pub async fn data(
    State(app): State<App>,
    reader: Reader,
    Path(link): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    slowly(&app, &format!("data:{}", named(&link)), 10)?;
    let loaded = behind(&app, &link).await?;
    let (store, by) = (app.store(), Actor::Customer(loaded.case.id.clone()));
    let refused = match form.get("code") {
        None => match store.ask_code(&by, &loaded.case, CodePurpose::Export).await {
            Ok(_) => return Ok(Redirect::to(&format!("/c/{link}/data")).into_response()),
            Err(error) => error,
        },
        Some(code) => match store.try_export_code(&loaded.case, code).await {
            Ok(whose) => return person::download(&app, &by, whose, Some(reader.locale), None).await,
            Err(error) => error,
        },
    };
    let Some(refusal) = refused.refusal() else { return Err(refused.into()) };
    let loaded = behind(&app, &link).await?;
    Ok(show(&app, &reader, &loaded, &link, Fault::from(refusal).status(), Some(refusal)))
}

fn show(
    app: &App,
    reader: &Reader,
    loaded: &Loaded,
    link: &str,
    status: StatusCode,
    refusal: Option<Refusal>,
) -> Response {
    let (mut p, step) = (reader.page(app), step(&loaded.case));
    p.path = format!("/c/{link}/data");
    let mut errors: Vec<_> = refusal.map(|refusal| field_error(&p, refusal)).into_iter().collect();
    if step != DataStep::Sent {
        // There is no field the words could stand beside.
        p.flash = errors.pop().map(|error| Flash::Refused(error.message));
    }
    let page = DataPage {
        link: link.to_owned(),
        number: loaded.case.number.clone(),
        version: loaded.version as i64,
        token: store::content::random_id(),
        step,
        errors,
        p,
    };
    answer::page(status, &page)
}

fn step(case: &Case) -> DataStep {
    let sent = case.code.as_ref().is_some_and(|code| code.purpose == CodePurpose::Export);
    match case.contacts_known() {
        false => DataStep::NoContact,
        true if sent => DataStep::Sent,
        true => DataStep::Ask,
    }
}
