//! Copies of pictures with parts covered: one person draws the boxes, another one looks and says yes. From then on
//! the other side is shown the copy; the original stays as it is, for whoever gave it and for us.

use super::{Case, Evidence};
use crate::content::ContentRef;
use crate::id::UserId;
use serde::{Deserialize, Serialize};

/// In pixels of the picture as it is shown, from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redaction {
    pub id: String,
    /// The evidence whose picture it covers.
    pub original: String,
    /// The covered picture.
    pub media: String,
    pub content: ContentRef,
    pub areas: Vec<Area>,
    /// What made the copy, so that the same can be run again.
    pub tool: String,
    pub operator: UserId,
    pub at_ms: i64,
    pub state: RedactionState,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum RedactionState {
    Proposed,
    /// In force: the copy is evidence of its own.
    Approved {
        copy: String,
        reviewer: UserId,
    },
    Dropped,
}

impl Case {
    pub fn redaction(&self, id: &str) -> Option<&Redaction> {
        self.redactions.iter().find(|redaction| redaction.id == id)
    }
    /// The id of the copy that stands for this evidence towards the other side; the newest counts.
    pub fn redacted_copy(&self, original: &str) -> Option<&str> {
        self.redactions.iter().rev().filter(|redaction| redaction.original == original).find_map(
            |redaction| match &redaction.state {
                RedactionState::Approved { copy, .. } => Some(copy.as_str()),
                _ => None,
            },
        )
    }
    /// The evidence of which this one is a covered copy.
    pub fn original_of(&self, copy: &str) -> Option<&Evidence> {
        let redaction = self.redactions.iter().find(|redaction| {
            matches!(&redaction.state, RedactionState::Approved { copy: made, .. } if made == copy)
        })?;
        self.evidence.iter().find(|item| item.id == redaction.original)
    }

    pub(super) fn redacted(&mut self, id: &str, copy: &Evidence, reviewer: &UserId) {
        self.evidence.push(copy.clone());
        self.redaction_is(id, RedactionState::Approved { copy: copy.id.clone(), reviewer: reviewer.clone() });
    }
    pub(super) fn redaction_is(&mut self, id: &str, state: RedactionState) {
        if let Some(redaction) = self.redactions.iter_mut().find(|redaction| redaction.id == id) {
            redaction.state = state;
        }
    }
}
