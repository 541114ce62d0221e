//! A draft of a reply, or a summary, from any endpoint that speaks the chat completions contract. What goes there has
//! been covered by the caller; what comes back is a text or one plain word for why there is none. Nothing is retried.

use crate::Secret;
use crate::answer::short;
use crate::http::{self, Endpoint, Lost, Reply};
use serde::{Deserialize, Serialize};
use std::time::Duration;

#[derive(Debug, Clone)]
pub struct DraftConfig {
    /// As far as `/chat/completions`: `https://models.example/v1`.
    pub url: String,
    pub model: String,
    pub secret: Secret,
    pub timeout: Duration,
}

/// What is asked for, and what it is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    pub rules: String,
    pub matter: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftAnswer {
    Text(String),
    /// No whole answer in time, however it began.
    Late,
    /// The endpoint said no: key, model, quota.
    Refused {
        status: u16,
    },
    /// Something came back that is no answer.
    Unreadable {
        words: String,
    },
    Unreachable {
        words: String,
    },
}

/// Letters of a text that is still a draft of a reply.
const LONGEST: usize = 8_000;

#[derive(Serialize)]
struct Asked<'a> {
    model: &'a str,
    messages: [Message<'a>; 2],
    max_tokens: u32,
    temperature: f32,
    stream: bool,
}

#[derive(Serialize)]
struct Message<'a> {
    role: &'static str,
    content: &'a str,
}

pub async fn draft(config: &DraftConfig, order: &Order) -> DraftAnswer {
    let (to, what) = (config.clone(), order.clone());
    match http::beside(move || exchange(&to, &what)).await.and_then(|reply| reply) {
        Ok(reply) => understand(&reply),
        Err(lost) if lost.words.contains("timeout") => DraftAnswer::Late,
        Err(lost) => DraftAnswer::Unreachable { words: lost.words },
    }
}

fn exchange(config: &DraftConfig, order: &Order) -> Result<Reply, Lost> {
    let asked = Asked {
        model: &config.model,
        messages: [
            Message { role: "system", content: &order.rules },
            Message { role: "user", content: &order.matter },
        ],
        max_tokens: 1_500,
        temperature: 0.2,
        stream: false,
    };
    let body = serde_json::to_string(&asked).map_err(|error| Lost { words: error.to_string() })?;
    let url = format!("{}/chat/completions", config.url.trim_end_matches('/'));
    http::post_once(&Endpoint { url: &url, secret: &config.secret, timeout: config.timeout }, &body)
}

#[derive(Deserialize)]
struct Said {
    choices: Vec<Choice>,
}

#[derive(Deserialize)]
struct Choice {
    message: Content,
}

#[derive(Deserialize)]
struct Content {
    content: Option<String>,
}

fn understand(reply: &Reply) -> DraftAnswer {
    if !(200..=299).contains(&reply.status) {
        return DraftAnswer::Refused { status: reply.status };
    }
    let unreadable = |words: &str| DraftAnswer::Unreadable { words: short(words) };
    let said: Said = match serde_json::from_str(&reply.body) {
        Ok(said) => said,
        Err(error) => return unreadable(&error.to_string()),
    };
    let text = said.choices.into_iter().next().and_then(|choice| choice.message.content);
    let text = text.map(|text| text.trim().to_owned()).unwrap_or_default();
    match text.chars().count() {
        0 => unreadable("an answer without words"),
        letters if letters > LONGEST => unreadable("an answer longer than any reply"),
        _ if text.contains('\0') => unreadable("an answer with letters no text has"),
        _ => DraftAnswer::Text(text),
    }
}
