//! A warehouse, a maker of labels and a bank of coupons in one, that can fail in every way that matters and still keeps
//! honest books of what really went out.

mod books;

use super::http::{Unsteady, open};
use super::pay::Idempotency;
use super::running::{Running, run};
use crate::Secret;
use crate::fulfil::sign::{self, Stamp};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use books::{Books, Fate};
use serde::Deserialize;
use serde_json::{Value, json};
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

pub use books::Sent;

/// How it answers an order. Being asked after one it always answers from its books, save when down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Behaviour {
    Ok,
    /// Does it, and answers only after this long.
    Late(Duration),
    /// Does it, and never answers.
    Silent,
    /// Does not do it and says so.
    Refused {
        reason: String,
    },
    /// Does it and answers about another reference.
    WrongReference,
    /// Does it and says so without number, label or code.
    Empty,
    /// Does it once and sends its answer twice in one body.
    Doubled,
    /// Takes it on and does it when [`FakeFulfilment::settle`] is called.
    Pending,
    /// Does it and answers with something that is no answer, like a proxy's error page.
    Garbage,
    /// Hangs up on everyone.
    Down,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Received {
    pub reference: String,
    pub kind: String,
    pub case: String,
    pub order: Option<String>,
    pub amount_fen: Option<i64>,
    pub words: String,
}

struct Desk {
    behaviour: Behaviour,
    received: Vec<Received>,
    books: Books,
    secret: Secret,
    /// Requests that its secret did not sign.
    forged: usize,
}

type Shared = State<Arc<Mutex<Desk>>>;

pub struct FakeFulfilment {
    running: Running,
    desk: Arc<Mutex<Desk>>,
}

impl FakeFulfilment {
    pub fn start(idempotency: Idempotency, secret: Secret) -> io::Result<Self> {
        let books = Books::new(idempotency);
        let desk = Desk { behaviour: Behaviour::Ok, received: Vec::new(), books, secret, forged: 0 };
        let desk = Arc::new(Mutex::new(desk));
        let shared = desk.clone();
        let running = run(|inner| async move {
            let watched = shared.clone();
            let listener = Unsteady { inner, is_down: move || open(&watched).behaviour == Behaviour::Down };
            let routes = Router::new()
                .route("/fulfilments", post(take))
                .route("/fulfilments/{reference}", get(tell))
                .with_state(shared);
            axum::serve(listener, routes).await.ok();
        })?;
        Ok(Self { running, desk })
    }

    pub fn addr(&self) -> SocketAddr {
        self.running.addr
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.addr())
    }

    pub fn set_behaviour(&self, behaviour: Behaviour) {
        open(&self.desk).behaviour = behaviour;
    }

    /// Every order that reached it, also those it refused or repeated.
    pub fn received(&self) -> Vec<Received> {
        open(&self.desk).received.clone()
    }

    pub fn forged(&self) -> usize {
        open(&self.desk).forged
    }

    /// What really went out under this reference: more than one is a parcel too many.
    pub fn sent(&self, reference: &str) -> Vec<Sent> {
        open(&self.desk).books.sent(reference)
    }

    /// Does all it has taken on.
    pub fn settle(&self) {
        open(&self.desk).books.settle();
    }

    /// What it would tell us of this now: headers and body.
    pub fn notice(&self, reference: &str, at_ms: i64) -> Option<(Vec<(&'static str, String)>, String)> {
        let desk = open(&self.desk);
        let body = describe(reference, &desk.books.find(reference)?).to_string();
        Some((sign::headers(&desk.secret, &format!("told-{reference}"), at_ms, &body), body))
    }
}

/// It believes whoever signed with its secret; when, it does not mind: its clock is not the house's.
fn is_ours(desk: &Desk, headers: &HeaderMap, body: &str) -> bool {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let timestamp = header("webhook-timestamp");
    let stamp = Stamp { id: header("webhook-id"), timestamp, signature: header("webhook-signature") };
    let at_ms = timestamp.parse::<i64>().map_or(0, |at_s| at_s.saturating_mul(1_000));
    sign::is_signed(&desk.secret, stamp, body, at_ms)
}

