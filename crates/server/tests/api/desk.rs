//! The staff's pages from outside: with a cookie as browsers do, without following redirects.

mod acts;
pub mod browser;
mod covered;
mod demands;
mod drafting;
mod manager;
mod queue;
mod replying;
mod secrets;
mod service;
mod sign_in;
mod stale;
mod templates;
