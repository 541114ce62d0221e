//! The program `redress` as a library, so that tests start the very router and jobs that the program runs.

pub mod api;
pub mod cli;
pub mod config;
pub mod demo;
pub mod import;
pub mod jobs;
pub mod measure;
mod rest;
pub mod routes;
pub mod scenario;
pub mod seed;
mod spool;
mod system_clock;
pub mod witness;
pub mod writer;
