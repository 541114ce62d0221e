//! Local stand-ins for the partners: a payment provider, a warehouse, an SMS gateway, a mail server, robots in groups
//! and a writer of drafts.
//!
//! They listen on 127.0.0.1 at a free port, misbehave on request, and keep books of what they really did.
//! A customer's mail read in the demo went through the same connector and the same protocol as in earnest.

pub mod draft;
pub mod fulfil;
mod http;
pub mod pay;
pub mod robot;
mod running;
pub mod sms;
pub mod smtp;

pub use draft::FakeDraft;
pub use fulfil::FakeFulfilment;
pub use pay::FakePay;
pub use robot::FakeRobots;
pub use sms::FakeSms;
pub use smtp::FakeSmtp;
