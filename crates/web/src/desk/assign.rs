//! `POST /desk/assign`: hands the selected cases to one colleague.

use super::{html, me};
use crate::app::App;
use crate::face;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::error::ErrorPage;
use crate::reader::Reader;
use crate::who::Who;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{CaseId, Refusal, UserId};

/// A page of the queue holds fifty; more at once is a mistake.
const CASES_MAX: usize = 200;

pub async fn assign(State(app): State<App>, reader: Reader, who: Who, form: Form) -> Result<Response, Fault> {
    let owner = UserId::new(form.get("owner").ok_or(Refusal::HandlerUnknown)?);
    let cases: Vec<&str> = form.all("case").take(CASES_MAX).collect();
    if cases.is_empty() {
        return Err(Refusal::NothingChosen.into());
    }
    let mut refused = vec![];
    for case in cases {
        match app.store().assign(&who.actor, &CaseId::new(case), &owner, None, None).await {
            Ok(_) => {}
            // Whose it already is stays so: nothing is wrong with that.
            Err(error) if error.refusal() == Some(Refusal::SameOwner) => {}
            Err(error) => match error.refusal() {
                Some(refusal) => refused.push((case.to_owned(), refusal)),
                None => return Err(error.into()),
            },
        }
    }
    app.desk().forget_counts(&me(&who));
    match refused.first() {
        None => Ok(Redirect::to(&format!("/desk?view={}&done=assign", form.get("view").unwrap_or("mine")))
            .into_response()),
        Some((_, refusal)) => Ok(told(&app, &reader, &refused, *refusal)),
    }
}

/// The others are assigned; these are not, and why.
fn told(app: &App, reader: &Reader, refused: &[(String, Refusal)], first: Refusal) -> Response {
    let p = reader.page(app);
    let lines: Vec<String> =
        refused.iter().map(|(case, why)| format!("{case}: {}", face::refusal(&p, *why))).collect();
    let status = Fault::from(first).status();
    let page =
        ErrorPage { p, status: status.as_u16(), id: first.code().to_owned(), detail: Some(lines.join(" ")) };
    html(status, &page)
}
