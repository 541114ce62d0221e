//! Sums by day that the writer keeps, so that the manager's page never counts.

use crate::db::Connection;
use crate::{Error, Store};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    pub day: String,
    /// Merchant or owner, as the figure has it.
    pub of: String,
    pub amount: i64,
}

impl Store {
    /// One figure over the days from `from_day` (2026-01-31) on.
    pub fn tallies(&self, db: &mut Connection, what: &str, from_day: &str) -> Result<Vec<Tally>, Error> {
        let sql = "select day, of, amount from tallies where what = $1 and day >= $2 order by day, of";
        let one = |row: &crate::db::Row| -> Result<Tally, Error> {
            Ok(Tally { day: row.text(0)?.to_owned(), of: row.text(1)?.to_owned(), amount: row.int(2)? })
        };
        db.query(sql, &[what.into(), from_day.into()])?.iter().map(one).collect()
    }
}
