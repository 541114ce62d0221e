//! The parts a playbook is made of, in the words of the file. Each is data a page shows or `decide` reads;
//! nothing here acts.

use serde::{Deserialize, Serialize};

use super::Both;
use crate::words::Gap;

/// Who may put a complaint into this kind. A label that speaks ill of a person is never put on by a machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Judge {
    #[default]
    Suggested,
    PersonOnly,
}

/// Asked by itself when the gap is there; each choice is one tap. Without choices the answer is free text or files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub id: String,
    pub gap: Gap,
    pub label: Both,
    #[serde(default)]
    pub choices: Vec<Choice>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub id: String,
    pub label: Both,
}

/// What to ask of whom. The customer's part also stands on the form as a hint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    #[serde(default)]
    pub customer: Vec<EvidenceKind>,
    #[serde(default)]
    pub merchant: Vec<EvidenceKind>,
    #[serde(default)]
    pub carrier: Vec<EvidenceKind>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceKind {
    pub id: String,
    pub label: Both,
    /// Why we ask.
    pub why: Both,
    /// How to do it well.
    pub how: Both,
    /// What it adds to completeness.
    pub weight: u32,
}

/// What happens when a side that was asked does not answer; said to it when it is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Silence {
    pub customer: Both,
    pub merchant: Both,
    pub carrier: Both,
}
