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
    /// Whom a figure names most since `from_day`, and the sum of each. Looks at a row per name and day, never at cases.
    pub fn foremost(
        &self,
        db: &mut Connection,
        what: &str,
        from_day: &str,
        limit: u32,
    ) -> Result<Vec<(String, i64)>, Error> {
        let sql = "select of, cast(sum(amount) as bigint) as amount from tallies where what = $1 and day >= $2 \
                   group by of order by amount desc, of limit $3";
        let one = |row: &crate::db::Row| -> Result<_, Error> { Ok((row.text(0)?.to_owned(), row.int(1)?)) };
        db.query(sql, &[what.into(), from_day.into(), limit.into()])?.iter().map(one).collect()
    }

    /// A figure summed over everybody.
    pub fn total(&self, db: &mut Connection, what: &str, from_day: &str) -> Result<i64, Error> {
        let sql =
            "select cast(coalesce(sum(amount), 0) as bigint) from tallies where what = $1 and day >= $2";
        let row = db.query_one_opt(sql, &[what.into(), from_day.into()])?;
        Ok(row.map_or(Ok(0), |row| row.int(0))?)
    }

    /// One figure over the days from `from_day` (2026-01-31) on.
    pub fn tallies(&self, db: &mut Connection, what: &str, from_day: &str) -> Result<Vec<Tally>, Error> {
        let sql = "select day, of, amount from tallies where what = $1 and day >= $2 order by day, of";
        let one = |row: &crate::db::Row| -> Result<Tally, Error> {
            Ok(Tally { day: row.text(0)?.to_owned(), of: row.text(1)?.to_owned(), amount: row.int(2)? })
        };
        db.query(sql, &[what.into(), from_day.into()])?.iter().map(one).collect()
    }
}
