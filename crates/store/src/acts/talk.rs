//! Words between the parties and notes among ourselves.

use super::{Given, found_text};
use crate::cases::{INTERNAL, found_by};
use crate::door::Outcome;
use crate::{Error, Store};
use domain::command::CaseCommand;
use domain::writing::Drawn;
use domain::{Actor, CaseId, Party};

impl Store {
    pub async fn say(
        &self,
        by: &Actor,
        case: &CaseId,
        to: Party,
        text: &str,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        self.say_from(by, case, to, text, None, given).await
    }

    /// The same, with what was suggested for it and what it was begun with.
    pub async fn say_from(
        &self,
        by: &Actor,
        case: &CaseId,
        to: Party,
        text: &str,
        drawn: Option<Drawn>,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        self.check_cited(by, case, text).await?;
        let mut pack = self.pack(case.subject());
        let text = found_text(&mut pack, self.written(text)?, found_by(by.party(), to));
        self.act(by, case, CaseCommand::Say { to, text, drawn }, pack, given.into()).await
    }

    /// Only staff ever sees or finds it.
    pub async fn note(
        &self,
        by: &Actor,
        case: &CaseId,
        text: &str,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let mut pack = self.pack(case.subject());
        let text = found_text(&mut pack, self.written(text)?, &[INTERNAL]);
        self.act(by, case, CaseCommand::Note { text }, pack, given.into()).await
    }

    pub async fn ask_call(
        &self,
        by: &Actor,
        case: &CaseId,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        self.plain_act(by, case, CaseCommand::AskCall, given.into()).await
    }
}
