//! Accounts and their statements.

use crate::db::{Connection, Row};
use crate::{Error, Store};
use domain::account::Account;
use domain::id::{AccountId, CaseId};
use domain::{Actor, Command, Fen, MerchantId, Refusal, State};

#[derive(Clone, Debug)]
pub struct Posted {
    pub account: String,
    pub seq: i64,
    pub at_ms: i64,
    pub amount: Fen,
    pub other: String,
    pub case_id: String,
    pub reason: String,
    pub transfer: String,
    /// Who or which rule let it be.
    pub authority: String,
    /// The entry by which it came.
    pub entry: i64,
}

/// What an account has come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    pub account: String,
    pub kind: String,
    pub posted: Fen,
    /// Promised to transfers that are pending.
    pub held: Fen,
}

/// All accounts of a kind that are not empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfKind {
    pub kind: String,
    pub posted: Fen,
    pub held: Fen,
    pub accounts: i64,
}

const POSTED: &str = "account, seq, at_ms, amount_fen, other, case_id, reason, transfer, authority, entry";

impl Store {
    pub fn account(&self, db: &mut Connection, id: &AccountId) -> Result<Account, Error> {
        match self.state(db, &id.subject())? {
            Some(State::Account(account)) => Ok(account),
            _ => Ok(Account::default()),
        }
    }

    /// Money from outside, by the reference it came with: the same one again is not booked again. A deposit is a known
    /// merchant's.
    pub async fn fund(
        &self,
        by: &Actor,
        account: &AccountId,
        amount: Fen,
        reference: &str,
    ) -> Result<Account, Error> {
        let (reader, wanted) = (self.clone(), account.clone());
        let known = self.db().read(move |db| reader.may_be_funded(db, &wanted)).await?;
        if !known {
            return Err(Refusal::NotFound.into());
        }
        let transfer = format!("fund-{account}-{reference}");
        let mut pack = self.pack(account.subject());
        pack.once(&format!("fund:{transfer}"));
        let command = Command::Fund { account: account.clone(), amount, transfer };
        self.execute(by, command, pack.close(), None).await?;
        let (reader, wanted) = (self.clone(), account.clone());
        self.db().read(move |db| reader.account(db, &wanted)).await
    }

    fn may_be_funded(&self, db: &mut Connection, account: &AccountId) -> Result<bool, Error> {
        match account.as_str().strip_prefix("deposit-") {
            Some(merchant) => Ok(self.merchant(db, &MerchantId::new(merchant))?.is_some()),
            None => Ok(true),
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
        let sql = format!(
            "select {POSTED} from postings where account = $1 and seq < $2 order by seq desc limit $3"
        );
        let values = [account.as_str().into(), before.unwrap_or(i64::MAX).into(), limit.into()];
        db.query(&sql, &values)?.iter().map(posted).collect()
    }

    /// Every side of every transfer of a case, in the order they came.
    pub fn postings_of(&self, db: &mut Connection, case: &CaseId) -> Result<Vec<Posted>, Error> {
        let sql = format!(
            "select {POSTED} from postings where case_id = $1 and case_id <> '' order by seq limit 1000"
        );
        db.query(&sql, &[case.as_str().into()])?.iter().map(posted).collect()
    }

    /// The accounts of a kind that are not empty, by name.
    pub fn accounts(
        &self,
        db: &mut Connection,
        kind: &str,
        after: &str,
        limit: u32,
    ) -> Result<Vec<Balance>, Error> {
        let sql = "select account, kind, posted_fen, held_fen from accounts where kind = $1 and account > $2 \
                   and (posted_fen <> 0 or held_fen <> 0) order by account limit $3";
        let one = |row: &Row| -> Result<Balance, Error> {
            let (account, kind) = (row.text(0)?.to_owned(), row.text(1)?.to_owned());
            Ok(Balance { account, kind, posted: Fen(row.int(2)?), held: Fen(row.int(3)?) })
        };
        db.query(sql, &[kind.into(), after.into(), limit.into()])?.iter().map(one).collect()
    }

    /// Together they make zero.
    pub fn kinds_of_accounts(&self, db: &mut Connection) -> Result<Vec<OfKind>, Error> {
        let sql = "select kind, cast(sum(posted_fen) as bigint), cast(sum(held_fen) as bigint), count(*) \
                   from accounts where posted_fen <> 0 or held_fen <> 0 group by kind order by kind";
        let one = |row: &Row| -> Result<OfKind, Error> {
            let (posted, held) = (Fen(row.int(1)?), Fen(row.int(2)?));
            Ok(OfKind { kind: row.text(0)?.to_owned(), posted, held, accounts: row.int(3)? })
        };
        db.query(sql, &[])?.iter().map(one).collect()
    }

    /// Over all accounts; anything but zero is damage.
    pub fn ledger_sum(&self, db: &mut Connection) -> Result<i64, Error> {
        let row =
            db.query_one_opt("select cast(coalesce(sum(amount_fen), 0) as bigint) from postings", &[])?;
        Ok(row.map_or(Ok(0), |row| row.int(0))?)
    }
}

fn posted(row: &Row) -> Result<Posted, Error> {
    let text = |column| row.text(column).map(str::to_owned);
    Ok(Posted {
        account: text(0)?,
        seq: row.int(1)?,
        at_ms: row.int(2)?,
        amount: Fen(row.int(3)?),
        other: text(4)?,
        case_id: text(5)?,
        reason: text(6)?,
        transfer: text(7)?,
        authority: text(8)?,
        entry: row.int(9)?,
    })
}
