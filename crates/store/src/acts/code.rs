//! Codes that prove who somebody is. They are sent to a contact we already have, and derived, never stored.

use super::Given;
use crate::content::random_id;
use crate::door::Outcome;
use crate::{Error, Store};
use domain::case::{Case, CodePurpose};
use domain::command::CaseCommand;
use domain::{Actor, Refusal};
use subtle::ConstantTimeEq;

impl Store {
    pub async fn ask_code(&self, by: &Actor, case: &Case, purpose: CodePurpose) -> Result<Outcome, Error> {
        self.plain_act(by, &case.id, CaseCommand::AskCode { purpose, id: random_id() }, Given::default())
            .await
    }

    /// Every try is counted, right or wrong; the rules say when there were too many.
    pub async fn try_code(
        &self,
        by: &Actor,
        case: &Case,
        purpose: CodePurpose,
        given: &str,
    ) -> Result<(), Error> {
        let asked = case.code.as_ref().filter(|code| code.purpose == purpose).ok_or(Refusal::CodeGone)?;
        let right: bool = self.code(case, asked).as_bytes().ct_eq(given.trim().as_bytes()).into();
        self.plain_act(by, &case.id, CaseCommand::TryCode { right }, Given::default()).await?;
        if right { Ok(()) } else { Err(Refusal::CodeWrong.into()) }
    }
}
