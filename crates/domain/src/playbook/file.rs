//! The files as they are written. Unknown words are refused, so that a misspelt key is an error with a line and
//! not a rule that silently never applies. Values that are checked later carry their place in the file.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::learned::Hearing;
use super::{
    AgreedInterest, Both, Deciding, Evidence, Example, Judge, PauseRule, PlaybookClock, Question, Rung,
    SignalRule, Silences,
};
use crate::calendar::Hours;
use crate::cost::Allowances;
use crate::privacy::Retention;
use crate::words::{Class, Grade, Outcome, RemedyKind, Tier};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KindFile {
    pub kind: Spanned<String>,
    pub version: u32,
    pub label: Both,
    pub class: Class,
    pub principle: Both,
    pub first_answer: Spanned<Both>,
    #[serde(default)]
    pub judge: Judge,
    pub menu: Spanned<Vec<RemedyKind>>,
    pub ladder: Option<Spanned<Vec<Vec<RemedyKind>>>>,
    #[serde(default, rename = "rung")]
    pub rungs: Vec<Spanned<Rung>>,
    #[serde(default)]
    pub words: BTreeMap<Spanned<String>, i32>,
    #[serde(default, rename = "fact")]
    pub facts: Vec<FactRule>,
    #[serde(default, rename = "grade")]
    pub grades: Vec<GradeRule>,
    #[serde(default)]
    pub clocks: BTreeMap<String, Spanned<PlaybookClock>>,
    pub evidence: Evidence,
    #[serde(default, rename = "question")]
    pub questions: Vec<Question>,
    #[serde(default)]
    pub outcomes: BTreeMap<Outcome, Both>,
    /// What it came down to, of this kind only.
    #[serde(default)]
    pub closing: BTreeMap<Spanned<String>, Both>,
    #[serde(default)]
    pub rules: BTreeMap<Spanned<String>, Both>,
    pub deciding: Option<Spanned<Deciding>>,
    pub silence: Option<Silences>,
    #[serde(default)]
    pub pauses: BTreeMap<String, Spanned<PauseRule>>,
    pub retention: Option<Spanned<Retention>>,
    /// How much each role may promise, where the common limits do not fit.
    pub limits: Option<Spanned<Allowances>>,
    /// A rate that was agreed for this kind.
    pub interest: Option<Spanned<AgreedInterest>>,
    /// Who sees evidence of a kind, where the common rules are not enough.
    #[serde(default)]
    pub tiers: BTreeMap<String, Tier>,
    #[serde(default, rename = "signal")]
    pub signals: Vec<Spanned<SignalRule>>,
    #[serde(default, rename = "example")]
    pub examples: Vec<Spanned<Example>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CommonFile {
    /// Below this score no kind is suggested and the fallback stands.
    pub least_score: i32,
    pub fallback_kind: Spanned<String>,
    pub fallback_grade: Grade,
    /// Why the suggestion of a kind by its words was made.
    pub words_reason: Both,
    /// How much is made of what was learned from closed cases, and the sentences for it.
    pub learned: Spanned<Hearing>,
    pub learned_reason: Both,
    pub learned_grade_reason: Both,
    pub negation: NegationFile,
    pub remedies: BTreeMap<RemedyKind, Both>,
    /// When the company works.
    pub hours: Hours,
    pub clocks: BTreeMap<String, Spanned<PlaybookClock>>,
    #[serde(rename = "grade")]
    pub grades: Vec<GradeRule>,
    #[serde(rename = "question")]
    pub questions: Vec<Question>,
    pub outcomes: BTreeMap<Outcome, Both>,
    pub closing: BTreeMap<Spanned<String>, Both>,
    /// What a share of a finding may follow from.
    pub rules: BTreeMap<Spanned<String>, Both>,
    pub deciding: Spanned<Deciding>,
    pub silence: Silences,
    pub pauses: BTreeMap<String, Spanned<PauseRule>>,
    pub retention: Option<Spanned<Retention>>,
    pub limits: Spanned<Allowances>,
    /// A rate that was agreed for all kinds.
    pub interest: Option<Spanned<AgreedInterest>>,
    #[serde(default)]
    pub tiers: BTreeMap<String, Tier>,
    /// Rows of the evidence matrix that every kind has, most of them under a condition.
    #[serde(default)]
    pub evidence: Evidence,
    #[serde(default, rename = "signal")]
    pub signals: Vec<Spanned<SignalRule>>,
    #[serde(default, rename = "tag")]
    pub tags: Vec<TagRule>,
}

/// Words that say something of goods or sale which is no kind of complaint: fresh, imported, sold by livestream.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TagRule {
    pub code: Spanned<String>,
    pub words: Vec<Spanned<String>>,
    pub text: Both,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NegationFile {
    /// "没有", "no ": directly before a word they undo it.
    pub before: Vec<String>,
    /// "任何", "any ": may stand between the two.
    pub between: Vec<String>,
    /// "是不是": end like a negation and are a question.
    pub unless: Vec<String>,
    /// "吗": shortly after the word, makes the negation a rhetorical question.
    pub after: Vec<String>,
    /// "抗过敏": inside these the word means something else.
    pub ignore: Vec<String>,
}

/// A rule applies when any of its words is found (if it has words) and its condition holds (if it has one).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GradeRule {
    pub grade: Grade,
    pub code: Spanned<String>,
    #[serde(default)]
    pub words: Vec<Spanned<String>>,
    pub when: Option<Spanned<String>>,
    pub text: Both,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FactRule {
    pub weight: i32,
    pub code: Spanned<String>,
    pub when: Spanned<String>,
    pub text: Both,
}
