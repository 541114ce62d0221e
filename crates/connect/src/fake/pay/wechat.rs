//! The counter as WeChat Pay keeps it: signed both ways.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use serde::Deserialize;
use serde_json::{Value, json};

use super::desk::act;
use super::ledger::Fate;
use super::{Behaviour, Keys, Till};
use crate::fake::http::open;
use crate::pay::Refund;

const PATH: &str = "/v3/refund/domestic/refunds";

#[derive(Clone)]
struct Counter {
    till: Arc<Mutex<Till>>,
    keys: Keys,
}

#[derive(Deserialize)]
struct Asked {
    transaction_id: String,
    out_refund_no: String,
    #[serde(default)]
    reason: String,
    amount: Amount,
}

#[derive(Deserialize)]
struct Amount {
    refund: i64,
    total: i64,
    currency: String,
}

pub fn routes(till: Arc<Mutex<Till>>, keys: Keys) -> Router {
    let counter = Counter { till, keys };
    Router::new()
        .route(PATH, post(take))
        .route(&format!("{PATH}/{{reference}}"), get(tell))
        .with_state(counter)
}

impl Counter {
    /// The time of the request, where its signature is that of whom it knows.
    fn asked_at(&self, headers: &HeaderMap, method: &str, path: &str, body: &str) -> Option<i64> {
        let said = headers.get("authorization")?.to_str().ok()?.strip_prefix("WECHATPAY2-SHA256-RSA2048 ")?;
        let part = |name: &str| {
            let rest = said.split_once(&format!("{name}=\""))?.1;
            rest.split_once('"').map(|(value, _)| value)
        };
        let (at, nonce) = (part("timestamp")?, part("nonce_str")?);
        let message = format!("{method}\n{path}\n{at}\n{nonce}\n{body}\n");
        let known = part("mchid").is_some() && part("serial_no").is_some();
        (known && self.keys.asker.signed(&message, part("signature")?)).then(|| at.parse().ok()).flatten()
    }

    fn signed(&self, status: StatusCode, body: &Value, at: i64) -> Response {
        self.by(&self.keys.own, status, body.to_string(), at)
    }

