//! The substrate of the store on real databases, SQLite and PostgreSQL alike.

mod content;
mod crash;
mod database;
mod door;
mod epochs;
mod finding;
mod heads;
mod house;
mod itself;
mod journey;
mod layout;
mod leaving;
mod lists;
#[path = "../../../journal/tests/it/local_tsa.rs"]
mod local_tsa;
mod privacy;
mod scrubbing;
mod sealing;
mod search;
mod tamper;
