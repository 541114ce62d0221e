//! `/return`: back with the number and a code that was sent to the contact of the case. Whether a number exists is
//! not told: the answer looks the same, only no code comes.

use super::field_error;
use crate::app::App;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::customer::{ReturnPage, ReturnStep};
use crate::reader::Reader;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::case::{Case, CodePurpose};
use domain::{Actor, Refusal};
use store::Error;

pub async fn return_page(State(app): State<App>, reader: Reader) -> Response {
    show(&app, &reader, StatusCode::OK, ReturnStep::Number { number: String::new() }, None)
}

pub async fn come_back(State(app): State<App>, reader: Reader, form: Form) -> Result<Response, Fault> {
    let number = form.text("number");
    super::slowly(&app, &format!("return:{number}"), 10)?;
    super::slowly(&app, "return", 600)?;
    let (store, wanted) = (app.store().clone(), number.clone());
    let case = app
        .store()
        .db()
        .read(move |db| -> Result<_, Error> {
            let id = store.case_numbered(db, &wanted)?;
            Ok(id.map(|id| store.case(db, &id)).transpose()?.flatten().map(|loaded| loaded.case))
        })
        .await?;
    match form.get("code") {
        None => ask(&app, &reader, number, case).await,
        Some(code) => enter(&app, &reader, number, case, code).await,
    }
}

async fn ask(app: &App, reader: &Reader, number: String, case: Option<Case>) -> Result<Response, Fault> {
    if let Some(case) = case {
        let by = Actor::Customer(case.id.clone());
        match app.store().ask_code(&by, &case, CodePurpose::Return).await {
            Err(error) if error.refusal().is_none() => return Err(error.into()),
            _ => {}
        }
    }
    let to = reader.locale.t("code-to").to_owned();
    Ok(show(app, reader, StatusCode::OK, ReturnStep::Code { number, to }, None))
}

async fn enter(
    app: &App,
    reader: &Reader,
    number: String,
    case: Option<Case>,
    code: &str,
) -> Result<Response, Fault> {
    let tried = match &case {
        Some(case) => {
            app.store().try_code(&Actor::Customer(case.id.clone()), case, CodePurpose::Return, code).await
        }
        None => Err(Refusal::CodeWrong.into()),
    };
    match (tried, case) {
        (Ok(()), Some(case)) => Ok(Redirect::to(&format!("/c/{}", app.store().link(&case))).into_response()),
        (Err(error), _) if error.refusal().is_none() => Err(error.into()),
        (tried, _) => {
            let refusal = tried.err().and_then(|error| error.refusal()).unwrap_or(Refusal::CodeWrong);
            // A code that is gone and one that never was read the same.
            let refusal = if refusal == Refusal::CodeGone { refusal } else { Refusal::CodeWrong };
            let to = reader.locale.t("code-to").to_owned();
            let step = ReturnStep::Code { number, to };
            Ok(show(app, reader, StatusCode::FORBIDDEN, step, Some(refusal)))
        }
    }
}

fn show(
    app: &App,
    reader: &Reader,
    status: StatusCode,
    step: ReturnStep,
    refusal: Option<Refusal>,
) -> Response {
    let p = reader.page(app);
    let errors = refusal.map(|refusal| field_error(&p, refusal)).into_iter().collect();
    let page = ReturnPage { p, token: String::new(), step, errors };
    (status, Html(page.render().expect("a page of strings renders"))).into_response()
}
