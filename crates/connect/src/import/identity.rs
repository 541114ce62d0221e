//! When two rows are the same complaint.

use std::collections::HashMap;
use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::Problems;
use super::columns::Columns;
use super::complaint::{ComplaintRow, FIELDS};
use super::table::{Row, Table};

/// What an id of ours begins with, so that it is never taken for a number of theirs.
const HASHED: &str = "sha256:";

/// Of the fields we know, in our order, without regard to spacing: the same complaint exported with other line
/// ends, or with a column more, keeps its id.
pub fn hash(columns: &Columns, row: &Row) -> String {
    let mut hash = Sha256::new();
    for (field, _) in FIELDS {
        let words: Vec<&str> = columns.text(row, field).unwrap_or_default().split_whitespace().collect();
        hash.update(words.join(" "));
        hash.update([0]);
    }
    hash.finalize().iter().fold(HASHED.to_owned(), |mut hex, byte| {
        write!(hex, "{byte:02x}").ok();
        hex
    })
}

/// Drops rows said twice; the same number over different rows is an error, for one of them would be lost.
pub fn once_each(
    table: &Table,
    rows: Vec<ComplaintRow>,
    problems: &mut Problems,
) -> (Vec<ComplaintRow>, usize) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut kept: Vec<ComplaintRow> = Vec::with_capacity(rows.len());
    let mut repeated = 0;
    for row in rows {
        let Some(&before) = seen.get(&row.external_id) else {
            seen.insert(row.external_id.clone(), kept.len());
            kept.push(row);
            continue;
        };
        repeated += 1;
        let was = &kept[before];
        let hashed = row.external_id.starts_with(HASHED);
        if !hashed && (ComplaintRow { line: was.line, ..row.clone() }) != *was {
            let words =
                format!("number {} was used on line {} for another complaint", row.external_id, was.line);
            problems.add(table.error(row.line, None, words));
        }
    }
    (kept, repeated)
}
