//! The API for programs: the same commands and queries as the pages. One endpoint, one file.

mod body;
pub mod file;
pub mod health;
pub mod problem;
pub mod proof;
