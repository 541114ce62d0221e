//! A finding: issued at once, or sealed for a second reader, who issues or returns it.

use super::{Given, found_text};
use crate::cases::{INTERNAL, Loaded};
use crate::db::Connection;
use crate::door::Outcome;
use crate::read::record;
use crate::seen::Thing;
use crate::{Error, Store};
use domain::case::{Case, Draft, Share};
use domain::command::{CaseCommand, NewDraft, NewFinding};
use domain::words::Ruling;
use domain::{Actor, CaseId, Refusal};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default)]
pub struct Finding {
    pub shares: Vec<Share>,
    pub reasons: String,
    /// Why it does not rest on the inspection that was done; both sides read it after the reasons.
    pub why_uninspected: Option<String>,
    /// Where an appeal is open: whether what it is against stands.
    pub ruling: Option<Ruling>,
}

/// What a draft says; sealed until it is issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drafted {
    pub shares: Vec<Share>,
    pub reasons: String,
    #[serde(default)]
    pub uninspected: bool,
    #[serde(default)]
    pub ruling: Option<Ruling>,
}

impl Store {
    /// Issued, or laid before a second reader where more is at stake than the playbook leaves to one.
    pub async fn find(
        &self,
        by: &Actor,
        case: &CaseId,
        new: Finding,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let why = self.written_perhaps(new.why_uninspected.as_deref())?;
        let reasons =
            std::iter::once(self.written(&new.reasons)?).chain(why).collect::<Vec<_>>().join("\n\n");
        let drafted = Drafted { shares: new.shares, reasons, uninspected: why.is_some(), ruling: new.ruling };
        let loaded = self.whole(case).await?;
        if loaded.case.needs_reader(&self.policy().playbooks) {
            return self.draft_finding(by, case, drafted, given.into()).await;
        }
        self.issue(by, case, drafted, None, given.into()).await
    }

    async fn draft_finding(
        &self,
        by: &Actor,
        case: &CaseId,
        drafted: Drafted,
        given: Given,
    ) -> Result<Outcome, Error> {
        let law = self.cited(by, case, &drafted.reasons).await?;
        let mut pack = self.pack(case.subject());
        let record = pack.json(&drafted);
        let Drafted { shares, uninspected, ruling, .. } = drafted;
        let new = NewDraft { shares, law, uninspected, record, ruling };
        self.act(by, case, CaseCommand::DraftFinding(Box::new(new)), pack, given).await
    }

    async fn issue(
        &self,
        by: &Actor,
        case: &CaseId,
        drafted: Drafted,
        draft: Option<String>,
        given: Given,
    ) -> Result<Outcome, Error> {
        let law = self.cited(by, case, &drafted.reasons).await?;
        let mut pack = self.pack(case.subject());
        let reasons = found_text(&mut pack, &drafted.reasons, &[]);
        let Drafted { shares, uninspected, ruling, .. } = drafted;
        let new = NewFinding { shares, reasons, law, uninspected, draft, ruling };
        self.act(by, case, CaseCommand::Find(Box::new(new)), pack, given).await
    }

    /// By the second reader, just as it was drafted.
    pub async fn issue_finding(
        &self,
        by: &Actor,
        case: &CaseId,
        draft: &str,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let (store, loaded, actor, id) =
            (self.clone(), self.whole(case).await?, by.clone(), draft.to_owned());
        let read = move |db: &mut Connection| {
            let Some(draft) = loaded.case.draft(&id) else { return Ok(None) };
            store.drafted(db, &loaded.case, &actor, draft)
        };
        let drafted = self.db().read(read).await?.ok_or(Refusal::NotFound)?;
        self.issue(by, case, drafted, Some(draft.to_owned()), given.into()).await
    }

    pub async fn return_finding(
        &self,
        by: &Actor,
        case: &CaseId,
        draft: &str,
        why: &str,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let mut pack = self.pack(case.subject());
        let why = found_text(&mut pack, self.written(why)?, &[INTERNAL]);
        let command = CaseCommand::ReturnFinding { draft: draft.to_owned(), why };
        self.act(by, case, command, pack, given.into()).await
    }

    /// What a draft says, for whoever may read it.
    pub fn drafted(
        &self,
        db: &mut Connection,
        case: &Case,
        by: &Actor,
        draft: &Draft,
    ) -> Result<Option<Drafted>, Error> {
        let opened = self.open_for(db, case, by, Thing::Draft(draft))?;
        Ok(opened.and_then(|opened| record(&opened)))
    }

    pub(super) async fn whole(&self, case: &CaseId) -> Result<Loaded, Error> {
        let (store, id) = (self.clone(), case.clone());
        Ok(self.db().read(move |db| store.case(db, &id)).await?.ok_or(Refusal::NotFound)?)
    }
}
