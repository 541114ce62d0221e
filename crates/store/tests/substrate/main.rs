//! The substrate of the store on real databases, SQLite and PostgreSQL alike.

mod content;
mod database;
mod search;
