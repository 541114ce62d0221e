//! What an authority did, as its paper says.

use super::Given;
use crate::door::Outcome;
use crate::{Error, Store};
use domain::calendar::{Date, start_of};
use domain::command::CaseCommand;
use domain::words::Proceeding;
use domain::{Actor, CaseId, Refusal};

pub struct Paper {
    pub what: Proceeding,
    /// The day it gives, like 2026-09-29.
    pub on: String,
    /// The piece of evidence that is the paper.
    pub cites: String,
    /// Until when it wants an answer.
    pub due_ms: Option<i64>,
}

impl Store {
    pub async fn regulator_did(
        &self,
        by: &Actor,
        case: &CaseId,
        paper: &Paper,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let on: Date = paper.on.trim().parse().map_err(|_| Refusal::DayInvalid)?;
        let (what, cites, due_ms) = (paper.what, paper.cites.trim().to_owned(), paper.due_ms);
        let command = CaseCommand::RegulatorDid { what, on_ms: start_of(on), cites, due_ms };
        self.act(by, case, command, self.pack(case.subject()), given.into()).await
    }
}
