//! Search is not backed up: what it misses is read again from journal and content. After a crash that is the tail
//! of the last moment, after a restore or `redress reindex` everything.

use crate::cases::{INTERNAL, found_by};
use crate::check::refs;
use crate::db::Connection;
use crate::journal_of::{Stored, of_subject, recorded, stretch};
use crate::record::{Matter, Person};
use crate::search::{Doc, Terms};
use crate::{Error, Store};
use domain::event::Supplemented;
use domain::{ContentRef, Event, Party, SubjectId};
use journal::Entry;
use std::collections::HashSet;

const GROUP: u64 = 256;

/// Indexes the entries that search has not reached. Answers how far it is now.
pub fn catch_up(store: &Store) -> Result<u64, Error> {
    store.0.db.read_blocking(|db| catch_up_on(store, db))
}

/// The same for whoever has borrowed a connection: a second one might never come free.
pub(crate) fn catch_up_on(store: &Store, db: &mut Connection) -> Result<u64, Error> {
    // In this order: another process may write between the two, and then the journal is the longer one.
    let mut at = store.0.search.reached()? as u64;
    let size = crate::size(db)?;
    if at > size {
        // The database is older than the index: it was put back from a backup.
        store.0.search.clear()?;
        at = 0;
    }
    index(store, db, at, size)?;
    Ok(size)
}

/// Indexes the entries from `at` to `size`.
pub(crate) fn index(store: &Store, db: &mut Connection, mut at: u64, size: u64) -> Result<(), Error> {
    while at < size {
        let to = size.min(at + GROUP);
        let Found { docs, gone } = found(store, db, at, to)?;
        if !gone.is_empty() {
            store.0.search.delete(&gone)?;
        }
        store.0.search.add(&docs, to as i64)?;
        at = to;
    }
    Ok(())
}

/// Forgets the index and makes it anew, telling how far it is.
pub fn reindex(store: &Store, progress: &dyn Fn(u64, u64)) -> Result<(), Error> {
    let size = store.0.db.read_blocking(crate::size)?;
    store.0.search.clear()?;
    let mut at = 0;
    while at < size {
        let to = size.min(at + 16 * GROUP);
        store.0.db.read_blocking(|db| index(store, db, at, to))?;
        at = to;
        progress(at, size);
    }
    Ok(())
}

/// What a stretch of the journal makes searchable, and which documents an erasure in it took away or changed.
#[derive(Default)]
struct Found {
    docs: Vec<Doc>,
    gone: Vec<i64>,
}

fn found(store: &Store, db: &mut Connection, from: u64, to: u64) -> Result<Found, Error> {
    let mut found = Found::default();
    for stored in stretch(db, from, to - from)? {
        let event = recorded(&stored.bytes)?.event;
        if let Event::Erased { objects, .. } = &event {
            erased(store, db, &stored, objects, &mut found)?;
        } else if let Some(terms) = terms(store, db, &event)? {
            found.docs.push(Doc { id: stored.seq as i64, terms });
        }
    }
    // One document once: what an erasure changed is newer than what stood in the same stretch before it.
    let mut seen = HashSet::new();
    found.docs.reverse();
    found.docs.retain(|doc| seen.insert(doc.id));
    Ok(found)
}

/// Entries that named an erased object are searchable by what is left of their words, or not at all.
fn erased(
    store: &Store,
    db: &mut Connection,
    erasing: &Stored,
    objects: &[String],
    found: &mut Found,
) -> Result<(), Error> {
    let objects: HashSet<&str> = objects.iter().map(String::as_str).collect();
    let entry = Entry::parse(&erasing.bytes).map_err(|_| Error::Damaged("an entry cannot be read"))?;
    let subject = SubjectId::parse(&entry.subject).ok_or(Error::Damaged("a subject has no kind"))?;
    for entry in of_subject(db, &subject)?.into_iter().filter(|entry| entry.seq < erasing.seq) {
        let event =
            serde_json::to_string(&entry.event).map_err(|_| Error::Damaged("an event cannot be written"))?;
        if refs(&event).iter().any(|one| objects.contains(one.object.as_str())) {
            found.gone.push(entry.seq as i64);
            if let Some(terms) = terms(store, db, &entry.event)? {
                found.docs.push(Doc { id: entry.seq as i64, terms });
            }
        }
    }
    Ok(())
}

