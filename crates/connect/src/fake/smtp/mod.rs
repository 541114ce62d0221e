//! A mail server that delivers to memory.
//!
//! It follows RFC 5321 as far as a sender can notice: greeting, EHLO or HELO, envelope, DATA with its dots
//! unstuffed, size limit, one transaction after another. It takes mail for anyone and forwards nothing.
//! LIMIT: no TLS and no login; for those the tests use a server that is not ours.

mod dialogue;
mod lines;

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use mail_parser::MessageParser;
use tokio::net::TcpListener;

use super::http::open;
use super::running::{Running, run};

/// No notice of ours comes near this size.
const LARGEST_MESSAGE: usize = 10 * 1024 * 1024;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Behaviour {
    Accept,
    /// Hangs up before the greeting.
    Down,
    /// Answers every recipient with this code, such as 550 or 451.
    RefuseRecipients {
        code: u16,
        words: String,
    },
    /// Answers the finished message with this code, such as 554 or 452.
    RefuseMessages {
        code: u16,
        words: String,
    },
    /// Keeps the message and hangs up without saying so: the sender cannot know, and sends it again.
    AcceptAndHangUp,
}

/// One message as it arrived, its headers decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    pub envelope_from: String,
    pub envelope_to: Vec<String>,
    pub from: String,
    pub subject: String,
    pub text: String,
    pub message_id: String,
    /// The bytes as sent, dots unstuffed.
    pub raw: Vec<u8>,
}

impl Received {
    /// What a mail program would show of it.
    pub fn read(envelope_from: String, envelope_to: Vec<String>, raw: Vec<u8>) -> Self {
        let message = MessageParser::default().parse(&raw);
        let of = |part: Option<&str>| part.unwrap_or_default().to_owned();
        let from = message.as_ref().and_then(|m| m.from()).and_then(|a| a.first()).and_then(|a| a.address());
        let text = message.as_ref().and_then(|m| m.body_text(0)).unwrap_or_default().replace("\r\n", "\n");
        Self {
            from: of(from),
            subject: of(message.as_ref().and_then(|m| m.subject())),
            message_id: of(message.as_ref().and_then(|m| m.message_id())),
            text,
            envelope_from,
            envelope_to,
            raw,
        }
    }

    /// The raw value of any header, for example `X-Redress-Outbox`.
    pub fn header(&self, name: &str) -> Option<String> {
        let parsed = MessageParser::default().parse(&self.raw)?;
        parsed.header_raw(name).map(|value| value.trim().to_owned())
    }
}

pub(super) struct Mailbox {
    behaviour: Behaviour,
    received: Vec<Received>,
    largest: usize,
}

pub struct FakeSmtp {
    running: Running,
    mailbox: Arc<Mutex<Mailbox>>,
}

impl FakeSmtp {
    pub fn start() -> io::Result<Self> {
        let empty = Mailbox { behaviour: Behaviour::Accept, received: Vec::new(), largest: LARGEST_MESSAGE };
        let mailbox = Arc::new(Mutex::new(empty));
        let shared = mailbox.clone();
        let running = run(|listener| listen(listener, shared))?;
        Ok(Self { running, mailbox })
    }

    pub fn addr(&self) -> SocketAddr {
        self.running.addr
    }

    pub fn set_behaviour(&self, behaviour: Behaviour) {
        open(&self.mailbox).behaviour = behaviour;
    }

    pub fn set_largest_message(&self, bytes: usize) {
        open(&self.mailbox).largest = bytes;
    }

    pub fn received(&self) -> Vec<Received> {
        open(&self.mailbox).received.clone()
    }
}

async fn listen(listener: TcpListener, mailbox: Arc<Mutex<Mailbox>>) {
    loop {
        let Ok((line, _)) = listener.accept().await else { continue };
        if open(&mailbox).behaviour != Behaviour::Down {
            let mailbox = mailbox.clone();
            tokio::spawn(async move { dialogue::serve(line, mailbox).await.ok() });
        }
    }
}
