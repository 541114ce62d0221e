//! What an authority did with the matter, by the days of its papers.

use super::View;
use domain::calendar::day_of;
use serde_json::{Value, json};

impl View<'_> {
    pub(super) fn regulator(&self) -> Vec<Value> {
        let steps = self.case.regulator.iter();
        steps
            .map(|step| {
                json!({
                    "id": step.id,
                    "what": step.what,
                    "on": day_of(step.on_ms).to_string(),
                    "cites": step.cites,
                })
            })
            .collect()
    }
}
