//! The redacted edition of a bundle: words by others without names, numbers and addresses, pictures as their approved
//! covered copies, contacts not at all. What is hidden is written down in a record under a commitment of its own entry,
//! with the digest of what is shown instead; salts of hidden objects stay in the house.
//!
//! Nothing masked is kept: it is made again from the originals whenever the edition is handed out, and must be what the
//! record promised. LIMIT: after the lengths of masks were configured otherwise an older edition cannot be made again.

use super::{entries, part};
use crate::check::{Kind, Ref, refs};
use crate::content::Opened;
use crate::db::Connection;
use crate::{Error, Store};
use domain::case::RedactionState;
use domain::command::CaseCommand;
use domain::state::{self, State};
use domain::{Actor, Case, CaseId, Command, ContentRef, Event};
use journal::bundle::ObjectState;
use journal::bundle::redaction::{KIND, Record, Redacted};
use journal::{Entry, Hash};
use serde::Deserialize;
use std::collections::BTreeMap;

/// By which rules text is masked; raised when they change.
const RULES: &str = "redress-mask-1";

/// Records that say how somebody is reached.
const CONTACTS: [&str; 3] = ["person", "contact", "credential"];

/// Entries whose content never leaves in an edition for others.
const INNER: [&str; 7] = [
    "finding_drafted",
    "finding_returned",
    "board_convened",
    "board_recused",
    "board_voted",
    "minutes_written",
    "signals_counted",
];

/// What is handed out for an object.
enum Shown {
    AsItIs,
    Instead(Vec<u8>),
    Nothing,
}

/// The newest redaction among some entries.
pub(super) struct Edition {
    by_no: u64,
    record: Record,
    case: Case,
}

impl Store {
    /// Writes down what a redacted edition of the case as it stands now hides.
    pub async fn redact(&self, by: &Actor, case: &CaseId) -> Result<(), Error> {
        let (store, id) = (self.clone(), case.clone());
        let record = self.db().look(move |db| plan(&store, db, &id)).await?;
        let mut pack = self.pack(case.subject());
        let record = pack.json(&record);
        let command = Command::Case(case.clone(), CaseCommand::RedactBundle { rules: RULES.into(), record });
        self.execute(by, command, pack.close(), None).await.map(drop)
    }
}

fn plan(store: &Store, db: &mut Connection, case: &CaseId) -> Result<Record, Error> {
    let entries = entries(db, case, u64::MAX >> 1)?;
    let now = folded(case, entries.iter().map(|(entry, _)| entry))?;
    let mut objects = BTreeMap::new();
    for (entry, one) in mentions(&entries) {
        let Some(opened) = store.open_content(db, &one.object)? else { continue };
        let shown = match shown(store, &now, entry, &one, &opened) {
            Shown::AsItIs => continue,
            Shown::Instead(bytes) => Some(Hash::of(&bytes)),
            Shown::Nothing => None,
        };
        objects.insert(one.object, Redacted { commitment: Hash(opened.commitment()), shown });
    }
    Ok(Record { rules: RULES.into(), objects })
}

/// Each object with the entry that speaks of it first.
pub(super) fn mentions(entries: &[(Entry, Vec<u8>)]) -> Vec<(&Entry, Ref)> {
    let mut seen = std::collections::BTreeSet::new();
    let all = entries
        .iter()
        .flat_map(|(entry, _)| refs(entry.event.get()).into_iter().map(move |one| (entry, one)));
    all.filter(|(_, one)| seen.insert(one.object.clone())).collect()
}

fn shown(store: &Store, case: &Case, entry: &Entry, one: &Ref, opened: &Opened) -> Shown {
    let kind = entry.kind();
    let masked = match &one.kind {
        _ if kind == KIND => return Shown::AsItIs,
        // What was not issued is for nobody outside.
        _ if INNER.contains(&kind.as_str()) => return Shown::Nothing,
        Kind::File(_) if is_approved_copy(case, &one.object) => return Shown::AsItIs,
        Kind::File(_) => return Shown::Nothing,
        Kind::Json if CONTACTS.contains(&one.field.as_str()) => return Shown::Nothing,
        Kind::Json => serde_json::from_slice(opened.bytes())
            .ok()
            .and_then(|record| serde_json::to_vec(&store.record_edition(&record)).ok()),
        Kind::Text => opened.text().map(|text| store.edition(case, entry.no, text).into_bytes()),
    };
    match masked {
        Some(bytes) if bytes == opened.bytes() => Shown::AsItIs,
        Some(bytes) => Shown::Instead(bytes),
        None => Shown::Nothing,
    }
}

/// A covered copy that a second person has approved; before that it is a proposal, and hidden like its original.
fn is_approved_copy(case: &Case, object: &str) -> bool {
    let approved = |state: &RedactionState| matches!(state, RedactionState::Approved { .. });
    case.redactions.iter().any(|one| one.content.object == object && approved(&one.state))
}

fn folded<'e>(case: &CaseId, entries: impl Iterator<Item = &'e Entry>) -> Result<Case, Error> {
    let subject = case.subject();
    let mut state = None;
    for entry in entries {
        let event: Event =
            serde_json::from_str(entry.event.get()).map_err(|_| Error::Damaged("an event cannot be read"))?;
        state = state::apply(state.take(), &subject, &event, entry.at_ms);
    }
    match state {
        Some(State::Case(case)) => Ok(*case),
        _ => Err(domain::Refusal::NotFound.into()),
    }
}

impl Edition {
    /// The newest one; everything the entries speak of must be older.
    pub fn newest(
        store: &Store,
        db: &mut Connection,
        case: &CaseId,
        entries: &[(Entry, Vec<u8>)],
    ) -> Result<Edition, Error> {
        #[derive(Deserialize)]
        struct Named {
            record: ContentRef,
        }
        let (entry, _) = entries.iter().rfind(|(entry, _)| entry.kind() == KIND).ok_or(Error::NotRedacted)?;
        if mentions(entries).iter().any(|(first, _)| first.no > entry.no) {
            return Err(Error::NotRedacted);
        }
        let named: Named =
            serde_json::from_str(entry.event.get()).map_err(|_| Error::Damaged("an event cannot be read"))?;
        let record = store.open_record(db, &named.record)?.ok_or(Error::ErasedLater)?;
        let before = entries.iter().map(|(entry, _)| entry).filter(|one| one.no < entry.no);
        Ok(Edition { by_no: entry.no, record, case: folded(case, before)? })
    }

    /// What is handed out for an object that is still here.
    pub fn state(
        &self,
        store: &Store,
        entry: &Entry,
        one: &Ref,
        opened: &Opened,
    ) -> Result<ObjectState, Error> {
        let promised = self.record.objects.get(&one.object).map(|said| said.shown);
        let shown = shown(store, &self.case, entry, one, opened);
        let fits = match &shown {
            Shown::AsItIs => promised.is_none(),
            Shown::Instead(bytes) => promised == Some(Some(Hash::of(bytes))),
            Shown::Nothing => promised == Some(None),
        };
        if !fits {
            return Err(Error::OtherRules);
        }
        let part = || part(entry, one);
        Ok(match shown {
            Shown::AsItIs => {
                ObjectState::Present { salt: *opened.salt(), part: part(), bytes: opened.bytes().to_vec() }
            }
            Shown::Instead(bytes) => {
                ObjectState::Redacted { by_no: self.by_no, shown: Some((part(), bytes)) }
            }
            Shown::Nothing => ObjectState::Redacted { by_no: self.by_no, shown: None },
        })
    }
}

/// How much a bundle shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    Full,
    Redacted,
}
