//! Rows of parcels and of the breakers over them.

use super::project::Rows;
use crate::db::Value;
use domain::SubjectId;
use domain::breaker::Breaker;
use domain::parcel::Parcel;

pub(crate) fn parcel_row(subject: &SubjectId, of: &Parcel) -> Vec<Value> {
    let facts = &of.facts;
    let code = |code: &Option<String>| -> Value { code.as_deref().unwrap_or_default().into() };
    let breaker = of.relieved.as_ref().map(|one| &one.breaker);
    let breaker = breaker.or(of.passed.as_ref().map(|one| &one.breaker));
    vec![
        subject.id().into(),
        facts.order.as_ref().map_or("", |order| order.as_str()).into(),
        code(&facts.route),
        code(&facts.carrier),
        code(&facts.product),
        facts.promised_ms.into(),
        facts.scanned_ms.into(),
        facts.delivered_ms.into(),
        facts.warmest.map(|one| one.milli).into(),
        facts.warmest.map(|one| one.at_ms).into(),
        of.relieved.as_ref().map_or("", |one| one.case.as_str()).into(),
        of.passed.as_ref().map_or("", |one| one.because.as_str()).into(),
        breaker.map_or("", |breaker| breaker.as_str()).into(),
    ]
}

pub(crate) fn breaker_row(subject: &SubjectId, of: &Breaker) -> Vec<Value> {
    let at_ms = of.open.as_ref().map(|open| open.at_ms).or(of.reset_ms()).unwrap_or_default();
    vec![subject.id().into(), i64::from(of.open.is_some()).into(), at_ms.into()]
}

/// What of a group concerns them.
#[derive(Default)]
pub struct Shipping {
    pub parcels: Rows,
    pub breakers: Rows,
}
