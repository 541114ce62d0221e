//! Kind, class and grade with their reasons, and the clocks that run.

use super::View;
use crate::api::moment;
use domain::Event;
use domain::clock::{Pause, Sum};
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
                "paused_for": clock.held.iter().map(|hold| &hold.why).collect::<Vec<_>>(),
                "paused_ms": clock.paused_ms(),
                "pauses": clock.pauses.iter().map(pause).collect::<Vec<_>>(),
                "why": clock.sum.as_deref().map(why),
            })
        });
        clocks.collect()
    }

    pub fn pauses(&self) -> Vec<Value> {
        let pauses = self.case.pausings.iter().map(|one| {
            json!({
                "id": one.id,
                "reason": one.reason,
                "cites": one.cites,
                "stops": one.stops,
                "until_at": moment::text(one.until_ms),
                "state": one.state.word(),
            })
        });
        pauses.collect()
    }
}

/// Why it is due then, as data; the pages say the same in words.
pub(in crate::api) fn why(sum: &Sum) -> Value {
    let span = |span: domain::calendar::Span| json!({ "unit": span.unit, "amount": span.amount, "round": span.round });
    let beaten = sum.beaten.iter().map(
        |other| json!({ "rule": other.rule, "span": span(other.span), "due_at": moment::text(other.due_ms) }),
    );
    json!({
        "rule": sum.rule,
        "playbook": sum.book,
        "calendar": sum.calendar,
        "start": sum.start,
        "span": span(sum.span),
        "steps": sum.steps,
        "beaten": beaten.collect::<Vec<_>>(),
    })
}

fn pause(pause: &Pause) -> Value {
    json!({
        "why": pause.why,
        "of": pause.of,
        "from_at": moment::text(pause.from_ms),
        "until_at": moment::text(pause.until_ms),
    })
}
