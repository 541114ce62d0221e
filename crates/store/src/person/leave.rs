//! That everything about a person leaves the house is an entry in each of their cases, before the first byte does.

use super::Whose;
use crate::acts::Given;
use crate::{Error, Store};
use domain::case::{Case, CodePurpose};
use domain::command::CaseCommand;
use domain::{Actor, CaseId, Refusal};

impl Store {
    /// The code for an export, and whom it proves somebody to be. Every try is counted.
    pub async fn try_export_code(&self, case: &Case, given: &str) -> Result<Whose, Error> {
        let (store, asked) = (self.clone(), case.clone());
        // Before the code is used up; whoever changes the contact meanwhile makes it worthless.
        let whose = self.db().read(move |db| store.proven_by_code(db, &asked)).await?;
        self.try_code(&Actor::Customer(case.id.clone()), case, CodePurpose::Export, given).await?;
        Ok(whose)
    }

    /// Whoever exports says why, except the person themselves. Nothing is noted in a case of which nothing leaves.
    pub async fn note_person_export(
        &self,
        by: &Actor,
        whose: &Whose,
        cases: &[CaseId],
        why: Option<&str>,
    ) -> Result<(), Error> {
        let why = self.written_perhaps(why)?;
        for case in cases {
            let mut pack = self.pack(case.subject());
            let command =
                CaseCommand::ExportPerson { found_by: whose.found_by(), why: why.map(|why| pack.text(why)) };
            // Their contact was proven, so each of the cases is theirs.
            let by = if matches!(by, Actor::Customer(_)) { &Actor::Customer(case.clone()) } else { by };
            match self.act(by, case, command, pack, Given::default()).await {
                Ok(_) | Err(Error::Refused(Refusal::CaseRestricted | Refusal::CaseErased)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}
