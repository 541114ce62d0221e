//! Holds, restriction, tiers, and being asked to forget: typed input is checked, its reason sealed.

use super::Given;
use crate::content::random_id;
use crate::door::Outcome;
use crate::{Error, Store};
use domain::command::CaseCommand;
use domain::words::{Because, Tier};
use domain::{Actor, CaseId, ContentRef, UserId};

impl Store {
    pub async fn ask_erasure(
        &self,
        by: &Actor,
        case: &CaseId,
        why: Option<&str>,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let mut pack = self.pack(case.subject());
        let why = self.written_perhaps(why)?.map(|why| pack.text(why));
        self.act(by, case, CaseCommand::AskErasure { why }, pack, given.into()).await
    }

    pub async fn deny_erasure(
        &self,
        by: &Actor,
        case: &CaseId,
        why: &str,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        self.because(by, case, why, given, |why| CaseCommand::DenyErasure { why }).await
    }

    pub async fn grant_erasure(
        &self,
        by: &Actor,
        case: &CaseId,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        self.plain_act(by, case, CaseCommand::GrantErasure, given.into()).await
    }

    /// Answers the id of the hold.
    pub async fn set_hold(
        &self,
        by: &Actor,
        case: &CaseId,
        why: &str,
        given: impl Into<Given>,
    ) -> Result<String, Error> {
        let hold = random_id();
        let set = |why| CaseCommand::SetHold { hold: hold.clone(), why };
        self.because(by, case, why, given, set).await?;
        Ok(hold)
    }

    pub async fn lift_hold(
        &self,
        by: &Actor,
        case: &CaseId,
        hold: &str,
        why: &str,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        self.because(by, case, why, given, |why| CaseCommand::LiftHold { hold: hold.to_owned(), why }).await
    }

    pub async fn restrict(
        &self,
        by: &Actor,
        case: &CaseId,
        because: Because,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        self.plain_act(by, case, CaseCommand::Restrict { because }, given.into()).await
    }

    pub async fn ask_unseal(
        &self,
        by: &Actor,
        case: &CaseId,
        why: &str,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        self.because(by, case, why, given, |why| CaseCommand::AskUnseal { why }).await
    }

    /// By somebody else than who asked.
    pub async fn unseal(&self, by: &Actor, case: &CaseId, given: impl Into<Given>) -> Result<Outcome, Error> {
        self.plain_act(by, case, CaseCommand::Unseal, given.into()).await
    }

    pub async fn set_tier(
        &self,
        by: &Actor,
        case: &CaseId,
        evidence: &str,
        (tier, named): (Tier, Vec<UserId>),
        why: &str,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let evidence = evidence.to_owned();
        self.because(by, case, why, given, |why| CaseCommand::SetTier { evidence, tier, named, why }).await
    }

    /// An act with the reason that is sealed beside it.
    async fn because(
        &self,
        by: &Actor,
        case: &CaseId,
        why: &str,
        given: impl Into<Given>,
        command: impl FnOnce(ContentRef) -> CaseCommand,
    ) -> Result<Outcome, Error> {
        let mut pack = self.pack(case.subject());
        let why = pack.text(self.written(why)?);
        self.act(by, case, command(why), pack, given.into()).await
    }
}
