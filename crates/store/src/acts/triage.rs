//! Kind, class, grade and owner, as a person sets them.

use super::Given;
use crate::door::Outcome;
use crate::{Error, Pack, Store};
use domain::command::CaseCommand;
use domain::words::{Class, Grade};
use domain::writing::Demand;
use domain::{Actor, CaseId, ContentRef, UserId};

impl Store {
    /// `why` may be left out where the suggestion is confirmed as it stands.
    #[expect(clippy::too_many_arguments, reason = "the three words of a triage belong side by side")]
    pub async fn triage(
        &self,
        by: &Actor,
        case: &CaseId,
        kind: &str,
        class: Class,
        grade: Grade,
        why: Option<&str>,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let kind = kind.to_owned();
        let mut pack = self.pack(case.subject());
        let why = self.reason(&mut pack, why)?;
        let command = CaseCommand::Triage { kind, class, grade, why };
        let done = self.act(by, case, command, pack, given.into()).await?;
        self.apply_rules(case).await?;
        Ok(done)
    }

    pub async fn assign(
        &self,
        by: &Actor,
        case: &CaseId,
        owner: &UserId,
        why: Option<&str>,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let mut pack = self.pack(case.subject());
        let why = self.reason(&mut pack, why)?;
        self.act(by, case, CaseCommand::Assign { owner: owner.clone(), why }, pack, given.into()).await
    }

    /// What the customer asks for, in parts, as a person reads it.
    pub async fn set_demands(
        &self,
        by: &Actor,
        case: &CaseId,
        demands: Vec<Demand>,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        self.plain_act(by, case, CaseCommand::SetDemands { demands }, given.into()).await
    }

    /// Reasons of ours are read on the case, not searched for.
    fn reason(&self, pack: &mut Pack<'_>, why: Option<&str>) -> Result<Option<ContentRef>, Error> {
        Ok(self.written_perhaps(why)?.map(|why| pack.text(why)))
    }
}
