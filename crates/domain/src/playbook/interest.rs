//! What was agreed on interest: a rate of a year and the clause it stands in. No shipped playbook has one, because no
//! text of the library gives a rate for all; a house writes in what its terms say.

use super::page::{Page, PlaybookError};
use super::{Both, both};
use serde::Deserialize;
use toml::Spanned;

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgreedInterest {
    /// In hundredths of a percent: 345 is 3.45 % a year.
    pub rate_bp: i64,
    pub clause: Both,
}

pub(super) fn check(page: &Page, agreed: &Spanned<AgreedInterest>, errors: &mut Vec<PlaybookError>) {
    let AgreedInterest { rate_bp, clause } = agreed.get_ref();
    if !(1..=10_000).contains(rate_bp) || clause.is_blank() {
        let words = both!(
            "interest 要有 1 到 10000 的 rate_bp（万分之一为单位的年利率）和中英文的 clause",
            "interest needs a rate_bp from 1 to 10000, hundredths of a percent a year, and a clause in both languages"
        );
        errors.push(page.at(agreed.span().start, words));
    }
}
