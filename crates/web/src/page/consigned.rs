//! A sale for somebody else, as a page shows it: two lanes, goods and money, and the owner's calculation.

use crate::sign::Party;

#[derive(Clone)]
pub struct Sale {
    pub lanes: Vec<Lane>,
    /// For whoever may read what was agreed with the owner.
    pub sum: Option<Sum>,
    pub accepted_ms: Option<i64>,
    pub due_ms: Option<i64>,
    /// Days that have begun since it was due, while it is not there.
    pub late: i64,
}

#[derive(Clone)]
pub struct Lane {
    pub title: &'static str,
    pub spans: Vec<Span>,
}

#[derive(Clone)]
pub struct Span {
    pub why: &'static str,
    pub from_ms: i64,
    pub owner: Party,
    pub holder: Party,
    /// It still lasts.
    pub now: bool,
}

#[derive(Clone)]
pub struct Sum {
    pub price_fen: i64,
    /// In percent, as one writes it.
    pub percent: String,
    pub commission_fen: i64,
    pub rounded: bool,
    pub fees_fen: i64,
    pub net_fen: i64,
    pub given_back_fen: i64,
    pub agreed_fen: i64,
    pub paid: Vec<Paid>,
    pub left_fen: i64,
    pub floor_fen: Option<i64>,
    pub below_floor: bool,
    /// Found in a case, in the place of what the shop system says.
    pub corrected: bool,
}

#[derive(Clone)]
pub struct Paid {
    pub at_ms: i64,
    pub reference: String,
    pub fen: i64,
}
