//! What a case complains about: the earlier conversation, laid against its playbook. For staff.

use super::View;
use crate::api::moment;
use domain::case::{Step, What};
use serde_json::{Value, json};
use store::Error;
use store::db::Connection;

impl View<'_> {
    pub fn service(&self, db: &mut Connection) -> Result<Option<Value>, Error> {
        let case = self.case;
        if case.earlier.is_empty() && case.complained_of.is_empty() {
            return Ok(None);
        }
        let mut earlier = vec![];
        for id in &case.earlier {
            let number = self.store.case(db, id)?.map(|loaded| loaded.case.number);
            let steps: Vec<Value> = self.store.reviewed(db, id)?.iter().map(step).collect();
            earlier.push(json!({ "id": id, "number": number, "steps": steps }));
        }
        Ok(Some(json!({ "earlier": earlier, "complained_of": case.complained_of })))
    }
}

fn step(step: &Step) -> Value {
    let (what, of) = match &step.what {
        What::Clock(clock) => (clock.kind.word(), clock.of.as_deref()),
        What::Message => ("message", None),
        What::Notice(template) => ("notice", Some(template.word())),
    };
    json!({
        "step": what,
        "of": of,
        "round": step.round,
        "from_at": moment::text(step.from_ms),
        "due_at": moment::opt_text(step.due_ms),
        "done_at": moment::opt_text(step.done_ms),
        "mark": step.mark,
    })
}
