//! Kind, class and grade with their reasons, and the clocks that run.

use super::View;
use crate::api::moment;
use domain::Event;
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
            let words =
                self.filed_text().map(|text| self.store.words_behind(triage, text)).unwrap_or_default();
            let reasons = triage.reasons.iter().map(|code| self.reason(code, words.get(code))).collect();
            body.insert("voice".into(), triage.voice.word().into());
            body.insert("learned".into(), json!(triage.learned));
            body.insert("playbook".into(), triage.playbook.clone().into());
            body.insert("reasons".into(), Value::Array(reasons));
        }
        Some(body)
    }

    /// The complaint as this reader may read it.
    fn filed_text(&self) -> Option<&str> {
        self.told.iter().find(|told| matches!(told.entry.event, Event::Filed(_)))?.words.text()
    }

    fn reason(&self, code: &str, words: Option<&Vec<String>>) -> Value {
        let text = |locale| self.store.policy().playbooks.reason_text(code, locale);
        json!({ "code": code, "zh": text(Locale::Zh), "en": text(Locale::En), "words": words })
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
