//! `GET /api/v1/merchants/{merchant}/measures`, for us and for the merchant itself; `POST` takes one,
//! `…/{measure}/lift` ends one, `…/{measure}/uphold` answers an objection, `…/{measure}/appeal` is the merchant's.

use super::body::Body;
use super::moment;
use super::word::chosen;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use domain::measure::{Because, MeasureState};
use domain::objection::Objection;
use domain::words::MeasureKind;
use domain::{Actor, CaseId, Fen, MerchantId, Refusal};
use serde::Deserialize;
use serde_json::{Value, json};
use store::acts::Taken;
use store::recourse::Told;
use web::app::App;
use web::fault::Fault;
use web::who::Who;

/// A merchant that is not one's own is not there.
pub(super) fn seen(who: &Who, merchant: String) -> Result<MerchantId, Fault> {
    let merchant = MerchantId::new(merchant);
    match &who.actor {
        Actor::Merchant(_, own) if *own != merchant => Err(Refusal::NotFound.into()),
        _ => Ok(merchant),
    }
}

async fn all(app: &App, merchant: MerchantId) -> Result<Json<Value>, Fault> {
    let store = app.store().clone();
    let told = app.store().db().read(move |db| store.measures(db, &merchant)).await?;
    Ok(Json(json!({ "items": told.iter().map(one).collect::<Vec<_>>() })))
}

fn one(told: &Told) -> Value {
    let measure = &told.measure;
    let steps = measure.steps.iter().map(|(step, value)| json!({ "step": step, "fen": value }));
    let signs = measure.parts.iter().map(|part| {
        let cases: Vec<_> = part.cases.iter().filter_map(|case| told.behind.get(case)).collect();
        json!({
            "sign": part.sign, "hits": part.hits, "of": part.of, "weight": part.weight(),
            "points": part.points(), "cases": cases,
        })
    });
    let (case, score) = match &measure.because {
        Because::Case { .. } => (told.number.as_ref().map(|(_, number)| number), None),
        Because::Score { score } => (None, Some(score)),
        Because::Closing => (None, None),
    };
    let state = match &measure.state {
        MeasureState::InForce => "in_force",
        MeasureState::Appealed { .. } => "appealed",
        MeasureState::Upheld { .. } => "upheld",
        MeasureState::Lifted { .. } => "lifted",
        MeasureState::Over { .. } => "over",
    };
    let objection = measure.objection.as_deref().map(objection);
    json!({
        "id": measure.id, "kind": measure.kind, "case": case, "score": score, "clause": measure.clause,
        "reasons": told.reasons, "amount_fen": measure.amount.map(|amount| amount.0),
        "steps": steps.collect::<Vec<_>>(), "from_at": moment::text(measure.from_ms),
        "until_at": measure.until_ms.map(moment::text), "state": state, "appeal": told.appeal,
        "upheld": told.upheld, "lifted": told.lifted, "by": measure.by, "signs": signs.collect::<Vec<_>>(),
        "objection": objection,
    })
}

/// Who answers it and by when; silence is no answer.
fn objection(one: &Objection) -> Value {
    json!({
        "owner": one.owner, "due_at": moment::text(one.clock.due_ms),
        "late": one.clock.missed_ms.is_some(), "answered_at": one.clock.met_ms.map(moment::text),
        "why": one.clock.sum.as_deref().map(super::read::triage::why),
    })
}

pub async fn list(
    State(app): State<App>,
    who: Who,
    Path(merchant): Path<String>,
) -> Result<Json<Value>, Fault> {
    let merchant = seen(&who, merchant)?;
    all(&app, merchant).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Take {
    kind: String,
    case: Option<String>,
    score: Option<u32>,
    clause: String,
    reasons: String,
    amount_fen: Option<i64>,
    until_at: Option<String>,
}

pub async fn take(
    State(app): State<App>,
    who: Who,
    Path(merchant): Path<String>,
    headers: HeaderMap,
    Body(new): Body<Take>,
) -> Result<Json<Value>, Fault> {
    let merchant = MerchantId::new(merchant);
    let key = super::acts::key_of(&headers, &who.actor, &format!("measure:{merchant}"))?;
    let because = match (new.case, new.score) {
        (Some(case), None) => Because::Case { case: case_id(&app, case).await? },
        (None, Some(score)) => Because::Score { score },
        _ => {
            return Err(Fault::Malformed(
                "a measure follows from a case or from a score, never from both".into(),
            ));
        }
    };
    let taken = Taken {
        kind: chosen(&new.kind, MeasureKind::parse)?,
        because,
        clause: new.clause,
        reasons: new.reasons,
        amount: new.amount_fen.map(Fen),
        until_ms: moment::parse(new.until_at.as_deref())?,
    };
    app.store().take_measure(&who.actor, &merchant, taken, key).await?;
    all(&app, merchant).await
}

/// By its number or its id.
async fn case_id(app: &App, name: String) -> Result<CaseId, Fault> {
    let store = app.store().clone();
    let found = app.store().db().read(move |db| store.case_numbered(db, &name).map(|found| (found, name)));
    let (found, name) = found.await?;
    Ok(found.unwrap_or_else(|| CaseId::new(name)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lift {
    why: String,
}

pub async fn lift(
    State(app): State<App>,
    who: Who,
    Path((merchant, measure)): Path<(String, String)>,
    Body(new): Body<Lift>,
) -> Result<Json<Value>, Fault> {
    let merchant = MerchantId::new(merchant);
    app.store().lift_measure(&who.actor, &merchant, &measure, &new.why).await?;
    all(&app, merchant).await
}

/// The objection was looked at and the measure stays.
pub async fn uphold(
    State(app): State<App>,
    who: Who,
    Path((merchant, measure)): Path<(String, String)>,
    Body(new): Body<Lift>,
) -> Result<Json<Value>, Fault> {
    let merchant = MerchantId::new(merchant);
    app.store().uphold_measure(&who.actor, &merchant, &measure, &new.why).await?;
    all(&app, merchant).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Appeal {
    words: String,
}

pub async fn appeal(
    State(app): State<App>,
    who: Who,
    Path((merchant, measure)): Path<(String, String)>,
    Body(new): Body<Appeal>,
) -> Result<Json<Value>, Fault> {
    let merchant = seen(&who, merchant)?;
    app.store().appeal_measure(&who.actor, &merchant, &measure, &new.words).await?;
    all(&app, merchant).await
}
