//! What is remembered: rows, sealed content, objects and search, on SQLite or PostgreSQL.

pub mod db;
#[cfg(feature = "testing")]
#[doc(hidden)]
pub mod testing;
