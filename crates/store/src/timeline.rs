//! A case told from its entries, for whoever looks: entries they may see, with the words that are still there.

use crate::db::Connection;
use crate::journal_of::{Recorded, of_subject};
use crate::record::Matter;
use crate::seen::{Sight, Thing};
use crate::{Error, Store};
use domain::case::{Case, Proof};
use domain::{Actor, ContentRef, Event, Refusal};
use std::collections::HashMap;

#[derive(Clone, Debug)]
pub struct Told {
    pub entry: Recorded,
    pub words: Words,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// The entry never had any, or they are not for this reader.
    None,
    Text(String),
    /// Somebody else's, with what is personal covered.
    Masked(String),
    /// They were there and were lawfully erased.
    Erased,
}

impl Words {
    pub fn text(&self) -> Option<&str> {
        if let Words::Text(text) | Words::Masked(text) = self { Some(text) } else { None }
    }
}

impl Store {
    /// Oldest first; two queries however long the case.
    pub fn timeline(&self, db: &mut Connection, case: &Case, by: &Actor) -> Result<Vec<Told>, Error> {
        let entries = of_subject(db, &case.id.subject())?;
        let seen = entries.into_iter().map(|entry| (self.sight(case, Thing::Entry(&entry.event), by), entry));
        let seen: Vec<(Sight, Recorded)> = seen.filter(|(sight, _)| *sight != Sight::Nothing).collect();
        let whole = seen.iter().filter(|(sight, _)| *sight == Sight::Whole);
        let objects: Vec<String> = whole
            .filter_map(|(_, entry)| words_of(&entry.event))
            .map(|content| content.object.clone())
            .collect();
        let opened = self.open_decided(db, &objects)?;
        let texts: HashMap<&str, &[u8]> =
            opened.iter().map(|(id, opened)| (id.as_str(), opened.bytes())).collect();
        let told = seen.into_iter().map(|(sight, entry)| {
            let content = words_of(&entry.event).filter(|_| sight == Sight::Whole);
            let words = match content.map(|content| texts.get(content.object.as_str())) {
                None => Words::None,
                Some(None) => Words::Erased,
                Some(Some(bytes)) => {
                    read(&entry.event, bytes).map_or(Words::None, |text| self.shown(case, &entry, text, by))
                }
            };
            Told { entry, words }
        });
        Ok(told.collect())
    }

    /// The text of one entry as it was written, for whoever sees it and has said why.
    pub(crate) fn whole_text(
        &self,
        db: &mut Connection,
        case: &Case,
        no: u64,
        by: &Actor,
    ) -> Result<String, Error> {
        let entries = of_subject(db, &case.id.subject())?;
        let entry = entries.into_iter().find(|entry| entry.no == no).ok_or(Refusal::NotFound)?;
        let opened = self.open_for(db, case, by, Thing::Entry(&entry.event))?.ok_or(Refusal::NotFound)?;
        Ok(read(&entry.event, opened.bytes()).ok_or(Refusal::NotFound)?)
    }
}

fn read(event: &Event, bytes: &[u8]) -> Option<String> {
    match event {
        Event::Filed(_) => {
            serde_json::from_slice::<Matter>(bytes).map(|matter| matter.text.reveal().to_owned()).ok()
        }
        _ => std::str::from_utf8(bytes).map(str::to_owned).ok(),
    }
}

/// Words by the object that holds them, as the reader of these entries may read them.
pub fn texts(told: &[Told]) -> HashMap<String, String> {
    let pair = |told: &Told| {
        let content = words_of(&told.entry.event)?;
        Some((content.object.clone(), told.words.text()?.to_owned()))
    };
    told.iter().filter_map(pair).collect()
}

/// What a person wrote with an event.
pub fn words_of(event: &Event) -> Option<&ContentRef> {
    match event {
        Event::Filed(filed) => Some(&filed.matter),
        Event::Supplemented(more) => more.details.as_ref(),
        Event::Said { text, .. } | Event::Noted { text } | Event::NoticeSending { text, .. } => Some(text),
        Event::Revealed { why, .. } | Event::ClaimGivenUp { why, .. } => Some(why),
        Event::Triaged { why, .. } | Event::Assigned { why, .. } => why.as_ref(),
        Event::Paused { pausing } => Some(&pausing.why),
        Event::PauseEnded { why, .. } => why.as_ref(),
        Event::OfferDeclined { why, .. } | Event::Withdrawn { why } => why.as_ref(),
        Event::EvidenceRequested { request } => Some(&request.reason),
        Event::RequestAnswered { text, .. } => text.as_ref(),
        Event::EvidenceAdded { evidence } => evidence.why.as_ref(),
        Event::EvidenceAssessed { assessment } => Some(&assessment.reasons),
        Event::EvidenceRemarked { text, .. } => Some(text),
        Event::TaskSet { task } => Some(&task.text),
        Event::ApprovalAsked { approval } => Some(&approval.why),
        Event::ApprovalGiven { words, .. } | Event::MerchantConsented { words } => words.as_ref(),
        Event::ApprovalRefused { why, .. } => Some(why),
        Event::TaskAnswered { text, .. } => Some(text),
        Event::CommissionCorrected { words, .. } => words.as_ref(),
        Event::FindingReturned { why, .. } => Some(why),
        Event::BoardRecused { why, .. } => Some(why),
        Event::MinutesWritten { text, .. } => Some(text),
        Event::SignalsCounted { counted } => Some(&counted.reasons),
        Event::Appealed { appeal } => Some(&appeal.words),
        Event::PersonDecided { answer, .. } => Some(&answer.text),
        Event::Found { finding } => Some(&finding.reasons),
        Event::OfferMade { offer } => Some(&offer.words),
        Event::RemedyProven {
            proof:
                Proof::Tracking { content }
                | Proof::Label { content }
                | Proof::Voucher { content }
                | Proof::Statement { content },
            ..
        } => Some(content),
        Event::ErasureAsked { why, .. } | Event::Tiered { why, .. } => why.as_ref(),
        Event::PersonExported { why, .. } => why.as_ref(),
        Event::ErasureDenied { why }
        | Event::UnsealAsked { why, .. }
        | Event::HoldSet { why, .. }
        | Event::HoldLifted { why, .. } => Some(why),
        Event::Closed { words, .. } | Event::SurveyAnswered { words, .. } => words.as_ref(),
        _ => None,
    }
}
