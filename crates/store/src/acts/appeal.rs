//! Going on against a decision: an appeal with words and files, or the one tap that asks for a person.

use super::{Given, found_text};
use crate::cases::INTERNAL;
use crate::collect::{self, How, NewFile, Origin};
use crate::door::{Outcome, Parcel};
use crate::{Error, Store};
use domain::command::{CaseCommand, NewAppeal, NewCall};
use domain::words::{Identified, Ruling};
use domain::{Actor, CaseId, Command, Party};

#[derive(Clone, Debug, Default)]
pub struct Appeal {
    /// A finding or the end of a round.
    pub against: String,
    pub words: String,
    pub files: Vec<NewFile>,
    pub origin: Origin,
    /// It is taken down for a side that called.
    pub call: Option<Called>,
}

#[derive(Clone, Debug)]
pub struct Called {
    pub side: Party,
    /// Who called: name, and what they are to the side.
    pub caller: String,
    pub identified: Identified,
}

impl Store {
    pub async fn appeal(
        &self,
        by: &Actor,
        case: &CaseId,
        appeal: Appeal,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        self.check_files(&appeal.files)?;
        self.check_reach(by, case).await?;
        let (store, id, actor, given) = (self.clone(), case.clone(), by.clone(), given.into());
        let key = given.key;
        // Sealing and writing large files takes its time, so it does not hold up a thread that serves others.
        let packed =
            tokio::task::spawn_blocking(move || store.packed_appeal(&actor, &id, &appeal, key.as_deref()));
        let (command, parcel) = packed.await.map_err(|_| Error::Stopped)??;
        self.execute(by, Command::Case(case.clone(), command), parcel, given.expected).await
    }

    fn packed_appeal(
        &self,
        by: &Actor,
        case: &CaseId,
        appeal: &Appeal,
        key: Option<&str>,
    ) -> Result<(CaseCommand, Parcel), Error> {
        let words = self.written(&appeal.words)?;
        let mut pack = self.pack(case.subject());
        let evidence = collect::evidence(&mut pack, &appeal.files, &How::upload(by, &appeal.origin))?;
        let words = found_text(&mut pack, words, &[]);
        let call = match &appeal.call {
            Some(call) => {
                let (side, identified) = (call.side, call.identified);
                Some(NewCall { side, caller: pack.text(self.written(&call.caller)?), identified })
            }
            None => None,
        };
        if let Some(key) = key {
            pack.once(key);
        }
        let new = NewAppeal { against: appeal.against.clone(), words, evidence, call };
        Ok((CaseCommand::Appeal(Box::new(new)), pack.close()))
    }

    /// One tap: a person is to look at what a rule alone decided.
    pub async fn ask_person(
        &self,
        by: &Actor,
        case: &CaseId,
        of: &str,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        self.plain_act(by, case, CaseCommand::AskPerson { of: of.to_owned() }, given.into()).await
    }

    /// LIMIT: the answer is found by us alone; the entry does not say which side asked.
    pub async fn answer_plea(
        &self,
        by: &Actor,
        case: &CaseId,
        plea: &str,
        (ruling, text): (Ruling, &str),
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        self.check_cited(by, case, text).await?;
        let mut pack = self.pack(case.subject());
        let text = found_text(&mut pack, self.written(text)?, &[INTERNAL]);
        let command = CaseCommand::AnswerPlea { plea: plea.to_owned(), ruling, text };
        self.act(by, case, command, pack, given.into()).await
    }
}
