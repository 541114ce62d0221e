//! Refunds through WeChat Pay, API v3. `POST /v3/refund/domestic/refunds` asks, `GET …/{out_refund_no}` asks after it,
//! a notice tells. Each request is signed with the merchant's key, each answer is believed only when it is signed with
//! the platform's. `out_refund_no` is our reference: a repeated request moves nothing a second time.

use super::rsa::{SigningKey, TheirKey};
use super::wire::unknown;
use super::{Asked, Now, PayAnswer, Refund};
use crate::Secret;
use crate::answer::short;
use crate::http::{self, Lost, Signed, SignedReply};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use serde::Deserialize;
use serde_json::json;
use std::time::Duration;

const PATH: &str = "/v3/refund/domestic/refunds";
/// An answer or notice that was signed longer ago, or ahead, is somebody playing it again.
const FRESH_S: i64 = 300;

#[derive(Clone, Debug)]
pub struct WeChat {
    pub url: String,
    pub mchid: String,
    /// Serial number of our certificate.
    pub serial: String,
    pub key: SigningKey,
    /// Which of the platform's keys signs, and that key.
    pub platform_id: String,
    pub platform_key: TheirKey,
    /// Opens what notices bring, 32 bytes.
    pub apiv3_key: Secret,
    /// Where notices go; without it we ask.
    pub notify_url: Option<String>,
    pub timeout: Duration,
}

impl WeChat {
    pub(super) fn refund(&self, refund: &Refund, now: &Now) -> PayAnswer {
        let mut body = json!({
            "transaction_id": refund.payment_reference,
            "out_refund_no": refund.reference,
            "reason": refund.reason,
            "amount": { "refund": refund.amount_fen, "total": refund.paid_fen, "currency": refund.currency },
        });
        if let Some(url) = &self.notify_url {
            body["notify_url"] = json!(url);
        }
        let body = body.to_string();
        let reply = self.exchange("POST", PATH, Some(&body), now);
        match reply.and_then(|reply| self.proven(reply, now)) {
            Ok(reply) if (200..300).contains(&reply.status) => understand(refund, &reply.body),
            Ok(reply) => no(&reply),
            Err(lost) => unknown(lost.words),
        }
    }

    pub(super) fn ask(&self, refund: &Refund, now: &Now) -> Asked {
        let path = format!("{PATH}/{}", http::path_segment(&refund.reference));
        match self.exchange("GET", &path, None, now).and_then(|reply| self.proven(reply, now)) {
            Ok(reply) if (200..300).contains(&reply.status) => Asked::Found(understand(refund, &reply.body)),
            Ok(reply) if reply.status == 404 && code_of(&reply.body) == "RESOURCE_NOT_EXISTS" => {
                Asked::NotFound
            }
            Ok(reply) => Asked::Found(unknown(format!("HTTP {}, {}", reply.status, code_of(&reply.body)))),
            Err(lost) => Asked::Found(unknown(lost.words)),
        }
    }

    fn exchange(&self, method: &str, path: &str, body: Option<&str>, now: &Now) -> Result<SignedReply, Lost> {
        let url = format!("{}{path}", self.url.trim_end_matches('/'));
        let headers = [
            ("Authorization", self.authorization(method, path, body.unwrap_or_default(), now)),
            ("Accept", "application/json".to_owned()),
            ("Wechatpay-Serial", self.platform_id.clone()),
        ];
        let to = Signed { url: &url, timeout: self.timeout, headers: &headers };
        match body {
            Some(body) => http::post_signed(&to, "application/json", body),
            None => http::get_signed(&to),
        }
    }

    fn authorization(&self, method: &str, path: &str, body: &str, now: &Now) -> String {
        let (at, nonce) = (now.at_ms / 1_000, &now.nonce);
        let signature = self.key.sign(&format!("{method}\n{path}\n{at}\n{nonce}\n{body}\n"));
        let (mchid, serial) = (&self.mchid, &self.serial);
        format!(
            "WECHATPAY2-SHA256-RSA2048 mchid=\"{mchid}\",nonce_str=\"{nonce}\",timestamp=\"{at}\",\
             serial_no=\"{serial}\",signature=\"{signature}\""
        )
    }

    /// Errors are signed too; what is not is from somebody else on the way.
    fn proven(&self, reply: SignedReply, now: &Now) -> Result<SignedReply, Lost> {
        let stamp = Stamp {
            serial: reply.header("Wechatpay-Serial"),
            timestamp: reply.header("Wechatpay-Timestamp"),
            nonce: reply.header("Wechatpay-Nonce"),
            signature: reply.header("Wechatpay-Signature"),
        };
        match self.is_signed(&stamp, &reply.body, now.at_ms) {
            true => Ok(reply),
            false => Err(Lost { words: format!("HTTP {}, not signed by the platform", reply.status) }),
        }
    }

    fn is_signed(&self, stamp: &Stamp, body: &str, now_ms: i64) -> bool {
        let fresh = stamp.timestamp.parse().is_ok_and(|at: i64| (now_ms / 1_000 - at).abs() <= FRESH_S);
        let message = format!("{}\n{}\n{body}\n", stamp.timestamp, stamp.nonce);
        fresh && stamp.serial == self.platform_id && self.platform_key.signed(&message, stamp.signature)
    }

