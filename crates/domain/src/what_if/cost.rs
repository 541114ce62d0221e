//! What late cases cost: compensation that was given in them, and the work in them. Both are facts of the past; how
//! much more or less there would have been is told from the mean of late and of punctual cases.

use super::Turn;
use crate::case::Case;
use crate::words::RemedyKind;
use serde::Serialize;

/// Sums over cases that were late, would be late, and were not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    late: Turn,
    punctual: u64,
    late_fen: Turn,
    punctual_fen: u64,
    late_acts: Turn,
    punctual_acts: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Cost {
    /// Given in late cases, over and above the price paid back.
    pub compensation_fen: Turn,
    /// Spent on late cases, at so many minutes for each act.
    pub work_minutes: Turn,
    pub minutes_an_act: u32,
    /// By how much a late case costs more than a punctual one, times the cases that would be late more; below zero is
    /// saved. Whatever else late cases have in common is in it.
    pub more_compensation_fen: i64,
    pub more_work_minutes: i64,
}

impl Sums {
    pub(super) fn add(&mut self, case: &Case, was_late: bool, would_be_late: bool) {
        let (fen, acts) = (compensation_fen(case), acts(case));
        self.late.count(was_late, would_be_late);
        self.late_fen.add(was_late, would_be_late, fen);
        self.late_acts.add(was_late, would_be_late, acts);
        if !was_late {
            self.punctual += 1;
            self.punctual_fen += fen;
            self.punctual_acts += acts;
        }
    }

    pub(super) fn merge(&mut self, other: Sums) {
        self.late.merge(other.late);
        self.late_fen.merge(other.late_fen);
        self.late_acts.merge(other.late_acts);
        self.punctual += other.punctual;
        self.punctual_fen += other.punctual_fen;
        self.punctual_acts += other.punctual_acts;
    }

    pub(super) fn late(&self) -> Turn {
        self.late
    }

    pub(super) fn cost(&self, minutes_an_act: u32) -> Cost {
        let minutes = |acts: u64| acts * u64::from(minutes_an_act);
        let work = Turn { before: minutes(self.late_acts.before), after: minutes(self.late_acts.after) };
        Cost {
            compensation_fen: self.late_fen,
            work_minutes: work,
            minutes_an_act,
            more_compensation_fen: self.more(self.late_fen.before, self.punctual_fen),
            more_work_minutes: self.more(work.before, minutes(self.punctual_acts)),
        }
    }

    /// The difference of the means times the difference in cases, in whole units.
    fn more(&self, in_late: u64, in_punctual: u64) -> i64 {
        if self.late.before == 0 || self.punctual == 0 {
            return 0;
        }
        let (late, punctual) = (i128::from(self.late.before), i128::from(self.punctual));
        let cases = i128::from(self.late.after) - late;
        let means = i128::from(in_late) * punctual - i128::from(in_punctual) * late;
        i64::try_from(means * cases / (late * punctual)).unwrap_or(0)
    }
}

/// Money beyond the price itself.
fn compensation_fen(case: &Case) -> u64 {
    let extra = |kind: RemedyKind| kind.needs_amount() && kind != RemedyKind::Refund;
    let given = case.remedies.iter().filter(|remedy| extra(remedy.kind)).filter_map(|remedy| remedy.amount);
    given.map(|amount| amount.0.max(0) as u64).sum()
}

/// Whatever took somebody's time: messages, requests, assessments, findings, offers, remedies.
fn acts(case: &Case) -> u64 {
    let Case { messages, requests, assessments, findings, offers, remedies, .. } = case;
    let made = requests.len() + assessments.len() + findings.len() + offers.len() + remedies.len();
    u64::from(*messages) + made as u64
}
