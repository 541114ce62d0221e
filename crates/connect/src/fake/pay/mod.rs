//! A payment provider that can fail in every way that matters and still keeps an honest ledger.
//!
//! The ledger is what really left the till; the answers are what it says about it. Tests compare the two.

mod alipay;
mod desk;
mod ledger;
mod wechat;

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::http::{Unsteady, open};
use super::running::{Running, run};
use ledger::Ledger;
pub use ledger::Paid;

use crate::pay::Refund;
use crate::pay::rsa::{SigningKey, TheirKey};

/// How it answers a request for a refund. Being asked after one it always answers from its ledger, save when down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Behaviour {
    Ok,
    /// Pays, and answers only after this long.
    Late(Duration),
    /// Pays, and never answers.
    Silent,
    /// Does not pay and says so.
    Refused {
        code: String,
        words: String,
    },
    /// Pays what was asked and answers with another amount.
    WrongAmount,
    /// Pays what was asked and answers about another reference.
    WrongReference,
    /// Pays once and sends its answer twice in one body.
    Doubled,
    /// Takes the request and pays when [`FakePay::settle`] is called.
    Pending,
    /// Pays and answers with something that is no answer, like a proxy's error page.
    Garbage,
    /// Pays and signs its answer with a key that is not its own; without signatures as garbage.
    WrongSignature,
    /// Hangs up on everyone.
    Down,
    /// Answers 503 this many times without paying, then behaves.
    FailsThenOk(u32),
}

/// The second is how some real providers are; with it a test proves that nobody asks twice blindly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idempotency {
    Honoured,
    Ignored,
}

/// What it speaks.
#[derive(Clone)]
pub enum Tongue {
    Plain,
    WeChat(Keys),
    Alipay(Keys),
}

/// The keys of one that signs.
#[derive(Clone)]
pub struct Keys {
    /// Its own, and one that it should not sign with.
    pub own: SigningKey,
    pub wrong: SigningKey,
    /// Of whoever asks it.
    pub asker: TheirKey,
    /// How its own key is called.
    pub id: String,
    /// What notices are sealed with, 32 letters.
    pub apiv3: String,
}

pub(super) struct Till {
    behaviour: Behaviour,
    received: Vec<Refund>,
    ledger: Ledger,
    /// Requests that were not signed by the one it knows.
    forged: usize,
}

pub struct FakePay {
    running: Running,
    till: Arc<Mutex<Till>>,
    tongue: Tongue,
}

impl FakePay {
    pub fn start(idempotency: Idempotency) -> io::Result<Self> {
        Self::speaking(idempotency, Tongue::Plain)
    }

    pub fn speaking(idempotency: Idempotency, tongue: Tongue) -> io::Result<Self> {
        let ledger = Ledger::new(idempotency);
        let till = Till { behaviour: Behaviour::Ok, received: Vec::new(), ledger, forged: 0 };
        let till = Arc::new(Mutex::new(till));
        let (shared, spoken) = (till.clone(), tongue.clone());
        let running = run(|inner| async move {
            let watched = shared.clone();
            let listener = Unsteady { inner, is_down: move || open(&watched).behaviour == Behaviour::Down };
            let routes = match spoken {
                Tongue::Plain => desk::routes(shared),
                Tongue::WeChat(keys) => wechat::routes(shared, keys),
                Tongue::Alipay(keys) => alipay::routes(shared, keys),
            };
            axum::serve(listener, routes).await.ok();
        })?;
        Ok(Self { running, till, tongue })
    }

    /// The notice about a refund as WeChat Pay would send it: its headers and its body.
    pub fn notice(&self, reference: &str, at_ms: i64) -> Option<(Vec<(&'static str, String)>, String)> {
        let Tongue::WeChat(keys) = &self.tongue else { return None };
        let (refund, fate) = open(&self.till).ledger.find(reference)?;
        Some(wechat::notice(keys, &refund, &fate, at_ms))
    }

    /// Requests it did not believe, because their signature did not fit.
    pub fn forged(&self) -> usize {
        open(&self.till).forged
    }

    pub fn addr(&self) -> SocketAddr {
        self.running.addr
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.addr())
    }

    pub fn set_behaviour(&self, behaviour: Behaviour) {
        open(&self.till).behaviour = behaviour;
    }

    /// Every request that reached it, also those it refused or repeated.
    pub fn received(&self) -> Vec<Refund> {
        open(&self.till).received.clone()
    }

    /// What really left the till under this reference: more than one entry is money lost.
    pub fn paid(&self, reference: &str) -> Vec<Paid> {
        open(&self.till).ledger.paid(reference)
    }

    pub fn total_paid_fen(&self) -> i64 {
        open(&self.till).ledger.total_fen()
    }

    /// Pays all that is pending.
    pub fn settle(&self) {
        open(&self.till).ledger.settle();
    }
}
