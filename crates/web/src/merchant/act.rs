//! `POST /m/cases/{id}/{action}`: what a merchant does with its case.

use super::case::{own, show};
use crate::app::App;
use crate::face;
use crate::fault::Fault;
use crate::form::Form;
use crate::menu::menu;
use crate::page::Flash;
use crate::reader::Reader;
use crate::upload::upload;
use crate::who::Who;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::case::Case;
use domain::{Actor, Party, Refusal};
use store::{Error, Store};

pub async fn act(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Path((id, action)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Fault> {
    let loaded = own(&app, &who, id.clone()).await?;
    match perform(app.store(), &who.actor, &loaded.case, &action, &form).await {
        Ok(()) => Ok(Redirect::to(&format!("/m/cases/{id}?done={action}")).into_response()),
        Err(error) => {
            let Some(refusal) = error.refusal() else { return Err(error.into()) };
            let flash = Flash::Refused(face::refusal(&reader.page(&app), refusal));
            show(&app, &reader, &who, id, Fault::from(refusal).status(), Some(flash), vec![]).await
        }
    }
}

async fn perform(store: &Store, by: &Actor, case: &Case, action: &str, form: &Form) -> Result<(), Error> {
    let id = &case.id;
    match action {
        "message" => store.say(by, id, Party::Platform, &form.text("text"), None).await?,
        "evidence" => store.add_evidence(by, id, upload(form, case, None, form.get("shows")), None).await?,
        "answer" => {
            store.add_evidence(by, id, upload(form, case, form.get("ask"), form.get("text")), None).await?
        }
        "remark" => store.remark(by, id, &form.text("evidence"), &form.text("text"), None).await?,
        "offer" => store.offer(by, id, menu(form, store.now_ms())?, None).await?,
        "accept" => store.accept(by, id, &form.text("offer"), vec![], None).await?,
        _ => return Err(Refusal::NotFound.into()),
    };
    Ok(())
}
