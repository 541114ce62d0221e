//! Rows that are projected from states: lists, deadlines, staff, and the money.

use super::Look;
use super::subjects::{Folded, listed};
use super::{guarded, money, parcels};
use crate::Error;
use crate::db::{Connection, Value};
use crate::door::{QUEUE, approval_row, owed_rows, queue_row, todo_rows, ways_row, work_row};
use domain::event::Duty;
use domain::{Case, State};
use std::collections::{BTreeMap, HashMap};

pub fn of_page(look: &mut Look, db: &mut Connection, page: &BTreeMap<String, Folded>) -> Result<(), Error> {
    queue(look, db, page)?;
    guarded::of_page(look, db, page)?;
    deadlines(look, db, page)?;
    approvals(look, db, page)?;
    todos(look, db, page)?;
    staff(look, db, page)?;
    parcels::of_page(look, db, page)?;
    money::of_page(look, db, page)
}

fn cases(page: &BTreeMap<String, Folded>) -> impl Iterator<Item = (&Folded, &Case)> {
    page.values().filter_map(|folded| match &folded.state {
        Some(State::Case(case)) => Some((folded, &**case)),
        _ => None,
    })
}

fn queue(look: &mut Look, db: &mut Connection, page: &BTreeMap<String, Folded>) -> Result<(), Error> {
    let columns: Vec<&str> = QUEUE.columns.iter().map(|(name, _)| *name).collect();
    let sql = format!("select {} from queue where case_id = any($1)", columns.join(", "));
    let ids = listed(cases(page).map(|(_, case)| case.id.to_string()));
    let rows = db.query(&sql, &[ids])?;
    let mut kept = HashMap::new();
    for row in &rows {
        kept.insert(row.text(1)?, row.values());
    }
    for (folded, case) in cases(page) {
        let subject = Some(folded.subject.as_str());
        let wanted = queue_row(folded.since, case);
        match kept.get(case.id.as_str()) {
            None => look.findings.add(
                "queue_missing",
                subject,
                None,
                "no list shows it: its row in queue is missing",
            ),
            Some(row) => {
                let differs = |at: &usize| row[*at] != wanted[*at];
                let names: Vec<&str> = (0..columns.len()).filter(differs).map(|at| columns[at]).collect();
                if !names.is_empty() {
                    let what = format!("its row in queue is not what its state makes: {}", names.join(", "));
                    look.findings.add("queue_disagrees", subject, None, what);
                }
            }
        }
    }
    Ok(())
}

/// A tick that failed has been pushed on; then its deadline is later than its clock, and only then.
fn deadlines(look: &mut Look, db: &mut Connection, page: &BTreeMap<String, Folded>) -> Result<(), Error> {
    let rows = db.query(
        "select subject, tick_ms from deadlines where subject = any($1)",
        &[listed(page.keys().cloned())],
    )?;
    let mut kept = HashMap::new();
    for row in &rows {
        kept.insert(row.text(0)?, row.int(1)?);
    }
    let now_ms = look.store.now_ms();
    for folded in page.values() {
        let wanted = match &folded.state {
            Some(State::Case(case)) => case.next_tick_ms(),
            Some(State::Account(account)) => account.next_tick_ms(),
            Some(State::Merchant(merchant)) => merchant.next_tick_ms(),
            _ => None,
        };
        let what = match (kept.get(folded.subject.as_str()), wanted) {
            (None, Some(_)) => "its clock runs and nothing will strike: its deadline is missing",
            (Some(_), None) => "it has a deadline and no clock that runs",
            (Some(kept), Some(wanted)) if *kept < wanted || (*kept > wanted && wanted > now_ms) => {
                "its deadline is not that of its next clock"
            }
            _ => continue,
        };
        look.findings.add("deadline_disagrees", Some(folded.subject.as_str()), None, what);
    }
    Ok(())
}

fn approvals(look: &mut Look, db: &mut Connection, page: &BTreeMap<String, Folded>) -> Result<(), Error> {
    let sql = "select case_id, seq, due_ms, to_user from approvals where case_id = any($1)";
    let rows = db.query(sql, &[listed(cases(page).map(|(_, case)| case.id.to_string()))])?;
    let mut kept = HashMap::new();
    for row in &rows {
        kept.insert(row.text(0)?, row.values());
    }
    for (folded, case) in cases(page) {
        if kept.get(case.id.as_str()).copied() != approval_row(folded.since, case).as_deref() {
            let what = "the inbox of approvals has it otherwise";
            look.findings.add("approval_disagrees", Some(folded.subject.as_str()), None, what);
        }
    }
    Ok(())
}

