//! Tasks between a handler and another team; nobody else reads or finds them.

use super::{Given, found_text};
use crate::cases::INTERNAL;
use crate::door::Outcome;
use crate::{Error, Store};
use domain::command::{CaseCommand, NewTask};
use domain::words::Team;
use domain::{Actor, CaseId, UserId};

/// Without a name for whoever of the team has the turn, without a date until the playbook's.
pub struct Tasked<'a> {
    pub team: Team,
    pub to: Option<UserId>,
    pub due_ms: Option<i64>,
    pub text: &'a str,
}

impl Store {
    pub async fn set_task(
        &self,
        by: &Actor,
        case: &CaseId,
        task: Tasked<'_>,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let mut pack = self.pack(case.subject());
        let text = found_text(&mut pack, self.written(task.text)?, &[INTERNAL]);
        let new = NewTask { team: task.team, to: task.to, text, due_ms: task.due_ms };
        self.act(by, case, CaseCommand::SetTask(new), pack, given.into()).await
    }

    /// The articles it cites are checked.
    pub async fn answer_task(
        &self,
        by: &Actor,
        case: &CaseId,
        task: &str,
        text: &str,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        self.check_cited(by, case, text).await?;
        let mut pack = self.pack(case.subject());
        let text = found_text(&mut pack, self.written(text)?, &[INTERNAL]);
        let command = CaseCommand::AnswerTask { task: task.to_owned(), text };
        self.act(by, case, command, pack, given.into()).await
    }
}
