//! `POST …/offers`: offer a menu of remedies; from the customer it is a counter-offer.

use super::Act;
use crate::api::body::Body;
use crate::api::moment;
use crate::api::word::chosen;
use axum::extract::State;
use axum::response::Response;
use domain::case::{Choice, OfferItem};
use domain::words::RemedyKind;
use domain::{Fen, Refusal};
use jiff::civil::Date;
use serde::Deserialize;
use store::acts::Menu;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Offer {
    items: Vec<Item>,
    choice: Option<Choice>,
    words: String,
    expires_at: Option<String>,
    /// Why more than the author may promise alone.
    why: Option<String>,
}

#[derive(Deserialize)]
pub struct Item {
    remedy: String,
    amount_fen: Option<i64>,
    /// Of interest without an amount: the day it is worked out from.
    from: Option<String>,
}

pub async fn offers(State(app): State<App>, act: Act, Body(new): Body<Offer>) -> Result<Response, Fault> {
    let menu = Menu {
        items: new.items.iter().map(item).collect::<Result<_, _>>()?,
        choice: new.choice.unwrap_or(Choice::All),
        words: new.words,
        expires_ms: moment::parse(new.expires_at.as_deref())?,
        interest_from: interest_from(&new.items)?,
        why: new.why,
    };
    let done = app.store().offer(&act.actor, &act.case, menu, act.given.clone()).await;
    act.answer(&app, done).await
}

pub(super) fn item(given: &Item) -> Result<OfferItem, Refusal> {
    Ok(OfferItem { remedy: chosen(&given.remedy, RemedyKind::parse)?, amount: given.amount_fen.map(Fen) })
}

fn interest_from(items: &[Item]) -> Result<Option<Date>, Refusal> {
    let from = items.iter().find_map(|item| item.from.as_deref());
    from.map(|day| day.parse().map_err(|_| Refusal::DayInvalid)).transpose()
}
