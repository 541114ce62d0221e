//! `POST /api/v1/pay/wechat`: WeChat Pay tells what became of a refund. Only what the platform signed is heard; it is
//! the same word as an answer to our asking, so that both may come in any order, and as often as they like.

use crate::jobs::{Payers, told};
use axum::Extension;
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use connect::pay::wechat::Stamp;
use domain::Refusal;
use serde_json::{Value, json};
use web::app::App;
use web::fault::Fault;

pub async fn wechat(
    State(app): State<App>,
    payers: Option<Extension<Payers>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Fault> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let stamp = Stamp {
        serial: header("wechatpay-serial"),
        timestamp: header("wechatpay-timestamp"),
        nonce: header("wechatpay-nonce"),
        signature: header("wechatpay-signature"),
    };
    let wechat = payers.and_then(|Extension(payers)| payers.wechat).ok_or(Refusal::NotFound)?;
    let body = std::str::from_utf8(&body).map_err(|_| Refusal::NotAllowed)?;
    let noticed = wechat.noticed(&stamp, body, app.store().now_ms()).ok_or(Refusal::NotAllowed)?;
    told(app.store(), &noticed.reference, noticed.answer).await?;
    Ok(Json(json!({ "code": "SUCCESS" })))
}
