//! `GET /m/complain` and `POST /m/complain`: the shop complains about a customer of one of its orders.

use super::{merchant, page, shop};
use crate::answer;
use crate::app::App;
use crate::face;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::merchant::ComplainPage;
use crate::page::parts::FieldError;
use crate::reader::Reader;
use crate::who::Who;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Refusal;
use domain::personal::Personal;
use domain::words::Channel;
use store::accuse::Accusation;
use store::content::{is_id, random_id};

pub async fn complain_page(State(app): State<App>, reader: Reader, who: Who) -> Result<Response, Fault> {
    show(&app, &reader, &who, random_id(), &Form::default(), None).await
}

pub async fn complain(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    form: Form,
) -> Result<Response, Fault> {
    // The token of the form makes a doubled submission harmless.
    let token = form.get("token").filter(|token| is_id(token)).map_or_else(random_id, str::to_owned);
    let accusation = Accusation {
        channel: Some(Channel::Web),
        order: form.get("order").map(str::to_owned),
        about: form.get("about").map(str::to_owned),
        text: Personal::new(form.text("text")),
        files: form.files.clone(),
        origin: form.origin.clone(),
        key: Some(format!("form:{token}")),
    };
    match app.store().accuse(&who.actor, accusation).await {
        Ok(filed) => Ok(Redirect::to(&format!("/m/cases/{}?done=complain", filed.case)).into_response()),
        Err(error) => match error.refusal() {
            Some(refusal) => show(&app, &reader, &who, token, &form, Some(refusal)).await,
            None => Err(error.into()),
        },
    }
}

async fn show(
    app: &App,
    reader: &Reader,
    who: &Who,
    token: String,
    form: &Form,
    refusal: Option<Refusal>,
) -> Result<Response, Fault> {
    let (reading, p, own) = (app.clone(), page(app, reader, who), merchant(who)?);
    let shop = app.store().db().read(move |db| shop(&reading, db, &own)).await?;
    let field = |refusal: Refusal| match refusal {
        Refusal::NotItsCustomer | Refusal::NoContact | Refusal::NothingChosen => "order",
        Refusal::TextMissing | Refusal::TextTooLong => "text",
        _ => "files",
    };
    let error = |refusal| FieldError { field: field(refusal), message: face::refusal(&p, refusal) };
    let errors: Vec<FieldError> = refusal.map(error).into_iter().collect();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let (order, about, text) = (form.text("order"), form.text("about"), form.text("text"));
    Ok(answer::page(status, &ComplainPage { p, shop, token, order, about, text, errors }))
}
