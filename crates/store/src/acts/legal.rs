//! Questions of law between a handler and a reviewer; nobody else reads or finds them.

use super::{Given, found_text};
use crate::cases::INTERNAL;
use crate::door::Outcome;
use crate::{Error, Store};
use domain::command::CaseCommand;
use domain::{Actor, CaseId, UserId};

impl Store {
    /// Without a name to the reviewer whose turn it is, without a date until the playbook's.
    pub async fn ask_legal(
        &self,
        by: &Actor,
        case: &CaseId,
        (to, due_ms): (Option<UserId>, Option<i64>),
        text: &str,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let mut pack = self.pack(case.subject());
        let text = found_text(&mut pack, self.written(text)?, &[INTERNAL]);
        self.act(by, case, CaseCommand::AskLegal { to, text, due_ms }, pack, given.into()).await
    }

    pub async fn answer_legal(
        &self,
        by: &Actor,
        case: &CaseId,
        question: &str,
        text: &str,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        self.check_cited(by, case, text).await?;
        let mut pack = self.pack(case.subject());
        let text = found_text(&mut pack, self.written(text)?, &[INTERNAL]);
        let command = CaseCommand::AnswerLegal { question: question.to_owned(), text };
        self.act(by, case, command, pack, given.into()).await
    }
}
