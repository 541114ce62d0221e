//! Playbooks: what a good handler does with each kind of complaint, written down where a manager can read it.
//!
//! One TOML file per kind names the words that suggest it, the grade rules, the clocks, the evidence to ask for,
//! the first answer and the menu of remedies; `common.toml` holds what all kinds share. Numbers and words live in
//! those files and never in code, so that changing how the house works is changing a text, not the program.
//!
//! Files come in as (name, text) and are checked as a whole: either every playbook stands or none does, and each
//! error names file, line and what to do. What comes out is a suggestion; a person confirms it.

mod both;
mod build;
mod check;
mod clock;
pub(crate) mod condition;
mod deciding;
mod diff;
mod example;
mod file;
mod finder;
mod index;
mod interest;
mod learned;
mod load;
mod matrix;
mod negation;
mod page;
mod part;
mod rung;
mod set;
mod shipped;
mod signal;
mod suggest;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;

pub use both::Both;
pub(crate) use both::both;
pub(crate) use check::{APPRAISAL, INSPECTION};
pub use clock::{Moment, PlaybookClock, Start, Who};
pub use deciding::Deciding;
pub use diff::{Change, Told, diff};
pub use example::{Example, Tried};
pub use interest::AgreedInterest;
pub use learned::{GRADE_LEARNED, KIND_LEARNED, Learned, Likely};
pub use matrix::Known;
pub(crate) use page::Page;
pub use page::PlaybookError;
pub use part::{
    Choice, Cites, Ends, Evidence, EvidenceKind, Judge, Need, PauseRule, Question, SilenceRule, Silences,
};
pub use rung::{Rung, RungItem};
pub use set::BookFile;
pub use signal::SignalRule;
pub use suggest::{Facts, Reason, Rival, Suggestion};

use crate::calendar::Hours;
use crate::cost::Allowances;
use crate::privacy::Retention;
use crate::words::{Class, Locale, Outcome, RemedyKind, Tier};

/// One kind of complaint, with everything common already filled in.
#[derive(Debug, Clone)]
pub struct Playbook {
    pub kind: String,
    /// The number the authors count up; what a case was decided under is `version_id`.
    pub version: u32,
    /// The first 16 hex digits of SHA-256 over this file and the common one.
    pub version_id: String,
    pub label: Both,
    pub class: Class,
    pub principle: Both,
    pub first_answer: Both,
    pub judge: Judge,
    pub questions: Vec<Question>,
    pub evidence: Evidence,
    pub menu: Vec<RemedyKind>,
    /// What to propose first, then when that is declined, then last.
    pub ladder: Vec<Vec<RemedyKind>>,
    /// The same as offers that can be made, where the author wrote them.
    pub rungs: Vec<Rung>,
    /// How much each role may promise by itself.
    pub allowances: Allowances,
    /// At which rate a sum that comes late bears interest, where that was agreed.
    pub interest: Option<AgreedInterest>,
    pub outcomes: BTreeMap<Outcome, Both>,
    /// What a case came down to, by code: its own first.
    pub closing: Vec<(String, Both)>,
    /// What a share of a finding may follow from, by code: its own first.
    pub rules: Vec<(String, Both)>,
    pub deciding: Deciding,
    /// What of a complaint is worth a look, by the house's and its own rules.
    pub signals: Vec<SignalRule>,
    pub silence: Silences,
    /// The reasons for which clocks may stand still, by code.
    pub pauses: BTreeMap<String, PauseRule>,
    pub examples: Vec<Example>,
    pub retention: Retention,
    pub tiers: BTreeMap<String, Tier>,
    clocks: BTreeMap<String, PlaybookClock>,
}

/// All playbooks of a house, loaded and checked together, ready to suggest.
pub struct Playbooks {
    kinds: Vec<Playbook>,
    /// As they were read, in the same order with the common one first.
    files: Vec<BookFile>,
    /// When the company works.
    pub hours: Hours,
    remedies: BTreeMap<RemedyKind, Both>,
    reasons: BTreeMap<String, Both>,
    index: index::Index,
}

impl Playbooks {
    pub fn get(&self, kind: &str) -> Option<&Playbook> {
        self.kinds.iter().find(|playbook| playbook.kind == kind)
    }

    /// In the order the files were given, which is also the order that breaks ties.
    pub fn names(&self) -> Vec<&str> {
        self.kinds.iter().map(|book| book.kind.as_str()).collect()
    }
    pub fn all(&self) -> &[Playbook] {
        &self.kinds
    }

    pub fn remedy_label(&self, remedy: RemedyKind, locale: Locale) -> Option<&str> {
        self.remedies.get(&remedy).map(|label| label.read(locale))
    }

    /// The sentence behind a reason's code, for the page or the answer.
    pub fn reason_text(&self, code: &str, locale: Locale) -> Option<&str> {
        self.reasons.get(code).map(|text| text.read(locale))
    }

    /// The label of a closing code, wherever it stands; its own playbook first.
    pub fn closing(&self, kind: &str, code: &str) -> Option<&Both> {
        let books = self.get(kind).into_iter().chain(&self.kinds);
        let mut all = books.flat_map(|book| &book.closing);
        all.find(|(own, _)| own == code).map(|(_, label)| label)
    }

    /// The words of a rule, wherever it stands; its own playbook first.
    pub fn rule(&self, kind: &str, code: &str) -> Option<&Both> {
        let books = self.get(kind).into_iter().chain(&self.kinds);
        let mut all = books.flat_map(|book| &book.rules);
        all.find(|(own, _)| own == code).map(|(_, words)| words)
    }

    /// The rule of a signal, wherever it stands; its own playbook first.
    pub fn signal(&self, kind: &str, id: &str) -> Option<&SignalRule> {
        let mut all = self.get(kind).into_iter().chain(&self.kinds).flat_map(|book| &book.signals);
        all.find(|rule| rule.id == id)
    }

    /// The playbook of this kind; an unknown kind is handled as the fallback kind.
    pub fn of(&self, kind: &str) -> &Playbook {
        self.get(kind).unwrap_or(&self.kinds[self.index.fallback_kind])
    }

    /// How long content of such a case is kept.
    pub fn retention(&self, kind: &str) -> Retention {
        self.of(kind).retention
    }

    /// Who sees evidence of this kind; nothing where the common rules of the house do.
    pub fn tier(&self, kind: &str, evidence: &str) -> Option<Tier> {
        self.of(kind).tiers.get(evidence).copied()
    }
}

/// The automaton and the compiled conditions tell a reader nothing.
impl fmt::Debug for Playbooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.kinds.iter().map(|playbook| (&playbook.kind, &playbook.version_id)))
            .finish()
    }
}
