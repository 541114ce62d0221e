//! `POST /api/v1/cases/{id}/draft`: a draft of a reply, or a summary, from the configured endpoint. It is a draft: nothing
//! is sent, and what stands in it is to be read by a person.

use super::body::Body;
use super::named::Named;
use super::word::word;
use axum::Json;
use axum::extract::State;
use domain::writing::Purpose;
use domain::{Party, Refusal};
use serde::Deserialize;
use serde_json::{Value, json};
use web::app::App;
use web::desk::drafting::drafted;
use web::fault::Fault;
use web::look;
use web::page::desk::Remark;
use web::reader::Reader;

#[derive(Deserialize)]
pub struct Ask {
    purpose: Option<String>,
}

pub async fn draft(
    State(app): State<App>,
    reader: Reader,
    named: Named,
    Body(ask): Body<Ask>,
) -> Result<Json<Value>, Fault> {
    let Named { actor, loaded } = named;
    if actor.party() != Party::Platform {
        return Err(Refusal::NotAllowed.into());
    }
    let purpose = word(ask.purpose.as_deref(), Purpose::parse)?.unwrap_or(Purpose::Reply);
    look::at(&app, &actor, &loaded.case.id, store::looks::How::Program);
    let made = drafted(&app, reader.page(&app), &actor, &loaded.case, purpose).await?;
    let remark = |one: &Remark| json!({ "about": one.about, "words": one.words, "why": one.why, "better": one.better, "stops": one.about.stops() });
    Ok(Json(json!({
        "draft": true,
        "purpose": purpose,
        "model": made.model,
        "text": made.text,
        "open": made.open,
        "remarks": made.remarks.iter().map(remark).collect::<Vec<_>>(),
    })))
}
