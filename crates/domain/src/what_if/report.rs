//! What many cases come to. Reports of parts are merged, in any order, into the report of the whole; none grows with
//! the number of cases, only with kinds, owners and days.

use super::cost::{Cost, Sums};
use super::owner::{Load, Owner};
use super::rungs::{Ladders, RungCost, RungLine, Rungs};
use super::{Steps, Trial, Tried};
use crate::actor::Party;
use crate::case::Case;
use serde::Serialize;
use std::collections::BTreeMap;

/// As it was, and as it would have been.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Turn {
    pub before: u64,
    pub after: u64,
}

/// Enough to open and look at.
const NAMED: usize = 20;

#[derive(Clone, Debug, Default)]
pub struct Report {
    pub cases: u64,
    /// Restricted cases are not used, not even to count.
    pub left_out: u64,
    steps: Steps,
    owners: BTreeMap<String, Owner>,
    sums: Sums,
    rungs: Rungs,
    newly_late: Vec<NewlyLate>,
}

/// A step of one kind of complaint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    pub kind: String,
    pub step: &'static str,
    pub party: &'static str,
    pub bounded: Turn,
    pub late: Turn,
    #[serde(skip_serializing_if = "is_zero")]
    pub unknown: u64,
}

/// A case that was in time and would not have been.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewlyLate {
    pub id: String,
    pub number: String,
    pub filed_ms: i64,
    pub step: &'static str,
    pub rule: String,
    pub due_ms: i64,
}

impl Turn {
    pub(super) fn count(&mut self, before: bool, after: bool) {
        self.add(before, after, 1);
    }
    pub(super) fn add(&mut self, before: bool, after: bool, amount: u64) {
        self.before += if before { amount } else { 0 };
        self.after += if after { amount } else { 0 };
    }
    pub(super) fn merge(&mut self, other: Turn) {
        self.before += other.before;
        self.after += other.after;
    }
    pub fn difference(&self) -> i64 {
        self.after as i64 - self.before as i64
    }
}

impl Tried {
    pub fn was_late(&self) -> bool {
        self.before.as_ref().is_some_and(|due| due.late)
    }
    pub fn would_be_late(&self) -> bool {
        self.after.as_ref().is_some_and(|due| due.late)
    }
}

impl Report {
    pub fn add(&mut self, trial: &Trial, case: &Case) {
        if case.privacy.restricted.is_some() {
            self.left_out += 1;
            return;
        }
        self.cases += 1;
        let steps = trial.of(case);
        for tried in &steps {
            self.steps.add(case.kind(), tried);
            if let Some(owner) = &case.owner {
                self.owners.entry(owner.to_string()).or_default().add(tried);
            }
        }
        let ours =
            |late: fn(&Tried) -> bool| steps.iter().any(|one| one.party == Party::Platform && late(one));
        let (was, would) = (ours(Tried::was_late), ours(Tried::would_be_late));
        self.sums.add(case, was, would);
        if would && !was {
            self.name(case, &steps);
        }
    }

    /// The same case on other ladders of offers.
    pub fn climb(&mut self, ladders: &Ladders, case: &Case) {
        if case.privacy.restricted.is_none() {
            self.rungs.add(ladders, case);
        }
    }

    fn name(&mut self, case: &Case, steps: &[Tried]) {
        let late = |one: &&Tried| one.party == Party::Platform && one.would_be_late();
        let Some(tried) = steps.iter().find(late) else { return };
        let Some(after) = &tried.after else { return };
        let (id, number) = (case.id.to_string(), case.number.clone());
        let (step, rule, due_ms) = (tried.step.word(), after.rule.clone(), after.due_ms);
        self.newly_late.push(NewlyLate { id, number, filed_ms: case.filed_ms, step, rule, due_ms });
        if self.newly_late.len() > 2 * NAMED {
            self.keep_newest();
        }
    }

    fn keep_newest(&mut self) {
        self.newly_late.sort_by(|a, b| (b.filed_ms, &b.id).cmp(&(a.filed_ms, &a.id)));
        self.newly_late.truncate(NAMED);
    }

    pub fn merge(mut self, other: Report) -> Report {
        self.cases += other.cases;
        self.left_out += other.left_out;
        self.steps.merge(other.steps);
        for (owner, more) in other.owners {
            self.owners.entry(owner).or_default().merge(more);
        }
        self.sums.merge(other.sums);
        self.rungs.merge(other.rungs);
        self.newly_late.extend(other.newly_late);
        self.keep_newest();
        self
    }

    /// Cases in which the house itself was late with anything.
    pub fn late_cases(&self) -> Turn {
        self.sums.late()
    }

    /// What changes most stands first.
    pub fn lines(&self) -> Vec<Line> {
        let line = |((kind, step, party), sums): (&(String, _, Party), &super::steps::Step)| Line {
            kind: kind.clone(),
            step: crate::clock::ClockKind::word(*step),
            party: party.word(),
            bounded: sums.bounded,
            late: sums.late,
            unknown: sums.unknown,
        };
        let mut lines: Vec<Line> = self.steps.0.iter().map(line).collect();
        lines.sort_by_key(|line| std::cmp::Reverse((line.late.difference().abs(), line.late.after)));
        lines
    }

    /// Whoever would have had too much most often stands first.
    pub fn loads(&self) -> Vec<Load> {
        let mut loads: Vec<Load> = self.owners.iter().map(|(id, owner)| owner.load(id.clone())).collect();
        loads.sort_by_key(|load| std::cmp::Reverse((load.overloaded_days.after, load.late.after)));
        loads
    }

    pub fn rungs(&self) -> Vec<RungLine> {
        self.rungs.lines()
    }

    pub fn rung_cost(&self) -> RungCost {
        self.rungs.cost()
    }

    pub fn cost(&self, minutes_an_act: u32) -> Cost {
        self.sums.cost(minutes_an_act)
    }

    /// The newest of them.
    pub fn newly_late(&self) -> Vec<NewlyLate> {
        let mut report = self.clone();
        report.keep_newest();
        report.newly_late
    }
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}
