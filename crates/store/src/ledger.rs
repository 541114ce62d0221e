//! Accounts and their statements.

use crate::db::Connection;
use crate::{Error, Store};
use domain::account::Account;
use domain::id::AccountId;
use domain::{Fen, State};

#[derive(Clone, Debug)]
pub struct Posted {
    pub seq: i64,
    pub at_ms: i64,
    pub amount: Fen,
    pub other: String,
    pub case_id: String,
    pub reason: String,
}

impl Store {
    pub fn account(&self, db: &mut Connection, id: &AccountId) -> Result<Account, Error> {
        match self.state(db, &id.subject())? {
            Some(State::Account(account)) => Ok(account),
            _ => Ok(Account::default()),
        }
    }

    /// Newest first, below `before`.
    pub fn statement(
        &self,
        db: &mut Connection,
        account: &AccountId,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<Posted>, Error> {
        let sql = "select seq, at_ms, amount_fen, other, case_id, reason from postings \
                   where account = $1 and seq < $2 order by seq desc limit $3";
        let values = [account.as_str().into(), before.unwrap_or(i64::MAX).into(), limit.into()];
        let one = |row: &crate::db::Row| -> Result<Posted, Error> {
            Ok(Posted {
                seq: row.int(0)?,
                at_ms: row.int(1)?,
                amount: Fen(row.int(2)?),
                other: row.text(3)?.to_owned(),
                case_id: row.text(4)?.to_owned(),
                reason: row.text(5)?.to_owned(),
            })
        };
        db.query(sql, &values)?.iter().map(one).collect()
    }

    /// Over all accounts; anything but zero is damage.
    pub fn ledger_sum(&self, db: &mut Connection) -> Result<i64, Error> {
        let row =
            db.query_one_opt("select cast(coalesce(sum(amount_fen), 0) as bigint) from postings", &[])?;
        Ok(row.map_or(Ok(0), |row| row.int(0))?)
    }
}
