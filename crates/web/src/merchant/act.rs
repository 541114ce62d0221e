//! `POST /m/cases/{id}/{action}`: what a merchant does with its case.

use super::case::{own, show};
use super::view;
use crate::answer::{Refused, Showing, back, viewed};
use crate::app::App;
use crate::face;
use crate::fault::Fault;
use crate::form::Form;
use crate::menu::menu;
use crate::page::desk::Typed;
use crate::reader::Reader;
use crate::upload::{appeal, remark, upload};
use crate::who::Who;
use axum::extract::{Path, State};
use axum::response::Response;
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
    let done = perform(app.store(), &who.actor, &loaded.case, &action, &form).await;
    let viewed = viewed(&form, &loaded.case);
    let Err(error) = done else { return Ok(back(&format!("/m/cases/{id}"), viewed, &action)) };
    let p = reader.page(&app);
    let mut refused = Refused::of(&p, error)?;
    let (policy, said) = (app.store().policy(), refused.message);
    refused.message = face::decided::refused(&p, policy, &loaded.case, refused.refusal, said);
    match viewed {
        Some(item) => {
            view::show(&app, &reader, &who, &loaded, &item.id, Showing::again(&refused, &form)).await
        }
        None => {
            let typed = Typed { act: action, fields: form.fields().to_vec() };
            show(&app, &reader, &who, id, refused.status, refused.flash(), typed).await
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
        "appeal" => store.appeal(by, id, appeal(form), None).await?,
        "withdraw" => store.withdraw(by, id, form.get("text"), None).await?,
        "person" => store.ask_person(by, id, &form.text("of"), None).await?,
        "remark" => store.remark(by, id, &remark(form, None), None).await?,
        "offer" => store.offer(by, id, menu(form, store.now_ms())?, None).await?,
        "consent" => store.consent(by, id, form.get("text"), None).await?,
        "take-back" => store.drop_approval(by, id, &form.text("approval"), None).await?,
        "accept" => store.accept(by, id, &form.text("offer"), vec![], None).await?,
        _ => return Err(Refusal::NotFound.into()),
    };
    Ok(())
}
