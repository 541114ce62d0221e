//! `POST /api/v1/persons/export`: everything about one person as a zip, for whoever hands it to them.

use super::body::Body;
use super::word::filled;
use axum::extract::State;
use axum::response::Response;
use domain::Refusal;
use serde::Deserialize;
use store::person::{Contact, Whose};
use web::app::App;
use web::fault::Fault;
use web::locale::Locale;
use web::person;
use web::who::Who;

/// One of phone, email and case.
#[derive(Deserialize)]
pub struct Export {
    phone: Option<String>,
    email: Option<String>,
    /// Number or id.
    case: Option<String>,
    why: String,
    language: Option<String>,
}

pub async fn export(State(app): State<App>, who: Who, Body(asked): Body<Export>) -> Result<Response, Fault> {
    if asked.why.trim().is_empty() {
        return Err(Refusal::TextMissing.into());
    }
    let locale = match filled(asked.language.as_deref()) {
        Some(tag) => Some(Locale::of_tag(tag).ok_or(Refusal::WordUnknown)?),
        None => None,
    };
    let whose = whose(&app, &asked).await?;
    person::download(&app, &who.actor, whose, locale, Some(&asked.why)).await
}

async fn whose(app: &App, asked: &Export) -> Result<Whose, Fault> {
    let given = [&asked.phone, &asked.email, &asked.case].map(|text| filled(text.as_deref()));
    let contact = |contact| Whose { case: None, contact: Some(contact) };
    match given {
        [Some(phone), None, None] => Ok(contact(Contact::phone(phone).ok_or(Refusal::PhoneInvalid)?)),
        [None, Some(mail), None] => Ok(contact(Contact::mail(mail).ok_or(Refusal::MailInvalid)?)),
        [None, None, Some(case)] => {
            let (store, case) = (app.store().clone(), case.to_owned());
            let found = app.store().db().read(move |db| -> Result<_, store::Error> {
                let Some(loaded) = store.case_named(db, &case)? else { return Ok(None) };
                store.person_of_case(db, &loaded.case).map(Some)
            });
            Ok(found.await?.ok_or(Refusal::NotFound)?)
        }
        _ => Err(Fault::Malformed("one of phone, email and case".into())),
    }
}
