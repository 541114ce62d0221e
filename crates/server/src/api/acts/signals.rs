//! `POST …/count-signals`: a person says what signals of abuse come to.

use super::Act;
use super::offers::{Item, item};
use crate::api::body::Body;
use crate::api::word::chosen;
use axum::extract::State;
use axum::response::Response;
use domain::case::Choice;
use domain::words::Conduct;
use serde::Deserialize;
use store::acts::{Counting, Menu};
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Count {
    conduct: String,
    /// By the names the case gives them in `signals`.
    #[serde(default)]
    signals: Vec<String>,
    #[serde(default)]
    cites: Vec<String>,
    reasons: String,
    goodwill: Option<Goodwill>,
    /// What a lawyer is asked for.
    task: Option<String>,
}

#[derive(Deserialize)]
pub struct Goodwill {
    items: Vec<Item>,
    words: String,
    why: Option<String>,
}

pub async fn count(State(app): State<App>, act: Act, Body(new): Body<Count>) -> Result<Response, Fault> {
    let menu = |given: Goodwill| -> Result<Menu, Fault> {
        let items = given.items.iter().map(item).collect::<Result<_, _>>()?;
        let (words, why) = (given.words, given.why);
        Ok(Menu { items, choice: Choice::All, words, expires_ms: None, interest_from: None, why })
    };
    let counting = Counting {
        conduct: chosen(&new.conduct, Conduct::parse)?,
        signals: new.signals,
        cites: new.cites,
        offer: new.goodwill.map(menu).transpose()?,
        task: new.task,
        reasons: new.reasons,
    };
    let reasons = counting.reasons.clone();
    let done = app.store().count_signals(&act.actor, &act.case, counting, act.given.clone()).await;
    act.answer_text(&app, done, &reasons).await
}
