//! An SMS gateway that keeps what it was given.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::http::{Unsteady, open};
use super::running::{Running, run};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behaviour {
    Ok,
    /// Hangs up.
    Down,
    /// Says that it has too much to do; later it may go.
    Busy,
    /// Takes no message for any number.
    RefusedNumber,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Message {
    pub to: String,
    pub text: String,
    pub reference: String,
    #[serde(skip)]
    pub idempotency_key: String,
    #[serde(skip)]
    pub authorization: String,
}

struct Books {
    behaviour: Behaviour,
    sent: Vec<Message>,
}

pub struct FakeSms {
    running: Running,
    books: Arc<Mutex<Books>>,
}

impl FakeSms {
    pub fn start() -> io::Result<Self> {
        let books = Arc::new(Mutex::new(Books { behaviour: Behaviour::Ok, sent: Vec::new() }));
        let shared = books.clone();
        let running = run(|inner| async move {
            let watched = shared.clone();
            let listener = Unsteady { inner, is_down: move || open(&watched).behaviour == Behaviour::Down };
            let routes = Router::new().route("/messages", post(take)).with_state(shared);
            axum::serve(listener, routes).await.ok();
        })?;
        Ok(Self { running, books })
    }

    pub fn addr(&self) -> SocketAddr {
        self.running.addr
    }

    pub fn url(&self) -> String {
        format!("http://{}/messages", self.addr())
    }

    pub fn set_behaviour(&self, behaviour: Behaviour) {
        open(&self.books).behaviour = behaviour;
    }

    /// What really went out, in order; a repeated idempotency key goes out once.
    pub fn received(&self) -> Vec<Message> {
        open(&self.books).sent.clone()
    }
}

async fn take(
    State(books): State<Arc<Mutex<Books>>>,
    headers: HeaderMap,
    Json(mut message): Json<Message>,
) -> (StatusCode, Json<Value>) {
    let header = |name| headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    message.idempotency_key = header("idempotency-key");
    message.authorization = header("authorization");
    let mut books = open(&books);
    match books.behaviour {
        Behaviour::RefusedNumber => say(StatusCode::UNPROCESSABLE_ENTITY, "number", "no such number"),
        Behaviour::Busy => say(StatusCode::TOO_MANY_REQUESTS, "busy", "later please"),
        Behaviour::Ok | Behaviour::Down => {
            let before = books.sent.iter().position(|m| m.idempotency_key == message.idempotency_key);
            let no = before.unwrap_or_else(|| {
                books.sent.push(message);
                books.sent.len() - 1
            });
            (StatusCode::ACCEPTED, Json(json!({ "reference": format!("sms-{}", no + 1) })))
        }
    }
}

fn say(status: StatusCode, code: &str, words: &str) -> (StatusCode, Json<Value>) {
    (status, Json(json!({ "code": code, "words": words })))
}
