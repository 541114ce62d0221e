//! How complete the evidence of a case is: every row of its playbook's matrix, what was shown for it, and the percent
//! of each side and of the whole.

use super::{Case, Evidence, RequestState};
use crate::actor::Party;
use crate::playbook::{EvidenceKind, Known, Playbooks};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix<'p> {
    pub percent: u8,
    pub sides: Vec<SideRows<'p>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideRows<'p> {
    pub side: Party,
    pub percent: u8,
    pub rows: Vec<Row<'p>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'p> {
    pub kind: &'p EvidenceKind,
    pub state: RowState,
    /// The pieces that count for it, the rejected and corrected ones left out.
    pub items: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowState {
    Shown,
    /// Asked for, and there is still time.
    Asked {
        due_ms: i64,
    },
    /// Asked for in vain; taken as the other side shows it, as was said when it was asked for.
    TakenAsShown,
    Silent,
    Missing,
}

impl RowState {
    pub fn word(self) -> &'static str {
        match self {
            RowState::Shown => "shown",
            RowState::Asked { .. } => "asked",
            RowState::TakenAsShown => "taken_as_shown",
            RowState::Silent => "silent",
            RowState::Missing => "missing",
        }
    }
    /// Whether anything is left to wait for.
    pub fn is_settled(self) -> bool {
        matches!(self, RowState::Shown | RowState::TakenAsShown)
    }
}

impl Case {
    pub fn matrix<'p>(&self, playbooks: &'p Playbooks) -> Matrix<'p> {
        let rows = playbooks.rows(self.kind(), &self.known());
        let mut sides: Vec<SideRows> = vec![];
        for (side, kind) in rows {
            let row = Row { kind, state: self.row_state(side, kind), items: self.counting(side, kind) };
            match sides.last_mut() {
                Some(last) if last.side == side => last.rows.push(row),
                _ => sides.push(SideRows { side, percent: 0, rows: vec![row] }),
            }
        }
        for side in &mut sides {
            side.percent = percent(&side.rows);
        }
        Matrix { percent: percent(sides.iter().flat_map(|side| &side.rows)), sides }
    }

    pub(super) fn known(&self) -> Known<'_> {
        let triage = self.triage.as_ref();
        Known {
            noticed: self.noticed,
            wants: &self.wants,
            amount_fen: self.amount.map(|amount| amount.0),
            channel: self.channel,
            reasons: triage.map_or(&[], |triage| &triage.reasons),
            tags: triage.map_or(&[], |triage| &triage.tags),
        }
    }

    fn counting(&self, side: Party, kind: &EvidenceKind) -> Vec<String> {
        let counts = |item: &&Evidence| item.side() == side && self.stands(item) && self.counts(item, kind);
        self.evidence.iter().filter(counts).map(|item| item.id.clone()).collect()
    }

    /// By what it was handed in as, by what a person says it counts for, or by what sort of file it is.
    fn counts(&self, item: &Evidence, kind: &EvidenceKind) -> bool {
        let said = self.assessment(&item.id).is_some_and(|one| one.counts.contains(&kind.id));
        item.kind == kind.id || said || kind.takes.as_ref() == Some(&item.kind)
    }

    fn row_state(&self, side: Party, kind: &EvidenceKind) -> RowState {
        if !self.counting(side, kind).is_empty() {
            return RowState::Shown;
        }
        let asked = |one: &&super::Request| one.to == side && one.kinds.contains(&kind.id);
        match self.requests.iter().rev().find(asked) {
            Some(one) if one.state == RequestState::Open => RowState::Asked { due_ms: one.due_ms },
            Some(one) if self.is_taken_as_shown(&one.id) => RowState::TakenAsShown,
            Some(one) if one.state == RequestState::Lapsed => RowState::Silent,
            _ => RowState::Missing,
        }
    }
}

/// By weight. Without a row nothing is missing.
fn percent<'r, 'p: 'r>(rows: impl IntoIterator<Item = &'r Row<'p>>) -> u8 {
    let (mut there, mut all) = (0u64, 0u64);
    for row in rows {
        let weight = u64::from(row.kind.weight);
        all += weight;
        there += if row.state.is_settled() { weight } else { 0 };
    }
    (there * 100).checked_div(all).unwrap_or(100) as u8
}
