//! What people are told by mail and text message: subject, body and a short version of each occasion, in the
//! reader's language. What comes out is committed before it is sent, so the same fields give the same bytes.

use crate::format;
use crate::locale::Locale;
use askama::Template;
use jiff::tz::TimeZone;

/// The occasions, by the code that an outbox row carries.
pub const OCCASIONS: [&str; 37] = [
    "filed",
    "gap_asked",
    "triaged",
    "message",
    "evidence_asked",
    "finding",
    "offer",
    "offer_expired",
    "offer_withdrawn",
    "accepted",
    "remedy_done",
    "remedy_failed",
    "closed",
    "survey",
    "reopened",
    "withdrawn",
    "code",
    "merchant_asked",
    "merchant_decided",
    "third_party_asked",
    "erasure_granted",
    "erasure_denied",
    "erasure_restricted",
    "reminder",
    "claim_reminder",
    "carrier_claim",
    "carrier_reminder",
    "measure",
    "score_measure",
    "closing_measure",
    "measure_answered",
    "appealed",
    "person_decided",
    "accused",
    "merchant_filed",
    "counted",
    "objection_late",
];

/// What a notice can say; only what is given is said.
#[derive(Clone, Default)]
pub struct Fields {
    pub number: String,
    /// The whole private address.
    pub link: Option<String>,
    /// Who acts next, in the reader's language.
    pub who: Option<String>,
    pub until_ms: Option<i64>,
    pub receipt: Option<Receipt>,
    pub amount_fen: Option<i64>,
    /// What is asked, offered, decided or said.
    pub text: Option<String>,
    pub code: Option<String>,
    /// Until when the decision can be appealed against.
    pub appeal_ms: Option<i64>,
    /// When somebody is told no, the other ways that stay open are named.
    pub ways: Vec<String>,
}

/// The receipt of the step that is told of.
#[derive(Clone)]
pub enum Receipt {
    /// It goes with the mail, and this address opens it.
    Enclosed { address: String },
    /// The journal was not signed in time.
    Later,
}

pub struct Notice {
    pub subject: String,
    pub body: String,
    pub sms: String,
    /// What a group of people may read: number, what is asked, until when, where. No words of anybody.
    pub group: String,
}

#[derive(Template)]
#[template(path = "notice/mail.txt")]
struct Mail<'a> {
    l: Locale,
    body: String,
    fields: &'a Fields,
    /// Amount, who acts, until when, link, receipt: one line each, those that are known.
    facts: Vec<String>,
}

/// `None` for an occasion that has no words.
pub fn render(locale: Locale, zone: &TimeZone, occasion: &str, fields: &Fields) -> Option<Notice> {
    if !OCCASIONS.contains(&occasion) {
        return None;
    }
    let values = [
        ("number", fields.number.clone()),
        ("link", fields.link.clone().unwrap_or_default()),
        ("code", fields.code.clone().unwrap_or_default()),
    ];
    let say = |suffix: &str| locale.tn(&format!("notice-{occasion}{suffix}"), &values);
    let mail = Mail { l: locale, body: say(""), fields, facts: facts(locale, zone, fields) };
    let body = mail.render().expect("a text of strings renders");
    let (subject, sms) = (say("-subject"), say("-sms").trim_end().to_owned());
    let group = group(locale, zone, &subject, fields.until_ms, fields.link.as_deref());
    Some(Notice { subject, body, sms, group })
}

/// A few lines for a group.
pub fn group(l: Locale, zone: &TimeZone, what: &str, until_ms: Option<i64>, link: Option<&str>) -> String {
    let until = until_ms.map(|ms| l.t1("notice-until", "until", format::full(zone, ms)));
    let link = link.map(str::to_owned);
    [Some(what.to_owned()), until, link].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn facts(l: Locale, zone: &TimeZone, fields: &Fields) -> Vec<String> {
    let amount = fields.amount_fen.map(|fen| l.t1("notice-amount", "amount", format::yuan(fen)));
    let who = fields.who.as_ref().map(|who| l.t1("notice-turn", "who", who));
    let until = fields.until_ms.map(|ms| l.t1("notice-until", "until", format::full(zone, ms)));
    let appeal = fields.appeal_ms.map(|ms| l.t1("notice-appeal", "until", format::full(zone, ms)));
    let link = fields.link.as_ref().map(|link| l.t1("notice-link", "link", link));
    let receipt = fields.receipt.as_ref().map(|receipt| match receipt {
        Receipt::Enclosed { address } => l.t1("notice-receipt", "url", address),
        Receipt::Later => l.t("notice-receipt-later").to_owned(),
    });
    [amount, who, until, appeal, link, receipt].into_iter().flatten().collect()
}
