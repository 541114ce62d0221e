//! The counter as Alipay keeps it: one gateway, signed both ways, the answer under the method's name.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Form, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::desk::act;
use super::ledger::Fate;
use super::{Behaviour, Keys, Till};
use crate::fake::http::open;
use crate::pay::Refund;
use crate::pay::rsa::SigningKey;

#[derive(Clone)]
struct Counter {
    till: Arc<Mutex<Till>>,
    keys: Keys,
}

#[derive(Deserialize)]
struct Asked {
    trade_no: String,
    out_request_no: String,
    #[serde(default)]
    refund_amount: String,
    #[serde(default)]
    refund_reason: String,
}

pub fn routes(till: Arc<Mutex<Till>>, keys: Keys) -> Router {
    Router::new().route("/gateway.do", post(gateway)).with_state(Counter { till, keys })
}

async fn gateway(
    State(counter): State<Counter>,
    Form(mut given): Form<BTreeMap<String, String>>,
) -> Response {
    let sign = given.remove("sign").unwrap_or_default();
    let plain: Vec<String> = given.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let method = given.get("method").cloned().unwrap_or_default();
    if !counter.keys.asker.signed(&plain.join("&"), &sign) {
        open(&counter.till).forged += 1;
        let wrong = json!({ "code": "40002", "sub_code": "isv.invalid-signature" });
        return said(&counter.keys.own, &method, &wrong);
    }
    let Some(asked) =
        given.get("biz_content").and_then(|content| serde_json::from_str::<Asked>(content).ok())
    else {
        return said(
            &counter.keys.own,
            &method,
            &json!({ "code": "40004", "sub_code": "ACQ.INVALID_PARAMETER" }),
        );
    };
    match method.as_str() {
        "alipay.trade.refund" => take(&counter, &method, asked).await,
        "alipay.trade.fastpay.refund.query" => tell(&counter, &method, &asked),
        _ => said(&counter.keys.own, &method, &json!({ "code": "40004" })),
    }
}

fn said(key: &SigningKey, method: &str, answer: &Value) -> Response {
    raw(key, method, &answer.to_string())
}

fn raw(key: &SigningKey, method: &str, answer: &str) -> Response {
    let name = format!("{}_response", method.replace('.', "_"));
    format!("{{\"{name}\":{answer},\"sign\":\"{}\"}}", key.sign(answer)).into_response()
}

async fn take(counter: &Counter, method: &str, asked: Asked) -> Response {
    let fen = asked.refund_amount.replace('.', "").parse().unwrap_or_default();
    let refund = Refund {
        reference: asked.out_request_no,
        payment_reference: asked.trade_no,
        amount_fen: fen,
        paid_fen: 0,
        currency: "CNY".into(),
        reason: asked.refund_reason,
    };
    let known = open(&counter.till).ledger.known(&refund.reference).is_some();
    let (behaviour, fate) = act(&mut open(&counter.till), &refund);
    let own = &counter.keys.own;
    let Some(fate) = fate else {
        return said(own, method, &json!({ "code": "20000", "sub_code": "aop.ACQ.SYSTEM_ERROR" }));
    };
    if let Fate::Refused { code, words } = &fate {
        return said(own, method, &json!({ "code": "40004", "sub_code": code, "sub_msg": words }));
    }
    let moved = !known && matches!(fate, Fate::Paid(_));
    // As with the real one, the sum of all refunds of the payment.
    let body = json!({
        "code": "10000", "msg": "Success", "trade_no": refund.payment_reference,
        "fund_change": if moved { "Y" } else { "N" }, "refund_fee": yuan(refund.amount_fen),
    });
    match behaviour {
        Behaviour::Late(wait) => tokio::time::sleep(wait).await,
        Behaviour::Silent => tokio::time::sleep(Duration::MAX).await,
        Behaviour::Garbage => return (StatusCode::BAD_GATEWAY, "<html>Bad Gateway</html>").into_response(),
        Behaviour::Doubled => return format!("{body}{body}").into_response(),
        Behaviour::WrongSignature => return said(&counter.keys.wrong, method, &body),
        _ => {}
    }
    said(own, method, &body)
}

/// Only what was really given back has a status; an amount or number that is wrong is wrong here.
fn tell(counter: &Counter, method: &str, asked: &Asked) -> Response {
    let (found, behaviour) = {
        let till = open(&counter.till);
        (till.ledger.find(&asked.out_request_no), till.behaviour.clone())
    };
    let Some((refund, Fate::Paid(_))) = found else {
        return said(&counter.keys.own, method, &json!({ "code": "10000", "msg": "Success" }));
    };
    let mut body = json!({
        "code": "10000", "msg": "Success", "trade_no": refund.payment_reference,
        "out_request_no": refund.reference, "refund_status": "REFUND_SUCCESS",
        "refund_amount": yuan(refund.amount_fen),
    });
    let mut key = &counter.keys.own;
    match behaviour {
        Behaviour::WrongAmount => body["refund_amount"] = json!(yuan(refund.amount_fen + 1)),
        Behaviour::WrongReference => body["out_request_no"] = json!(format!("{}x", refund.reference)),
        Behaviour::WrongSignature => key = &counter.keys.wrong,
        _ => {}
    }
    said(key, method, &body)
}

fn yuan(fen: i64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}
