//! What a case complains about: an earlier one, by its number, or a colleague.

use super::Given;
use crate::door::Outcome;
use crate::{Error, Store};
use domain::command::CaseCommand;
use domain::{Actor, CaseId, Refusal, UserId};

impl Store {
    pub async fn relate(
        &self,
        by: &Actor,
        case: &CaseId,
        number: Option<&str>,
        handler: Option<&UserId>,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let earlier = match number.map(str::to_owned) {
            None => None,
            Some(number) => {
                let store = self.clone();
                let found = self.db().read(move |db| store.case_named(db, &number)).await?;
                Some(found.ok_or(Refusal::NotFound)?.case.id)
            }
        };
        let command = CaseCommand::Relate { earlier, handler: handler.cloned() };
        self.plain_act(by, case, command, given.into()).await
    }

    /// The steps of an earlier case against its playbook; of what was said in it nothing.
    pub fn reviewed(
        &self,
        db: &mut crate::db::Connection,
        case: &CaseId,
    ) -> Result<Vec<domain::case::Step>, Error> {
        let entries = crate::journal_of::of_subject(db, &case.subject())?;
        let told = entries.iter().map(|entry| (&entry.event, entry.at_ms));
        Ok(domain::case::review(case, told, self.now_ms()))
    }
}
