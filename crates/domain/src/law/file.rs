//! The files as they are written. Unknown words are refused, so that a misspelt key is an error with a line.

use crate::playbook::Both;
use crate::words::{Anchor, Jurisdiction, LawTag, SumKind, Way};
use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LawFile {
    pub jurisdiction: Jurisdiction,
    pub name: Both,
    #[serde(default)]
    pub also: Vec<String>,
    #[serde(default)]
    pub number: String,
    pub tag: LawTag,
    pub from: Option<Spanned<String>>,
    pub to: Option<Spanned<String>>,
    pub replaced_by: Option<Spanned<String>>,
    pub counts_from: Anchor,
    pub last_article: Option<u32>,
    pub source: Spanned<String>,
    pub checked: Spanned<String>,
    #[serde(default, rename = "article")]
    pub articles: Vec<ArticleFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ArticleFile {
    pub article: Spanned<u32>,
    pub paragraph: Option<u32>,
    pub item: Option<u32>,
    pub quote: Option<Spanned<String>>,
    pub zh: String,
    pub en: String,
    #[serde(default)]
    pub also_before: bool,
    #[serde(default, rename = "rule")]
    pub rules: Vec<RuleFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleFile {
    pub when: Spanned<String>,
    pub why: Both,
    #[serde(default)]
    pub sums: Vec<SumKind>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WaysFile {
    #[serde(rename = "jurisdiction")]
    pub all: Vec<JurisdictionFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JurisdictionFile {
    pub code: Spanned<Jurisdiction>,
    pub law: Option<String>,
    pub article: Option<u32>,
    #[serde(default, rename = "way")]
    pub ways: Vec<WayFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WayFile {
    pub code: Way,
    pub label: Both,
    pub what: Both,
    pub link: Option<Spanned<String>>,
}
