//! A connection to whichever database this instance keeps, with the few verbs the store needs.

use super::insert::Table;
use super::postgres::Postgres;
use super::sqlite::Sqlite;
use super::{Result, Row, Value};

pub enum Connection {
    Sqlite(Sqlite),
    Postgres(Box<Postgres>),
}

/// Names our write lock among the advisory locks of a PostgreSQL server; any fixed number will do.
const WRITE_LOCK: &str = "select pg_advisory_xact_lock(8230117)";

impl Connection {
    pub fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>> {
        match self {
            Connection::Sqlite(db) => db.query(sql, values),
            Connection::Postgres(db) => db.query(sql, values),
        }
    }

    /// For a text of many shapes, or one whose best plan hangs on its values: it is not remembered,
    /// and PostgreSQL plans it afresh.
    pub fn query_once(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>> {
        match self {
            Connection::Sqlite(db) => db.query(sql, values),
            Connection::Postgres(db) => db.query_once(sql, values),
        }
    }

    /// Returns how many rows were touched.
    pub fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64> {
        match self {
            Connection::Sqlite(db) => db.execute(sql, values),
            Connection::Postgres(db) => db.execute(sql, values),
        }
    }

    pub fn query_one_opt(&mut self, sql: &str, values: &[Value]) -> Result<Option<Row>> {
        Ok(self.query(sql, values)?.into_iter().next())
    }

    /// For a text with `= any($1)`: loads many rows by key with one query, quick up to about 300.
    pub fn query_in(&mut self, sql_with_any: &str, ids: &[String]) -> Result<Vec<Row>> {
        self.query(sql_with_any, &[Value::Texts(ids.to_vec())])
    }

    pub fn insert_many(&mut self, table: &Table, rows: &[Vec<Value>]) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        match self {
            Connection::Sqlite(db) => db.insert_many(table, rows),
            Connection::Postgres(db) => db.insert_many(table, rows),
        }
    }

    /// Many rows into many tables, in this order.
    pub fn insert_all(&mut self, inserts: &[(&Table, &[Vec<Value>])]) -> Result<()> {
        match self {
            Connection::Sqlite(db) => {
                inserts.iter().try_for_each(|(table, rows)| db.insert_many(table, rows))
            }
            Connection::Postgres(db) => db.insert_all(inserts),
        }
    }

    /// Puts new bytes in the place of old ones, where these still stand. Answers how many rows changed.
    pub fn exchange_bytes(
        &mut self,
        table: &str,
        key: &str,
        column: &str,
        rows: &[(i64, Vec<u8>, Vec<u8>)],
    ) -> Result<u64> {
        match self {
            Connection::Sqlite(db) => db.exchange_bytes(table, key, column, rows),
            Connection::Postgres(db) => db.exchange_bytes(table, key, column, rows),
        }
    }

    /// Several statements without values, for migrations.
    pub fn batch(&mut self, sql: &str) -> Result<()> {
        match self {
            Connection::Sqlite(db) => db.batch(sql),
            Connection::Postgres(db) => db.batch(sql),
        }
    }

    /// Opens a transaction that will write. SQLite takes its one write lock here already; on
    /// PostgreSQL call `take_write_lock` where writers must queue.
    pub fn begin(&mut self) -> Result<()> {
        match self {
            Connection::Sqlite(db) => db.batch("begin immediate"),
            Connection::Postgres(db) => db.transaction("begin", true),
        }
    }

    /// Inside a transaction: waits until no other writer, in this process or another, holds the lock.
    pub fn take_write_lock(&mut self) -> Result<()> {
        match self {
            Connection::Sqlite(_) => Ok(()),
            Connection::Postgres(db) => db.batch(WRITE_LOCK),
        }
    }

    /// Opens a transaction whose queries all see the same moment.
    pub fn begin_read(&mut self) -> Result<()> {
        match self {
            Connection::Sqlite(db) => db.batch("begin deferred"),
            Connection::Postgres(db) => {
                db.transaction("begin isolation level repeatable read read only", true)
            }
        }
    }

    /// Everything that `look` reads is as it was at one moment.
    pub fn in_one_look<T, E: From<super::DbError>>(
        &mut self,
        look: impl FnOnce(&mut Connection) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.begin_read()?;
        let seen = look(self);
        self.rollback()?;
        seen
    }

    pub fn commit(&mut self) -> Result<()> {
        match self {
            Connection::Sqlite(db) => db.batch("commit"),
            Connection::Postgres(db) => db.transaction("commit", false),
        }
    }

    pub fn rollback(&mut self) -> Result<()> {
        match self {
            Connection::Sqlite(db) if !db.in_transaction() => Ok(()),
            Connection::Sqlite(db) => db.batch("rollback"),
            Connection::Postgres(db) => db.transaction("rollback", false),
        }
    }

    pub fn in_transaction(&self) -> bool {
        match self {
            Connection::Sqlite(db) => db.in_transaction(),
            Connection::Postgres(db) => db.in_transaction(),
        }
    }

    /// True when the server has hung up; such a connection is thrown away, never mended.
    pub fn is_lost(&self) -> bool {
        matches!(self, Connection::Postgres(db) if db.is_lost())
    }

    /// Before very large transactions: their pages stay in memory until the commit instead of being written twice.
    pub fn expect_much(&mut self) -> Result<()> {
        match self {
            Connection::Sqlite(db) => {
                db.batch("pragma cache_size = -262144; pragma wal_autocheckpoint = 8000")
            }
            Connection::Postgres(_) => Ok(()),
        }
    }

    pub fn is_sqlite(&self) -> bool {
        matches!(self, Connection::Sqlite(_))
    }
}
