//! What is cited in a text that is about to leave: read here, where the text still is, and judged by the day of the
//! event. What customers and merchants write is theirs to cite as they like.

use super::Given;
use crate::door::Outcome;
use crate::{Error, Store};
use domain::command::CaseCommand;
use domain::law::{ArticleRef, Days, Judged};
use domain::words::Jurisdiction;
use domain::{Actor, Case, CaseId, Party, Refusal};

impl Store {
    pub async fn set_jurisdiction(
        &self,
        by: &Actor,
        case: &CaseId,
        jurisdiction: Jurisdiction,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let command = CaseCommand::SetJurisdiction { jurisdiction };
        self.act(by, case, command, self.pack(case.subject()), given.into()).await
    }

    /// Every citation of a text, judged for a case.
    pub fn citations(&self, case: &Case, text: &str) -> Vec<Judged> {
        self.policy().law.judged(text, &Days::of(case))
    }

    /// The articles of the library that a text of ours cites.
    pub(super) async fn cited(
        &self,
        by: &Actor,
        case: &CaseId,
        text: &str,
    ) -> Result<Vec<ArticleRef>, Error> {
        let judged = self.judged(by, case, text).await?;
        Ok(judged.into_iter().filter_map(|one| one.article).collect())
    }

    /// Nobody of ours tells a customer of an article that does not exist or was not in force.
    pub(super) async fn check_cited(&self, by: &Actor, case: &CaseId, text: &str) -> Result<(), Error> {
        let judged = self.judged(by, case, text).await?;
        match judged.iter().find_map(|one| one.verdict.refusal()) {
            Some(refusal) => Err(refusal.into()),
            None => Ok(()),
        }
    }

    async fn judged(&self, by: &Actor, case: &CaseId, text: &str) -> Result<Vec<Judged>, Error> {
        let cites = !self.policy().law.citations(text).is_empty();
        if !cites || by.party() != Party::Platform {
            return Ok(vec![]);
        }
        let (store, id) = (self.clone(), case.clone());
        let loaded = self.db().read(move |db| store.case(db, &id)).await?.ok_or(Refusal::NotFound)?;
        Ok(self.citations(&loaded.case, text))
    }
}
