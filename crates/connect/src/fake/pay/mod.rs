//! A payment provider that can fail in every way that matters and still keeps an honest ledger.
//!
//! The ledger is what really left the till; the answers are what it says about it. Tests compare the two.

mod desk;
mod ledger;

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::http::{Unsteady, open};
use super::running::{Running, run};
use ledger::Ledger;
pub use ledger::Paid;

use crate::pay::Refund;

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

pub(super) struct Till {
    behaviour: Behaviour,
    received: Vec<Refund>,
    ledger: Ledger,
}

pub struct FakePay {
    running: Running,
    till: Arc<Mutex<Till>>,
}

impl FakePay {
    pub fn start(idempotency: Idempotency) -> io::Result<Self> {
        let ledger = Ledger::new(idempotency);
        let till = Arc::new(Mutex::new(Till { behaviour: Behaviour::Ok, received: Vec::new(), ledger }));
        let shared = till.clone();
        let running = run(|inner| async move {
            let watched = shared.clone();
            let listener = Unsteady { inner, is_down: move || open(&watched).behaviour == Behaviour::Down };
            axum::serve(listener, desk::routes(shared)).await.ok();
        })?;
        Ok(Self { running, till })
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
