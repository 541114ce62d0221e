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
    /// The number of an entry, when its text is asked for.
    entry: Option<u64>,
    why: String,
}

pub async fn reveal(State(app): State<App>, act: Act, Body(new): Body<Reveal>) -> Result<Response, Fault> {
    let (store, by, given) = (app.store(), &act.actor, act.given.clone());
    let revealed = match (new.what.as_str(), new.entry) {
        ("text", Some(entry)) => {
            let revealed = store.reveal_text(by, &act.case, entry, &new.why, given).await;
            revealed.map(|(outcome, text)| (outcome, json!({ "text": text })))
        }
        (what, _) => {
            let what = chosen(what, Veiled::parse)?;
            let revealed = store.reveal(by, &act.case, what, &new.why, given).await;
            revealed.map(|(outcome, person)| (outcome, clear(&person)))
        }
    };
    match revealed {
        Ok((outcome, clear)) => act.answer_with(&app, Ok(outcome), json!({ "revealed": clear })).await,
        Err(error) => act.answer(&app, Err(error)).await,
    }
}

fn clear(person: &Person) -> Value {
    let parts = [("name", &person.name), ("phone", &person.phone), ("email", &person.mail)];
    let given = parts.into_iter().filter(|(_, part)| !part.is_empty());
    Value::Object(given.map(|(name, part)| (name.to_owned(), part.reveal().into())).collect())
}