    /// What a notice tells: our reference, and what became of the refund. Nothing where it is not the platform's.
    pub fn noticed(&self, stamp: &Stamp, body: &str, now_ms: i64) -> Option<Noticed> {
        if !self.is_signed(stamp, body, now_ms) {
            return None;
        }
        let sealed = serde_json::from_str::<Notice>(body).ok()?.resource;
        let told: Told = serde_json::from_slice(&self.open(&sealed)?).ok()?;
        let answer = match told.refund_status.as_str() {
            "SUCCESS" => {
                PayAnswer::Done { provider_reference: short(told.refund_id), amount_fen: told.amount.refund }
            }
            "CLOSED" => closed(),
            // Their people have to look; the money may still arrive.
            other => unknown(other),
        };
        Some(Noticed { reference: told.out_refund_no, answer })
    }

    fn open(&self, sealed: &Sealed) -> Option<Vec<u8>> {
        let key = UnboundKey::new(&AES_256_GCM, self.apiv3_key.reveal().as_bytes()).ok()?;
        let nonce = Nonce::try_assume_unique_for_key(sealed.nonce.as_bytes()).ok()?;
        let mut bytes = BASE64.decode(&sealed.ciphertext).ok()?;
        let aad = Aad::from(sealed.associated_data.as_bytes());
        let opened = LessSafeKey::new(key).open_in_place(nonce, aad, &mut bytes).ok()?;
        Some(opened.to_vec())
    }
}

/// The headers by which the platform signs.
pub struct Stamp<'a> {
    pub serial: &'a str,
    pub timestamp: &'a str,
    pub nonce: &'a str,
    pub signature: &'a str,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noticed {
    pub reference: String,
    pub answer: PayAnswer,
}

#[derive(Deserialize)]
struct Notice {
    resource: Sealed,
}

#[derive(Deserialize)]
struct Sealed {
    ciphertext: String,
    nonce: String,
    #[serde(default)]
    associated_data: String,
}

#[derive(Deserialize)]
struct Told {
    out_refund_no: String,
    refund_id: String,
    refund_status: String,
    amount: Amount,
}

/// An amount without a currency is in yuan: notices name none.
#[derive(Deserialize)]
struct Amount {
    refund: i64,
    currency: Option<String>,
}

#[derive(Deserialize)]
struct Said {
    refund_id: Option<String>,
    out_refund_no: Option<String>,
    status: Option<String>,
    amount: Option<Amount>,
}

fn understand(refund: &Refund, body: &str) -> PayAnswer {
    let said: Said = match serde_json::from_str(body) {
        Ok(said) => said,
        Err(e) => return unknown(format!("unreadable answer: {e}")),
    };
    if said.out_refund_no.as_deref() != Some(refund.reference.as_str()) {
        return unknown("an answer about another refund");
    }
    match said.status.as_deref() {
        Some("SUCCESS") => done(refund, said),
        Some("PROCESSING") => PayAnswer::Pending,
        Some("CLOSED") => closed(),
        // ABNORMAL: their people have to look; the money may still arrive.
        other => unknown(format!("status {other:?}")),
    }
}

fn done(refund: &Refund, said: Said) -> PayAnswer {
    let Some(amount) = said.amount else { return unknown("done, but without an amount") };
    let currency = amount.currency.as_deref().unwrap_or("CNY");
    if amount.refund != refund.amount_fen || currency != refund.currency {
        return unknown(format!(
            "asked for {} fen, answered {} {currency}",
            refund.amount_fen, amount.refund
        ));
    }
    match said.refund_id {
        Some(id) if !id.trim().is_empty() => {
            PayAnswer::Done { provider_reference: short(id), amount_fen: refund.amount_fen }
        }
        _ => unknown("done, but without the provider's reference"),
    }
}

fn closed() -> PayAnswer {
    PayAnswer::Refused { code: "CLOSED".into(), words: String::new() }
}

#[derive(Deserialize)]
struct Trouble {
    #[serde(default)]
    code: String,
    #[serde(default)]
    message: String,
}

fn code_of(body: &str) -> String {
    serde_json::from_str::<Trouble>(body).map(|trouble| short(trouble.code)).unwrap_or_default()
}

/// The codes that say that nothing was taken. All others, such as SYSTEM_ERROR, say that nobody knows.
const TAKEN_NOT: [&str; 9] = [
    "NOT_ENOUGH",
    "USER_ACCOUNT_ABNORMAL",
    "INVALID_REQUEST",
    "PARAM_ERROR",
    "RESOURCE_NOT_EXISTS",
    "MCH_NOT_EXISTS",
    "NO_AUTH",
    "SIGN_ERROR",
    "REQUEST_BLOCKED",
];

fn no(reply: &SignedReply) -> PayAnswer {
    let Ok(Trouble { code, message }) = serde_json::from_str(&reply.body) else {
        return unknown(format!("HTTP {}, unreadable", reply.status));
    };
    match (400..500).contains(&reply.status) && TAKEN_NOT.contains(&code.as_str()) {
        true => PayAnswer::Refused { code: short(code), words: short(message) },
        false => unknown(format!("HTTP {}, {code}", reply.status)),
    }
}
