//! `POST …/claim`: one thing done with a claim for what the platform paid ahead: money came, somebody else owes it, it
//! is taken from the deposit, it is given up, or the carrier that owes it is written to.

use super::Act;
use crate::api::body::Body;
use axum::extract::State;
use axum::response::Response;
use domain::{Fen, Party};
use serde::Deserialize;
use store::acts::ClaimAct;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    claim: String,
    received: Option<Received>,
    deduct: Option<Deduct>,
    pass: Option<Pass>,
    give_up: Option<GiveUp>,
    address: Option<Address>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Address {
    email: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Received {
    amount_fen: i64,
    reference: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Deduct {
    amount_fen: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pass {
    to: Party,
    #[serde(default)]
    papers: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GiveUp {
    why: String,
}

pub async fn claim(State(app): State<App>, act: Act, Body(new): Body<Claim>) -> Result<Response, Fault> {
    let Claim { claim, received, deduct, pass, give_up, address } = new;
    let what = match (received, deduct, pass, give_up, address) {
        (Some(Received { amount_fen, reference }), None, None, None, None) => {
            ClaimAct::Received { amount: Fen(amount_fen), reference }
        }
        (None, Some(Deduct { amount_fen }), None, None, None) => ClaimAct::Deduct { amount: Fen(amount_fen) },
        (None, None, Some(Pass { to, papers }), None, None) => ClaimAct::Pass { to, papers },
        (None, None, None, Some(GiveUp { why }), None) => ClaimAct::GiveUp { why },
        (None, None, None, None, Some(Address { email })) => ClaimAct::Address { mail: email },
        _ => return Err(Fault::Malformed("one of received, deduct, pass, give_up and address".into())),
    };
    let done = app.store().claim(&act.actor, &act.case, &claim, what, act.given.clone()).await;
    act.answer(&app, done).await
}
