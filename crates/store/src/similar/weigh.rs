//! How much one case is like another, and why.

use super::gather::Looked;
use super::words::{Weights, Words};
use domain::case::Case;

/// Why one case is like another, for people to read. Kind, product, merchant and amount of the other need not be
/// said: they are those of the case on the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    Kind,
    Product,
    Merchant,
    /// What both speak of.
    Words(Vec<String>),
    /// How far apart the amounts are, in percent of the larger.
    Amount {
        apart: u32,
    },
}

impl Why {
    pub fn word(&self) -> &'static str {
        match self {
            Why::Kind => "kind",
            Why::Product => "product",
            Why::Merchant => "merchant",
            Why::Words(_) => "words",
            Why::Amount { .. } => "amount",
        }
    }
}

const KIND: f64 = 2.0;
const PRODUCT: f64 = 3.0;
const MERCHANT: f64 = 1.0;
const WORDS: f64 = 6.0;
const AMOUNT: f64 = 2.0;
/// Farther apart, amounts say nothing.
const APART_MAX: u32 = 40;
/// Fewer words in common are chance.
const NEAR: f64 = 0.04;

pub(super) struct Weighed<'a> {
    pub case: &'a Case,
    pub text: &'a str,
    pub score: f64,
    kind: bool,
    product: bool,
    merchant: bool,
    apart: Option<u32>,
    near: bool,
}

/// Nothing where only one thing is the same.
pub(super) fn weigh<'a>(case: &Case, own: &Words, other: &'a Looked, all: &Weights) -> Option<Weighed<'a>> {
    let nearness = all.nearness(own, &other.words);
    let near = nearness >= NEAR;
    let kind = case.kind() == other.case.kind();
    let product = case.product.is_some() && case.product == other.case.product;
    let merchant = case.merchant.is_some() && case.merchant == other.case.merchant;
    let apart = apart(case, &other.case).filter(|apart| *apart <= APART_MAX);
    let same = [kind, product, merchant, near, apart.is_some()];
    let weight = |holds: bool, weight: f64| if holds { weight } else { 0.0 };
    let score = weight(kind, KIND)
        + weight(product, PRODUCT)
        + weight(merchant, MERCHANT)
        + nearness * WORDS
        + apart.map_or(0.0, |apart| AMOUNT * f64::from(APART_MAX - apart) / f64::from(APART_MAX));
    let counts = same.into_iter().filter(|holds| *holds).count() > 1 && (kind || product || near);
    counts.then_some(Weighed {
        case: &other.case,
        text: &other.text,
        score,
        kind,
        product,
        merchant,
        apart,
        near,
    })
}

fn apart(a: &Case, b: &Case) -> Option<u32> {
    let (a, b) = (a.stake()?.0, b.stake()?.0);
    let larger = a.max(b);
    (larger > 0).then(|| (i128::from(larger - a.min(b)) * 100 / i128::from(larger)) as u32)
}

impl Weighed<'_> {
    /// In the order in which people ask.
    pub fn why(&self, said: Vec<String>) -> Vec<Why> {
        let plain = [(self.kind, Why::Kind), (self.product, Why::Product), (self.merchant, Why::Merchant)];
        let mut why: Vec<Why> = plain.into_iter().filter_map(|(holds, why)| holds.then_some(why)).collect();
        why.extend(Some(Why::Words(said)).filter(|why| self.near && *why != Why::Words(vec![])));
        why.extend(self.apart.map(|apart| Why::Amount { apart }));
        why
    }
}
