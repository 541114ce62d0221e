//! Whom we talk to: one folder per partner.
//!
//! Nothing here decides anything. A partner is told what was decided (a mail, a text message, a refund) and
//! its answer is handed back as one of very few words, which the caller turns into a command. What a partner
//! did not say clearly is never read as a success: for money that word is [`pay::PayAnswer::Unknown`].
//!
//! [`import`] and [`statement`] are the way in for files: pure functions from bytes to rows, or to errors a clerk can act on.
//! [`fake`] holds small local stand-ins for the partners. They are shipped, because `redress demo` talks to
//! them, and they keep honest books, so that tests can ask what was really sent and really paid.

mod answer;
mod der;
pub mod draft;
pub mod fake;
pub mod fulfil;
mod http;
pub mod import;
pub mod mail;
pub mod pay;
pub mod robot;
mod secret;
pub mod sms;
pub mod statement;
pub mod tsa;
pub mod witness;

pub use answer::Answer;
pub use secret::Secret;
