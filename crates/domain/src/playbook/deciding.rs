//! Who has to look at a decision before it counts.

use super::both;
use super::page::{Page, PlaybookError};
use crate::money::Fen;
use serde::{Deserialize, Serialize};
use toml::Spanned;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deciding {
    /// Of what is at stake; above it a second person reads a finding before it is issued.
    pub second_reader_above_fen: i64,
    /// Members of a review board, and how many votes decide when its time is over.
    pub board_seats: u8,
    pub board_quorum: u8,
}

const SEATS_MAX: u8 = 15;

pub(super) fn check(page: &Page, deciding: &Spanned<Deciding>, errors: &mut Vec<PlaybookError>) {
    let Deciding { second_reader_above_fen: limit, board_seats: seats, board_quorum: quorum } =
        *deciding.get_ref();
    if !(0..=Fen::MAX.0).contains(&limit) {
        let most = Fen::MAX.0;
        let words = both!(
            "second_reader_above_fen 是以分计的金额，从 0 到 {most}",
            "second_reader_above_fen must be a sum in fen from 0 to {most}"
        );
        errors.push(page.at(deciding.span().start, words));
    }
    if !(2..=SEATS_MAX).contains(&seats) || !(2..=seats).contains(&quorum) || quorum * 2 <= seats {
        let words = both!(
            "评议有 2 到 {SEATS_MAX} 席，法定票数要过半数：board_seats = {seats}，board_quorum = {quorum}",
            "a board has 2 to {SEATS_MAX} seats and its quorum is more than half of them; \
             board_seats = {seats}, board_quorum = {quorum}"
        );
        errors.push(page.at(deciding.span().start, words));
    }
}
