//! The provider's counter: takes requests, lets the ledger act, and answers as it was told to behave.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::ledger::Fate;
use super::{Behaviour, Till};
use crate::fake::http::open;
use crate::pay::Refund;

pub(super) type Shared = State<Arc<Mutex<Till>>>;

#[derive(Deserialize)]
struct Asked {
    reference: String,
    payment_reference: String,
    amount_fen: i64,
    currency: String,
    #[serde(default)]
    reason: String,
}

pub fn routes(till: Arc<Mutex<Till>>) -> Router {
    Router::new().route("/refunds", post(take)).route("/refunds/{reference}", get(tell)).with_state(till)
}

async fn take(State(till): Shared, Json(asked): Json<Asked>) -> Response {
    let refund = Refund {
        reference: asked.reference,
        payment_reference: asked.payment_reference,
        amount_fen: asked.amount_fen,
        paid_fen: 0,
        currency: asked.currency,
        reason: asked.reason,
    };
    let (behaviour, fate) = act(&mut open(&till), &refund);
    match fate {
        Some(fate) => answer(behaviour, &refund, &fate).await,
        None => (StatusCode::SERVICE_UNAVAILABLE, "try again").into_response(),
    }
}

/// What happens to the money. Decided and booked before a word is answered.
pub(super) fn act(till: &mut Till, refund: &Refund) -> (Behaviour, Option<Fate>) {
    till.received.push(refund.clone());
    let behaviour = till.behaviour.clone();
    if let Some(fate) = till.ledger.known(&refund.reference) {
        return (behaviour, Some(fate));
    }
    let fate = match &behaviour {
        Behaviour::FailsThenOk(left) if *left > 0 => {
            till.behaviour = Behaviour::FailsThenOk(left - 1);
            return (behaviour, None);
        }
        Behaviour::Refused { code, words } => {
            till.ledger.note(refund, Fate::Refused { code: code.clone(), words: words.clone() })
        }
        Behaviour::Pending => till.ledger.note(refund, Fate::Pending),
        _ => till.ledger.pay(refund),
    };
    (behaviour, Some(fate))
}

async fn answer(behaviour: Behaviour, refund: &Refund, fate: &Fate) -> Response {
    let mut body = describe(refund, fate);
    match behaviour {
        Behaviour::Late(wait) => tokio::time::sleep(wait).await,
        Behaviour::Silent => tokio::time::sleep(Duration::MAX).await,
        Behaviour::WrongAmount => body["amount_fen"] = json!(refund.amount_fen + 1),
        Behaviour::WrongReference => body["reference"] = json!(format!("{}x", refund.reference)),
        Behaviour::Doubled => return raw(&format!("{body}{body}")),
        Behaviour::Garbage | Behaviour::WrongSignature => {
            return (StatusCode::BAD_GATEWAY, "<html>Bad Gateway</html>").into_response();
        }
        _ => {}
    }
    let status = if matches!(fate, Fate::Refused { .. }) { StatusCode::CONFLICT } else { StatusCode::OK };
    (status, Json(body)).into_response()
}

async fn tell(State(till): Shared, Path(reference): Path<String>) -> Response {
    let found = open(&till).ledger.find(&reference);
    match found {
        Some((refund, fate)) => Json(describe(&refund, &fate)).into_response(),
        None => (StatusCode::NOT_FOUND, Json(json!({ "reference": reference, "status": "not_found" })))
            .into_response(),
    }
}

fn describe(refund: &Refund, fate: &Fate) -> Value {
    let reference = &refund.reference;
    match fate {
        Fate::Pending => json!({ "reference": reference, "status": "pending" }),
        Fate::Refused { code, words } => {
            json!({ "reference": reference, "status": "refused", "code": code, "words": words })
        }
        Fate::Paid(paid) => json!({
            "reference": reference, "status": "done", "provider_reference": paid.provider_reference,
            "amount_fen": paid.amount_fen, "currency": refund.currency,
        }),
    }
}

fn raw(body: &str) -> Response {
    ([(CONTENT_TYPE, "application/json")], body.to_owned()).into_response()
}
