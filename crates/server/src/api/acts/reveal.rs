//! `POST …/reveal`: look behind the mask. The look is on record before the first letter leaves.

use super::Act;
use crate::api::body::Body;
use crate::api::word::chosen;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use store::acts::Veiled;
use store::record::Person;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Reveal {
    what: String,
    why: String,
}

pub async fn reveal(State(app): State<App>, act: Act, Body(new): Body<Reveal>) -> Result<Response, Fault> {
    let what = chosen(&new.what, Veiled::parse)?;
    match app.store().reveal(&act.actor, &act.case, what, &new.why, act.given.clone()).await {
        Ok((outcome, person)) => {
            act.answer_with(&app, Ok(outcome), json!({ "revealed": clear(&person) })).await
        }
        Err(error) => act.answer(&app, Err(error)).await,
    }
}

fn clear(person: &Person) -> Value {
    let parts = [("name", &person.name), ("phone", &person.phone), ("email", &person.mail)];
    let given = parts.into_iter().filter(|(_, part)| !part.is_empty());
    Value::Object(given.map(|(name, part)| (name.to_owned(), part.reveal().into())).collect())
}
