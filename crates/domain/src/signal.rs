//! Signals of abuse: facts that a playbook names, each with what it rests on. A pure rule over what the store gathered.
//! There is no score, and nothing follows from a signal by itself: a person counts it, with reasons, or does not.

use crate::case::Case;
use crate::clock::DAY_MS;
use crate::id::{CaseId, MerchantId};
use crate::money::Fen;
use crate::playbook::SignalRule;
use crate::words::SignalFact;
use serde::Serialize;

/// What is known besides the case itself, gathered by bounded queries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Gathered {
    /// Other complaints of customers that have something in common with this one, newest first.
    pub others: Vec<Other>,
    /// The most of one article that was bought with the order.
    pub units: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Other {
    pub case: CaseId,
    pub number: String,
    pub filed_ms: i64,
    pub merchant: Option<MerchantId>,
    pub product: Option<String>,
    pub shares: Vec<Shares>,
}

/// What another case has in common with this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Shares {
    /// Phone number or mail address.
    Contact,
    /// The same contact under another name.
    OtherName,
    /// The same file: which piece here, which there, and what that one is committed to.
    Picture { own: String, theirs: String, commitment: String },
    /// Whole sentences of the complaint.
    Words,
}

/// One signal that stands, and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Signal {
    pub id: String,
    pub fact: SignalFact,
    /// How many or how much, and from how many on it is a signal.
    pub number: i64,
    pub least: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    pub cases: Vec<Other>,
}

/// The signals of these rules that stand, in the order of the rules.
pub fn signals(rules: &[SignalRule], case: &Case, gathered: &Gathered) -> Vec<Signal> {
    rules.iter().filter_map(|rule| signal(rule, case, gathered)).collect()
}

fn signal(rule: &SignalRule, case: &Case, gathered: &Gathered) -> Option<Signal> {
    let near = |other: &&Other| {
        let apart_ms = (other.filed_ms - case.filed_ms).abs();
        rule.days.is_none_or(|days| apart_ms <= i64::from(days) * DAY_MS)
    };
    let others = |of: &dyn Fn(&Other) -> bool| -> Vec<Other> {
        gathered.others.iter().filter(near).filter(|other| of(other)).cloned().collect()
    };
    let same_person = |other: &Other| other.shares.contains(&Shares::Contact);
    let (number, cases) = match rule.fact {
        SignalFact::Cases => with_this(others(&same_person)),
        SignalFact::CasesOfShop => with_this(others(&|other| {
            same_person(other) && other.merchant.is_some() && other.merchant == case.merchant
        })),
        SignalFact::Names => with_this(others(&|other| other.shares.contains(&Shares::OtherName))),
        SignalFact::Picture => {
            with_this(others(&|other| other.shares.iter().any(|one| matches!(one, Shares::Picture { .. }))))
        }
        SignalFact::Words => with_this(others(&|other| other.shares.contains(&Shares::Words))),
        SignalFact::BoughtAgain => {
            let known = others(&|other| same_person(other) && is_known_fault(other, case));
            (known.len() as i64, known)
        }
        SignalFact::AskedOverPaid => (times(case)?, vec![]),
        SignalFact::Units => (i64::from(gathered.units), vec![]),
        SignalFact::NoOrder => (i64::from(case.order.is_some() && !case.order_known()), vec![]),
    };
    let SignalRule { id, fact, least, days, .. } = rule;
    let stands = number >= *least && number > 0;
    stands.then(|| Signal { id: id.clone(), fact: *fact, number, least: *least, days: *days, cases })
}

/// Where there is no other case there is nothing to count.
fn with_this(others: Vec<Other>) -> (i64, Vec<Other>) {
    let number = if others.is_empty() { 0 } else { others.len() as i64 + 1 };
    (number, others)
}

/// They complained about the same article of the same shop, and bought it again afterwards.
fn is_known_fault(other: &Other, case: &Case) -> bool {
    let same = other.product.is_some() && other.product == case.product && other.merchant == case.merchant;
    same && case.bought_ms.is_some_and(|bought_ms| other.filed_ms < bought_ms)
}

/// How many times the price is asked for, by the demand a person confirmed.
fn times(case: &Case) -> Option<i64> {
    let (asked, paid) = (case.asked()?, case.amount.filter(|paid| *paid > Fen(0))?);
    Some(asked.0 / paid.0)
}
