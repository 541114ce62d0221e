//! Writing a decided group: one statement per table, all in the transaction that took the head.

use super::load::{Head, Loaded};
use super::project::Changes;
use super::tables::*;
use crate::Error;
use crate::db::{Connection, Table, Value};
use crate::packed::pack;
use domain::SubjectId;
use domain::event::Via;

/// A group of more entries is packed on a thread of its own, while the tables that need no packing are written.
const MANY: usize = 4_096;

pub fn flush(db: &mut Connection, head: &Head, changes: &mut Changes, loaded: &Loaded) -> Result<(), Error> {
    for rows in [&mut changes.content, &mut changes.lookups] {
        rows.sort_by(|a, b| key(a).cmp(&key(b)));
    }
    changes.journal.sort_by_key(|(place, _)| *place);
    if !changes.owing.is_empty() {
        db.execute("delete from todos where subject = any($1)", &[changes.owing.clone().into()])?;
    }
    write(db, changes, loaded)?;
    settle(db, changes)?;
    changes.erasing.erase(db)?;
    db.execute(
        "update head set size = $1, at_ms = $2, year = $3, number = $4 where id = 1",
        &[head.size.into(), head.at_ms.into(), head.year.into(), head.number.into()],
    )?;
    Ok(())
}

fn write(db: &mut Connection, changes: &Changes, loaded: &Loaded) -> Result<(), Error> {
    let tallies = tallies(changes);
    let tables = plain(changes, &tallies);
    let packed = || (entries(changes), subjects(changes, loaded));
    if changes.journal.len() < MANY {
        let (journal, subjects) = packed();
        let packed = [(&JOURNAL, &journal[..]), (&SUBJECTS, &subjects[..])];
        return Ok(db.insert_all(&[&tables[..], &packed[..]].concat())?);
    }
    let (journal, subjects) = std::thread::scope(|scope| {
        let packing = scope.spawn(packed);
        db.insert_all(&tables)?;
        packing.join().map_err(|_| Error::Damaged("packing a group failed"))
    })?;
    Ok(db.insert_all(&[(&JOURNAL, &journal), (&SUBJECTS, &subjects)])?)
}

fn entries(changes: &Changes) -> Vec<Vec<Value>> {
    let row = |(place, entry): &(i64, Vec<u8>)| vec![(*place).into(), pack(entry).into()];
    changes.journal.iter().map(row).collect()
}

fn subjects(changes: &Changes, loaded: &Loaded) -> Vec<Vec<Value>> {
    changes.touched.iter().filter_map(|subject| subject_row(loaded, subject)).collect()
}

fn subject_row(loaded: &Loaded, subject: &SubjectId) -> Option<Vec<Value>> {
    let (state, kept) = (loaded.states.get(subject)?, loaded.kept.get(subject)?);
    let json = serde_json::to_vec(state).expect("a state has only plain fields");
    Some(vec![
        subject.as_str().into(),
        kept.version.into(),
        kept.entries.into(),
        kept.since.into(),
        kept.head.0.into(),
        pack(&json).into(),
    ])
}

fn tallies(changes: &Changes) -> Vec<Vec<Value>> {
    let row = |((day, what, of), amount): (&(String, &str, String), &i64)| {
        vec![day.as_str().into(), (*what).into(), of.as_str().into(), (*amount).into()]
    };
    changes.tallies.iter().map(row).collect()
}

/// The tables whose rows are written as they are.
fn plain<'a>(changes: &'a Changes, tallies: &'a [Vec<Value>]) -> Vec<(&'static Table, &'a [Vec<Value>])> {
    let tables: [(&Table, &[Vec<Value>]); 24] = [
        (&CONTENT, &changes.content),
        (&LOOKUPS, &changes.lookups),
        (&LEAVES, &changes.leaves),
        (&QUEUE, &changes.queue),
        (&DEADLINES, &changes.deadlines),
        (&OUTBOX, &changes.outbox),
        (&POSTINGS, &changes.postings),
        (&ACCOUNTS, &changes.accounts),
        (&CLAIMS, &changes.claims),
        (&PAYMENTS, &changes.payments),
        (&INCOMING, &changes.incoming),
        (&CONSIGNMENTS, &changes.consignments),
        (&PAYOUTS, &changes.payouts),
        (&ACTIVATIONS, &changes.activations),
        (&STAFF, &changes.staff),
        (&TALLIES, tallies),
        (&ANSWERS, &changes.answers),
        (&GUARDED, &changes.guarded),
        (&CITING, &changes.citing),
        (&APPROVALS, &changes.approvals),
        (&TODOS, &changes.todos),
        (&ERASURES, &changes.erasing.rows),
        (&PARCELS, &changes.shipping.parcels),
        (&BREAKERS, &changes.shipping.breakers),
    ];
    tables.into_iter().filter(|(_, rows)| !rows.is_empty()).collect()
}

/// Neighbours are written one after the other: a page is then touched once, however large the group.
fn key(row: &[Value]) -> (i64, &str) {
    match row.first() {
        Some(Value::Int(number)) => (*number, ""),
        Some(Value::Text(text)) => (0, text),
        _ => (0, ""),
    }
}

/// What is done stays done: a late word that something failed does not send it a second time.
fn settle(db: &mut Connection, changes: &Changes) -> Result<(), Error> {
    if !changes.rested.is_empty() {
        db.execute("delete from deadlines where subject = any($1)", &[changes.rested.clone().into()])?;
    }
    if !changes.approved.is_empty() {
        db.execute("delete from approvals where case_id = any($1)", &[changes.approved.clone().into()])?;
    }
    if !changes.settled.is_empty() {
        db.execute("update outbox set state = 'done' where id = any($1)", &[changes.settled.clone().into()])?;
    }
    for (order, count) in &changes.fewer {
        let sql = "delete from incoming where order_id = $1 and nth >= $2";
        db.execute(sql, &[order.into(), (*count).into()])?;
    }
    for (id, at_ms, via) in &changes.again {
        let via = via.map(Via::word);
        db.execute(
            "update outbox set state = 'due', attempts = attempts + 1, next_ms = $2, via = coalesce($3, via) \
             where id = $1 and state <> 'done'",
            &[id.into(), (*at_ms).into(), via.into()],
        )?;
    }
    for (id, code) in &changes.dead {
        db.execute(
            "update outbox set state = 'dead', code = $2 where id = $1 and state <> 'done'",
            &[id.into(), code.into()],
        )?;
    }
    Ok(())
}
