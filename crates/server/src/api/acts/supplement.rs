//! `POST …/supplement`: what was missing. Only what is given changes.

use super::Act;
use crate::api::body::Body;
use crate::api::word::{filled, word, words};
use axum::extract::State;
use axum::response::Response;
use domain::personal::Personal;
use domain::words::{Noticed, Want};
use serde::Deserialize;
use store::acts::Supplement;
use store::record::Person;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct More {
    name: Option<Personal>,
    phone: Option<Personal>,
    email: Option<Personal>,
    order_number: Option<String>,
    noticed: Option<String>,
    #[serde(default)]
    wants: Vec<String>,
    text: Option<String>,
}

pub async fn supplement(State(app): State<App>, act: Act, Body(more): Body<More>) -> Result<Response, Fault> {
    let supplement = Supplement {
        person: Person {
            name: more.name.unwrap_or_default(),
            phone: more.phone.unwrap_or_default(),
            mail: more.email.unwrap_or_default(),
        },
        order_number: filled(more.order_number.as_deref()).map(str::to_owned),
        noticed: word(more.noticed.as_deref(), Noticed::parse)?,
        wants: words(&more.wants, Want::parse)?,
        text: more.text,
        ..Supplement::default()
    };
    let done = app.store().supplement(&act.actor, &act.case, supplement, act.given.clone()).await;
    act.answer(&app, done).await
}
