//! `GET /api/v1/cases/{id}/templates`: what a reply to the customer may begin with, filled from the case, the suggested
//! one first. Nothing is sent; a message that was begun with one says so in its `template`.

use super::named::Named;
use axum::Json;
use axum::extract::State;
use domain::writing::Choice;
use domain::{Party, Refusal};
use serde_json::{Value, json};
use web::app::App;
use web::face::template::{Pen, choices};
use web::fault::Fault;
use web::look;

pub async fn templates(State(app): State<App>, named: Named) -> Result<Json<Value>, Fault> {
    let Named { actor, loaded } = named;
    if actor.party() != Party::Platform {
        return Err(Refusal::NotAllowed.into());
    }
    look::at(&app, &actor, &loaded.case.id, store::looks::How::Program);
    let store = app.store().clone();
    let body = app.store().db().read(move |db| -> Result<_, store::Error> {
        let told = store.timeline(db, &loaded.case, &actor)?;
        let pen = Pen::of(&store, db, &loaded.case, &actor)?;
        let found = choices(&store, &loaded.case, &told);
        let suggested = found.iter().find(|one| one.suggested).map(|one| one.template.id.clone());
        let all: Vec<Value> = found.iter().map(|one| written(&pen, one)).collect();
        Ok(json!({ "locale": loaded.case.locale, "suggested": suggested, "templates": all }))
    });
    Ok(Json(body.await?))
}

fn written(pen: &Pen, one: &Choice) -> Value {
    let filled = pen.fill(&one.template);
    json!({
        "id": one.template.id,
        "situation": one.template.occasion,
        "label": one.template.label,
        "suggested": one.suggested,
        "text": filled.text,
        "open": filled.open,
    })
}
