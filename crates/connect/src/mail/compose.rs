//! From our few fields to an RFC 5322 message.

use std::time::{Duration, UNIX_EPOCH};

use lettre::Message;
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};

use super::{Mail, message_id};

/// Why a mail could not even be written down: an address that is none. Sending it again will not help.
pub struct Unwritable(pub String);

pub fn compose(mail: &Mail) -> Result<Message, Unwritable> {
    let mut draft = Message::builder()
        .from(mailbox(&mail.from)?)
        .to(mailbox(&mail.to)?)
        .subject(one_line(&mail.subject))
        .date(UNIX_EPOCH + Duration::from_millis(mail.sent_at_ms.max(0).unsigned_abs()))
        .message_id(Some(message_id(&one_line(&mail.outbox_id), &mail.from)))
        .header(OutboxId(one_line(&mail.outbox_id)))
        .header(AutoSubmitted);
    if let Some(address) = &mail.reply_to {
        draft = draft.reply_to(mailbox(address)?);
    }
    if let Some(id) = &mail.in_reply_to {
        draft = draft.in_reply_to(one_line(id)).references(one_line(id));
    }
    let text = mail.text.replace("\r\n", "\n").replace('\n', "\r\n");
    draft.header(ContentType::TEXT_PLAIN).body(text).map_err(|e| Unwritable(e.to_string()))
}

fn mailbox(address: &str) -> Result<Mailbox, Unwritable> {
    address.trim().parse().map_err(|e| Unwritable(format!("not a mail address: {e}")))
}

/// A line break in a subject would start a header of its own.
fn one_line(text: &str) -> String {
    text.split(['\r', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[derive(Clone)]
struct OutboxId(String);

impl Header for OutboxId {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("X-Redress-Outbox")
    }
    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }
    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}

/// RFC 3834: tells vacation notices and other robots not to answer, so that no two robots write to each other.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }
    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }
    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".into())
    }
}
