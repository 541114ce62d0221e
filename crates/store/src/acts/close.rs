//! The end of a case, the survey, and a new beginning.

use super::{Given, found_text};
use crate::cases::INTERNAL;
use crate::door::Outcome;
use crate::{Error, Store};
use domain::command::CaseCommand;
use domain::words::{Outcome as End, Relief};
use domain::{Actor, CaseId};

impl Store {
    pub async fn close(
        &self,
        by: &Actor,
        case: &CaseId,
        (outcome, relief): (End, Relief),
        cause: Option<&str>,
        words: Option<&str>,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        self.check_cited(by, case, words.unwrap_or_default()).await?;
        let mut pack = self.pack(case.subject());
        let words = self.written_perhaps(words)?.map(|words| found_text(&mut pack, words, &[]));
        let cause = cause.map(str::to_owned);
        self.act(by, case, CaseCommand::Close { outcome, relief, cause, words }, pack, given.into()).await
    }

    pub async fn reopen(
        &self,
        by: &Actor,
        case: &CaseId,
        why: &str,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let mut pack = self.pack(case.subject());
        let why = found_text(&mut pack, self.written(why)?, &[INTERNAL]);
        self.act(by, case, CaseCommand::Reopen { why }, pack, given.into()).await
    }

    /// Both answers from 0 to 100.
    pub async fn answer_survey(
        &self,
        by: &Actor,
        case: &CaseId,
        (solved, treated): (u8, u8),
        words: Option<&str>,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let mut pack = self.pack(case.subject());
        let words = self.written_perhaps(words)?.map(|words| found_text(&mut pack, words, &[INTERNAL]));
        self.act(by, case, CaseCommand::Survey { solved, treated, words }, pack, given.into()).await
    }

    /// The customer takes the complaint back.
    pub async fn withdraw(
        &self,
        by: &Actor,
        case: &CaseId,
        why: Option<&str>,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let mut pack = self.pack(case.subject());
        let why = self.written_perhaps(why)?.map(|why| found_text(&mut pack, why, &[]));
        self.act(by, case, CaseCommand::Withdraw { why }, pack, given.into()).await
    }
}
