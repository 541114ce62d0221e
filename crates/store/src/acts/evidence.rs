//! Asking for evidence and handing it in.

use super::{Given, found_text};
use crate::door::{Outcome, Parcel};
use crate::filing::{check_file, evidence};
use crate::{Error, Store};
use domain::command::CaseCommand;
use domain::{Actor, CaseId, Command, Party, Refusal};

/// Files, or an answer in words, or both.
#[derive(Clone, Default)]
pub struct Upload {
    pub files: Vec<Vec<u8>>,
    /// What it shows, in a word of the playbook; without it the kind of file.
    pub kind: Option<String>,
    /// The request it answers.
    pub request: Option<String>,
    pub text: Option<String>,
}

/// What one side is asked to show.
#[derive(Clone, Debug)]
pub struct Request {
    pub to: Party,
    pub kinds: Vec<String>,
    pub reason: String,
    /// Without it as long as the playbook gives.
    pub due_ms: Option<i64>,
}

/// Nobody gathers more for one request.
const KINDS_MAX: usize = 20;

impl Store {
    pub async fn add_evidence(
        &self,
        by: &Actor,
        case: &CaseId,
        upload: Upload,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        self.check_files(&upload.files)?;
        self.check_reach(by, case).await?;
        let (store, id, given) = (self.clone(), case.clone(), given.into());
        let key = given.key;
        // Sealing and writing large files takes its time, so it does not hold up a thread that serves others.
        let packed = tokio::task::spawn_blocking(move || store.packed_upload(&id, &upload, key.as_deref()));
        let (command, parcel) = packed.await.map_err(|_| Error::Stopped)??;
        self.execute(by, Command::Case(case.clone(), command), parcel, given.expected).await
    }

    fn packed_upload(
        &self,
        case: &CaseId,
        upload: &Upload,
        key: Option<&str>,
    ) -> Result<(CaseCommand, Parcel), Error> {
        let text = self.written_perhaps(upload.text.as_deref())?;
        let mut pack = self.pack(case.subject());
        let text = text.map(|text| found_text(&mut pack, text, &[]));
        let mut evidence = evidence(&mut pack, &upload.files)?;
        if let Some(kind) = &upload.kind {
            evidence.iter_mut().for_each(|new| kind.clone_into(&mut new.kind));
        }
        if let Some(key) = key {
            pack.once(key);
        }
        Ok((CaseCommand::AddEvidence { evidence, request: upload.request.clone(), text }, pack.close()))
    }

    pub async fn request_evidence(
        &self,
        by: &Actor,
        case: &CaseId,
        request: &Request,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        if request.kinds.len() > KINDS_MAX {
            return Err(Refusal::WordUnknown.into());
        }
        let mut pack = self.pack(case.subject());
        let reason = found_text(&mut pack, self.written(&request.reason)?, &[]);
        let command = CaseCommand::RequestEvidence {
            to: request.to,
            kinds: request.kinds.clone(),
            reason,
            due_ms: request.due_ms,
        };
        self.act(by, case, command, pack, given.into()).await
    }

    pub(super) fn check_files(&self, files: &[Vec<u8>]) -> Result<(), Refusal> {
        if files.len() > self.policy().limits.files_max {
            return Err(Refusal::TooManyFiles);
        }
        files.iter().try_for_each(|file| check_file(self, file).map(|_| ()))
    }

    /// Nobody fills the disk with files for a case that is not theirs; the door looks again.
    pub(super) async fn check_reach(&self, by: &Actor, case: &CaseId) -> Result<(), Error> {
        let (store, by, id) = (self.clone(), by.clone(), case.clone());
        let seen = self.db().read(move |db| store.case(db, &id)).await?;
        match seen {
            Some(seen) if seen.case.is_seen_by(&by) => Ok(()),
            _ => Err(Refusal::NotFound.into()),
        }
    }
}
