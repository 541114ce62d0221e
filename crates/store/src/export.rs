//! A case as it leaves the house, and receipts for single entries. Both stand under a signed checkpoint, because only
//! what was signed can be proven.
//!
//! LIMIT: an object of an order that is erased by an entry of the order alone cannot be proven erased in the bundle of
//! a case; whoever erases it writes an entry in each case that cites it.

mod index;
mod redacted;

pub use redacted::Extent;
mod outside;

use crate::check::{Kind, Ref};
use crate::db::Connection;
use crate::heads;
use crate::journal_of::{StoredTiles, bytes_of_subject, stretch};
use crate::sealer::Published;
use crate::seen::{Sight, Thing};
use crate::{Error, Store};
use domain::case::Board;
use domain::{Actor, Case, CaseId, Refusal};
use journal::bundle::redaction::KIND as REDACTION;
use journal::bundle::{Bundle, Object, ObjectState, Part, Proven};
use journal::tree::{consistency_proof, inclusion_proof};
use journal::{Entry, Receipt};
use redacted::Edition;

/// Whether this reader may take all of the case along.
pub fn check_may(store: &Store, case: &Case, by: &Actor) -> Result<(), Refusal> {
    match store.sight(case, Thing::Bundle, by) {
        Sight::Whole => unhidden(case),
        Sight::Bare => Err(Refusal::CaseRestricted),
        Sight::Nothing => Err(Refusal::NotAllowed),
    }
}

/// A bundle that shows everything would show how a board is voting; the redacted edition shows nothing of boards.
fn unhidden(case: &Case) -> Result<(), Refusal> {
    if case.boards.iter().any(Board::hides_votes) { Err(Refusal::VotesHidden) } else { Ok(()) }
}

/// The bundle of a case as it stood under the newest checkpoint of at most `at` entries; without `at` under the
/// newest of all. The same case and checkpoint give the same bundle, as long as nothing was erased in between.
pub fn export(store: &Store, case: &CaseId, at: Option<u64>) -> Result<Bundle, Error> {
    export_as(store, case, at, Extent::Full)
}

/// The same, or an edition in which what the newest redaction hides is hidden.
pub fn export_as(store: &Store, case: &CaseId, at: Option<u64>, extent: Extent) -> Result<Bundle, Error> {
    store.0.db.read_blocking(|db| db.in_one_look(|db| bundle(store, db, case, at, extent)))
}

/// How many entries the journal has with the last one of the case.
pub fn size_of(db: &mut Connection, case: &CaseId) -> Result<u64, Error> {
    let entries = crate::journal_of::of_subject(db, &case.subject())?;
    Ok(entries.last().map_or(0, |last| last.seq + 1))
}

/// The proof of one entry under the newest checkpoint; nothing until one covers it.
pub fn receipt(store: &Store, db: &mut Connection, seq: u64) -> Result<Option<Receipt>, Error> {
    let Some(published) = store.checkpoint(db)?.filter(|published| published.size > seq) else {
        return Ok(None);
    };
    let path = proof(db, seq, published.size)?;
    let note = outside::cosigned(store, db, &published)?;
    Ok(Some(Receipt::new(seq, path, note).with_key_hint(&store.verifier()?)))
}

/// The exact bytes of one entry.
pub fn entry(db: &mut Connection, seq: u64) -> Result<Option<Vec<u8>>, Error> {
    Ok(stretch(db, seq, 1)?.pop().map(|stored| stored.bytes))
}

/// That the journal of `to` entries begins with the first `from`; nothing for sizes that were not signed yet.
pub fn consistency(
    store: &Store,
    db: &mut Connection,
    from: u64,
    to: u64,
) -> Result<Option<Vec<journal::Hash>>, Error> {
    let signed = store.checkpoint(db)?.map_or(0, |published| published.size);
    if from > to || to > signed {
        return Ok(None);
    }
    let path = consistency_proof(&mut StoredTiles(db), from, to);
    path.map(Some).map_err(|_| Error::Damaged("the stored tree is incomplete"))
}

