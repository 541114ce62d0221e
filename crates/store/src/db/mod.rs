//! One small synchronous face over SQLite and PostgreSQL.
//!
//! The same SQL text runs on both: `$1` placeholders, TEXT, BIGINT and BYTEA columns only. A
//! [`Connection`] blocks, so it belongs on a blocking thread: the writer's own thread, or the pool
//! behind [`Database::read`]. Errors are sorted by what the caller can do about them.

mod connection;
mod database;
mod error;
mod insert;
mod migrate;
mod pool;
mod postgres;
mod sqlite;
mod value;

pub use connection::Connection;
pub use database::{Access, Database};
pub use error::DbError;
pub use insert::{Table, Type};
pub use migrate::{MIGRATIONS, Migration, migrate};
pub(crate) use pool::Pool;
pub(crate) use sqlite::Sqlite;
pub use value::{Row, Value};

pub type Result<T> = std::result::Result<T, DbError>;
