//! `GET /api/v1/merchants/{merchant}/closing`: how far a merchant that closes has come with its card holders, for us and
//! for the merchant itself; `POST` flags it, `…/share` shares out what is free of the deposit.

use super::acts::key_of;
use super::body::Body;
use super::measures::seen;
use super::moment;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use domain::{Actor, MerchantId, Refusal};
use serde::Deserialize;
use serde_json::{Value, json};
use store::closings::{Choice, Flag, Holder, Progress};
use web::app::App;
use web::fault::Fault;
use web::who::Who;

async fn shown(app: &App, who: &Who, merchant: MerchantId) -> Result<Json<Value>, Fault> {
    let store = app.store().clone();
    let progress = app.store().db().read(move |db| store.closing(db, &merchant)).await?;
    let progress = progress.ok_or(Refusal::NotFound)?;
    let mut body = sums(&progress);
    // Who holds the cards is for those who tell them.
    if matches!(who.actor, Actor::Staff(..)) {
        body["items"] = progress.holders.iter().map(one).collect();
    }
    Ok(Json(body))
}

fn sums(progress: &Progress) -> Value {
    let closing = &progress.closing;
    json!({
        "flagged_at": moment::text(closing.at_ms), "stands": progress.stands,
        "measure": closing.flagged.measure, "elsewhere": closing.flagged.elsewhere,
        "rounds": closing.rounds, "shared_fen": closing.shared, "deposit_free_fen": progress.deposit_free,
        "holders": progress.holders.len(), "told": progress.told(),
        "refund": progress.chose(Choice::Refund), "performance": progress.chose(Choice::Elsewhere),
        "open": progress.chose(Choice::Open), "neither": progress.chose(Choice::Neither),
        "done": progress.done(), "balance_fen": progress.sum(|one| one.balance),
        "paid_fen": progress.sum(|one| one.paid), "left_fen": progress.sum(|one| one.left),
    })
}

fn one(holder: &Holder) -> Value {
    json!({
        "case": holder.case, "number": holder.number, "balance_fen": holder.balance, "told": holder.told,
        "choice": holder.choice.word(), "paid_fen": holder.paid, "left_fen": holder.left,
    })
}

pub async fn show(
    State(app): State<App>,
    who: Who,
    Path(merchant): Path<String>,
) -> Result<Json<Value>, Fault> {
    let merchant = seen(&who, merchant)?;
    shown(&app, &who, merchant).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    clause: String,
    reasons: String,
    words: String,
    elsewhere: Option<String>,
}

pub async fn flag(
    State(app): State<App>,
    who: Who,
    Path(merchant): Path<String>,
    headers: HeaderMap,
    Body(given): Body<Given>,
) -> Result<Json<Value>, Fault> {
    let merchant = MerchantId::new(merchant);
    let key = key_of(&headers, &who.actor, &format!("closing:{merchant}"))?;
    let Given { clause, reasons, words, elsewhere } = given;
    let flag = Flag { clause, reasons, words, elsewhere: elsewhere.map(MerchantId::new) };
    app.store().flag_closing(&who.actor, &merchant, flag, key).await?;
    shown(&app, &who, merchant).await
}

pub async fn share(
    State(app): State<App>,
    who: Who,
    Path(merchant): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Value>, Fault> {
    let merchant = MerchantId::new(merchant);
    let key = key_of(&headers, &who.actor, &format!("closing-share:{merchant}"))?;
    app.store().share_closing(&who.actor, &merchant, key).await?;
    shown(&app, &who, merchant).await
}
