//! The API for programs: the same commands and queries as the pages. One endpoint, one file.

pub mod acts;
mod body;
pub mod bundle;
pub mod calendar;
pub mod colleagues;
pub mod consistency;
pub mod download;
pub mod draft;
pub mod file;
pub mod health;
pub mod law;
pub mod learn;
pub mod list;
pub mod metrics;
mod moment;
mod named;
pub mod openapi;
pub mod person;
pub mod playbooks;
pub mod problem;
pub mod proof;
pub mod read;
pub mod receipt;
pub mod templates;
pub mod what_if;
mod word;