async fn take(State(desk): Shared, headers: HeaderMap, body: String) -> Response {
    let (behaviour, reference, fate) = {
        let mut desk = open(&desk);
        if !is_ours(&desk, &headers, &body) {
            desk.forged += 1;
            return StatusCode::UNAUTHORIZED.into_response();
        }
        let Ok(order) = serde_json::from_str::<Received>(&body) else {
            return StatusCode::BAD_REQUEST.into_response();
        };
        let fate = act(&mut desk, &order);
        (desk.behaviour.clone(), order.reference, fate)
    };
    answer(behaviour, &reference, &fate).await
}

/// What happens to the parcel. Decided and booked before a word is answered.
fn act(desk: &mut Desk, order: &Received) -> Fate {
    desk.received.push(order.clone());
    if let Some(fate) = desk.books.known(&order.reference) {
        return fate;
    }
    match desk.behaviour.clone() {
        Behaviour::Refused { reason } => {
            desk.books.note(&order.reference, &order.kind, Fate::Refused { reason })
        }
        Behaviour::Pending => desk.books.note(&order.reference, &order.kind, Fate::Accepted),
        _ => desk.books.carry_out(&order.reference, &order.kind),
    }
}

async fn answer(behaviour: Behaviour, reference: &str, fate: &Fate) -> Response {
    let mut body = describe(reference, fate);
    match behaviour {
        Behaviour::Late(wait) => tokio::time::sleep(wait).await,
        Behaviour::Silent => tokio::time::sleep(Duration::MAX).await,
        Behaviour::WrongReference => body["reference"] = json!(format!("{reference}x")),
        Behaviour::Empty => body = json!({ "reference": reference, "status": "done" }),
        Behaviour::Doubled => return raw(StatusCode::OK, &format!("{body}{body}")),
        Behaviour::Garbage => {
            return (StatusCode::BAD_GATEWAY, "<html>Bad Gateway</html>").into_response();
        }
        _ => {}
    }
    let refused = matches!(fate, Fate::Refused { .. });
    raw(if refused { StatusCode::CONFLICT } else { StatusCode::OK }, &body.to_string())
}

async fn tell(State(desk): Shared, Path(reference): Path<String>, headers: HeaderMap) -> Response {
    let mut desk = open(&desk);
    if !is_ours(&desk, &headers, "") {
        desk.forged += 1;
        return StatusCode::UNAUTHORIZED.into_response();
    }
    match desk.books.find(&reference) {
        Some(fate) => raw(StatusCode::OK, &describe(&reference, &fate).to_string()),
        None => {
            let none = json!({ "reference": reference, "status": "not_found" });
            raw(StatusCode::NOT_FOUND, &none.to_string())
        }
    }
}

fn describe(reference: &str, fate: &Fate) -> Value {
    match fate {
        Fate::Accepted => json!({ "reference": reference, "status": "accepted" }),
        Fate::Refused { reason } => {
            json!({ "reference": reference, "status": "refused", "reason": reason })
        }
        Fate::Done(Sent { kind, no }) => {
            let mut said = json!({ "reference": reference, "status": "done" });
            match kind.as_str() {
                "return_label" => {
                    said["carrier"] = json!("顺丰速运");
                    said["label_url"] = json!(format!("https://labels.example.cn/{reference}.pdf"));
                }
                "coupon" | "points" | "repair" => said["code"] = json!(format!("FAKE-{no:04}")),
                "extended_warranty" => {
                    said["code"] = json!(format!("FAKE-{no:04}"));
                    said["valid_until"] = json!("2028-12-31");
                }
                _ => {
                    said["carrier"] = json!("顺丰速运");
                    said["tracking_number"] = json!(format!("SF{:012}", 140_000_000 + no));
                }
            }
            said
        }
    }
}

fn raw(status: StatusCode, body: &str) -> Response {
    (status, [(CONTENT_TYPE, "application/json")], body.to_owned()).into_response()
}
