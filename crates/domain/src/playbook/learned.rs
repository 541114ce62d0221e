//! What a model that learned from the house's own closed cases makes of a complaint. It is one voice among the words
//! and facts of the playbooks: it adds to the score of its kind, and it can make a grade stricter, never milder.

use serde::{Deserialize, Serialize};

use super::Playbooks;
use crate::words::{Grade, Voice};

/// Kept with the suggestion, so that it can be told later which model said what.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Learned {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Likely<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Likely<Grade>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Likely<T> {
    pub is: T,
    /// Of a hundred guesses with this number so many are right, as far as closed cases tell.
    pub percent: u8,
    /// The version of the model.
    pub model: String,
}

/// How much a house makes of it.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Hearing {
    /// A guess that is less sure than this says nothing.
    pub least_percent: u8,
    /// What a guess that is wholly sure adds to the score of its kind.
    pub weight: i32,
}

/// The codes of the reasons that stand for it.
pub const KIND_LEARNED: &str = "kind_learned";
pub const GRADE_LEARNED: &str = "grade_learned";

impl Hearing {
    pub fn heard<'a, T>(&self, likely: Option<&'a Likely<T>>) -> Option<&'a Likely<T>> {
        likely.filter(|likely| likely.percent >= self.least_percent)
    }

    pub fn points(&self, percent: u8) -> i32 {
        (self.weight * i32::from(percent) + 50) / 100
    }
}

impl Playbooks {
    /// Which kind the model speaks for loudly enough, and what that adds to its score.
    pub(super) fn learned_kind(&self, learned: Option<&Learned>) -> Option<(usize, i32)> {
        let hearing = self.index.hearing;
        let likely = hearing.heard(learned?.kind.as_ref())?;
        let kind = self.kinds.iter().position(|playbook| playbook.kind == likely.is)?;
        Some((kind, hearing.points(likely.percent)))
    }

    pub(super) fn learned_grade(&self, learned: Option<&Learned>) -> Option<Grade> {
        self.index.hearing.heard(learned?.grade.as_ref()).map(|likely| likely.is)
    }
}

pub(super) fn voice(by_playbook: bool, by_model: bool) -> Voice {
    match (by_playbook, by_model) {
        (true, true) => Voice::Both,
        (true, false) => Voice::Playbook,
        (false, true) => Voice::Model,
        (false, false) => Voice::Nobody,
    }
}
