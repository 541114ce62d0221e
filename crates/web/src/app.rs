//! What every handler has at hand.

use crate::desk::Memory;
use crate::throttle::Throttle;
use crate::writer::Writer;
use std::sync::{Arc, OnceLock};
use store::Store;

#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    store: Store,
    settings: Settings,
    throttle: Throttle,
    desk: Memory,
    writer: OnceLock<Arc<dyn Writer>>,
}

#[derive(Clone, Debug)]
pub struct Settings {
    /// How customers reach us, without a slash at the end; written into links and notices.
    pub base_url: String,
    /// Cookies are sent over TLS only.
    pub secure: bool,
    /// Sign-in links and the page of sent mail; only on loopback.
    pub demo: bool,
    /// Requests a minute per API token; none is no limit.
    pub token_rate: Option<u32>,
}

impl App {
    pub fn new(store: Store, settings: Settings) -> App {
        let (throttle, desk, writer) = (Throttle::default(), Memory::default(), OnceLock::new());
        App(Arc::new(Inner { store, settings, throttle, desk, writer }))
    }
    pub fn store(&self) -> &Store {
        &self.0.store
    }
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }
    pub fn throttle(&self) -> &Throttle {
        &self.0.throttle
    }
    /// Who writes drafts; without it nobody does, which is how a house begins.
    pub fn set_writer(&self, writer: Arc<dyn Writer>) {
        self.0.writer.set(writer).ok();
    }
    pub fn writer(&self) -> Option<&Arc<dyn Writer>> {
        self.0.writer.get()
    }
    /// What the desk remembers for a moment.
    pub fn desk(&self) -> &Memory {
        &self.0.desk
    }
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.0.settings.base_url)
    }
}