fn bundle(
    store: &Store,
    db: &mut Connection,
    case: &CaseId,
    at: Option<u64>,
    extent: Extent,
) -> Result<Bundle, Error> {
    let loaded = store.case(db, case)?.map(|loaded| loaded.case);
    if loaded.as_ref().is_some_and(|case| case.privacy.is_restricted(store.now_ms())) {
        return Err(Refusal::CaseRestricted.into());
    }
    if let Some(case) = loaded.as_ref().filter(|_| extent == Extent::Full) {
        unhidden(case)?;
    }
    let published = checkpoint(db, at)?.ok_or(Error::NotSealedYet)?;
    let entries = entries(db, case, published.size)?;
    let Some((first, _)) = entries.first() else {
        return Err(if store.case(db, case)?.is_some() {
            Error::NotSealedYet
        } else {
            Refusal::NotFound.into()
        });
    };
    let number = index::number(first).unwrap_or_else(|| case.to_string());
    let edition = match extent {
        Extent::Full => None,
        Extent::Redacted => Some(Edition::newest(store, db, case, &entries)?),
    };
    let objects = objects(store, db, &entries, edition.as_ref())?;
    let case_json = index::json(&entries, &objects, &published);
    let heads =
        heads::part(store, db, &case.subject(), published.size, |db, seq| proof(db, seq, published.size))?;
    let last = entries.last().map_or(first.seq, |(last, _)| last.seq);
    let extra = outside::parts(store, db, (first.seq, last), &published)?;
    let checkpoint = outside::cosigned(store, db, &published)?;
    let proven = |(entry, bytes): (Entry, Vec<u8>)| -> Result<Proven, Error> {
        Ok(Proven { path: proof(db, entry.seq, published.size)?, bytes })
    };
    Ok(Bundle {
        folder: format!("case-{number}"),
        subject: case.subject().to_string(),
        case_json,
        entries: entries.into_iter().map(proven).collect::<Result<_, _>>()?,
        objects,
        heads,
        extra,
        checkpoint,
        key: store.verifier()?,
    })
}

fn checkpoint(db: &mut Connection, at: Option<u64>) -> Result<Option<Published>, Error> {
    let sql = "select size, at_ms, note from checkpoints where size <= $1 order by size desc limit 1";
    let at = at.unwrap_or(u64::MAX).min(i64::MAX as u64);
    let row = db.query_one_opt(sql, &[at.into()])?;
    row.map(|row| {
        Ok(Published { size: row.int(0)? as u64, at_ms: row.int(1)?, note: row.text(2)?.to_owned() })
    })
    .transpose()
}

fn entries(db: &mut Connection, case: &CaseId, size: u64) -> Result<Vec<(Entry, Vec<u8>)>, Error> {
    let one = |bytes: Vec<u8>| -> Result<(Entry, Vec<u8>), Error> {
        let entry = Entry::parse(&bytes).map_err(|_| Error::Damaged("an entry cannot be read"))?;
        Ok((entry, bytes))
    };
    let all = bytes_of_subject(db, &case.subject())?.into_iter().map(one);
    all.filter(|one| one.as_ref().map_or(true, |(entry, _)| entry.seq < size)).collect()
}

fn proof(db: &mut Connection, seq: u64, size: u64) -> Result<Vec<journal::Hash>, Error> {
    inclusion_proof(&mut StoredTiles(db), seq, size)
        .map_err(|_| Error::Damaged("the stored tree is incomplete"))
}

/// Everything the entries speak of, whoever owns it: the record of the order lies with the order and was cited here.
fn objects(
    store: &Store,
    db: &mut Connection,
    entries: &[(Entry, Vec<u8>)],
    edition: Option<&Edition>,
) -> Result<Vec<Object>, Error> {
    let mentions = redacted::mentions(entries).into_iter();
    mentions.map(|(first, one)| object(store, db, first, one, entries, edition)).collect()
}

fn object(
    store: &Store,
    db: &mut Connection,
    first: &Entry,
    one: Ref,
    entries: &[(Entry, Vec<u8>)],
    edition: Option<&Edition>,
) -> Result<Object, Error> {
    let commitment = one.commitment.parse().map_err(|_| Error::Damaged("a commitment cannot be read"))?;
    let state = match (store.open_content(db, &one.object)?, edition) {
        (Some(opened), Some(edition)) => edition.state(store, first, &one, &opened)?,
        (Some(opened), None) => ObjectState::Present {
            salt: *opened.salt(),
            part: part(first, &one),
            bytes: opened.bytes().to_vec(),
        },
        (None, _) => {
            ObjectState::Erased { by_no: erased_by(&one.object, entries).ok_or(Error::ErasedLater)? }
        }
    };
    Ok(Object { id: one.object, commitment, state })
}

fn erased_by(object: &str, entries: &[(Entry, Vec<u8>)]) -> Option<u64> {
    let erasing =
        |entry: &Entry| entry.kind() == "erased" && entry.event.get().contains(&format!("\"{object}\""));
    entries.iter().find(|(entry, _)| erasing(entry)).map(|(entry, _)| entry.no)
}

fn part(first: &Entry, one: &Ref) -> Part {
    match &one.kind {
        _ if first.kind() == REDACTION => Part::Redaction,
        Kind::Text => Part::Text,
        Kind::Json => Part::Json,
        Kind::File(media) => Part::Evidence { ending: ending(media) },
    }
}

/// `image/jpeg` lies there as `.jpeg`; what cannot be part of a file name is only bytes.
fn ending(media: &str) -> String {
    let last = media.rsplit('/').next().unwrap_or_default();
    let plain =
        !last.is_empty() && last.len() <= 20 && last.bytes().all(|letter| letter.is_ascii_alphanumeric());
    match last {
        "jpeg" => "jpg".into(),
        "plain" => "txt".into(),
        "quicktime" => "mov".into(),
        other if plain => other.into(),
        _ => "bin".into(),
    }
}
