//! From our few fields to an RFC 5322 message.

use std::time::{Duration, UNIX_EPOCH};

use lettre::Message;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, MultiPartBuilder, SinglePart};

use super::{Enclosed, File, Mail, message_id};

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
    let written = match &mail.receipt {
        None if mail.files.is_empty() => draft.header(ContentType::TEXT_PLAIN).body(text),
        None => draft.multipart(with_files(mixed(mail).singlepart(SinglePart::plain(text)), &mail.files)),
        Some(receipt) => draft.multipart(with_files(with_receipt(mail, text, receipt), &mail.files)),
    };
    written.map_err(|e| Unwritable(e.to_string()))
}

/// A mail program opens nothing of it by itself.
fn with_files(mixed: MultiPart, files: &[File]) -> MultiPart {
    files.iter().fold(mixed, |mixed, file| {
        let kind = file.media.parse().unwrap_or_else(|_| media("application/octet-stream"));
        mixed.singlepart(Attachment::new(file.name.clone()).body(file.bytes.clone(), kind))
    })
}

fn mixed(mail: &Mail) -> MultiPartBuilder {
    MultiPart::mixed().boundary(boundary(mail, "mixed"))
}

/// From the outbox id, so that the same mail is the same bytes.
fn boundary(mail: &Mail, part: &str) -> String {
    format!("redress-{part}-{}", plain(&mail.outbox_id))
}

/// Plain text for whoever reads that; the same words above the picture for everybody else; the receipt as a file,
/// to the byte.
fn with_receipt(mail: &Mail, text: String, receipt: &Enclosed) -> MultiPart {
    let html = SinglePart::html(page(&mail.text, &receipt.says));
    let picture =
        Attachment::new_inline(PICTURE.to_owned()).body(receipt.picture.clone(), media("image/png"));
    let related =
        MultiPart::related().boundary(boundary(mail, "related")).singlepart(html).singlepart(picture);
    let words = MultiPart::alternative().boundary(boundary(mail, "words"));
    let words = words.singlepart(SinglePart::plain(text)).multipart(related);
    let file = Attachment::new(receipt.file.clone());
    let file = file.body(receipt.text.clone().into_bytes(), media("text/plain; charset=utf-8"));
    mixed(mail).multipart(words).singlepart(file)
}

const PICTURE: &str = "receipt";

fn page(text: &str, says: &str) -> String {
    let (text, says) = (escaped(text), escaped(says));
    format!(
        "<!doctype html><meta charset=\"utf-8\"><div style=\"white-space:pre-wrap\">{text}</div>\
         <p><img src=\"cid:{PICTURE}\" width=\"240\" height=\"240\" alt=\"{says}\"><br><small>{says}</small></p>"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn media(kind: &str) -> ContentType {
    kind.parse().expect("a media type of ours")
}

fn plain(id: &str) -> String {
    id.chars().filter(char::is_ascii_alphanumeric).collect()
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
