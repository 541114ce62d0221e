//! Kind, class and grade with their reasons, and the clocks that run.

use super::View;
use crate::api::moment;
use domain::words::Locale;
use serde_json::{Value, json};

impl View<'_> {
    /// What we call the matter among ourselves is not put before the customer.
    pub fn kind(&self) -> Option<&str> {
        (!self.is_customer()).then(|| self.case.kind())
    }

    pub fn triage(&self) -> Option<Value> {
        let triage = self.case.triage.as_ref().filter(|_| !self.is_customer())?;
        let mut body = json!({
            "kind": triage.kind, "class": triage.class, "grade": triage.grade, "confirmed": triage.confirmed,
        });
        if let (true, Value::Object(body)) = (self.is_staff(), &mut body) {
            let reasons = triage.reasons.iter().map(|code| self.reason(code)).collect();
            body.insert("playbook".into(), triage.playbook.clone().into());
            body.insert("reasons".into(), Value::Array(reasons));
        }
        Some(body)
    }

    fn reason(&self, code: &str) -> Value {
        let text = |locale| self.store.policy().playbooks.reason_text(code, locale);
        json!({ "code": code, "zh": text(Locale::Zh), "en": text(Locale::En) })
    }

    pub fn clocks(&self) -> Vec<Value> {
        let clocks = self.case.clocks.iter().map(|clock| {
            json!({
                "kind": clock.kind,
                "of": clock.of,
                "party": clock.party,
                "from_at": moment::text(clock.from_ms),
                "due_at": moment::text(clock.due_ms),
                "met_at": moment::opt_text(clock.met_ms),
                "missed_at": moment::opt_text(clock.missed_ms),
                "paused_for": clock.held.iter().map(|hold| hold.why).collect::<Vec<_>>(),
                "paused_ms": clock.paused_ms,
            })
        });
        clocks.collect()
    }
}