/// The same words as when the entry was made; nothing where its content was erased.
fn terms(store: &Store, db: &mut Connection, event: &Event) -> Result<Option<Terms>, Error> {
    if let Event::Filed(filed) = event {
        let matter: Option<Matter> = store.open_record(db, &filed.matter)?;
        let person: Option<Person> =
            filed.person.as_ref().map(|person| store.open_record(db, person)).transpose()?.flatten();
        let merchant = filed.merchant.as_ref().map(|id| store.merchant_name(db, id)).transpose()?.flatten();
        let Some(matter) = matter else { return Ok(None) };
        let product = filed.product.as_deref();
        return Ok(Some(filed_terms(&matter, person.as_ref(), merchant.as_deref(), product)));
    }
    if let Event::Supplemented(more) = event {
        return supplemented_terms(store, db, more);
    }
    let Some((content, tags)) = written(event) else { return Ok(None) };
    let text = store.open_text(db, content)?;
    Ok(text.map(|text| Terms::of(&[&text], tags)))
}

pub fn filed_terms(
    matter: &Matter,
    person: Option<&Person>,
    merchant: Option<&str>,
    product: Option<&str>,
) -> Terms {
    let mut texts = matter.texts();
    texts.extend(person.map(|person| person.name.reveal()));
    texts.extend(merchant);
    texts.extend(product);
    Terms::of(&texts, &[])
}

/// New words, and the order number that came with or without them.
fn supplemented_terms(
    store: &Store,
    db: &mut Connection,
    more: &Supplemented,
) -> Result<Option<Terms>, Error> {
    let details = more.details.as_ref().map(|details| store.open_text(db, details)).transpose()?.flatten();
    let matter: Option<Option<Matter>> =
        more.matter.as_ref().map(|matter| store.open_record(db, matter)).transpose()?;
    let number = matter.flatten().and_then(|matter| matter.order_number);
    let texts: Vec<&str> = [&details, &number].into_iter().flatten().map(String::as_str).collect();
    Ok((!texts.is_empty()).then(|| Terms::of(&texts, &[])))
}

/// The text of an event that search finds, and who may.
fn written(event: &Event) -> Option<(&ContentRef, &'static [&'static str])> {
    const STAFF: &[&str] = &[INTERNAL];
    const BOTH: &[&str] = &[];
    match event {
        Event::Said { by, to, text, .. } => Some((text, found_by(*by, *to))),
        Event::Noted { text } => Some((text, STAFF)),
        Event::EvidenceRequested { request } => {
            Some((&request.reason, found_by(Party::Platform, request.to)))
        }
        Event::RequestAnswered { text, .. } => text.as_ref().map(|text| (text, STAFF)),
        Event::EvidenceRemarked { text, .. } => Some((text, BOTH)),
        Event::TaskSet { task } => Some((&task.text, STAFF)),
        Event::TaskAnswered { text, .. } => Some((text, STAFF)),
        Event::FindingReturned { why, .. } => Some((why, STAFF)),
        Event::BoardRecused { why, .. } => Some((why, STAFF)),
        Event::MinutesWritten { text, .. } => Some((text, STAFF)),
        Event::SignalsCounted { counted } => Some((&counted.reasons, STAFF)),
        Event::Appealed { appeal } => Some((&appeal.words, BOTH)),
        Event::PersonDecided { answer, .. } => Some((&answer.text, STAFF)),
        Event::Found { finding } => Some((&finding.reasons, BOTH)),
        Event::OfferMade { offer } => Some((&offer.words, BOTH)),
        Event::OfferDeclined { why, .. } | Event::Withdrawn { why } => why.as_ref().map(|why| (why, BOTH)),
        Event::Closed { words, .. } => words.as_ref().map(|words| (words, BOTH)),
        Event::SurveyAnswered { words, .. } => words.as_ref().map(|words| (words, STAFF)),
        _ => None,
    }
}
