//! `GET /desk/merchants/{merchant}`: a shop's deposit and the measures against it. `POST …/measures` takes one,
//! `POST …/measures/{measure}` lifts one.

use super::{html, page};
use crate::app::App;
use crate::face::measure::measures;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::Flash;
use crate::page::measure::MerchantPage;
use crate::page::merchant::Balance;
use crate::reader::Reader;
use crate::who::Who;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::actor::Role;
use domain::clock::DAY_MS;
use domain::measure::Because;
use domain::words::MeasureKind;
use domain::{MerchantId, Refusal, account};
use serde::Deserialize;
use store::Error;
use store::acts::Taken;

#[derive(Deserialize)]
pub struct Done {
    done: Option<String>,
}

pub async fn merchant(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Fault> {
    let (mut p, store) = (page(&app, &reader, &who), app.store().clone());
    p.flash = done.done.map(|_| Flash::Done(reader.locale.t("measure-done").to_owned()));
    let may_take = matches!(who.role(), Some(Role::Reviewer | Role::Manager | Role::Admin));
    let read = app.store().db().read(move |db| -> Result<_, Error> {
        let id = MerchantId::new(id);
        let known = store.merchant(db, &id)?.ok_or(Refusal::NotFound)?;
        let deposit = store.account(db, &account::deposit(&id))?;
        let owed = store.account(db, &account::merchant(&id))?;
        let told = store.measures(db, &id)?;
        Ok(MerchantPage {
            shop: store.merchant_name(db, &id)?.unwrap_or_else(|| id.to_string()),
            id: id.to_string(),
            deposit: Balance { free_fen: deposit.available().0, held_fen: deposit.held().0 },
            owed_fen: (-owed.posted.0).max(0),
            required_fen: known.deposit_required().map(|fen| fen.0),
            measures: measures(&p, told, "/desk/cases"),
            may_take,
            p,
        })
    });
    Ok(html(StatusCode::OK, &read.await?))
}

pub async fn take(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let store = app.store();
    let because = match (form.get("case"), form.number::<u32>("score")) {
        (Some(number), None) => {
            let (reader, number) = (store.clone(), number.trim().to_owned());
            let found = store.db().read(move |db| reader.case_numbered(db, &number)).await?;
            Because::Case { case: found.ok_or(Refusal::NotFound)? }
        }
        (None, Some(score)) => Because::Score { score },
        _ => return Err(Refusal::ReasonMissing.into()),
    };
    let days: Option<i64> = form.number("days").filter(|days| (1..=366).contains(days));
    let taken = Taken {
        kind: MeasureKind::parse(&form.text("kind")).ok_or(Refusal::WordUnknown)?,
        because,
        clause: form.text("clause").trim().to_owned(),
        reasons: form.text("reasons"),
        amount: form.yuan("amount")?,
        until_ms: days.map(|days| store.now_ms() + days * DAY_MS),
    };
    store.take_measure(&who.actor, &MerchantId::new(&id), taken, None).await?;
    Ok(Redirect::to(&format!("/desk/merchants/{id}?done=1")).into_response())
}

pub async fn lift(
    State(app): State<App>,
    who: Who,
    Path((id, measure)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Fault> {
    app.store().lift_measure(&who.actor, &MerchantId::new(&id), &measure, &form.text("why")).await?;
    Ok(Redirect::to(&format!("/desk/merchants/{id}?done=1")).into_response())
}
