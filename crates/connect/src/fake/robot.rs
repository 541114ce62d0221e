//! Robots of 企业微信 and 钉钉 in one: groups that keep what was written into them, and answer as documented, late,
//! wrongly, twice or not at all.

use super::http::{Unsteady, open};
use super::running::{Running, run};
use crate::Secret;
use crate::robot::{RobotConfig, signature};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behaviour {
    Ok,
    /// Hangs up.
    Down,
    /// Takes the message and answers after so many milliseconds.
    Late(u64),
    /// Takes the message and never answers.
    Silent,
    /// HTTP 200 with an `errcode` that says no for good: the robot was taken out of its group.
    Gone,
    /// HTTP 200 with the `errcode` for too many messages a minute.
    Busy,
    /// HTTP 200 with something that is no answer of theirs.
    Garbled,
    /// Shows the message twice.
    Doubled,
}

/// As it stands in the group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// `wecom` or `dingtalk`.
    pub by: &'static str,
    /// The key or token of the robot.
    pub robot: String,
    pub text: String,
}

struct Books {
    behaviour: Behaviour,
    written: Vec<Written>,
    /// Robots that are there, with the secret of those that check signatures.
    robots: HashMap<String, String>,
}

pub struct FakeRobots {
    running: Running,
    books: Arc<Mutex<Books>>,
}

impl FakeRobots {
    pub fn start() -> io::Result<Self> {
        let books = Books { behaviour: Behaviour::Ok, written: vec![], robots: HashMap::new() };
        let books = Arc::new(Mutex::new(books));
        let shared = books.clone();
        let running = run(|inner| async move {
            let watched = shared.clone();
            let listener = Unsteady { inner, is_down: move || open(&watched).behaviour == Behaviour::Down };
            let routes = Router::new()
                .route("/cgi-bin/webhook/send", post(wecom))
                .route("/robot/send", post(dingtalk))
                .with_state(shared);
            axum::serve(listener, routes).await.ok();
        })?;
        Ok(Self { running, books })
    }

    pub fn addr(&self) -> SocketAddr {
        self.running.addr
    }

    pub fn config(&self, timeout: Duration) -> RobotConfig {
        let url = format!("http://{}", self.addr());
        RobotConfig { wecom: url.clone(), dingtalk: url, timeout }
    }

    /// Puts a robot into a group; only of 钉钉 with a secret.
    pub fn put(&self, key: &str, secret: &str) {
        open(&self.books).robots.insert(key.to_owned(), secret.to_owned());
    }

    pub fn set_behaviour(&self, behaviour: Behaviour) {
        open(&self.books).behaviour = behaviour;
    }

    pub fn written(&self) -> Vec<Written> {
        open(&self.books).written.clone()
    }
}

type Asked = HashMap<String, String>;
type Shared = State<Arc<Mutex<Books>>>;

async fn wecom(
    State(books): Shared,
    Query(asked): Query<Asked>,
    Json(body): Json<Value>,
) -> (StatusCode, Json<Value>) {
    let key = asked.get("key").cloned().unwrap_or_default();
    let known = open(&books).robots.contains_key(&key);
    if !known {
        return say(93_000, "invalid webhook url");
    }
    take(&books, ("wecom", key), &body, [93_000, 45_009]).await
}

async fn dingtalk(
    State(books): Shared,
    Query(asked): Query<Asked>,
    Json(body): Json<Value>,
) -> (StatusCode, Json<Value>) {
    let token = asked.get("access_token").cloned().unwrap_or_default();
    let Some(secret) = open(&books).robots.get(&token).cloned() else {
        return say(300_001, "token is not exist");
    };
    let signed = asked.get("timestamp").and_then(|at| at.parse().ok());
    let right = signed.map(|at_ms: i64| signature(&Secret::new(secret), at_ms));
    if right.is_none() || right.as_ref() != asked.get("sign") {
        return say(310_000, "sign not match");
    }
    take(&books, ("dingtalk", token), &body, [300_001, 130_101]).await
}

async fn take(
    books: &Arc<Mutex<Books>>,
    (by, robot): (&'static str, String),
    body: &Value,
    [gone, busy]: [i64; 2],
) -> (StatusCode, Json<Value>) {
    let (Some("text"), Some(text)) = (body["msgtype"].as_str(), body["text"]["content"].as_str()) else {
        return say(40_008, "invalid message type");
    };
    let written = Written { by, robot, text: text.to_owned() };
    let behaviour = {
        let mut books = open(books);
        let times = match books.behaviour {
            Behaviour::Gone | Behaviour::Busy | Behaviour::Garbled => 0,
            Behaviour::Doubled => 2,
            _ => 1,
        };
        books.written.extend(std::iter::repeat_n(written, times));
        books.behaviour
    };
    match behaviour {
        Behaviour::Gone => say(gone, "the robot is not there any more"),
        Behaviour::Busy => say(busy, "send too fast, exceed 20 times per minute"),
        Behaviour::Garbled => (StatusCode::OK, Json(json!("<html>"))),
        Behaviour::Late(ms) => {
            tokio::time::sleep(Duration::from_millis(ms)).await;
            say(0, "ok")
        }
        Behaviour::Silent => {
            std::future::pending::<()>().await;
            say(0, "ok")
        }
        Behaviour::Ok | Behaviour::Doubled | Behaviour::Down => say(0, "ok"),
    }
}

fn say(errcode: i64, errmsg: &str) -> (StatusCode, Json<Value>) {
    (StatusCode::OK, Json(json!({ "errcode": errcode, "errmsg": errmsg })))
}
