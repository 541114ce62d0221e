//! A question of law that was handed to a reviewer, and what came back. Both stay on the case.

use super::Case;
use crate::actor::Party;
use crate::clock::{Clock, ClockKind};
use crate::content::ContentRef;
use crate::id::UserId;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalQuestion {
    pub id: String,
    pub by: UserId,
    pub to: UserId,
    pub text: ContentRef,
    pub asked_ms: i64,
    pub due_ms: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<LegalAnswer>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalAnswer {
    pub by: UserId,
    pub text: ContentRef,
    pub at_ms: i64,
}

impl Case {
    pub fn legal_question(&self, id: &str) -> Option<&LegalQuestion> {
        self.legal.iter().find(|one| one.id == id)
    }

    pub(super) fn legal_asked(&mut self, question: &LegalQuestion, at_ms: i64) {
        let clock = Clock::new(ClockKind::Legal, Party::Platform, at_ms, question.due_ms - at_ms);
        self.clocks.push(clock.of(&question.id));
        self.legal.push(question.clone());
    }

    /// The owner is to look at it.
    pub(super) fn legal_answered(&mut self, id: &str, by: &UserId, text: &ContentRef, at_ms: i64) {
        self.unread = self.is_open();
        self.meet_of(ClockKind::Legal, id, at_ms);
        if let Some(question) = self.legal.iter_mut().find(|one| one.id == id) {
            question.answer = Some(LegalAnswer { by: by.clone(), text: text.clone(), at_ms });
        }
    }
}
