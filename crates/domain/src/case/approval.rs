//! What is above somebody's limit waits here for a yes from somebody with authority, never from whoever proposed it.

use super::{Case, Proposal};
use crate::actor::{Party, Role};
use crate::clock::{Clock, ClockKind, Sum};
use crate::content::ContentRef;
use crate::cost::{Above, Cost};
use crate::id::{MerchantId, UserId};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    pub id: String,
    pub sought: Sought,
    pub cost: Cost,
    /// By which limits of the author.
    pub above: Vec<Above>,
    pub by: UserId,
    /// Whose word it is where a shop's own is looked at first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shop: Option<MerchantId>,
    /// The least role that may say yes.
    pub least: Role,
    pub why: ContentRef,
    pub with: With,
    pub asked_ms: i64,
    pub state: ApprovalState,
}

/// Whose turn it is, until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct With {
    pub to: UserId,
    /// Who is away and whose place they take.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deputy_of: Option<UserId>,
    pub due_ms: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sum: Option<Box<Sum>>,
    /// Who had it before and let it lie.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<UserId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Sought {
    /// That an offer goes out.
    Offer { proposal: Proposal },
    /// That the customer's own offer is accepted.
    Accept { offer: String, chosen: Vec<usize> },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum ApprovalState {
    Open,
    Given {
        by: UserId,
        at_ms: i64,
    },
    Refused {
        by: UserId,
        why: ContentRef,
        at_ms: i64,
    },
    /// Taken back, or the case came to its end.
    Dropped,
}

impl Case {
    pub fn approval(&self, id: &str) -> Option<&Approval> {
        self.approvals.iter().find(|one| one.id == id)
    }

    pub fn open_approval(&self) -> Option<&Approval> {
        self.approvals.iter().find(|one| one.state == ApprovalState::Open)
    }

    pub(super) fn approval_asked(&mut self, approval: &Approval, at_ms: i64) {
        self.approvals.push(approval.clone());
        self.approval_clock(approval.id.clone(), &approval.with, at_ms);
    }

    /// Whoever had it let the clock run out; the next one has one of their own.
    pub(super) fn approval_passed_on(&mut self, id: &str, with: &With, at_ms: i64) {
        self.meet_of(ClockKind::Approval, id, at_ms);
        self.approval_clock(id.to_owned(), with, at_ms);
        if let Some(approval) = self.approvals.iter_mut().find(|one| one.id == id) {
            approval.with = with.clone();
        }
    }

    fn approval_clock(&mut self, id: String, with: &With, at_ms: i64) {
        let clock = Clock::new(ClockKind::Approval, Party::Platform, at_ms, with.due_ms);
        self.clocks.push(clock.of(&id).because(with.sum.clone()));
    }

    /// The owner is to look at a no.
    pub(super) fn approval_over(&mut self, id: &str, state: ApprovalState, at_ms: i64) {
        self.unread |= matches!(state, ApprovalState::Refused { .. });
        self.meet_of(ClockKind::Approval, id, at_ms);
        if let Some(approval) = self.approvals.iter_mut().find(|one| one.id == id) {
            approval.state = state;
        }
    }
}
