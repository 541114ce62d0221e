//! What outsiders have said, for the bundle of a case: of every authority the stamp that covers the whole case first,
//! and those that were there before its first and its last entry, so that a reader sees between which times they were
//! written. Only stamps that are entries under the bundle's own checkpoint go along, so that the same case and
//! checkpoint give the same files.

use crate::db::Connection;
use crate::journal_of::{Recorded, place, recorded};
use crate::packed::unpack;
use crate::sealer::Published;
use crate::{Error, Store};
use base64::{Engine, prelude::BASE64_STANDARD};
use domain::event::Stamped;
use domain::{Event, SubjectId};
use journal::bundle::tsa::{Stamp, files};
use journal::note::with_lines;
use journal::{Hash, Receipt};
use std::collections::{BTreeMap, BTreeSet};

/// Entries of the house looked at in each direction; stamps come once an hour.
const LOOK: u64 = 200;

type Files = Vec<(String, Vec<u8>)>;
/// An entry of the house, byte for byte, and the stamp in it.
type Noted = (Vec<u8>, Box<Stamped>);

/// `first` and `last` are the places of the case's first and last entry in the journal.
pub fn parts(
    store: &Store,
    db: &mut Connection,
    (first, last): (u64, u64),
    under: &Published,
) -> Result<Files, Error> {
    let mut stamps = vec![];
    for (seq, entry) in chosen(db, first, last, under.size)? {
        stamps.extend(stamp(store, db, seq, entry, under)?);
    }
    Ok(files(&stamps))
}

/// The checkpoint with what witnesses wrote below it.
pub fn cosigned(store: &Store, db: &mut Connection, under: &Published) -> Result<String, Error> {
    Ok(with_lines(&under.note, &store.cosignatures(db, under.size)?))
}

fn chosen(db: &mut Connection, first: u64, last: u64, size: u64) -> Result<BTreeMap<u64, Noted>, Error> {
    let mut all = BTreeMap::new();
    for before in [first, last] {
        let mut known = BTreeSet::new();
        for one in house(db, before, size, Direction::Back)? {
            if known.insert(one.1.1.authority.clone()) {
                all.insert(one.0, one.1);
            }
        }
    }
    let mut covered = BTreeSet::new();
    for (seq, (bytes, stamped)) in house(db, last, size, Direction::On)? {
        if stamped.size > last && covered.insert(stamped.authority.clone()) {
            all.insert(seq, (bytes, stamped));
        }
    }
    Ok(all)
}

#[derive(PartialEq)]
enum Direction {
    Back,
    On,
}

type Found = (u64, Noted);

/// Stamps among the house's entries before or after a place, the nearest first.
fn house(db: &mut Connection, from: u64, size: u64, direction: Direction) -> Result<Vec<Found>, Error> {
    let row = db.query_one_opt(
        "select since, entries from subjects where id = $1",
        &[SubjectId::house().as_str().into()],
    )?;
    let Some(row) = row else { return Ok(vec![]) };
    let (since, entries) = (row.int(0)? as u64, row.int(1)? as u64);
    let no = first_at(db, since, entries, from)?;
    let (least, below) = match direction {
        Direction::Back => (no.saturating_sub(LOOK), no),
        Direction::On => (no, entries.min(no + LOOK)),
    };
    let sql = "select entry from journal where place >= $1 and place < $2 order by place";
    let rows = db.query(sql, &[place(since, least)?.into(), place(since, below)?.into()])?;
    let mut found = vec![];
    for row in &rows {
        let bytes = unpack(row.bytes(0)?)?;
        let Recorded { seq, event, .. } = recorded(&bytes)?;
        if let Event::Stamped(stamped) = event
            && seq < size
        {
            found.push((seq, (bytes, stamped)));
        }
    }
    if direction == Direction::Back {
        found.reverse();
    }
    Ok(found)
}

/// The number of the house's first entry at or behind a position of the journal.
fn first_at(db: &mut Connection, since: u64, entries: u64, position: u64) -> Result<u64, Error> {
    let (mut least, mut below) = (0, entries);
    while least < below {
        let middle = least + (below - least) / 2;
        let row =
            db.query_one_opt("select entry from journal where place = $1", &[place(since, middle)?.into()])?;
        let row = row.ok_or(Error::Damaged("an entry of the house is missing"))?;
        match recorded(&unpack(row.bytes(0)?)?)?.seq < position {
            true => least = middle + 1,
            false => below = middle,
        }
    }
    Ok(least)
}

/// A stamp with all that is needed to check it; nothing when its certificates are gone, which the check reports.
fn stamp(
    store: &Store,
    db: &mut Connection,
    seq: u64,
    (entry, stamped): Noted,
    under: &Published,
) -> Result<Option<Stamp>, Error> {
    let Some(published) = store.checkpoint_of(db, stamped.size)? else { return Ok(None) };
    let Some(chain) = store.chain(db, &stamped.chain)? else { return Ok(None) };
    let Ok(token) = BASE64_STANDARD.decode(&stamped.token) else { return Ok(None) };
    let path: Vec<Hash> = super::proof(db, seq, under.size)?;
    let receipt = Receipt::new(seq, path, under.note.clone()).to_string();
    let goes_on = store.goes_on(db, stamped.size, under.size)?;
    let (authority, size) = (stamped.authority, stamped.size);
    Ok(Some(Stamp { authority, size, token, chain, note: published.note, goes_on, entry, receipt }))
}
