//! How much somebody has to do, for managers: figures that look at no more than a hundred rows each, whatever the
//! house holds, and what has been drawing complaints within the last hour.

use super::list::SOON_MS;
use super::view::Filter;
use crate::db::Connection;
use crate::{Error, Store};

/// More open cases than this are "99+".
pub const LOAD_MAX: u32 = 100;
/// The newest cases that are looked at for alarms.
const NEWEST: i64 = 5_000;
const HOUR_MS: i64 = 3_600_000;

/// Of the first hundred open cases by due time, so that what is breached or due comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    pub open: u32,
    pub due_soon: u32,
    pub breached: u32,
    pub unassigned: u32,
}

/// What draws complaints: a merchant, or one product whoever sells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawing {
    Merchant,
    Product,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rush {
    pub drawing: Drawing,
    /// The merchant's or the product's code.
    pub code: String,
    pub count: u32,
    pub last_ms: i64,
}

impl Store {
    /// Of one merchant, owner, kind or grade; without a filter of the house.
    pub fn load(&self, db: &mut Connection, filter: Option<&Filter>) -> Result<Load, Error> {
        let now_ms = self.now_ms();
        let condition = filter.map_or(String::new(), |filter| format!("and {} = $1", filter.column()));
        let sql = format!(
            "select due_ms, owner from queue where open = 1 {condition} order by due_ms, seq limit {LOAD_MAX}"
        );
        let values: Vec<_> = filter.into_iter().map(|filter| filter.value().into()).collect();
        let mut load = Load::default();
        for row in db.query(&sql, &values)? {
            let due_ms = row.int(0)?;
            load.open += 1;
            load.breached += u32::from(due_ms < now_ms);
            load.due_soon += u32::from((now_ms..now_ms + SOON_MS).contains(&due_ms));
            load.unassigned += u32::from(row.text(1)?.is_empty());
        }
        Ok(load)
    }

    /// Merchants or products that drew at least `least` complaints within the hour, most first.
    ///
    /// LIMIT: in an hour with more than 5,000 complaints the newest 5,000 speak for it.
    pub fn rushes(&self, db: &mut Connection, drawing: Drawing, least: u32) -> Result<Vec<Rush>, Error> {
        let column = if drawing == Drawing::Product { "product" } else { "merchant" };
        let sql = format!(
            "select {column}, count(*), max(filed_ms) from \
             (select {column}, filed_ms from queue order by seq desc limit {NEWEST}) newest \
             where filed_ms > $1 and {column} <> '' group by {column} having count(*) >= $2 \
             order by count(*) desc, {column} limit 20"
        );
        let since_ms = self.now_ms() - HOUR_MS;
        let one = |row: &crate::db::Row| -> Result<Rush, Error> {
            let code = row.text(0)?.to_owned();
            Ok(Rush { drawing, code, count: row.int(1)? as u32, last_ms: row.int(2)? })
        };
        db.query(&sql, &[since_ms.into(), least.into()])?.iter().map(one).collect()
    }
}
