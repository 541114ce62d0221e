//! Asking for a refund, and asking after it, by the small contract.

use super::wire::{understand, understand_refund, unknown};
use super::{Asked, PayAnswer, PayConfig, Refund};
use crate::http::{self, Endpoint, Lost, Reply};

pub fn refund(config: &PayConfig, refund: &Refund) -> PayAnswer {
    match order(config, refund) {
        Ok(reply) => understand_refund(refund, &reply),
        Err(lost) => unknown(lost.words),
    }
}

pub fn ask(config: &PayConfig, refund: &Refund) -> Asked {
    match inquire(config, refund) {
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
