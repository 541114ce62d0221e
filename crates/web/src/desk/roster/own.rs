use crate::app::App;
use crate::desk::{html, me};
use crate::face;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::error::ErrorPage;
use crate::reader::Reader;
use crate::who::Who;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::UserId;
use domain::event::Duty;
use store::acts::HandedOver;

pub async fn duty(State(app): State<App>, who: Who, form: Form) -> Result<Response, Fault> {
    let on = if form.get("duty") == Some("on") { Duty::On } else { Duty::Off };
    app.store().set_duty(&who.actor, &me(&who), on).await?;
    Ok(Redirect::to("/desk/roster?done=duty").into_response())
}

/// The shift is over: everything open goes to somebody, with a note; new cases pass by.
pub async fn hand_over(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    form: Form,
) -> Result<Response, Fault> {
    let (store, mine) = (app.store(), me(&who));
    let to = form.get("to").map(UserId::new);
    let done = store.hand_over(&who.actor, &mine, to.as_ref(), &form.text("note")).await?;
    if form.get("off").is_some() {
        store.set_duty(&who.actor, &mine, Duty::Off).await?;
    }
    app.desk().forget_counts(&mine);
    if done.refused.is_empty() {
        return Ok(Redirect::to(&format!("/desk/roster?done=handed&cases={}", done.cases)).into_response());
    }
    Ok(told(&app, &reader, &done))
}

/// The others have gone; these stay, and why.
fn told(app: &App, reader: &Reader, done: &HandedOver) -> Response {
    let p = reader.page(app);
    let line =
        |(case, why): &(domain::CaseId, domain::Refusal)| format!("{case}: {}", face::refusal(&p, *why));
    let lines: Vec<String> = done.refused.iter().map(line).collect();
    let first = done.refused[0].1;
    let status = Fault::from(first).status();
    let page =
        ErrorPage { status: status.as_u16(), id: first.code().to_owned(), detail: Some(lines.join(" ")), p };
    html(status, &page)
}
