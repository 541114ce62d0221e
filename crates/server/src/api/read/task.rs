//! What other teams were asked, for staff alone.

use super::View;
use crate::api::moment;
use domain::case::Task;
use serde_json::{Value, json};

impl View<'_> {
    pub(super) fn tasks(&self) -> Vec<Value> {
        let seen = self.case.tasks.iter().filter(|_| self.is_staff());
        seen.map(|one| self.task(one)).collect()
    }

    fn task(&self, one: &Task) -> Value {
        let answer = one.answer.as_ref().map(|answer| {
            json!({ "by": answer.by, "text": self.text(&answer.text), "answered_at": moment::text(answer.at_ms) })
        });
        json!({
            "id": one.id,
            "team": one.team,
            "by": one.by,
            "to": one.to,
            "text": self.text(&one.text),
            "asked_at": moment::text(one.asked_ms),
            "due_at": moment::text(one.due_ms),
            "answer": answer,
        })
    }
}
