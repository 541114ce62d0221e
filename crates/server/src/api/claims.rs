//! `GET /api/v1/claims`: what is still to be had back for what the platform paid ahead, oldest first.

use super::moment;
use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use serde_json::{Value, json};
use store::recourse::OpenClaim;
use web::app::App;
use web::fault::Fault;

const ROWS: u32 = 100;

#[derive(Deserialize)]
pub struct From {
    after: Option<String>,
}

pub async fn list(State(app): State<App>, Query(from): Query<From>) -> Result<Json<Value>, Fault> {
    let after = from.after.as_deref().map(place).transpose()?;
    let store = app.store().clone();
    let open = app.store().db().read(move |db| store.open_claims(db, after, ROWS)).await?;
    let next = open.last().filter(|_| open.len() == ROWS as usize);
    let next = next.map(|last| format!("{}.{}.{}", last.claim.raised_ms, last.case, last.claim.id));
    Ok(Json(json!({ "items": open.iter().map(one).collect::<Vec<_>>(), "next": next })))
}

fn place(text: &str) -> Result<(i64, String, String), Fault> {
    let wrong = || Fault::Malformed("after takes the next of the page before".into());
    let mut parts = text.splitn(3, '.');
    let (at, case, claim) = (parts.next(), parts.next(), parts.next());
    let at = at.and_then(|at| at.parse().ok()).ok_or_else(wrong)?;
    Ok((at, case.ok_or_else(wrong)?.to_owned(), claim.ok_or_else(wrong)?.to_owned()))
}

fn one(open: &OpenClaim) -> Value {
    let claim = &open.claim;
    json!({
        "case": open.case, "number": open.number, "merchant": open.merchant, "claim": claim.id,
        "remedy": claim.remedy, "from": claim.from, "amount_fen": claim.amount.0,
        "recovered_fen": claim.recovered().0, "left_fen": claim.left().0, "papers": claim.papers,
        "raised_at": moment::text(claim.raised_ms), "reminders": claim.reminders,
        "remind_at": open.remind_ms.map(moment::text),
        "addressed": open.contact.is_some(),
        "letter": open.letter.as_ref().map(|row| json!({
            "what": row.template, "state": row.state, "code": row.code,
        })),
    })
}
