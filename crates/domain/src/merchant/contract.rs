//! What was agreed with a merchant about settling by itself: whether it is trusted, and up to how much in one case and
//! in one day. What its own offers promise by its own word counts on the day it is promised.

use crate::budget;
use crate::money::Fen;
use crate::words::Trust;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contract {
    /// Counts up with every change.
    pub no: u32,
    pub trust: Trust,
    pub per_case: Fen,
    pub per_day: Fen,
    pub from_ms: i64,
}

/// What went out by the shop's own word on a day, in Beijing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn {
    pub day: String,
    pub fen: Fen,
}

impl Drawn {
    pub fn on(&self, now_ms: i64) -> Fen {
        if self.day == budget::today(now_ms) { self.fen } else { Fen::ZERO }
    }

    pub(super) fn add(&mut self, day: &str, amount: Fen) {
        let before = if self.day == day { self.fen } else { Fen::ZERO };
        *self = Drawn { day: day.to_owned(), fen: before.plus(amount).unwrap_or(Fen::MAX) };
    }

    pub(super) fn is_nothing(&self) -> bool {
        self.day.is_empty()
    }
}

impl Contract {
    /// How much of one case the shop may still promise by its own word, after `before` in the case and `today`.
    pub fn left(&self, before: Fen, today: Fen) -> Fen {
        if self.trust == Trust::Watched {
            return Fen::ZERO;
        }
        let of_case = self.per_case.0.saturating_sub(before.0);
        let of_day = self.per_day.0.saturating_sub(today.0);
        Fen(of_case.min(of_day).max(0))
    }
}
