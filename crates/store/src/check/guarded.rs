//! The rows by which erasures asked for, holds, restrictions and periods are found.

use super::Look;
use super::subjects::{Folded, listed};
use crate::Error;
use crate::db::Connection;
use crate::door::{GUARDED, guarded_row};
use domain::{Case, State};
use std::collections::{BTreeMap, HashMap};

pub fn of_page(look: &mut Look, db: &mut Connection, page: &BTreeMap<String, Folded>) -> Result<(), Error> {
    let cases: Vec<(&Folded, &Case)> = page.values().filter_map(case).collect();
    let columns: Vec<&str> = GUARDED.columns.iter().map(|(name, _)| *name).collect();
    let sql = format!("select {} from guarded where case_id = any($1)", columns.join(", "));
    let rows = db.query(&sql, &[listed(cases.iter().map(|(_, case)| case.id.to_string()))])?;
    let mut kept = HashMap::new();
    for row in &rows {
        kept.insert(row.text(0)?, row.values());
    }
    for (folded, case) in cases {
        let wanted = guarded_row(folded.since, case);
        if kept.get(case.id.as_str()).copied() != wanted.as_deref() {
            let subject = Some(folded.subject.as_str());
            let what = "its row in guarded is not what its state makes: holds and periods may be overlooked";
            look.findings.add("guarded_disagrees", subject, None, what);
        }
    }
    Ok(())
}

fn case(folded: &Folded) -> Option<(&Folded, &Case)> {
    match &folded.state {
        Some(State::Case(case)) => Some((folded, case)),
        _ => None,
    }
}
