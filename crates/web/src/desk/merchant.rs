//! `GET /desk/merchants/{merchant}`: a shop's deposit, what was agreed with it, its risk and the measures against it.
//! `POST …/measures` takes one, `POST …/measures/{measure}` lifts one or answers an objection; `POST …/contract` agrees
//! on limits, `POST …/rules/{rule}` stops a standing rule.

use super::{html, page};
use crate::answer::Refused;
use crate::app::App;
use crate::face::measure::measures;
use crate::face::shop;
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
use domain::words::{MeasureKind, Switch, Trust};
use domain::{MerchantId, Refusal, account};
use serde::Deserialize;
use store::Error;
use store::acts::{Agreed, Taken};

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
    let flash = done.done.map(|_| Flash::Done(reader.locale.t("measure-done").to_owned()));
    show(&app, &reader, &who, id, (StatusCode::OK, flash)).await
}

async fn show(
    app: &App,
    reader: &Reader,
    who: &Who,
    id: String,
    (status, flash): (StatusCode, Option<Flash>),
) -> Result<Response, Fault> {
    let (mut p, store) = (page(app, reader, who), app.store().clone());
    p.flash = flash;
    let may_take = matches!(who.role(), Some(Role::Reviewer | Role::Manager | Role::Admin));
    let may_agree = matches!(who.role(), Some(Role::Manager | Role::Admin));
    let read = app.store().db().read(move |db| -> Result<_, Error> {
        let id = MerchantId::new(id);
        let known = store.merchant(db, &id)?.ok_or(Refusal::NotFound)?;
        let deposit = store.account(db, &account::deposit(&id))?;
        let owed = store.account(db, &account::merchant(&id))?;
        let told = store.measures(db, &id)?;
        let parts = store.risk(db, &id)?;
        Ok(MerchantPage {
            shop: store.merchant_name(db, &id)?.unwrap_or_else(|| id.to_string()),
            deposit: Balance { free_fen: deposit.available().0, held_fen: deposit.held().0 },
            owed_fen: (-owed.posted.0).max(0),
            required_fen: known.deposit_required().map(|fen| fen.0),
            measures: measures(&p, told, "/desk/cases"),
            may_take,
            may_agree,
            agreed: shop::agreement(&known, store.now_ms()),
            rules: shop::rules(&p, &store, db, (&id, &known))?,
            risk: shop::risk(&p, &parts, &store.numbers_behind(db, &parts)?, "/desk/cases"),
            id: id.to_string(),
            p,
        })
    });
    Ok(html(status, &read.await?))
}

async fn told(
    app: &App,
    reader: &Reader,
    who: &Who,
    id: String,
    done: Result<(), Error>,
) -> Result<Response, Fault> {
    let Err(error) = done else {
        return Ok(Redirect::to(&format!("/desk/merchants/{id}?done=1")).into_response());
    };
    let refused = Refused::of(&reader.page(app), error)?;
    show(app, reader, who, id, (refused.status, refused.flash())).await
}

/// What the shop may settle by itself; by a manager, with a reason.
pub async fn agree(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let done = match agreed(&form) {
        Ok(agreed) => app.store().set_contract(&who.actor, &MerchantId::new(&id), agreed).await.map(drop),
        Err(refusal) => Err(refusal.into()),
    };
    told(&app, &reader, &who, id, done).await
}

fn agreed(form: &Form) -> Result<Agreed, Refusal> {
    let trust = Trust::parse(&form.text("trust")).ok_or(Refusal::WordUnknown)?;
    let (per_case, per_day) =
        (form.yuan("per_case")?.unwrap_or_default(), form.yuan("per_day")?.unwrap_or_default());
    Ok(Agreed { trust, per_case, per_day, why: form.text("why") })
}

/// A standing rule that does harm is stopped.
pub async fn stop(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Path((id, rule)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let done = app.store().switch_rule(&who.actor, &MerchantId::new(&id), &rule, Switch::Off).await;
    told(&app, &reader, &who, id, done.map(drop)).await
}

pub async fn take(
    State(app): State<App>,
    reader: Reader,
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
    let done = store.take_measure(&who.actor, &MerchantId::new(&id), taken, None).await;
    told(&app, &reader, &who, id, done.map(drop)).await
}

/// `what` is `uphold` where the objection was looked at and the measure stays; otherwise it is lifted.
pub async fn lift(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Path((id, measure)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Fault> {
    let (store, merchant, why) = (app.store(), MerchantId::new(&id), form.text("why"));
    let done = match form.get("what") {
        Some("uphold") => store.uphold_measure(&who.actor, &merchant, &measure, &why).await,
        _ => store.lift_measure(&who.actor, &merchant, &measure, &why).await,
    };
    told(&app, &reader, &who, id, done.map(drop)).await
}
