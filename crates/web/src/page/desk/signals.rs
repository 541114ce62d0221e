//! Signals of abuse beside a case: facts, each with what it rests on, and what people made of them.

use crate::page::parts::Choice;

#[derive(Clone, Default)]
pub struct SignalsCard {
    pub found: Vec<FoundSignal>,
    pub counted: Vec<CountedRow>,
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
