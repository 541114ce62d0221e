//! SQLite: opening a file with our pragmas, and running our one SQL dialect on it.
//!
//! Our text differs from SQLite's in two places, rewritten here: `$1` becomes `?1` (SQLite would
//! number `$1` by its first appearance), and `= any($1)` becomes a walk over a JSON array.

use super::insert::Table;
use super::{Access, DbError, Result, Row, Value};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{OpenFlags, ToSql};
use std::path::Path;
use std::time::Duration;

pub struct Sqlite(rusqlite::Connection);

const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// LIMIT: the caches are small on purpose, the whole process may use 40 MB when idle and 250 MB under load; they hold
/// the upper pages of a million cases, and whatever lies below leans on the operating system's page cache.
const COMMON: &str = "
    pragma journal_mode = wal;
    pragma synchronous = full;
    pragma foreign_keys = off;
    pragma secure_delete = on;
    pragma mmap_size = 0;
    pragma journal_size_limit = 67108864;";

/// Checkpoints of 32 MB: in smaller ones the writer copies the same warm pages again and again, a quarter of its work.
const WRITER: &str = "pragma cache_size = -16384; pragma wal_autocheckpoint = 4000;";

impl Sqlite {
    /// A new file gets pages of `page_bytes`; one that is there keeps its own.
    pub fn open(path: &Path, access: Access, page_bytes: u32) -> Result<Sqlite> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = rusqlite::Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(BUSY_TIMEOUT)?;
        connection.set_prepared_statement_cache_capacity(256);
        connection.execute_batch(&format!("pragma page_size = {page_bytes}; {COMMON}"))?;
        connection.execute_batch(match access {
            Access::Write => WRITER,
            Access::Read => "pragma cache_size = -16384; pragma query_only = on;",
        })?;
        Ok(Sqlite(connection))
    }

    pub fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>> {
        let mut statement = self.0.prepare_cached(&rewrite(sql))?;
        let width = statement.column_count();
        let mut rows = statement.query(rusqlite::params_from_iter(values))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(read_row(row, width)?);
        }
        Ok(found)
    }

    pub fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64> {
        let mut statement = self.0.prepare_cached(&rewrite(sql))?;
        Ok(statement.execute(rusqlite::params_from_iter(values))? as u64)
    }

    pub fn insert_many(&mut self, table: &Table, rows: &[Vec<Value>]) -> Result<()> {
        let mut statement = self.0.prepare_cached(&table.sqlite_sql())?;
        for row in rows {
            statement.execute(rusqlite::params_from_iter(row))?;
        }
        Ok(())
    }

    pub fn exchange_bytes(
        &mut self,
        table: &str,
        key: &str,
        column: &str,
        rows: &[(i64, Vec<u8>, Vec<u8>)],
    ) -> Result<u64> {
        let sql = format!("update {table} set {column} = ?3 where {key} = ?1 and {column} = ?2");
        let mut statement = self.0.prepare_cached(&sql)?;
        let mut changed = 0;
        for row in rows {
            changed += statement.execute(rusqlite::params![row.0, row.1, row.2])? as u64;
        }
        Ok(changed)
    }

    pub fn batch(&mut self, sql: &str) -> Result<()> {
        Ok(self.0.execute_batch(sql)?)
    }

    pub fn in_transaction(&self) -> bool {
        !self.0.is_autocommit()
    }
}

fn read_row(row: &rusqlite::Row, width: usize) -> Result<Row> {
    (0..width).map(|column| read_value(row.get_ref(column)?, column)).collect::<Result<_>>().map(Row)
}

fn read_value(value: ValueRef, column: usize) -> Result<Value> {
    match value {
        ValueRef::Null => Ok(Value::Null),
        ValueRef::Integer(number) => Ok(Value::Int(number)),
        ValueRef::Text(text) => match std::str::from_utf8(text) {
            Ok(text) => Ok(Value::Text(text.to_owned())),
            Err(_) => Err(DbError::WrongType { column, wanted: "a UTF-8 text" }),
        },
        ValueRef::Blob(bytes) => Ok(Value::Bytes(bytes.to_vec())),
        ValueRef::Real(_) => Err(DbError::WrongType { column, wanted: "a whole number" }),
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Int(number) => ValueRef::Integer(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
            Value::Texts(list) => return Ok(json(list)),
            Value::Ints(list) => return Ok(json(list)),
        }))
    }
}

fn json<T: serde::Serialize>(list: &[T]) -> ToSqlOutput<'static> {
    let text = serde_json::to_string(list).expect("a list of plain values is JSON");
    ToSqlOutput::Owned(rusqlite::types::Value::Text(text))
}

/// Literals are copied as they are, so that a JSON path such as `'$.stage'` survives.
pub(super) fn rewrite(sql: &str) -> String {
    let mut text = String::with_capacity(sql.len() + 32);
    for (index, part) in sql.split('\'').enumerate() {
        let in_literal = index % 2 == 1;
        if index > 0 {
            text.push('\'');
        }
        if in_literal { text.push_str(part) } else { rewrite_plain(part, &mut text) }
    }
    text
}

fn rewrite_plain(part: &str, text: &mut String) {
    let mut rest = part;
    while let Some(at) = rest.find('$') {
        let (before, after) = rest.split_at(at);
        let digits = after[1..].bytes().take_while(u8::is_ascii_digit).count();
        let number = &after[1..1 + digits];
        rest = &after[1 + digits..];
        match (before.strip_suffix("= any("), rest.strip_prefix(')')) {
            (Some(before), Some(after)) => {
                text.push_str(&format!("{before}in (select value from json_each(?{number}))"));
                rest = after;
            }
            _ => text.push_str(&format!("{before}?{number}")),
        }
    }
    text.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::rewrite;

    #[test]
    fn placeholders_are_rewritten_and_literals_are_left_alone() {
        assert_eq!(rewrite("select '$1', $1 where a = $12"), "select '$1', ?1 where a = ?12");
    }

    #[test]
    fn a_list_becomes_a_walk_over_json() {
        assert_eq!(
            rewrite("where id = any($1) and n > $2"),
            "where id in (select value from json_each(?1)) and n > ?2"
        );
    }
}
