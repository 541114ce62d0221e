//! Climbing the playbook's ladder, and the shop's word that it takes something upon itself.

use super::{Given, found_text};
use crate::cases::INTERNAL;
use crate::door::Outcome;
use crate::{Error, Store};
use domain::case::Proposal;
use domain::command::CaseCommand;
use domain::{Actor, CaseId, Refusal};

impl Store {
    /// The words are those of the playbook, in the language the customer reads.
    pub async fn climb(
        &self,
        by: &Actor,
        case: &CaseId,
        rung: &str,
        why: Option<&str>,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let (store, id) = (self.clone(), case.clone());
        let loaded = self.db().read(move |db| store.case(db, &id)).await?.ok_or(Refusal::NotFound)?;
        let ladder = loaded.case.ladder(&self.policy().playbooks);
        let stands = ladder.iter().find(|one| one.rung.id == rung).ok_or(Refusal::NotFound)?;
        let mut pack = self.pack(case.subject());
        let why = self.written_perhaps(why)?.map(|why| found_text(&mut pack, why, &[INTERNAL]));
        let words = pack.text(stands.rung.words.read(loaded.case.locale));
        let command = CaseCommand::Climb { rung: rung.to_owned(), words: words.clone(), why };
        let done = self.act(by, case, command, pack, given.into()).await;
        if matches!(&done, Err(error) if error.refusal() == Some(Refusal::BudgetBraked)) {
            let items = stands.items.clone().unwrap_or_default();
            self.note_brake(&Proposal::new(items, stands.rung.choice, words, None)).await?;
        }
        done
    }

    pub async fn consent(
        &self,
        by: &Actor,
        case: &CaseId,
        words: Option<&str>,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let mut pack = self.pack(case.subject());
        let words = self.written_perhaps(words)?.map(|words| found_text(&mut pack, words, &[]));
        self.act(by, case, CaseCommand::Consent { words }, pack, given.into()).await
    }
}
