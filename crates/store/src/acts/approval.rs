//! Yes or no to what is above somebody's limit, and what may be promised a day.

use super::{Given, found_text};
use crate::cases::INTERNAL;
use crate::door::Outcome;
use crate::{Error, Parcel, Store};
use domain::account;
use domain::budget;
use domain::case::Proposal;
use domain::command::{ApprovalRuling, BudgetCommand, CaseCommand};
use domain::cost::Cost;
use domain::id::AccountId;
use domain::words::Team;
use domain::{Actor, CaseId, Command, Fen, Party, Refusal};

/// What a manager does to a budget; each with a reason.
#[derive(Clone, Copy, Debug)]
pub enum Budgeting {
    /// So much a day, or as much as is there.
    Set(Option<Fen>),
    Pull,
    Release(Fen),
}

impl Store {
    pub async fn decide_approval(
        &self,
        by: &Actor,
        case: &CaseId,
        approval: &str,
        (ruling, why): (ApprovalRuling, Option<&str>),
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let mut pack = self.pack(case.subject());
        let why = self.written_perhaps(why)?.map(|why| found_text(&mut pack, why, &[INTERNAL]));
        let command = CaseCommand::DecideApproval { approval: approval.to_owned(), ruling, why };
        self.act(by, case, command, pack, given.into()).await
    }

    pub async fn drop_approval(
        &self,
        by: &Actor,
        case: &CaseId,
        approval: &str,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        self.plain_act(by, case, CaseCommand::DropApproval { approval: approval.to_owned() }, given.into())
            .await
    }

    /// `team` for that of one team, without it the whole house's.
    pub async fn set_budget(
        &self,
        by: &Actor,
        team: Option<Team>,
        what: Budgeting,
        why: &str,
    ) -> Result<Outcome, Error> {
        let account = budget_of(team);
        let mut pack = self.pack(account.subject());
        let why = pack.text(self.written(why).map_err(|_| Refusal::ReasonMissing)?);
        let command = match what {
            Budgeting::Set(daily) => BudgetCommand::Set { daily, why },
            Budgeting::Pull => BudgetCommand::Pull { why },
            Budgeting::Release(more) => BudgetCommand::Release { more, why },
        };
        self.execute(by, Command::Budget(account, command), pack.close(), None).await
    }

    /// An offer was refused for its budget: that the brake holds is an entry, once a day.
    pub(super) async fn note_brake(&self, proposal: &Proposal) -> Result<(), Error> {
        let Proposal { items, choice, advance, .. } = proposal;
        let amount = Cost::of(items, *choice, Party::Platform, *advance).unwrap_or_default().goodwill;
        for account in budgets() {
            let (store, wanted) = (self.clone(), account.clone());
            let known = self.db().read(move |db| store.account(db, &wanted)).await?;
            if known.budget_on(&budget::today(self.now_ms())).fits(amount) {
                continue;
            }
            let command = Command::Budget(account, BudgetCommand::Reached { amount });
            self.execute(&Actor::System, command, Parcel::default(), None).await?;
        }
        Ok(())
    }
}

pub(crate) fn budget_of(team: Option<Team>) -> AccountId {
    team.map_or_else(account::goodwill, budget::of_team)
}

/// The house's and those of the teams.
fn budgets() -> impl Iterator<Item = AccountId> {
    [None].into_iter().chain(Team::ALL.iter().map(|team| Some(*team))).map(budget_of)
}
