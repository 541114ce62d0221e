//! Mail, out by SMTP.
//!
//! A mail is sent at least once. Its Message-ID is made from the outbox id alone, so a second sending after a
//! lost answer is the same message to every mail program, and to us when a bounce quotes it.

mod compose;
mod config;
mod send;

pub use config::{MailConfig, Protection};
pub use send::send;

/// One message to one person, as plain text and, with a receipt, as the same text above its picture.
#[derive(Clone)]
pub struct Mail {
    /// Our outbox id; the Message-ID and the `X-Redress-Outbox` header are made from it.
    pub outbox_id: String,
    /// `投诉中心 <care@example.com>` or the bare address.
    pub from: String,
    pub to: String,
    pub reply_to: Option<String>,
    /// The Message-ID this one answers, so that it lands in the customer's thread.
    pub in_reply_to: Option<String>,
    pub subject: String,
    pub text: String,
    pub sent_at_ms: i64,
    pub receipt: Option<Enclosed>,
    pub files: Vec<File>,
}

/// A file that goes along.
#[derive(Clone)]
pub struct File {
    pub name: String,
    /// As it was read from the bytes.
    pub media: String,
    pub bytes: Vec<u8>,
}

/// A proof that goes with a mail: its text as a file to keep, and a picture of it that stands under the words.
#[derive(Clone)]
pub struct Enclosed {
    /// The name of the file.
    pub file: String,
    pub text: String,
    /// PNG.
    pub picture: Vec<u8>,
    /// What the picture shows, for whoever does not see it.
    pub says: String,
}

/// The Message-ID of an outbox row: deterministic, so that it never needs to be stored to be recognised.
pub fn message_id(outbox_id: &str, from: &str) -> String {
    let domain =
        from.rsplit_once('@').map_or("redress.invalid", |(_, rest)| rest.trim_end_matches('>').trim());
    format!("<{outbox_id}@{domain}>")
}
