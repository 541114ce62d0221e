//! What colleagues do and when, and handing over at the end of a shift.

use super::Given;
use crate::door::Outcome;
use crate::{Error, Parcel, Store};
use domain::command::{CaseCommand, Command, UserCommand};
use domain::event::Duty;
use domain::work::Work;
use domain::{Actor, CaseId, Refusal, UserId};

/// What handing over came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HandedOver {
    pub cases: u64,
    /// What stayed, and why.
    pub refused: Vec<(CaseId, Refusal)>,
}

impl Store {
    pub async fn set_work(&self, by: &Actor, user: &UserId, work: Work) -> Result<Outcome, Error> {
        self.about(by, user, UserCommand::SetWork { work: Box::new(work) }).await
    }

    pub async fn set_duty(&self, by: &Actor, user: &UserId, on: Duty) -> Result<Outcome, Error> {
        self.about(by, user, UserCommand::SetDuty { on }).await
    }

    async fn about(&self, by: &Actor, user: &UserId, command: UserCommand) -> Result<Outcome, Error> {
        self.execute(by, Command::User(user.clone(), command), Parcel::default(), None).await
    }

    /// Gives all open cases of somebody to `to`, or each by rule, with a note. Doing it once more goes on where it
    /// was interrupted. A case that cannot go stays and is named.
    pub async fn hand_over(
        &self,
        by: &Actor,
        from: &UserId,
        to: Option<&UserId>,
        note: &str,
    ) -> Result<HandedOver, Error> {
        let note = self.written(note)?;
        let mut done = HandedOver::default();
        let mut after = None;
        loop {
            let (reader, owner) = (self.clone(), from.to_string());
            let page = self.db().read(move |db| reader.cases_of(db, &owner, after)).await?;
            let Some((last, _)) = page.last() else { return Ok(done) };
            after = Some(*last);
            for (_, case) in page {
                let mut pack = self.pack(case.subject());
                let command = CaseCommand::HandOver { to: to.cloned(), note: pack.text(note) };
                match self.act(by, &case, command, pack, Given::default()).await {
                    Ok(_) => done.cases += 1,
                    Err(error) => done.refused.push((case, error.refusal().ok_or(error)?)),
                }
            }
        }
    }
}
