//! What one reads of another's words: the masked edition, unless they are one's own. This is the only place that
//! decides it; pages, lists and API show what they get from here.
//!
//! Own words are those of one's own side. A customer reads what was written to them by others as it stands, save what
//! was hidden by hand: a shop's address to send goods back to is of no use masked. The house itself, which writes the
//! notices, reads all.

use crate::Store;
use crate::journal_of::Recorded;
use crate::record::{Brief, Matter};
use crate::timeline::Words;
use domain::case::Case;
use domain::personal::Personal;
use domain::{Actor, Event, Party};
use mask::Sort;
use serde_json::Value;

/// Whose words an entry holds, whoever typed them in: a complaint taken by phone is the customer's. Nobody's are
/// masked for all.
pub fn author(entry: &Recorded) -> Option<Party> {
    match &entry.event {
        Event::Filed(filed) => Some(filed.complainant),
        Event::Supplemented(_) | Event::SurveyAnswered { .. } => Some(Party::Customer),
        Event::Said { by, .. } => Some(*by),
        Event::OfferMade { offer } => Some(offer.by),
        Event::Appealed { appeal } => Some(appeal.by),
        Event::EvidenceRemarked { by, .. } => Some(*by),
        _ => match entry.by.split(':').next().unwrap_or_default() {
            "staff" | "system" => Some(Party::Platform),
            by => Party::parse(by),
        },
    }
}

impl Store {
    /// The words of an entry for this reader.
    pub(crate) fn shown(&self, case: &Case, entry: &Recorded, text: String, by: &Actor) -> Words {
        let own = author(entry) == Some(by.party());
        let shown = match by {
            _ if own => return Words::Text(text),
            Actor::System => return Words::Text(text),
            Actor::Customer(_) | Actor::Stranger => by_hand(case, entry.no, &text),
            Actor::Staff(..) | Actor::Merchant(..) | Actor::ThirdParty(..) => {
                self.edition(case, entry.no, &text)
            }
        };
        if shown == text { Words::Text(text) } else { Words::Masked(shown) }
    }

    /// The text of an entry as it may leave the house: without what the rules find and what was hidden by hand.
    pub fn edition(&self, case: &Case, entry: u64, text: &str) -> String {
        by_hand(case, entry, &self.masked(text))
    }

    /// Without what the rules find.
    pub fn masked(&self, text: &str) -> String {
        mask::mask(text, &self.policy().masks)
    }

    /// The same of a sealed record: names, contacts, addresses and accounts by the name of their field, all else by rule.
    pub fn record_edition(&self, record: &Value) -> Value {
        match record {
            Value::String(text) => Value::String(self.masked(text)),
            Value::Array(items) => items.iter().map(|item| self.record_edition(item)).collect(),
            Value::Object(fields) => {
                let one = |(name, value): (&String, &Value)| (name.clone(), self.field_edition(name, value));
                Value::Object(fields.iter().map(one).collect())
            }
            plain => plain.clone(),
        }
    }

    fn field_edition(&self, name: &str, value: &Value) -> Value {
        let sort = match name {
            "name" => Sort::Name,
            "phone" => Sort::Phone,
            "mail" => Sort::Mail,
            "address" => Sort::Address,
            "account" | "buyer_account" | "device" => Sort::Account,
            _ => return self.record_edition(value),
        };
        match value {
            Value::String(text) => Value::String(mask::mask_as(sort, text, &self.policy().masks)),
            other => self.record_edition(other),
        }
    }

    /// Name and first words in a list, which only others than the customer read.
    pub(crate) fn brief_shown(&self, brief: &Brief) -> Brief {
        let masks = &self.policy().masks;
        Brief {
            name: Personal::new(brief.name.masked(masks)),
            words: Personal::new(self.masked(brief.words.reveal())),
        }
    }

    /// What lists show of a matter in which words were hidden by hand; nothing where they show its title.
    pub(crate) fn brief_hidden(
        &self,
        name: &Personal,
        matter: &Matter,
        spans: &[(u32, u32)],
    ) -> Option<Brief> {
        let text = mask::mask_places(matter.text.reveal(), spans);
        matter.title.is_none().then(|| Brief::of(name, &text))
    }
}

/// Without what was hidden by hand. A mask by rule leaves every character its place, so the offsets hold for both.
fn by_hand(case: &Case, entry: u64, text: &str) -> String {
    match case.hidden.get(&entry) {
        Some(spans) => mask::mask_places(text, spans),
        None => text.to_owned(),
    }
}
