//! Asking for a refund, and asking after it.

use super::wire::{understand, understand_refund, unknown};
use super::{Asked, PayAnswer, PayConfig, Refund};
use crate::http::{self, Endpoint, Lost, Reply};

/// Sends the refund once. After `Unknown`, call [`ask`]; never this again before it said `NotFound`.
pub async fn refund(config: &PayConfig, refund: &Refund) -> PayAnswer {
    let (to, what) = (config.clone(), refund.clone());
    let exchanged = http::beside(move || order(&to, &what)).await;
    match exchanged.and_then(|reply| reply) {
        Ok(reply) => understand_refund(refund, &reply),
        Err(lost) => unknown(lost.words),
    }
}

/// Asks what became of a refund. It takes the whole refund, not only its reference, so that an answer with
/// another amount is recognised here too.
pub async fn ask(config: &PayConfig, refund: &Refund) -> Asked {
    let (to, what) = (config.clone(), refund.clone());
    let exchanged = http::beside(move || inquire(&to, &what)).await;
    match exchanged.and_then(|reply| reply) {
        Ok(reply) => understand(refund, &reply),
        Err(lost) => Asked::Found(unknown(lost.words)),
    }
}

fn order(config: &PayConfig, refund: &Refund) -> Result<Reply, Lost> {
    let url = format!("{}/refunds", config.url.trim_end_matches('/'));
    let body = serde_json::to_string(refund).map_err(|e| Lost { words: e.to_string() })?;
    http::post(&endpoint(config, &url), &refund.reference, &body)
}

fn inquire(config: &PayConfig, refund: &Refund) -> Result<Reply, Lost> {
    let reference = http::path_segment(&refund.reference);
    let url = format!("{}/refunds/{reference}", config.url.trim_end_matches('/'));
    http::get(&endpoint(config, &url))
}

fn endpoint<'a>(config: &'a PayConfig, url: &'a str) -> Endpoint<'a> {
    Endpoint { url, secret: &config.secret, timeout: config.timeout }
}
