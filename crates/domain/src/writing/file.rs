//! The rules as they are written: a TOML file, read as a whole before any of it counts.

use super::{About, Situation};
use crate::playbook::Both;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub version: u32,
    /// Words by which a reply says no.
    pub refusal: Vec<String>,
    #[serde(rename = "rule")]
    pub rules: Vec<Rule>,
    #[serde(rename = "part")]
    pub parts: Vec<Part>,
    pub figure: Figures,
    #[serde(rename = "need")]
    pub needs: Vec<NeedRule>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rule {
    pub about: About,
    pub words: Vec<String>,
    /// Phrases of the same sentence that make the words harmless.
    #[serde(default)]
    pub unless: Vec<String>,
    pub why: Both,
    pub better: Both,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    #[serde(rename = "in")]
    pub situations: Vec<Situation>,
    pub words: Vec<String>,
    /// A date anywhere in the text is this part too.
    #[serde(default)]
    pub date: bool,
    pub why: Both,
    pub better: Both,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Figures {
    pub amount: Why,
    pub above: Why,
    pub date: Why,
    pub name: Why,
    pub personal: Why,
    pub open: Why,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Why {
    pub why: Both,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NeedRule {
    pub name: super::Need,
    pub label: Both,
    pub words: Vec<String>,
    pub first: Both,
}
