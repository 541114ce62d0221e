//! Statements of payment providers and banks: what really went in and out, entry by entry.
//!
//! A statement may be larger than memory, so it is read as a stream, whatever it is written in. Most begin with lines
//! for people and say how many entries follow; one that says more than it has was cut off and is refused whole.

mod amount;
mod columns;
mod read;

pub use read::{Summary, read};

/// One movement of money, as the account saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where it stands in the file, counted from one.
    pub line: u64,
    pub at_ms: i64,
    /// In is positive, out negative; nothing moved is zero.
    pub amount_fen: i64,
    /// The provider's number of it.
    pub reference: String,
    /// Ours, where the provider gives it back.
    pub ours: String,
}

impl Entry {
    pub fn is_out(&self) -> bool {
        self.amount_fen < 0
    }
}
