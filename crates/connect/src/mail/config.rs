//! How to reach the mail server of this organisation.

use std::time::Duration;

use crate::Secret;

#[derive(Debug, Clone)]
pub struct MailConfig {
    pub host: String,
    pub port: u16,
    pub protection: Protection,
    /// User and password, where the server asks for them.
    pub login: Option<(String, Secret)>,
    /// PEM of the organisation's own authority, trusted beside those of the system.
    pub authority_pem: Option<String>,
    /// The name we greet with; the machine's own when absent.
    pub hello: Option<String>,
    pub timeout: Duration,
}

/// How the line is protected. There is no "if possible": a line that should be encrypted and is not is not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protection {
    /// Encrypted from the first byte (usually port 465).
    Tls,
    /// Plain greeting, then encrypted (usually port 587).
    StartTls,
    /// Not at all: a server on this machine or inside a protected network.
    None,
}
