//! Rows of parcels and breakers, beside what their entries make.

use super::Look;
use super::subjects::{Folded, listed};
use crate::Error;
use crate::db::{Connection, Table, Value};
use crate::door::{BREAKERS, PARCELS, breaker_row, parcel_row};
use domain::State;
use std::collections::{BTreeMap, HashMap};

pub fn of_page(look: &mut Look, db: &mut Connection, page: &BTreeMap<String, Folded>) -> Result<(), Error> {
    let parcel = |folded: &Folded| match &folded.state {
        Some(State::Parcel(parcel)) => Some(parcel_row(&folded.subject, parcel)),
        _ => None,
    };
    let breaker = |folded: &Folded| match &folded.state {
        Some(State::Breaker(breaker)) => Some(breaker_row(&folded.subject, breaker)),
        _ => None,
    };
    compare(look, db, &PARCELS, page.values().filter_map(parcel).collect())?;
    compare(look, db, &BREAKERS, page.values().filter_map(breaker).collect())
}

fn compare(
    look: &mut Look,
    db: &mut Connection,
    table: &Table,
    wanted: Vec<Vec<Value>>,
) -> Result<(), Error> {
    let id = |row: &[Value]| match row.first() {
        Some(Value::Text(id)) => id.clone(),
        _ => String::new(),
    };
    if wanted.is_empty() {
        return Ok(());
    }
    let columns: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
    let sql = format!("select {} from {} where {} = any($1)", columns.join(", "), table.name, columns[0]);
    let rows = db.query(&sql, &[listed(wanted.iter().map(|row| id(row)))])?;
    let kept: HashMap<String, &[Value]> = rows.iter().map(|row| (id(row.values()), row.values())).collect();
    for row in &wanted {
        if kept.get(&id(row)).copied() != Some(&row[..]) {
            let subject = format!("{}:{}", columns[0], id(row));
            let what = format!("its row in {} is not what its state makes", table.name);
            look.findings.add("parcel_disagrees", Some(&subject), None, what);
        }
    }
    Ok(())
}
