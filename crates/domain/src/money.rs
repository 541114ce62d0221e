//! Money is whole fen. Sums are checked: an amount that does not fit is refused, never wrapped.

use serde::{Deserialize, Serialize};
use std::fmt;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fen(pub i64);

impl Fen {
    pub const ZERO: Fen = Fen(0);
    /// One hundred million yuan: no single complaint moves more, larger numbers are typing errors.
    pub const MAX: Fen = Fen(10_000_000_000);

    pub fn plus(self, other: Fen) -> Option<Fen> {
        self.0.checked_add(other.0).map(Fen)
    }
    pub fn minus(self, other: Fen) -> Option<Fen> {
        self.0.checked_sub(other.0).map(Fen)
    }
    pub fn is_payable(self) -> bool {
        self > Fen::ZERO && self <= Fen::MAX
    }
    pub fn sum(all: impl IntoIterator<Item = Fen>) -> Option<Fen> {
        all.into_iter().try_fold(Fen::ZERO, Fen::plus)
    }
}

impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", fen / 100, fen % 100)
    }
}
