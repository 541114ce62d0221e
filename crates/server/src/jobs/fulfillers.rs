//! The systems outside that carry out what is not money, by the names the journal knows them by.

use crate::config::Config;
use connect::fulfil::System;
use std::time::Duration;

#[derive(Clone, Debug, Default)]
pub struct Fulfillers(pub Vec<System>);

impl Fulfillers {
    pub fn of(config: &Config) -> Fulfillers {
        let one = |system: &crate::config::System| System {
            name: system.name.clone(),
            url: system.url.clone(),
            secret: system.secret.clone(),
            timeout: Duration::from_secs(system.timeout_s),
        };
        Fulfillers(config.fulfilment.iter().map(one).collect())
    }

    pub fn by(&self, name: &str) -> Option<&System> {
        self.0.iter().find(|system| system.name == name)
    }

    /// For `redress doctor`.
    pub fn names(&self) -> Vec<String> {
        self.0.iter().map(|system| format!("{} {}", system.name, system.url)).collect()
    }
}
