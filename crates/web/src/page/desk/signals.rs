//! Signals of abuse beside a case: facts, each with what it rests on, and what people made of them.

use super::Typed;
use crate::page::Page;
use crate::page::parts::Choice;
use askama::Template;

#[derive(Clone, Default)]
pub struct SignalsCard {
    /// They are asked for behind the page: other cases have to be read for them.
    pub later: bool,
    pub found: Vec<FoundSignal>,
    pub counted: Vec<CountedRow>,
}

#[derive(Template)]
#[template(path = "desk/signals.html")]
pub struct SignalsPage {
    pub p: Page,
    pub id: String,
    pub number: String,
    pub signals: SignalsCard,
}

/// What htmx puts in the place of the card, and into the form that counts them.
#[derive(Template)]
#[template(path = "desk/signals-part.html")]
pub struct SignalsPart {
    pub p: Page,
    pub id: String,
    pub signals: SignalsCard,
    /// Whether the form is on the page.
    pub counts: bool,
    pub typed: Typed,
}

#[derive(Clone)]
pub struct FoundSignal {
    pub id: String,
    pub label: String,
    /// "6 complaints, this one included; a signal from 5 on".
    pub line: String,
    pub law: Option<String>,
    /// The other cases: number with what it shares, and address.
    pub cases: Vec<Choice>,
}

/// As the desk and the customer read it.
#[derive(Clone)]
pub struct CountedRow {
    pub id: String,
    pub line: String,
    pub signals: Vec<String>,
    pub cites: String,
    pub reasons: Option<String>,
    pub lifted: bool,
}
