//! Holds, restriction, tiers, and being asked to forget: typed input is checked, its reason sealed.

use super::Given;
use crate::content::random_id;
use crate::door::Outcome;
use crate::{Error, Store};
use domain::command::CaseCommand;
use domain::words::{Because, Tier};
use domain::{Actor, CaseId, UserId};

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
        let mut pack = self.pack(case.subject());
        let why = pack.text(self.written(why)?);
        self.act(by, case, CaseCommand::DenyErasure { why }, pack, given.into()).await
    }

    /// Answers the id of the hold.
    pub async fn set_hold(
        &self,
        by: &Actor,
        case: &CaseId,
        why: &str,
        given: impl Into<Given>,
    ) -> Result<String, Error> {
        let (mut pack, hold) = (self.pack(case.subject()), random_id());
        let why = pack.text(self.written(why)?);
        let command = CaseCommand::SetHold { hold: hold.clone(), why };
        self.act(by, case, command, pack, given.into()).await?;
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
        let mut pack = self.pack(case.subject());
        let why = pack.text(self.written(why)?);
        let command = CaseCommand::LiftHold { hold: hold.to_owned(), why };
        self.act(by, case, command, pack, given.into()).await
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
        let mut pack = self.pack(case.subject());
        let why = pack.text(self.written(why)?);
        self.act(by, case, CaseCommand::AskUnseal { why }, pack, given.into()).await
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
        let mut pack = self.pack(case.subject());
        let why = pack.text(self.written(why)?);
        let command = CaseCommand::SetTier { evidence: evidence.to_owned(), tier, named, why };
        self.act(by, case, command, pack, given.into()).await
    }
}
