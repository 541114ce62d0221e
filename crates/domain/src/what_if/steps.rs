//! Sums over steps: how often each was bounded, and how often late.

use super::{Done, Tried, Turn};
use crate::actor::Party;
use crate::clock::ClockKind;
use std::collections::BTreeMap;

/// By kind of complaint, step, and who has to act.
#[derive(Clone, Debug, Default)]
pub(super) struct Steps(pub(super) BTreeMap<(String, ClockKind, Party), Step>);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Step {
    pub bounded: Turn,
    pub late: Turn,
    /// Would be bounded, and nobody knows when they were done.
    pub unknown: u64,
}

impl Steps {
    pub(super) fn add(&mut self, kind: &str, tried: &Tried) {
        let step = self.0.entry((kind.to_owned(), tried.step, tried.party)).or_default();
        step.bounded.count(tried.before.is_some(), tried.after.is_some());
        step.late.count(tried.was_late(), tried.would_be_late());
        step.unknown += u64::from(tried.done == Done::Unknown);
    }

    pub(super) fn merge(&mut self, other: Steps) {
        for (key, more) in other.0 {
            let step = self.0.entry(key).or_default();
            step.bounded.merge(more.bounded);
            step.late.merge(more.late);
            step.unknown += more.unknown;
        }
    }
}
