//! What happened, entry by entry, and what was shown for it.

use super::View;
use crate::api::moment;
use domain::{Event, Party};
use serde_json::{Value, json};
use store::seen::{Sight, Thing};
use store::timeline::{Told, Words};

impl View<'_> {
    pub fn timeline(&self) -> Vec<Value> {
        self.told.iter().map(|told| self.entry(told)).collect()
    }

    fn entry(&self, told: &Told) -> Value {
        let Told { entry, words } = told;
        let mut body = json!({
            "no": entry.no,
            "index": entry.seq,
            "at": moment::text(entry.at_ms),
            "by": self.whoever(&entry.by),
            "kind": entry.kind(),
        });
        let Value::Object(fields) = &mut body else { return body };
        if let Some(text) = words.text() {
            fields.insert("text".into(), text.into());
        }
        match words {
            Words::Masked(_) => fields.insert("masked".into(), true.into()),
            Words::Erased => fields.insert("erased".into(), true.into()),
            Words::Text(_) | Words::None => None,
        };
        if let Event::Said { by, to, .. } = &entry.event {
            fields.insert("from".into(), json!(by));
            fields.insert("to".into(), json!(to));
        }
        if let Some(of) = of(&entry.event) {
            fields.insert("of".into(), of.into());
        }
        body
    }

    /// Colleagues are named among ourselves, not to the parties.
    fn whoever<'w>(&self, by: &'w str) -> &'w str {
        match by.split_once(':') {
            _ if self.is_staff() => by,
            Some(("merchant", _)) => Party::Merchant.word(),
            None if Party::parse(by).is_some() => by,
            _ => Party::Platform.word(),
        }
    }

    pub fn requests(&self, base: &str) -> Vec<Value> {
        let requests = self.case.requests.iter().map(|request| {
            let sight = self.store.sight(self.case, Thing::Request(request), self.by);
            let reason = Some(&request.reason).filter(|_| sight == Sight::Whole);
            json!({
                "id": request.id,
                "to": request.to,
                "kinds": request.kinds,
                "reason": reason.and_then(|reason| self.text(reason)),
                "due_at": moment::text(request.due_ms),
                "state": request.state,
                "silence": request.silence,
                "link": self.request_link(request, base),
            })
        });
        requests.collect()
    }
}

/// The piece of evidence, request, finding, offer or remedy an entry is about.
fn of(event: &Event) -> Option<&str> {
    match event {
        Event::EvidenceAdded { evidence } | Event::OrderFrozen { evidence } => Some(&evidence.id),
        Event::EvidenceRedacted(made) => Some(&made.copy.id),
        Event::EvidenceRequested { request } => Some(&request.id),
        Event::RequestAnswered { request, .. } | Event::RequestLapsed { request, .. } => Some(request),
        Event::LinkRenewed { request } => Some(request),
        Event::EvidenceAssessed { assessment } => Some(&assessment.evidence),
        Event::EvidenceRemarked { evidence, .. } | Event::EvidenceHandedOut { evidence } => Some(evidence),
        Event::InspectionOrdered { inspection } => Some(&inspection.id),
        Event::InspectionDone { inspection, .. } => Some(inspection),
        Event::RegulatorDid { step, .. } => Some(&step.id),
        Event::Found { finding } => Some(&finding.id),
        Event::FindingDrafted { draft } => Some(&draft.id),
        Event::FindingReturned { draft, .. } => Some(draft),
        Event::SignalsCounted { counted } => Some(&counted.id),
        Event::Appealed { appeal } => Some(&appeal.id),
        Event::BoardConvened { board } => Some(&board.id),
        Event::BoardRecused { board, .. } | Event::BoardVoted { board, .. } => Some(board),
        Event::BoardClosed { board } | Event::BoardRevealed { board, .. } => Some(board),
        Event::BoardFailed { board } | Event::MinutesWritten { board, .. } => Some(board),
        Event::PersonAsked { plea } => Some(&plea.id),
        Event::PersonDecided { plea, .. } => Some(plea),
        Event::OfferMade { offer } => Some(&offer.id),
        Event::OfferWithdrawn { offer } | Event::OfferExpired { offer } => Some(offer),
        Event::OfferDeclined { offer, .. } | Event::OfferAccepted { offer, .. } => Some(offer),
        Event::RemedyInstructed { remedy, .. } | Event::RemedyUnknown { remedy, .. } => Some(remedy),
        Event::RemedyTaken { remedy, .. } => Some(remedy),
        Event::RemedyFailed { remedy, .. } | Event::RemedyProven { remedy, .. } => Some(remedy),
        _ => None,
    }
}
