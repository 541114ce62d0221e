//! The journal as a whole: every entry hashed, numbers without a gap, bytes that fit their leaves, and roots that fit
//! what was signed. What was erased is noted on the way. Entries are read as they lie, subject by subject, and what
//! they hash to is put in the order of the whole.

use super::Look;
use super::frontier::Frontier;
use super::seal::{self, Sealed};
use crate::Error;
use crate::db::{Connection, Row};
use crate::journal_of::{hash, number_at};
use crate::packed::unpack;
use journal::{Entry, Hash, leaf_hash};
use std::collections::BTreeMap;

const STRETCH: u64 = 4_096;

/// What an entry hashes to, and where it lies.
#[derive(Clone, Copy)]
struct Found {
    leaf: Hash,
    place: i64,
    at_ms: i64,
}

pub fn check(look: &mut Look, sealed: &Sealed) -> Result<(), Error> {
    let found = read(look)?;
    let mut frontier = Frontier::default();
    let mut roots = BTreeMap::new();
    while frontier.size() < look.size {
        let (from, to) = (frontier.size(), look.size.min(frontier.size() + STRETCH));
        let sql = "select seq, place, leaf from leaves where seq >= $1 and seq < $2 order by seq";
        let rows = look.store.0.db.read_blocking(|db| db.query(sql, &[from.into(), to.into()]))?;
        if rows.is_empty() {
            let what = "the journal ends before the head says it does";
            look.findings.add("entry_missing", None, Some(from), what);
            return Ok(());
        }
        for row in &rows {
            if row.int(0)? as u64 != frontier.size() {
                let what = "this entry is missing; nothing behind it can be proven";
                look.findings.add("entry_missing", None, Some(frontier.size()), what);
                return Ok(());
            }
            frontier.push(ordered(look, row, found[frontier.size() as usize])?);
            if sealed.sizes.contains(&frontier.size()) {
                roots.insert(frontier.size(), frontier.root());
            }
        }
        look.findings.entries = frontier.size();
    }
    seal::check(look, sealed, &roots, &frontier)
}

/// All entries, by place.
fn read(look: &mut Look) -> Result<Vec<Option<Found>>, Error> {
    let mut found = vec![None; look.size as usize];
    let (mut after, mut read) = (-1, 0);
    loop {
        let sql = "select place, entry from journal where place > $1 order by place limit $2";
        let rows = look.store.0.db.read_blocking(|db| db.query(sql, &[after.into(), STRETCH.into()]))?;
        for row in &rows {
            after = row.int(0)?;
            one(look, row, &mut found)?;
        }
        if rows.is_empty() {
            return Ok(found);
        }
        read += rows.len() as u64;
        (look.progress)(read.min(look.size), 2 * look.size);
    }
}

fn one(look: &mut Look, row: &Row, found: &mut [Option<Found>]) -> Result<(), Error> {
    let lies_at = row.int(0)?;
    let plain = unpack(row.bytes(1)?).ok();
    let entry = plain.as_deref().and_then(|bytes| Entry::parse(bytes).ok());
    let (Some(bytes), Some(entry)) = (plain, entry) else {
        look.unreadable += 1;
        let what = format!("what lies at {lies_at} is not a journal entry");
        look.findings.add("entry_unreadable", None, None, what);
        return Ok(());
    };
    // What came while we looked is not looked at.
    let Some(slot) = found.get_mut(entry.seq as usize) else { return Ok(()) };
    let mut wrong =
        |what| look.findings.add("entry_mislabelled", Some(&entry.subject), Some(entry.seq), what);
    if slot.is_some() {
        wrong("two entries have this position");
    }
    if entry.no != number_at(lies_at) {
        wrong("it lies where another entry of its subject belongs");
    }
    if let Some(stamped_ms) = stamped_ms(&entry) {
        look.floor.stamped(entry.seq, stamped_ms);
    }
    *slot = Some(Found { leaf: leaf_hash(&bytes), place: lies_at, at_ms: entry.at_ms });
    if entry.kind() == "erased" {
        strings(&serde_json::from_str(entry.event.get()).unwrap_or_default(), &mut look.erased);
    }
    Ok(())
}

fn stamped_ms(entry: &Entry) -> Option<i64> {
    if entry.kind() != "stamped" {
        return None;
    }
    let event: serde_json::Value = serde_json::from_str(entry.event.get()).ok()?;
    event.get("stamped_ms")?.as_i64()
}

/// The leaf that an entry really has, compared with the one that was written beside it.
fn ordered(look: &mut Look, row: &Row, found: Option<Found>) -> Result<Hash, Error> {
    let (seq, lies_at, leaf) = (row.int(0)? as u64, row.int(1)?, hash(row, 2)?);
    let mut wrong = |code, what: &str| look.findings.add(code, None, Some(seq), what);
    let Some(found) = found else {
        let there = look.store.0.db.read_blocking(|db| lies(db, lies_at))?;
        if there {
            wrong("entry_altered", "its bytes are no longer those of an entry of this position");
        } else {
            wrong("entry_missing", "its bytes are missing");
        }
        return Ok(Hash::ZERO);
    };
    if !look.floor.holds(seq, found.at_ms) {
        let what = "it claims a time before a stamp that is older than it: the clock was turned back";
        look.findings.add("clock_turned_back", None, Some(seq), what);
    }
    let mut wrong = |code, what: &str| look.findings.add(code, None, Some(seq), what);
    if found.leaf != leaf {
        wrong("entry_altered", "its bytes do not fit its leaf hash: one of them was changed");
    }
    if found.place != lies_at {
        wrong("entry_mislabelled", "it lies elsewhere than the order of the journal says");
    }
    Ok(found.leaf)
}

fn lies(db: &mut Connection, at: i64) -> Result<bool, Error> {
    Ok(db.query_one_opt("select 1 from journal where place = $1", &[at.into()])?.is_some())
}

fn strings(value: &serde_json::Value, all: &mut std::collections::HashSet<String>) {
    match value {
        serde_json::Value::String(text) => drop(all.insert(text.clone())),
        serde_json::Value::Array(items) => items.iter().for_each(|item| strings(item, all)),
        serde_json::Value::Object(members) => members.values().for_each(|member| strings(member, all)),
        _ => {}
    }
}
