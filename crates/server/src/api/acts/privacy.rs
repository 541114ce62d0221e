//! What guards a case: erasure asked for, denied and done, holds, restriction, and who sees an item. What may be done
//! now, and by whom, the rules say.

use super::Act;
use crate::api::body::Body;
use crate::api::word::chosen;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::UserId;
use domain::words::{Because, Ground, Tier};
use serde::Deserialize;
use serde_json::json;
use store::privacy::{Done, What};
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Why {
    why: String,
}

#[derive(Deserialize)]
pub struct PerhapsWhy {
    why: Option<String>,
}

#[derive(Deserialize)]
pub struct Erase {
    ground: String,
    /// Object ids, evidence ids or `#no` of entries; without any, everything personal.
    #[serde(default)]
    objects: Vec<String>,
}

#[derive(Deserialize)]
pub struct Lift {
    hold: String,
    why: String,
}

#[derive(Deserialize)]
pub struct NewTier {
    evidence: String,
    tier: String,
    #[serde(default)]
    named: Vec<String>,
    why: String,
}

/// `POST …/ask-erasure`
pub async fn ask_erasure(
    State(app): State<App>,
    act: Act,
    Body(new): Body<PerhapsWhy>,
) -> Result<Response, Fault> {
    let done = app.store().ask_erasure(&act.actor, &act.case, new.why.as_deref(), act.given.clone()).await;
    act.answer(&app, done).await
}

/// `POST …/deny-erasure`
pub async fn deny_erasure(State(app): State<App>, act: Act, Body(new): Body<Why>) -> Result<Response, Fault> {
    let done = app.store().deny_erasure(&act.actor, &act.case, &new.why, act.given.clone()).await;
    act.answer(&app, done).await
}

/// `POST …/grant-erasure`: it is done once the person was told, or restricted where it may not be yet.
pub async fn grant_erasure(State(app): State<App>, act: Act) -> Result<Response, Fault> {
    let done = app.store().grant_erasure(&act.actor, &act.case, act.given.clone()).await;
    act.answer(&app, done).await
}

/// `POST …/erase`: what came of it is told, for it may have been restricted instead.
pub async fn erase(State(app): State<App>, act: Act, Body(new): Body<Erase>) -> Result<Response, Fault> {
    let ground = chosen(&new.ground, Ground::parse)?;
    let what = if new.objects.is_empty() { What::Everything } else { What::These(new.objects) };
    let done = app.store().erase(&act.actor, &act.case, &what, ground, act.given.clone()).await?;
    let told = match done {
        Done::Erased { objects } => json!({ "erased": objects }),
        Done::Restricted { because, until_ms } => json!({
            "erased": 0,
            "restricted": { "because": because, "until": until_ms.map(crate::api::moment::text) },
        }),
    };
    Ok(Json(told).into_response())
}

/// `POST …/hold`: answers the id of the hold.
pub async fn hold(State(app): State<App>, act: Act, Body(new): Body<Why>) -> Result<Response, Fault> {
    let hold = app.store().set_hold(&act.actor, &act.case, &new.why, act.given.clone()).await?;
    Ok(Json(json!({ "hold": hold })).into_response())
}

/// `POST …/lift-hold`
pub async fn lift_hold(State(app): State<App>, act: Act, Body(new): Body<Lift>) -> Result<Response, Fault> {
    let done = app.store().lift_hold(&act.actor, &act.case, &new.hold, &new.why, act.given.clone()).await;
    act.answer(&app, done).await
}

/// `POST …/restrict`
pub async fn restrict(State(app): State<App>, act: Act) -> Result<Response, Fault> {
    let done = app.store().restrict(&act.actor, &act.case, Because::ByHand, act.given.clone()).await;
    act.answer(&app, done).await
}

/// `POST …/ask-unseal`
pub async fn ask_unseal(State(app): State<App>, act: Act, Body(new): Body<Why>) -> Result<Response, Fault> {
    let done = app.store().ask_unseal(&act.actor, &act.case, &new.why, act.given.clone()).await;
    act.answer(&app, done).await
}

/// `POST …/unseal`
pub async fn unseal(State(app): State<App>, act: Act) -> Result<Response, Fault> {
    let done = app.store().unseal(&act.actor, &act.case, act.given.clone()).await;
    act.answer(&app, done).await
}

/// `POST …/tier`
pub async fn tier(State(app): State<App>, act: Act, Body(new): Body<NewTier>) -> Result<Response, Fault> {
    let tier = chosen(&new.tier, Tier::parse)?;
    let named = new.named.into_iter().map(UserId::new).collect();
    let given = act.given.clone();
    let done =
        app.store().set_tier(&act.actor, &act.case, &new.evidence, (tier, named), &new.why, given).await;
    act.answer(&app, done).await
}
