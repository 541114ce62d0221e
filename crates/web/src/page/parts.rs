//! Pieces that several pages show.

use super::evidence::Known;
use crate::sign::{Clock, OfferState, Party, Remedy, Seal, Told};

/// One entry of a timeline, in plain words. `who` is a name as this reader may see it.
#[derive(Clone)]
pub struct Entry {
    pub id: String,
    pub at_ms: i64,
    pub kind: Told,
    pub party: Party,
    pub who: String,
    /// One line by us: "商家提交了 2 份证据".
    pub line: String,
    /// What a person wrote, as written.
    pub text: Option<String>,
    pub veil: Veil,
    /// Where a handler lifts the mask of the text and hides more of it; for nobody else.
    pub acts: Option<String>,
    pub amount_fen: Option<i64>,
    pub files: Vec<File>,
}

/// Whether something of a text is covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Veil {
    Off,
    On,
    /// Lifted for this reader, on this page.
    Lifted,
}

impl Veil {
    pub fn key(self) -> Option<&'static str> {
        match self {
            Veil::Off => None,
            Veil::On => Some("veil-on"),
            Veil::Lifted => Some("veil-lifted"),
        }
    }
    /// By reference, as templates have it.
    pub fn is_on(&self) -> bool {
        *self == Veil::On
    }
}

/// Notices and letters fill a page; they are folded, so that the story can be read.
const LINES_MAX: usize = 8;

impl Entry {
    pub fn is_long(&self) -> bool {
        self.text.as_ref().is_some_and(|text| text.lines().count() > LINES_MAX)
    }

    pub fn opening(&self) -> &str {
        self.text.as_deref().and_then(|text| text.lines().next()).unwrap_or_default()
    }
}

/// One look at a case, as the person it is about is told.
#[derive(Clone)]
pub struct Look {
    pub at_ms: i64,
    pub who: String,
    pub what: String,
}

#[derive(Clone)]
pub struct File {
    pub name: String,
    pub href: String,
}

/// A piece of evidence and how well it is fixed.
#[derive(Clone)]
pub struct Evidence {
    pub id: String,
    pub name: String,
    pub href: String,
    pub proof_href: String,
    pub from: Party,
    /// What it counts for: "签收时外箱破损".
    pub shows: String,
    pub at_ms: i64,
    pub seal: Seal,
    pub more: Known,
}

impl Evidence {
    /// The file itself; its page stands below it.
    pub fn file(&self) -> &str {
        self.href.trim_end_matches("/view")
    }
}

/// Something asked of a person.
#[derive(Clone)]
pub struct Ask {
    pub id: String,
    pub what: String,
    pub why: String,
    pub due: Option<Clock>,
    /// What happens when no answer comes.
    pub if_silent: String,
    /// Answers that need one tap.
    pub answers: Vec<Choice>,
    pub wants: Wants,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Wants {
    Tap,
    Words,
    Files,
}

#[derive(Clone)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

#[derive(Clone)]
pub struct Offer {
    pub id: String,
    pub from: Party,
    pub state: OfferState,
    pub parts: Vec<Part>,
    /// One dish of the menu is chosen; otherwise it is taken as a whole.
    pub pick_one: bool,
    pub said: Option<String>,
    pub expires_ms: i64,
    /// Taken or left as it is, and not bargained for.
    pub fixed: bool,
    /// The standing rule of the shop that made it.
    pub rule: Option<String>,
    /// What was agreed, once it is written.
    pub settled: Settled,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    Written,
    No,
}

impl Offer {
    pub fn is_settled(&self) -> bool {
        self.settled == Settled::Written
    }
}

#[derive(Clone)]
pub struct Part {
    pub remedy: Remedy,
    pub amount_fen: Option<i64>,
    pub detail: String,
}

/// The order of a case. Handlers see it always, a customer only after a code to the order's own phone or mail.
#[derive(Clone)]
pub struct Order {
    pub number: String,
    pub shop: String,
    pub items: Vec<String>,
    pub paid_fen: i64,
    pub bought_ms: i64,
    pub parcel: Vec<Step>,
}

#[derive(Clone)]
pub struct Step {
    pub at_ms: i64,
    pub what: String,
}

#[derive(Clone)]
pub struct FieldError {
    pub field: &'static str,
    pub message: String,
}

/// The message of a field; used by the pages that have forms.
pub fn error_of<'a>(errors: &'a [FieldError], field: &str) -> Option<&'a str> {
    errors.iter().find(|error| error.field == field).map(|error| error.message.as_str())
}
