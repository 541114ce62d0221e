//! The journal as a whole, in stretches: numbers without a gap, bytes that fit their leaves, and roots that fit what
//! was signed. What was erased is noted on the way.

use super::Look;
use super::frontier::Frontier;
use super::seal::{self, Sealed};
use crate::Error;
use crate::db::{Connection, Row};
use crate::journal_of::hash;
use journal::{Entry, leaf_hash};
use std::collections::BTreeMap;

const STRETCH: u64 = 4_096;

pub fn check(look: &mut Look, sealed: &Sealed) -> Result<(), Error> {
    let mut frontier = Frontier::default();
    let mut roots = BTreeMap::new();
    while frontier.size() < look.size {
        let (from, to) = (frontier.size(), look.size.min(frontier.size() + STRETCH));
        let rows = look.store.0.db.read_blocking(|db| rows(db, from, to))?;
        if rows.is_empty() {
            look.findings.add(
                "entry_missing",
                None,
                Some(from),
                "the journal ends before the head says it does",
            );
            return Ok(());
        }
        for row in &rows {
            if row.int(0)? as u64 != frontier.size() {
                let at = Some(frontier.size());
                look.findings.add(
                    "entry_missing",
                    None,
                    at,
                    "this entry is missing; nothing behind it can be proven",
                );
                return Ok(());
            }
            one(look, row)?;
            frontier.push(leaf_hash(row.bytes(4)?));
            if sealed.sizes.contains(&frontier.size()) {
                roots.insert(frontier.size(), frontier.root());
            }
        }
        look.findings.entries = frontier.size();
        (look.progress)(frontier.size(), 2 * look.size);
    }
    seal::check(look, sealed, &roots, &frontier)
}

fn rows(db: &mut Connection, from: u64, to: u64) -> Result<Vec<Row>, Error> {
    let sql =
        "select seq, subject, no, at_ms, entry, leaf from journal where seq >= $1 and seq < $2 order by seq";
    Ok(db.query(sql, &[from.into(), to.into()])?)
}

/// Columns beside an entry must say what the entry says.
fn one(look: &mut Look, row: &Row) -> Result<(), Error> {
    let (seq, subject, bytes) = (row.int(0)? as u64, row.text(1)?, row.bytes(4)?);
    let mut wrong = |code, what: &str| look.findings.add(code, Some(subject), Some(seq), what);
    if leaf_hash(bytes) != hash(row, 5)? {
        wrong("entry_altered", "its bytes do not fit its leaf hash: one of them was changed");
    }
    let Ok(entry) = Entry::parse(bytes) else {
        wrong("entry_unreadable", "its bytes are not a journal entry");
        return Ok(());
    };
    if entry.seq != seq
        || entry.subject != subject
        || entry.no != row.int(2)? as u64
        || entry.at_ms != row.int(3)?
    {
        wrong("entry_mislabelled", "its columns say something else than its bytes");
    }
    if entry.kind() == "erased" {
        strings(&serde_json::from_str(entry.event.get()).unwrap_or_default(), &mut look.erased);
    }
    Ok(())
}

fn strings(value: &serde_json::Value, all: &mut std::collections::HashSet<String>) {
    match value {
        serde_json::Value::String(text) => drop(all.insert(text.clone())),
        serde_json::Value::Array(items) => items.iter().for_each(|item| strings(item, all)),
        serde_json::Value::Object(members) => members.values().for_each(|member| strings(member, all)),
        _ => {}
    }
}
