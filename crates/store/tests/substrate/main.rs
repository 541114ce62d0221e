//! The substrate of the store on real databases, SQLite and PostgreSQL alike.

mod breakers;
mod bulk;
mod closings;
mod content;
mod covered;
mod crash;
mod crowd;
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
mod ledger;
mod lists;
#[expect(dead_code, reason = "the tests of the crate it belongs to ask more of it")]
#[path = "../../../journal/tests/it/local_tsa.rs"]
mod local_tsa;
mod looks;
mod person;
mod privacy;
mod scrubbing;
mod sealing;
mod search;
mod similar;
mod tamper;
mod ties;
