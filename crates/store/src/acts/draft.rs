//! What goes to a machine that writes drafts: the conversation with the customer, every personal thing covered.

use super::Given;
use crate::db::Connection;
use crate::{Error, Store};
use domain::case::Case;
use domain::command::CaseCommand;
use domain::writing::{Cover, Purpose, matter};
use domain::{Actor, Event, Party, Refusal};

impl Store {
    /// Recorded before anything leaves.
    pub async fn ask_draft(&self, by: &Actor, case: &Case, purpose: Purpose) -> Result<(), Error> {
        let asked = self.plain_act(by, &case.id, CaseCommand::AskDraft { purpose }, Given::default()).await;
        asked.map(drop)
    }

    /// The words as they were written, because what is masked for readers still shows the ends of numbers; covered
    /// here, and what was hidden by hand stays hidden. `facts` are what the case knows besides.
    pub fn covered_matter(
        &self,
        db: &mut Connection,
        case: &Case,
        by: &Actor,
        cover: &mut Cover,
        facts: &[String],
    ) -> Result<String, Error> {
        if by.party() != Party::Platform {
            return Err(Refusal::NotAllowed.into());
        }
        if case.privacy.is_restricted(self.now_ms()) {
            return Err(Refusal::CaseRestricted.into());
        }
        let mut said = vec![];
        for told in self.timeline(db, case, &Actor::System)? {
            let party = match &told.entry.event {
                Event::Filed(_) | Event::Supplemented(_) => Party::Customer,
                Event::Said { by: Party::Customer, to: Party::Platform, .. } => Party::Customer,
                Event::Said { by: Party::Platform, to: Party::Customer, .. } => Party::Platform,
                _ => continue,
            };
            let Some(words) = told.words.text() else { continue };
            let words = match case.hidden.get(&told.entry.no) {
                Some(spans) => mask::mask_places(words, spans),
                None => words.to_owned(),
            };
            said.push((party, words));
        }
        Ok(matter(cover, facts, &said))
    }
}
