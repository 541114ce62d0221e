//! Text messages, through any gateway that takes one JSON post per message.
//!
//! The gateway's contract: `POST url` with `{"to", "text", "reference"}`, `Authorization: Bearer …` and an
//! `Idempotency-Key`; it answers 2xx with `{"reference"}`, or 4xx with `{"code", "words"}` when it refuses
//! this message for good. 429 and 5xx mean later.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::answer::short;
use crate::http::{self, Endpoint, Lost, Reply};
use crate::{Answer, Secret};

#[derive(Debug, Clone)]
pub struct SmsConfig {
    pub url: String,
    pub secret: Secret,
    pub timeout: Duration,
}

/// `reference` is our outbox id: the gateway sees the same one when a message is sent again.
#[derive(Clone, Serialize)]
pub struct Sms {
    pub to: String,
    pub text: String,
    pub reference: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Said {
    reference: Option<String>,
    code: Option<String>,
    words: Option<String>,
}

pub async fn send(config: &SmsConfig, sms: &Sms) -> Answer {
    let (config, sms) = (config.clone(), sms.clone());
    let exchanged = http::beside(move || exchange(&config, &sms)).await;
    match exchanged.and_then(|reply| reply) {
        Ok(reply) => understand(&reply),
        Err(lost) => Answer::Unreachable { words: lost.words },
    }
}

fn exchange(config: &SmsConfig, sms: &Sms) -> Result<Reply, Lost> {
    let endpoint = Endpoint { url: &config.url, secret: &config.secret, timeout: config.timeout };
    let body = serde_json::to_string(sms).map_err(|e| Lost { words: e.to_string() })?;
    http::post(&endpoint, &sms.reference, &body)
}

/// A 2xx without a reference is not taken as accepted: something between us and the gateway answered.
fn understand(reply: &Reply) -> Answer {
    let said: Said = serde_json::from_str(&reply.body).unwrap_or_default();
    match (reply.status, said.reference) {
        (200..=299, Some(reference)) => Answer::Accepted { reference: short(reference) },
        (200..=399, _) => Answer::Unreachable { words: format!("{} without a reference", reply.status) },
        // Our credentials, its limits: the next message would fare the same, and this one may go later.
        (401 | 403 | 408 | 429 | 500..=599, _) => refused(false, reply.status, said.code, said.words),
        _ => refused(true, reply.status, said.code, said.words),
    }
}

fn refused(permanent: bool, status: u16, code: Option<String>, words: Option<String>) -> Answer {
    let code = short(code.unwrap_or_else(|| status.to_string()));
    Answer::Refused { permanent, code, words: short(words.unwrap_or_default()) }
}
