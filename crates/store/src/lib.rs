//! What is remembered: rows, sealed content, objects and search, on SQLite or PostgreSQL.

pub mod content;
pub mod db;
mod disk;
pub mod keys;
pub mod objects;
pub mod search;
#[cfg(feature = "testing")]
#[doc(hidden)]
pub mod testing;
