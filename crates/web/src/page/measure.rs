//! Measures against a merchant, as we and as the merchant see them.

use super::Page;
use super::closing::Closing;
use super::merchant::Balance;
use super::shop::{Agreement, Risk, RuleRow};
use crate::face::money;
use crate::sign::Clock;
use askama::Template;
use domain::words::MeasureKind;

#[derive(Template)]
#[template(path = "desk/merchant.html")]
pub struct MerchantPage {
    pub p: Page,
    pub id: String,
    pub shop: String,
    pub deposit: Balance,
    pub owed_fen: i64,
    pub required_fen: Option<i64>,
    pub measures: Measures,
    pub may_take: bool,
    /// A manager, who agrees on limits.
    pub may_agree: bool,
    pub agreed: Option<Agreement>,
    pub rules: Vec<RuleRow>,
    pub risk: Risk,
}

#[derive(Template)]
#[template(path = "merchant/measures.html")]
pub struct MeasuresPage {
    pub p: Page,
    pub shop: String,
    /// How far its closing has come, where it is to close.
    pub closing: Option<Closing>,
    pub measures: Measures,
    pub risk: Risk,
}

/// From cases and from the score, never mixed; and from a closing, where there is one.
#[derive(Clone, Default)]
pub struct Measures {
    pub of_cases: Vec<Measure>,
    pub of_score: Vec<Measure>,
    pub of_closing: Vec<Measure>,
}

impl Measures {
    fn groups(&self) -> Vec<(&'static str, &[Measure])> {
        let closing = ("measures-of-closing", self.of_closing.as_slice());
        let mut groups =
            vec![("measures-of-cases", self.of_cases.as_slice()), ("measures-of-score", &self.of_score)];
        groups.extend((!self.of_closing.is_empty()).then_some(closing));
        groups
    }
}

impl MerchantPage {
    fn kinds(&self) -> Vec<(&'static str, &'static str)> {
        MeasureKind::ALL.iter().map(|kind| (kind.word(), money::measure(&self.p, *kind))).collect()
    }
}

/// Who answers an objection, and by when; nobody where there is nobody but whoever took the measure.
#[derive(Clone)]
pub struct Answering {
    pub who: Option<String>,
    pub clock: Clock,
    pub late: bool,
}

impl Measure {
    fn of_closing(&self) -> bool {
        self.case.is_none() && self.score.is_none()
    }
}

#[derive(Clone)]
pub struct Measure {
    pub id: String,
    pub name: &'static str,
    pub state: &'static str,
    pub in_force: bool,
    pub appealable: bool,
    /// An objection that somebody has to answer, and who may not.
    pub objected: bool,
    pub by: Option<String>,
    /// While it waits for its answer.
    pub answering: Option<Answering>,
    pub parts: Risk,
    pub case: Option<(String, String)>,
    pub score: Option<u32>,
    pub clause: String,
    pub reasons: String,
    pub amount_fen: Option<i64>,
    /// Each step in words, with its amount.
    pub steps: Vec<(&'static str, i64)>,
    pub from_ms: i64,
    pub until_ms: Option<i64>,
    pub appeal: Option<String>,
    pub upheld: Option<String>,
    pub lifted: Option<String>,
}
