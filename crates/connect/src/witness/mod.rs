//! Witnesses, C2SP tlog-witness: somebody else who remembers how far our journal had come, and signs only what goes on
//! from there. Nothing is believed here; whoever asked verifies the signatures.

use std::time::Duration;

use crate::answer::short;
use crate::http::{self, Plain};

const SIZE: &str = "text/x.tlog.size";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WitnessConfig {
    /// Of its add-checkpoint endpoint without that word.
    pub url: String,
    pub timeout: Duration,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WitnessAnswer {
    /// Signature lines, not yet verified.
    Signed(String),
    /// It has seen another size than we thought: this one.
    Knows(u64),
    /// It does not sign this, or not for us.
    Refused {
        words: String,
    },
    Lost {
        words: String,
    },
}

/// Hands in a checkpoint: what the witness is thought to know, the proof that the checkpoint goes on from there, the
/// signed note.
pub async fn submit(config: &WitnessConfig, request: String) -> WitnessAnswer {
    let url = format!("{}/add-checkpoint", config.url.trim_end_matches('/'));
    let timeout = config.timeout;
    let exchanged = http::beside(move || {
        let question = Plain { url: &url, timeout, content_type: "text/plain; charset=utf-8" };
        http::post_plain(&question, request.as_bytes())
    });
    let reply = match exchanged.await.and_then(|reply| reply) {
        Ok(reply) => reply,
        Err(lost) => return WitnessAnswer::Lost { words: lost.words },
    };
    let body = String::from_utf8_lossy(&reply.body).into_owned();
    let refused = |why: &str| WitnessAnswer::Refused { words: format!("{}: {why}", reply.status) };
    match reply.status {
        200 => WitnessAnswer::Signed(body),
        409 => known(&reply.content_type, &body)
            .map_or_else(|| refused("it has seen another history of this size"), WitnessAnswer::Knows),
        403 => refused("it does not know our key"),
        404 => refused("it does not know our journal"),
        422 => refused("it does not accept our proof"),
        400..=499 => refused(&short(body)),
        _ => WitnessAnswer::Lost { words: format!("answered with {}", reply.status) },
    }
}

fn known(content_type: &str, body: &str) -> Option<u64> {
    let digits = body.strip_suffix('\n').unwrap_or(body);
    let size: u64 = digits.parse().ok().filter(|size: &u64| size.to_string() == digits)?;
    (content_type == SIZE).then_some(size)
}
