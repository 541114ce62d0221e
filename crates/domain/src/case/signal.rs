//! What a person made of signals of abuse. The cases behind them lie sealed in a piece of evidence; here stand numbers
//! alone, so that nobody learns of another's complaint.

use super::Case;
use crate::content::ContentRef;
use crate::id::UserId;
use crate::words::Conduct;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    pub id: String,
    pub conduct: Conduct,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signals: Vec<CountedSignal>,
    /// Pieces of the case; the frozen record of the signals is among them.
    pub cites: Vec<String>,
    pub reasons: ContentRef,
    pub by: UserId,
    pub at_ms: i64,
    /// An appeal changed it: it counts no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lifted_ms: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountedSignal {
    pub id: String,
    pub number: i64,
    pub least: i64,
}

impl Counted {
    pub fn counts(&self) -> bool {
        self.conduct.is_against() && self.lifted_ms.is_none()
    }
}

impl Case {
    pub fn counted(&self, id: &str) -> Option<&Counted> {
        self.counted.iter().find(|one| one.id == id)
    }

    /// What counts against the customer now: the last word of a person, unless an appeal changed it.
    pub fn counts_against(&self) -> Option<&Counted> {
        self.counted.last().filter(|one| one.counts())
    }

    pub(super) fn signals_counted(&mut self, counted: &Counted) {
        self.counted.push(counted.clone());
    }

    pub(super) fn lift_counted(&mut self, id: &str, at_ms: i64) {
        let lifted = self.counted.iter_mut().filter(|one| one.id == id);
        lifted.for_each(|one| one.lifted_ms = Some(at_ms));
    }
}
