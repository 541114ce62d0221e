//! Letting clocks wait, and letting them go on.

use super::{Given, found_text};
use crate::cases::INTERNAL;
use crate::door::Outcome;
use crate::{Error, Store};
use domain::command::CaseCommand;
use domain::{Actor, CaseId};

pub struct Waiting {
    /// The code of a reason in the playbook.
    pub reason: String,
    /// Requests or pieces of evidence.
    pub cites: Vec<String>,
    pub why: String,
    pub until_ms: Option<i64>,
}

impl Store {
    pub async fn pause(
        &self,
        by: &Actor,
        case: &CaseId,
        waiting: &Waiting,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let mut pack = self.pack(case.subject());
        let why = found_text(&mut pack, self.written(&waiting.why)?, &[INTERNAL]);
        let (reason, cites) = (waiting.reason.clone(), waiting.cites.clone());
        let command = CaseCommand::Pause { reason, cites, why, until_ms: waiting.until_ms };
        self.act(by, case, command, pack, given.into()).await
    }

    pub async fn resume(
        &self,
        by: &Actor,
        case: &CaseId,
        pausing: &str,
        why: Option<&str>,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let mut pack = self.pack(case.subject());
        let why = self.written_perhaps(why)?.map(|why| found_text(&mut pack, why, &[INTERNAL]));
        let command = CaseCommand::Resume { pausing: pausing.to_owned(), why };
        self.act(by, case, command, pack, given.into()).await
    }
}
