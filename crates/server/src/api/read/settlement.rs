//! What was offered, promised and done, and how it ended.

use super::View;
use crate::api::moment;
use domain::case::{Proof, Remedy, RemedyState};
use serde_json::{Value, json};

impl View<'_> {
    pub fn offers(&self) -> Vec<Value> {
        let offers = self.case.offers.iter().map(|offer| {
            let item =
                |item: &domain::case::OfferItem| json!({ "remedy": item.remedy, "amount_fen": item.amount });
            json!({
                "id": offer.id,
                "by": offer.by,
                "items": offer.items.iter().map(item).collect::<Vec<_>>(),
                "choice": offer.choice,
                "words": self.text(&offer.words),
                "expires_at": moment::text(offer.expires_ms),
                "state": offer.state,
                "rung": offer.rung,
                "rule": offer.rule,
                "interest": offer.interest.map(|one| json!({
                    "principal_fen": one.principal, "rate_bp": one.rate_bp, "from": one.from, "days": one.days,
                })),
                "settlement": self.case.settlement(&offer.id).map(|one| papers(&one.papers)),
            })
        });
        offers.collect()
    }

    pub fn remedies(&self) -> Vec<Value> {
        self.case.remedies.iter().map(|remedy| self.remedy(remedy)).collect()
    }

    fn remedy(&self, remedy: &Remedy) -> Value {
        let (state, more) = state(&remedy.state);
        let mut body = json!({
            "id": remedy.id,
            "offer": remedy.offer,
            "kind": remedy.kind,
            "amount_fen": remedy.amount,
            "due_at": moment::text(remedy.due_ms),
            "state": state,
            "part_of": remedy.part_of,
        });
        if let (Value::Object(body), Value::Object(more)) = (&mut body, more) {
            body.extend(more);
            if !self.is_customer() {
                body.insert("held_fen".into(), json!(remedy.held));
                body.insert("attempts".into(), json!(remedy.attempts));
                body.extend(remedy.with.iter().map(|with| ("with".to_owned(), json!(with))));
            }
        }
        body
    }

    pub fn survey(&self) -> Option<Value> {
        let survey = self.case.survey.as_ref()?;
        Some(json!({
            "round": survey.round,
            "asked_at": moment::text(survey.asked_ms),
            "solved": survey.solved,
            "treated": survey.treated,
            "score": survey.score(),
        }))
    }

    pub fn closed(&self) -> Option<Value> {
        let closed = self.case.closed.as_ref()?;
        let at = moment::text(closed.at_ms);
        let cause = closed.cause.as_ref().filter(|_| self.is_staff());
        Some(json!({ "outcome": closed.outcome, "relief": closed.relief, "cause": cause, "closed_at": at }))
    }
}

/// What was agreed, with the digests by which a paper is checked.
fn papers(papers: &[domain::case::Paper]) -> Vec<Value> {
    papers.iter().map(|paper| json!({ "locale": paper.locale, "sha256": paper.sha256 })).collect()
}

fn state(state: &RemedyState) -> (&'static str, Value) {
    match state {
        RemedyState::Owed => ("owed", json!({})),
        RemedyState::Instructed { reference } => ("instructed", json!({ "reference": reference })),
        RemedyState::Unknown { reference, .. } => ("unknown", json!({ "reference": reference })),
        RemedyState::Taken { reference, .. } => ("taken", json!({ "reference": reference })),
        RemedyState::Failed { code } => ("failed", json!({ "code": code })),
        RemedyState::Proven { proof, at_ms } => {
            ("proven", json!({ "proven_at": moment::text(*at_ms), "proof": proven(proof) }))
        }
    }
}

/// What was written for a proof stands in the timeline.
fn proven(proof: &Proof) -> Value {
    match proof {
        Proof::Payment { reference } => json!({ "by": "payment", "reference": reference }),
        Proof::Tracking { .. } => json!({ "by": "tracking" }),
        Proof::Label { .. } => json!({ "by": "label" }),
        Proof::Voucher { .. } => json!({ "by": "voucher" }),
        Proof::Booked => json!({ "by": "booked" }),
        Proof::Statement { .. } => json!({ "by": "statement" }),
    }
}
