//! What is said of a reply, and what has to be known to say it.

use super::Day;
use crate::playbook::Both;
use serde::{Deserialize, Serialize};

/// What a remark is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    Cold,
    Risky,
    Missing,
    Amount,
    /// More money than the writer may promise.
    Above,
    Date,
    Name,
    /// Personal data of somebody else.
    Personal,
    /// A field of a template that nobody has filled in.
    Open,
}

impl About {
    pub fn word(self) -> &'static str {
        match self {
            About::Cold => "cold",
            About::Risky => "risky",
            About::Missing => "missing",
            About::Amount => "amount",
            About::Above => "above",
            About::Date => "date",
            About::Name => "name",
            About::Personal => "personal",
            About::Open => "open",
        }
    }

    /// Whether the writer has to look again before the reply goes out; the rest is advice.
    pub fn stops(self) -> bool {
        !matches!(self, About::Cold | About::Missing)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Situation {
    /// The first reply to this customer.
    First,
    /// The reply says no.
    Refusal,
    Any,
}

/// What the customer needs beside the thing itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    Certainty,
    Respect,
    Fairness,
}

/// What is known of the case and of who writes to whom.
#[derive(Debug, Default, Clone)]
pub struct Letter<'a> {
    pub first: bool,
    /// The customer's name; empty when it is not known.
    pub addressee: &'a str,
    /// Fen: every amount that stands somewhere in the case.
    pub amounts: &'a [i64],
    /// Every day that stands somewhere in the case: orders, deadlines, offers.
    pub days: &'a [Day],
    /// Fen the writer may promise; `None` for no limit.
    pub limit: Option<i64>,
    /// The addressee's own phone and mail, which a reply may name.
    pub own: &'a [&'a str],
}

/// One thing to look at again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remark {
    pub about: About,
    /// As they stand in the reply; empty for what is missing.
    pub words: String,
    pub why: Both,
    pub better: Option<Both>,
}

/// The need behind a customer's words, with the words that show it and a first sentence that meets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mood {
    pub need: Need,
    pub label: Both,
    pub words: Vec<String>,
    pub first: Both,
}
