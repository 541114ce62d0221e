//! Many rows into one table at once: the shape of every flush of the writer.
//!
//! SQLite is quickest with one cached statement run per row. PostgreSQL pays per round trip, so it
//! gets a single statement with one array per column.

use super::{DbError, Result, Value};
use tokio_postgres::types::ToSql;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    Text,
    Int,
    Bytes,
}

/// A table as the writer fills it. `conflict` is empty or a clause such as
/// `on conflict (id) do update set state = excluded.state`. With such a clause PostgreSQL refuses
/// two rows of the same key in one call.
pub struct Table {
    pub name: &'static str,
    pub columns: &'static [(&'static str, Type)],
    pub conflict: &'static str,
}

pub(super) enum Column<'a> {
    Text(Vec<Option<&'a str>>),
    Int(Vec<Option<i64>>),
    Bytes(Vec<Option<&'a [u8]>>),
}

impl Table {
    fn names(&self) -> String {
        self.columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
    }

    pub(super) fn sqlite_sql(&self) -> String {
        let marks: Vec<String> = (1..=self.columns.len()).map(|n| format!("?{n}")).collect();
        format!(
            "insert into {} ({}) values ({}) {}",
            self.name,
            self.names(),
            marks.join(", "),
            self.conflict
        )
    }

    pub(super) fn postgres_sql(&self) -> String {
        let arrays: Vec<String> =
            self.columns.iter().zip(1..).map(|((_, ty), n)| format!("${n}::{}", ty.array())).collect();
        format!(
            "insert into {} ({}) select * from unnest({}) {}",
            self.name,
            self.names(),
            arrays.join(", "),
            self.conflict
        )
    }

    pub(super) fn columns_of<'a>(&self, rows: &'a [Vec<Value>]) -> Result<Vec<Column<'a>>> {
        self.columns.iter().enumerate().map(|(at, (_, ty))| Column::of(*ty, at, rows)).collect()
    }
}

impl Type {
    fn array(self) -> &'static str {
        match self {
            Type::Text => "text[]",
            Type::Int => "bigint[]",
            Type::Bytes => "bytea[]",
        }
    }
}

impl<'a> Column<'a> {
    fn of(ty: Type, at: usize, rows: &'a [Vec<Value>]) -> Result<Column<'a>> {
        let cells = rows.iter().map(|row| row.get(at).unwrap_or(&Value::Null));
        match ty {
            Type::Text => cells.map(|cell| text(cell, at)).collect::<Result<_>>().map(Column::Text),
            Type::Int => cells.map(|cell| int(cell, at)).collect::<Result<_>>().map(Column::Int),
            Type::Bytes => cells.map(|cell| bytes(cell, at)).collect::<Result<_>>().map(Column::Bytes),
        }
    }

    pub(super) fn parameter(&self) -> &(dyn ToSql + Sync) {
        match self {
            Column::Text(cells) => cells,
            Column::Int(cells) => cells,
            Column::Bytes(cells) => cells,
        }
    }
}

fn text(cell: &Value, column: usize) -> Result<Option<&str>> {
    match cell {
        Value::Null => Ok(None),
        Value::Text(text) => Ok(Some(text)),
        _ => Err(DbError::WrongType { column, wanted: "a text" }),
    }
}

fn int(cell: &Value, column: usize) -> Result<Option<i64>> {
    match cell {
        Value::Null => Ok(None),
        Value::Int(number) => Ok(Some(*number)),
        _ => Err(DbError::WrongType { column, wanted: "a number" }),
    }
}

fn bytes(cell: &Value, column: usize) -> Result<Option<&[u8]>> {
    match cell {
        Value::Null => Ok(None),
        Value::Bytes(bytes) => Ok(Some(bytes)),
        _ => Err(DbError::WrongType { column, wanted: "bytes" }),
    }
}
