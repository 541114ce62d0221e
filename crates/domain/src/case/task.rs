//! What another team was asked to do or to answer for a case, and what came back. Both stay on the case.

use super::Case;
use crate::actor::Party;
use crate::clock::{Clock, ClockKind, Sum};
use crate::content::ContentRef;
use crate::id::UserId;
use crate::words::Team;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    pub id: String,
    pub team: Team,
    pub by: UserId,
    pub to: UserId,
    pub text: ContentRef,
    pub asked_ms: i64,
    pub due_ms: i64,
    /// Why it is due then. Nothing where a person gave the time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sum: Option<Box<Sum>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<TaskAnswer>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskAnswer {
    pub by: UserId,
    pub text: ContentRef,
    pub at_ms: i64,
}

impl Case {
    pub fn task(&self, id: &str) -> Option<&Task> {
        self.tasks.iter().find(|one| one.id == id)
    }

    pub(super) fn task_set(&mut self, task: &Task, at_ms: i64) {
        let clock = Clock::new(ClockKind::Task, Party::Platform, at_ms, task.due_ms);
        self.clocks.push(clock.of(&task.id).because(task.sum.clone()));
        self.tasks.push(task.clone());
    }

    /// The owner is to look at it.
    pub(super) fn task_answered(&mut self, id: &str, by: &UserId, text: &ContentRef, at_ms: i64) {
        self.unread = self.is_open();
        self.meet_of(ClockKind::Task, id, at_ms);
        if let Some(task) = self.tasks.iter_mut().find(|one| one.id == id) {
            task.answer = Some(TaskAnswer { by: by.clone(), text: text.clone(), at_ms });
        }
    }
}
