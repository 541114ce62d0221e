//! `POST /desk/privacy/{id}/{action}`: what is decided about keeping a case. What was refused shows the page again,
//! with what was typed.

use super::case::{After, show};
use crate::app::App;
use crate::desk::request::Named;
use crate::face;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::Flash;
use crate::page::parts::FieldError;
use crate::page::privacy::Typed;
use crate::reader::Reader;
use crate::who::Who;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::words::Because;
use domain::{Actor, CaseId, Refusal};
use store::{Error, Store};

/// The forms of the page, by the word in their address.
const ACTS: [&str; 8] = ["ask", "grant", "deny", "hold", "lift", "restrict", "ask-unseal", "unseal"];

pub async fn act(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Path((_, action)): Path<(String, String)>,
    Named(loaded): Named,
    form: Form,
) -> Result<Response, Fault> {
    let Some(action) = ACTS.into_iter().find(|act| *act == action) else {
        return Err(Refusal::NotFound.into());
    };
    let id = loaded.case.id.clone();
    match perform(app.store(), &who.actor, &id, action, &form).await {
        Ok(()) => Ok(Redirect::to(&format!("/desk/privacy/{id}?done={action}")).into_response()),
        Err(error) => {
            let Some(refusal) = error.refusal() else { return Err(error.into()) };
            let message = face::refusal(&reader.page(&app), refusal);
            let after = After {
                flash: Some(Flash::Refused(message.clone())),
                typed: Typed { act: action.to_owned(), why: form.text("why") },
                errors: vec![FieldError { field: action, message }],
            };
            show(&app, &reader, &who, loaded, Fault::from(refusal).status(), after).await
        }
    }
}

async fn perform(store: &Store, by: &Actor, id: &CaseId, action: &str, form: &Form) -> Result<(), Error> {
    let (why, given) = (form.text("why"), form.number::<u64>("version"));
    match action {
        "ask" => drop(store.ask_erasure(by, id, Some(&why), given).await?),
        "grant" => drop(store.grant_erasure(by, id, given).await?),
        "deny" => drop(store.deny_erasure(by, id, &why, given).await?),
        "hold" => drop(store.set_hold(by, id, &why, given).await?),
        "lift" => drop(store.lift_hold(by, id, &form.text("hold"), &why, given).await?),
        "restrict" => drop(store.restrict(by, id, Because::ByHand, given).await?),
        "ask-unseal" => drop(store.ask_unseal(by, id, &why, given).await?),
        _ => drop(store.unseal(by, id, given).await?),
    }
    Ok(())
}
