//! Writing a decided group: one statement per table, all in the transaction that took the head.

use super::load::Head;
use super::project::Changes;
use super::tables::*;
use crate::Error;
use crate::db::{Connection, Table, Value};
use domain::event::Via;

pub fn flush(db: &mut Connection, head: &Head, changes: &mut Changes) -> Result<(), Error> {
    let tallies = std::mem::take(&mut changes.tallies);
    let tallies: Vec<Vec<Value>> = tallies
        .into_iter()
        .map(|((day, what, of), amount)| vec![day.into(), what.into(), of.into(), amount.into()])
        .collect();
    for rows in [&mut changes.content, &mut changes.lookups, &mut changes.journal] {
        rows.sort_by(|a, b| key(a).cmp(&key(b)));
    }
    let mut tables: Vec<(&Table, &[Vec<Value>])> = vec![
        (&CONTENT, &changes.content),
        (&LOOKUPS, &changes.lookups),
        (&JOURNAL, &changes.journal),
        (&LEAVES, &changes.leaves),
        (&SUBJECTS, &changes.subjects),
        (&QUEUE, &changes.queue),
        (&DEADLINES, &changes.deadlines),
        (&OUTBOX, &changes.outbox),
        (&POSTINGS, &changes.postings),
        (&ACCOUNTS, &changes.accounts),
        (&CLAIMS, &changes.claims),
        (&PAYMENTS, &changes.payments),
        (&ACTIVATIONS, &changes.activations),
        (&STAFF, &changes.staff),
        (&TALLIES, &tallies),
        (&ANSWERS, &changes.answers),
        (&GUARDED, &changes.guarded),
        (&CITING, &changes.citing),
        (&APPROVALS, &changes.approvals),
        (&ERASURES, &changes.erasing.rows),
    ];
    tables.retain(|(_, rows)| !rows.is_empty());
    db.insert_all(&tables)?;
    settle(db, changes)?;
    changes.erasing.erase(db)?;
    db.execute(
        "update head set size = $1, at_ms = $2, year = $3, number = $4 where id = 1",
        &[head.size.into(), head.at_ms.into(), head.year.into(), head.number.into()],
    )?;
    Ok(())
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
    for (id, at_ms, via) in &changes.again {
        let via = via.map(|via| if via == Via::Mail { "mail" } else { "sms" });
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
