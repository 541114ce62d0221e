//! The part of the playbooks that thinks: words with their weights, conditions compiled once, rules in order.

use super::condition::Condition;
use super::finder::{Finder, Found};
use super::learned::Hearing;
use super::matrix::Conditions;
use crate::words::Grade;

pub(super) struct Index {
    pub finder: Finder,
    /// By word: which kinds it speaks for (or, negative, against) and how much.
    pub weights: Vec<Vec<(usize, i32)>>,
    /// By kind.
    pub rules: Vec<Rules>,
    /// By kind, like its evidence: the conditions of the rows.
    pub matrix: Vec<Conditions>,
    /// By kind: when each of its clocks applies.
    pub clocks: Vec<super::clock::Conditions>,
    /// By kind: when each of its rungs stands.
    pub rungs: Vec<super::rung::Conditions>,
    pub tags: Vec<Tag>,
    pub least_score: i32,
    pub hearing: Hearing,
    pub fallback_kind: usize,
    pub fallback_grade: Grade,
}

impl Index {
    pub fn weights_of(&self, word: usize) -> &[(usize, i32)] {
        self.weights.get(word).map_or(&[], Vec::as_slice)
    }
}

#[derive(Default)]
pub(super) struct Rules {
    pub facts: Vec<Fact>,
    /// The common ones and the kind's own, strictest grade first.
    pub grades: Vec<Rule>,
}

pub(super) struct Fact {
    pub weight: i32,
    pub code: String,
    pub when: Condition,
}

pub(super) struct Tag {
    pub code: String,
    pub words: Vec<usize>,
}

pub(super) struct Rule {
    pub grade: Grade,
    pub code: String,
    pub words: Vec<usize>,
    pub when: Option<Condition>,
}

impl Rule {
    pub fn applies(&self, found: &Found, scope: &cel::Context) -> bool {
        let named = self.words.is_empty() || self.words.iter().any(|id| found.has(*id));
        named && self.when.as_ref().is_none_or(|when| when.holds(scope))
    }
}
