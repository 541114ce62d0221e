//! `GET /api/v1/approvals`: what waits for a yes. `GET|POST /api/v1/budgets`: what may be promised a day.

use super::body::Body;
use super::read::approval::approval;
use axum::Json;
use axum::extract::State;
use domain::words::Team;
use domain::{Fen, Refusal};
use serde::Deserialize;
use serde_json::{Value, json};
use store::acts::Budgeting;
use store::approvals::{Day, May, Waiting};
use web::app::App;
use web::fault::Fault;
use web::who::Who;

const MOST: usize = 200;

pub async fn list(State(app): State<App>, who: Who) -> Result<Json<Value>, Fault> {
    let (store, by) = (app.store().clone(), who.actor.clone());
    let waiting = app.store().db().read(move |db| store.approvals(db, &by, by.user(), MOST)).await?;
    let items: Vec<Value> = waiting.iter().filter_map(one).collect();
    Ok(Json(json!({ "items": items })))
}

fn one(waiting: &Waiting) -> Option<Value> {
    let case = &waiting.loaded.case;
    let mut body = approval(case, waiting.approval()?, waiting.why.as_deref());
    let more = json!({
        "case": case.id,
        "number": case.number,
        "version": waiting.loaded.version,
        "words": waiting.words,
        "brief": waiting.brief.words.reveal(),
        "may": match waiting.may {
            May::Decide => "decide",
            May::Own => "own",
            May::Above => "above",
        },
    });
    body.as_object_mut()?.extend(more.as_object()?.clone());
    Some(body)
}

pub async fn budgets(State(app): State<App>) -> Result<Json<Value>, Fault> {
    let store = app.store().clone();
    let days = app.store().db().read(move |db| store.budgets(db)).await?;
    let one = |day: &Day| {
        json!({
            "team": day.team,
            "day": day.budget.day,
            "daily_fen": day.budget.daily,
            "drawn_fen": day.budget.drawn,
            "left_fen": day.budget.left(),
            "there_fen": day.there,
            "brake": day.budget.brake,
        })
    };
    Ok(Json(json!({ "items": days.iter().map(one).collect::<Vec<_>>() })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// Without it the whole house.
    team: Option<Team>,
    what: What,
    /// So much a day, or so much more for today.
    amount_fen: Option<i64>,
    why: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum What {
    Set,
    Pull,
    Release,
}

pub async fn budget(
    State(app): State<App>,
    who: Who,
    Body(given): Body<Given>,
) -> Result<Json<Value>, Fault> {
    let amount = given.amount_fen.map(Fen);
    if amount.is_some_and(|amount| amount < Fen::ZERO) {
        return Err(Refusal::AmountInvalid.into());
    }
    let what = match given.what {
        What::Set => Budgeting::Set(amount),
        What::Pull => Budgeting::Pull,
        What::Release => Budgeting::Release(amount.unwrap_or(Fen::ZERO)),
    };
    app.store().set_budget(&who.actor, given.team, what, &given.why).await?;
    budgets(State(app)).await
}
