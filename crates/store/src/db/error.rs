//! What can go wrong in a database, sorted by what the caller can do about it.
//!
//! `Display` never shows SQL or stored data, because it may reach a person; the driver's own words
//! are kept as the `source` for the log.

use rusqlite::ffi;
use std::error::Error;
use tokio_postgres::error::SqlState;

type Cause = Box<dyn Error + Send + Sync>;

#[derive(Debug, thiserror::Error)]
pub enum DbError {
    #[error("a row with this key already exists")]
    UniqueViolation(#[source] Cause),
    #[error("the database is busy; try again")]
    Busy(#[source] Cause),
    #[error("the disk of the database is full")]
    DiskFull(#[source] Cause),
    #[error("the connection to the database was lost")]
    ConnectionLost(#[source] Cause),
    #[error(
        "the data was written by a newer version of Redress (schema {found}, this program knows {known}); start that version or a later one"
    )]
    NewerSchema { found: i64, known: i64 },
    #[error("column {column} does not hold {wanted}")]
    WrongType { column: usize, wanted: &'static str },
    #[error("the database refused the statement")]
    Other(#[source] Cause),
}

impl DbError {
    /// True where the same work may succeed when it is simply done again.
    pub fn may_retry(&self) -> bool {
        matches!(self, DbError::Busy(_) | DbError::ConnectionLost(_))
    }

    /// The whole chain in one line, for the log and never for a person outside.
    pub fn detail(&self) -> String {
        let mut text = self.to_string();
        let mut cause = self.source();
        while let Some(error) = cause {
            text.push_str(": ");
            text.push_str(&error.to_string());
            cause = error.source();
        }
        text
    }
}

impl From<rusqlite::Error> for DbError {
    fn from(error: rusqlite::Error) -> Self {
        let Some(code) = error.sqlite_error().map(|e| e.extended_code) else {
            return DbError::Other(error.into());
        };
        match (code, code & 0xff) {
            (ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY, _) => {
                DbError::UniqueViolation(error.into())
            }
            (_, ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED) => DbError::Busy(error.into()),
            (_, ffi::SQLITE_FULL) => DbError::DiskFull(error.into()),
            _ => DbError::Other(error.into()),
        }
    }
}

impl From<tokio_postgres::Error> for DbError {
    fn from(error: tokio_postgres::Error) -> Self {
        let Some(state) = error.code().cloned() else {
            return without_state(error);
        };
        match state {
            SqlState::UNIQUE_VIOLATION => DbError::UniqueViolation(error.into()),
            SqlState::DISK_FULL => DbError::DiskFull(error.into()),
            SqlState::T_R_SERIALIZATION_FAILURE
            | SqlState::T_R_DEADLOCK_DETECTED
            | SqlState::LOCK_NOT_AVAILABLE
            | SqlState::TOO_MANY_CONNECTIONS => DbError::Busy(error.into()),
            SqlState::ADMIN_SHUTDOWN | SqlState::CRASH_SHUTDOWN | SqlState::CANNOT_CONNECT_NOW => {
                DbError::ConnectionLost(error.into())
            }
            state if state.code().starts_with("08") => DbError::ConnectionLost(error.into()),
            _ => DbError::Other(error.into()),
        }
    }
}

/// An error without an SQLSTATE comes from the socket or from our own encoding of a value.
fn without_state(error: tokio_postgres::Error) -> DbError {
    let socket = error.source().is_some_and(|cause| cause.is::<std::io::Error>());
    if error.is_closed() || socket {
        DbError::ConnectionLost(error.into())
    } else {
        DbError::Other(error.into())
    }
}

impl From<std::io::Error> for DbError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull => DbError::DiskFull(error.into()),
            _ => DbError::Other(error.into()),
        }
    }
}
