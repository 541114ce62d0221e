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
}

pub(super) fn check(page: &Page, deciding: &Spanned<Deciding>, errors: &mut Vec<PlaybookError>) {
    let limit = deciding.get_ref().second_reader_above_fen;
    if !(0..=Fen::MAX.0).contains(&limit) {
        let most = Fen::MAX.0;
        let words = both!(
            "second_reader_above_fen 是以分计的金额，从 0 到 {most}",
            "second_reader_above_fen must be a sum in fen from 0 to {most}"
        );
        errors.push(page.at(deciding.span().start, words));
    }
}