    fn by(&self, key: &crate::pay::rsa::SigningKey, status: StatusCode, body: String, at: i64) -> Response {
        let headers = stamped(key, &self.keys.id, &body, at);
        let mut response = (status, body).into_response();
        for (name, value) in headers {
            if let Ok(value) = value.parse() {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }

    fn forged(&self) -> Response {
        open(&self.till).forged += 1;
        (StatusCode::UNAUTHORIZED, json!({ "code": "SIGN_ERROR", "message": "错误的签名" }).to_string())
            .into_response()
    }
}

fn stamped(key: &crate::pay::rsa::SigningKey, id: &str, body: &str, at: i64) -> Vec<(&'static str, String)> {
    let nonce = format!("n{}", body.len());
    vec![
        ("wechatpay-serial", id.to_owned()),
        ("wechatpay-timestamp", at.to_string()),
        ("wechatpay-signature", key.sign(&format!("{at}\n{nonce}\n{body}\n"))),
        ("wechatpay-nonce", nonce),
    ]
}

async fn take(State(counter): State<Counter>, headers: HeaderMap, body: String) -> Response {
    let Some(at) = counter.asked_at(&headers, "POST", PATH, &body) else { return counter.forged() };
    let Ok(asked) = serde_json::from_str::<Asked>(&body) else {
        return counter.signed(StatusCode::BAD_REQUEST, &json!({ "code": "PARAM_ERROR", "message": "" }), at);
    };
    let refund = Refund {
        reference: asked.out_refund_no,
        payment_reference: asked.transaction_id,
        amount_fen: asked.amount.refund,
        paid_fen: asked.amount.total,
        currency: asked.amount.currency,
        reason: asked.reason,
    };
    let (behaviour, fate) = act(&mut open(&counter.till), &refund);
    match fate {
        Some(fate) => answer(&counter, behaviour, &refund, &fate, at).await,
        None => {
            let busy = json!({ "code": "SYSTEM_ERROR", "message": "系统超时" });
            counter.signed(StatusCode::INTERNAL_SERVER_ERROR, &busy, at)
        }
    }
}

async fn answer(counter: &Counter, behaviour: Behaviour, refund: &Refund, fate: &Fate, at: i64) -> Response {
    if let Fate::Refused { code, words } = fate {
        return counter.signed(StatusCode::FORBIDDEN, &json!({ "code": code, "message": words }), at);
    }
    let mut body = describe(refund, fate);
    match behaviour {
        Behaviour::Late(wait) => tokio::time::sleep(wait).await,
        Behaviour::Silent => tokio::time::sleep(Duration::MAX).await,
        Behaviour::WrongAmount => body["amount"]["refund"] = json!(refund.amount_fen + 1),
        Behaviour::WrongReference => body["out_refund_no"] = json!(format!("{}x", refund.reference)),
        Behaviour::Doubled => {
            return counter.by(&counter.keys.own, StatusCode::OK, format!("{body}{body}"), at);
        }
        Behaviour::Garbage => return (StatusCode::BAD_GATEWAY, "<html>Bad Gateway</html>").into_response(),
        Behaviour::WrongSignature => {
            return counter.by(&counter.keys.wrong, StatusCode::OK, body.to_string(), at);
        }
        _ => {}
    }
    counter.signed(StatusCode::OK, &body, at)
}

async fn tell(State(counter): State<Counter>, Path(reference): Path<String>, headers: HeaderMap) -> Response {
    let path = format!("{PATH}/{}", crate::http::path_segment(&reference));
    let Some(at) = counter.asked_at(&headers, "GET", &path, "") else { return counter.forged() };
    let found = open(&counter.till).ledger.find(&reference);
    match found {
        Some((refund, fate)) => counter.signed(StatusCode::OK, &describe(&refund, &fate), at),
        None => {
            let none = json!({ "code": "RESOURCE_NOT_EXISTS", "message": "退款单不存在" });
            counter.signed(StatusCode::NOT_FOUND, &none, at)
        }
    }
}

fn describe(refund: &Refund, fate: &Fate) -> Value {
    let (status, id) = match fate {
        Fate::Paid(paid) => ("SUCCESS", paid.provider_reference.clone()),
        Fate::Pending => ("PROCESSING", "fake-pending".to_owned()),
        Fate::Refused { .. } => ("CLOSED", "fake-closed".to_owned()),
    };
    json!({
        "refund_id": id, "out_refund_no": refund.reference, "transaction_id": refund.payment_reference,
        "status": status,
        "amount": { "refund": refund.amount_fen, "total": refund.paid_fen, "currency": refund.currency },
    })
}

pub fn notice(
    keys: &Keys,
    refund: &Refund,
    fate: &Fate,
    at_ms: i64,
) -> (Vec<(&'static str, String)>, String) {
    let described = describe(refund, fate);
    let told = json!({
        "out_refund_no": refund.reference, "refund_id": described["refund_id"],
        "transaction_id": refund.payment_reference, "refund_status": described["status"],
        "amount": { "refund": refund.amount_fen, "total": refund.paid_fen },
    });
    let (nonce, aad) = ("fakenonce012", "refund");
    let mut sealed = told.to_string().into_bytes();
    if let (Ok(key), Ok(once)) = (
        UnboundKey::new(&AES_256_GCM, keys.apiv3.as_bytes()),
        Nonce::try_assume_unique_for_key(nonce.as_bytes()),
    ) {
        LessSafeKey::new(key).seal_in_place_append_tag(once, Aad::from(aad.as_bytes()), &mut sealed).ok();
    }
    let body = json!({
        "id": "fake", "event_type": "REFUND.SUCCESS", "resource_type": "encrypt-resource",
        "resource": {
            "algorithm": "AEAD_AES_256_GCM", "original_type": "refund", "nonce": nonce,
            "associated_data": aad, "ciphertext": BASE64.encode(sealed),
        },
    });
    let body = body.to_string();
    (stamped(&keys.own, &keys.id, &body, at_ms / 1_000), body)
}
