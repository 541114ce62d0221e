//! The endpoint for drafts, when the operator configured one.

use crate::config::Draft;
use connect::Secret;
use connect::draft::{DraftAnswer, DraftConfig, Order, draft};
use domain::Refusal;
use std::time::Duration;
use web::writer::{Writer, Written};

pub struct Endpoint(DraftConfig);

impl Endpoint {
    pub fn of(draft: &Draft) -> Endpoint {
        Endpoint(DraftConfig {
            url: draft.url.clone(),
            model: draft.model.clone(),
            secret: draft.secret.clone().unwrap_or_else(|| Secret::new("")),
            timeout: Duration::from_secs(draft.timeout_s),
        })
    }
}

impl Writer for Endpoint {
    fn write(&self, rules: String, matter: String) -> Written<'_> {
        Box::pin(async move {
            match draft(&self.0, &Order { rules, matter }).await {
                DraftAnswer::Text(text) => Ok(text),
                DraftAnswer::Late => Err(Refusal::DraftLate),
                DraftAnswer::Refused { status } => {
                    tracing::warn!("the endpoint for drafts answered {status}");
                    Err(Refusal::DraftRefused)
                }
                // What it said may quote what it was sent; only the kind is logged.
                DraftAnswer::Unreadable { .. } => Err(Refusal::DraftUnreadable),
                DraftAnswer::Unreachable { words } => {
                    tracing::warn!("the endpoint for drafts cannot be reached: {words}");
                    Err(Refusal::DraftUnreachable)
                }
            }
        })
    }

    fn model(&self) -> &str {
        &self.0.model
    }
}
