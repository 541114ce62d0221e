//! Time stamping authorities, RFC 3161 over HTTP: a question about a digest, an answer with a token in it.
//!
//! Nothing is believed here. What comes back is handed on, and whoever asked verifies it against the pinned chain.

mod der;

use std::time::Duration;

use crate::answer::short;
use crate::http::{self, Lost, Plain};

const ASKS: &str = "application/timestamp-query";
const ANSWERS: &str = "application/timestamp-reply";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TsaConfig {
    pub url: String,
    pub timeout: Duration,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TsaAnswer {
    /// The token as it was given; not yet verified.
    Token(Vec<u8>),
    /// The authority does not stamp this.
    Refused { words: String },
    /// No answer that can be read. Asking again does no harm.
    Lost { words: String },
}

/// A number that no other question has: 16 random bytes make a positive one of 16 bytes.
pub fn nonce(mut random: [u8; 16]) -> [u8; 16] {
    random[0] = random[0] & 0x3f | 0x40;
    random
}

/// The question. Certificates are not asked for: the pinned ones count, and the token is a third smaller without.
pub fn query(digest: &[u8; 32], nonce: &[u8; 16]) -> Vec<u8> {
    der::query(digest, nonce)
}

pub async fn ask(config: &TsaConfig, digest: [u8; 32], nonce: [u8; 16]) -> TsaAnswer {
    let config = config.clone();
    let exchanged = http::beside(move || {
        let question = Plain { url: &config.url, timeout: config.timeout, content_type: ASKS };
        http::post_plain(&question, &query(&digest, &nonce))
    });
    match exchanged.await.and_then(|reply| reply) {
        Ok(reply) if reply.status != 200 => lost(format!("answered with {}", reply.status)),
        Ok(reply) if reply.content_type != ANSWERS => {
            lost(format!("answered with {}, which is no {ANSWERS}", short(&reply.content_type)))
        }
        Ok(reply) => understand(&reply.body),
        Err(Lost { words }) => lost(words),
    }
}

fn understand(answer: &[u8]) -> TsaAnswer {
    match der::answer(answer) {
        Some(der::Said::Granted(token)) => TsaAnswer::Token(token.to_vec()),
        Some(der::Said::Refused(status)) => TsaAnswer::Refused { words: format!("status {status}") },
        None => lost("answered with something that is no time stamp response".into()),
    }
}

fn lost(words: String) -> TsaAnswer {
    TsaAnswer::Lost { words: short(words) }
}