/// The list of what is open says what the states say, in no order.
fn todos(look: &mut Look, db: &mut Connection, page: &BTreeMap<String, Folded>) -> Result<(), Error> {
    let sql = "select subject, kind, of, user_id, due_ms from todos where subject = any($1)";
    let rows = db.query(sql, &[listed(page.keys().cloned())])?;
    let mut kept: HashMap<&str, Vec<String>> = HashMap::new();
    for row in &rows {
        kept.entry(row.text(0)?).or_default().push(format!("{:?}", row.values()));
    }
    for folded in page.values() {
        let todos = folded.state.as_ref().and_then(owed_rows).unwrap_or_default();
        let wanted = todo_rows(&folded.subject, todos);
        let mut wanted: Vec<String> = wanted.iter().map(|row| format!("{row:?}")).collect();
        let mut kept = kept.remove(folded.subject.as_str()).unwrap_or_default();
        wanted.sort();
        kept.sort();
        if wanted != kept {
            let what = "the list of what is open for whom has it otherwise";
            look.findings.add("todo_disagrees", Some(folded.subject.as_str()), None, what);
        }
    }
    Ok(())
}

fn staff(look: &mut Look, db: &mut Connection, page: &BTreeMap<String, Folded>) -> Result<(), Error> {
    for folded in page.values() {
        let Some(State::User(user)) = &folded.state else { continue };
        let sql = "select role, duty, merchant, work, ways from staff where user_id = $1";
        let row = db.query_one_opt(sql, &[folded.subject.id().into()])?;
        let wanted: [Value; 5] = [
            user.account.role.word().into(),
            if user.duty == Duty::On { "on" } else { "off" }.into(),
            user.account.merchant.as_ref().map_or("", |merchant| merchant.as_str()).into(),
            work_row(&user.work).into(),
            ways_row(user.reach.as_ref()).into(),
        ];
        if row.as_ref().map(|row| row.values()) != Some(&wanted[..]) {
            look.findings.add(
                "staff_disagrees",
                Some(folded.subject.as_str()),
                None,
                "the list of staff has it otherwise",
            );
        }
    }
    Ok(())
}

/// Rows whose subject is gone, and money that came from nowhere.
pub fn check(look: &mut Look) -> Result<(), Error> {
    const ORPHANS: [(&str, &str); 10] = [
        (
            "parcels",
            "select parcel from parcels p where not exists (select 1 from subjects s where s.id = 'parcel:' || p.parcel)",
        ),
        (
            "breakers",
            "select breaker from breakers b where not exists (select 1 from subjects s where s.id = 'breaker:' || b.breaker)",
        ),
        (
            "queue",
            "select case_id from queue q where not exists (select 1 from subjects s where s.id = 'case:' || q.case_id)",
        ),
        (
            "guarded",
            "select case_id from guarded g where not exists (select 1 from subjects s where s.id = 'case:' || g.case_id)",
        ),
        (
            "deadlines",
            "select subject from deadlines d where not exists (select 1 from subjects s where s.id = d.subject)",
        ),
        (
            "todos",
            "select subject from todos t where not exists (select 1 from subjects s where s.id = t.subject)",
        ),
        (
            "postings",
            "select account from postings p where not exists (select 1 from subjects s where s.id = 'account:' || p.account)",
        ),
        (
            "accounts",
            "select account from accounts a where not exists (select 1 from subjects s where s.id = 'account:' || a.account)",
        ),
        (
            "lookups",
            "select owner from lookups l where not exists (select 1 from content c where c.object_id = l.object)",
        ),
        (
            "content",
            "select owner from content c where not exists (select 1 from subjects s where s.id = c.owner)",
        ),
    ];
    let store = look.store.clone();
    store.0.db.read_blocking(|db| {
        for (table, sql) in ORPHANS {
            for row in db.query(&format!("{sql} limit 100"), &[])? {
                look.findings.add(
                    "row_orphaned",
                    Some(row.text(0)?),
                    None,
                    format!("{table} has a row of it, and nothing else"),
                );
            }
        }
        money::check(look, db)
    })
}
