//! Asking for evidence and handing it in.

use super::{Given, found_text};
use crate::cases::{INTERNAL, found_by};
use crate::collect::{self, How, NewFile, Origin};
use crate::door::{Outcome, Parcel};
use crate::filing::check_file;
use crate::record::Person;
use crate::{Error, Pack, Store};
use domain::case::Source;
use domain::command::{Ask, CaseCommand, Correction, NewEvidence};
use domain::personal::Personal;
use domain::words::{Inspected, Silence};
use domain::{Actor, CaseId, Command, ContentRef, Party, Refusal};

/// Files, or an answer in words, or both.
#[derive(Clone, Default)]
pub struct Upload {
    pub files: Vec<NewFile>,
    /// What it shows, in a word of the playbook; without it the kind of file.
    pub kind: Option<String>,
    /// The request it answers.
    pub request: Option<String>,
    pub text: Option<String>,
    /// The piece it corrects, and why.
    pub corrects: Option<(String, String)>,
    /// What an inspection came to, when this is its report.
    pub result: Option<(String, Inspected)>,
    pub source: Source,
    /// Whom it comes from, where we hand it in for somebody.
    pub from: Option<Party>,
    /// What the other system calls the request by which it was fetched.
    pub request_id: Option<String>,
    /// When it was made, as whoever gives it says.
    pub captured_ms: Option<i64>,
    pub origin: Origin,
}

/// What one side is asked to show.
#[derive(Clone, Debug)]
pub struct Request {
    pub to: Party,
    pub kinds: Vec<String>,
    pub reason: String,
    /// Without it as long as the playbook gives.
    pub due_ms: Option<i64>,
    /// Without it what the playbook says of this side's silence.
    pub silence: Option<Silence>,
    /// Where a carrier or an inspector is told of it.
    pub mail: Option<String>,
}

/// Nobody gathers more for one request.
const KINDS_MAX: usize = 20;
/// Longest name another system gives a request.
const REQUEST_ID_MAX: usize = 200;

impl Store {
    pub async fn add_evidence(
        &self,
        by: &Actor,
        case: &CaseId,
        upload: Upload,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        self.check_files(&upload.files)?;
        if upload.request_id.as_ref().is_some_and(|id| id.chars().count() > REQUEST_ID_MAX) {
            return Err(Refusal::TextTooLong.into());
        }
        self.check_reach(by, case).await?;
        let (store, id, actor, given) = (self.clone(), case.clone(), by.clone(), given.into());
        let key = given.key;
        // Sealing and writing large files takes its time, so it does not hold up a thread that serves others.
        let packed =
            tokio::task::spawn_blocking(move || store.packed_upload(&actor, &id, &upload, key.as_deref()));
        let (command, parcel) = packed.await.map_err(|_| Error::Stopped)??;
        self.execute(by, Command::Case(case.clone(), command), parcel, given.expected).await
    }

    fn packed_upload(
        &self,
        by: &Actor,
        case: &CaseId,
        upload: &Upload,
        key: Option<&str>,
    ) -> Result<(CaseCommand, Parcel), Error> {
        let text = self.written_perhaps(upload.text.as_deref())?;
        let mut pack = self.pack(case.subject());
        let how = How {
            by,
            source: upload.source,
            from: upload.from,
            origin: &upload.origin,
            request_id: upload.request_id.as_deref(),
            captured_ms: upload.captured_ms,
        };
        let mut evidence = collect::evidence(&mut pack, &upload.files, &how)?;
        let text = match text {
            Some(note) if upload.source == Source::Phone => {
                evidence.push(collect::call_note(&mut pack, note, &how)?);
                None
            }
            text => text.map(|text| found_text(&mut pack, text, finders(by, upload))),
        };
        if let Some(kind) = &upload.kind {
            evidence.iter_mut().for_each(|new| kind.clone_into(&mut new.kind));
        }
        if let Some(key) = key {
            pack.once(key);
        }
        Ok((self.command(&mut pack, upload, evidence, text)?, pack.close()))
    }

    fn command(
        &self,
        pack: &mut Pack<'_>,
        upload: &Upload,
        evidence: Vec<NewEvidence>,
        text: Option<ContentRef>,
    ) -> Result<CaseCommand, Error> {
        if let Some((inspection, result)) = &upload.result {
            let inspection = inspection.clone();
            return Ok(CaseCommand::Inspected { inspection, result: *result, report: evidence, text });
        }
        let corrects = match &upload.corrects {
            Some((of, why)) => {
                let why = pack.text(self.written(why)?);
                Some(Correction { of: of.clone(), why })
            }
            None => None,
        };
        Ok(CaseCommand::AddEvidence { evidence, request: upload.request.clone(), text, corrects })
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
        let finders = found_by(Party::Platform, request.to);
        let reason = found_text(&mut pack, self.written(&request.reason)?, finders);
        let ask = Ask {
            to: request.to,
            kinds: request.kinds.clone(),
            reason,
            due_ms: request.due_ms,
            silence: request.silence,
            contact: mail_contact(&mut pack, request.mail.as_deref())?,
        };
        let ask = self.to_owner(case, ask, &mut pack).await?;
        self.act(by, case, CaseCommand::RequestEvidence(Box::new(ask)), pack, given.into()).await
    }

    /// The owner of goods on consignment is told where the shop system says, unless somebody says otherwise.
    async fn to_owner(&self, case: &CaseId, ask: Ask, pack: &mut Pack<'_>) -> Result<Ask, Error> {
        if ask.to != Party::Consignor || ask.contact.is_some() {
            return Ok(ask);
        }
        let (store, id) = (self.clone(), case.clone());
        let owner = self.db().read(move |db| -> Result<_, Error> {
            let loaded = store.case(db, &id)?;
            loaded.map(|loaded| store.consignor_of(db, &loaded.case)).transpose()
        });
        let owner = owner.await?.filter(|owner| *owner != Person::default());
        Ok(Ask { contact: owner.map(|owner| pack.json(&owner)), ..ask })
    }

    /// The link a third party had is worth nothing from then on.
    pub async fn renew_link(
        &self,
        by: &Actor,
        case: &CaseId,
        request: &str,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        self.plain_act(by, case, CaseCommand::RenewLink { request: request.to_owned() }, given.into()).await
    }

    pub(super) fn check_files(&self, files: &[NewFile]) -> Result<(), Refusal> {
        if files.len() > self.policy().limits.files_max {
            return Err(Refusal::TooManyFiles);
        }
        files.iter().try_for_each(|file| check_file(self, &file.bytes).map(|_| ()))
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

/// LIMIT: what answers a request is found by us alone; the entry does not say which side was asked.
fn finders(by: &Actor, upload: &Upload) -> &'static [&'static str] {
    let answers = upload.request.is_some() || upload.result.is_some();
    if answers { &[INTERNAL] } else { found_by(by.party(), Party::Platform) }
}

/// A mail address, sealed like every contact.
pub(super) fn mail_contact(pack: &mut Pack<'_>, mail: Option<&str>) -> Result<Option<ContentRef>, Error> {
    let Some(mail) = mail.map(str::trim).filter(|mail| !mail.is_empty()) else { return Ok(None) };
    let person = Person { mail: Personal::new(mail), ..Person::default() };
    crate::filing::check_person(&person)?;
    Ok(Some(pack.json(&person)))
}
