//! `GET /` and `POST /`: say what happened.

use super::field_error;
use crate::app::App;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::customer::{FilePage, Filing};
use crate::page::parts::FieldError;
use crate::reader::Reader;
use crate::sign::{Noticed, Remedy};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::personal::Personal;
use domain::words::{self, Channel, Want};
use domain::{Actor, Refusal};
use store::content::{is_id, random_id};
use store::filing::Intake;
use store::record::{Matter, Person};

pub async fn form(State(app): State<App>, reader: Reader) -> Response {
    show(&app, &reader, random_id(), Filing::default(), None)
}

pub async fn file(State(app): State<App>, reader: Reader, form: Form) -> Result<Response, Fault> {
    // The token of the form makes a replayed or doubled submission harmless.
    let token = form.get("token").filter(|token| is_id(token)).map_or_else(random_id, str::to_owned);
    let intake = intake(&reader, &form, &token);
    let filed = match intake {
        Ok(intake) => app.store().file(&Actor::Stranger, intake).await,
        Err(refusal) => Err(refusal.into()),
    };
    match filed {
        Ok(filed) => Ok(Redirect::to(&format!("/c/{}/filed", filed.link)).into_response()),
        Err(error) => match error.refusal() {
            Some(refusal) => Ok(show(&app, &reader, token, kept(&form), Some(refusal))),
            None => Err(error.into()),
        },
    }
}

fn show(app: &App, reader: &Reader, token: String, form: Filing, refusal: Option<Refusal>) -> Response {
    let p = reader.page(app);
    let errors: Vec<FieldError> = refusal.map(|refusal| field_error(&p, refusal)).into_iter().collect();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = FilePage { p, token, form, errors };
    let html = Html(page.render().expect("a page of strings renders"));
    (status, html).into_response()
}

fn intake(reader: &Reader, form: &Form, token: &str) -> Result<Intake, Refusal> {
    let wants = form
        .all("wants")
        .map(|want| Want::parse(want).ok_or(Refusal::WordUnknown))
        .collect::<Result<_, _>>()?;
    let noticed = form.get("noticed").map(|word| words::Noticed::parse(word).ok_or(Refusal::WordUnknown));
    let person = Person {
        name: Personal::new(form.text("name")),
        phone: Personal::new(form.text("phone")),
        mail: Personal::new(form.text("email")),
    };
    if person.phone.is_empty() && person.mail.is_empty() {
        return Err(Refusal::ContactMissing);
    }
    Ok(Intake {
        channel: Some(Channel::Web),
        locale: Some(reader.locale.into()),
        person,
        matter: Matter {
            text: Personal::new(form.text("text")),
            order_number: form.get("order_number").map(str::to_owned),
            ..Matter::default()
        },
        noticed: noticed.transpose()?,
        wants,
        jurisdiction: None,
        files: form.files.clone(),
        origin: form.origin.clone(),
        key: Some(format!("form:{token}")),
        ..Intake::default()
    })
}

/// What was typed stays, except the files: browsers do not let a page fill them in.
fn kept(form: &Form) -> Filing {
    Filing {
        order_number: form.text("order_number"),
        text: form.text("text"),
        noticed: form.get("noticed").and_then(Noticed::of),
        wants: form.all("wants").filter_map(Remedy::of).collect(),
        name: form.text("name"),
        phone: form.text("phone"),
        email: form.text("email"),
    }
}
