//! Goods on consignment as the shop system has them.

use super::{Given, Wrong, refused};
use connect::import::{ConsignmentRow, Map, PayoutRow, Settings, consignments};
use domain::consign::{PaidOut, PayoutDays, Terms, is_reference, kept};
use domain::personal::Personal;
use domain::{Actor, Fen, Refusal};
use std::collections::HashMap;
use store::consign::{Told, passed};
use store::record::Person;
use store::{Error, Store};

pub struct Consignments {
    rows: Vec<(ConsignmentRow, Told)>,
    pub repeated: usize,
}

impl Consignments {
    pub fn len(&self) -> usize {
        self.rows.len()
    }
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    pub new: usize,
    pub there: usize,
}

pub fn check(store: &Store, files: &[Given], map: &Map, settings: &Settings) -> Result<Consignments, String> {
    let (mut rows, mut repeated, mut problems, mut wrong) = (vec![], 0, String::new(), Wrong::default());
    let mut seen = HashMap::new();
    for file in files {
        match consignments(file.source(), map, settings) {
            Err(found) => problems.push_str(&found.to_string()),
            Ok(read) => {
                repeated += read.repeated;
                for row in read.rows {
                    if let Some(before) = seen.insert(store.order_id(&row.order), row.line) {
                        let words = format!("order {} is the one of line {before}", row.order);
                        wrong.add(&row.file, row.line, words);
                    }
                    match told(&row).and_then(|told| fits(store, told)) {
                        Ok(told) => rows.push((row, told)),
                        Err(words) => wrong.add(&row.file, row.line, words),
                    }
                }
            }
        }
    }
    if problems.is_empty() { wrong.none_or(Consignments { rows, repeated }) } else { Err(refused(problems)) }
}

/// The order has to be known, and in the same currency; what is wrong is said before anything is written.
fn fits(store: &Store, told: Told) -> Result<Told, String> {
    let (reader, order) = (store.clone(), store.order_id(&told.order));
    let known =
        store.db().read_blocking(move |db| reader.order(db, &order)).map_err(|error| error.detail())?;
    let Some(order) = known else {
        return Err(format!("there is no order {}; import the orders first", told.order));
    };
    if order.facts.currency != told.currency {
        return Err(format!("the order is in {}, not in {}", order.facts.currency, told.currency));
    }
    if told.price > order.facts.total {
        return Err(format!("the price {} is more than the order of {}", told.price, order.facts.total));
    }
    Ok(told)
}

/// Records them all. What fails leaves what was recorded before it; a second import goes on from there.
pub async fn record(store: &Store, all: Consignments, done: impl Fn()) -> Result<Taken, String> {
    let mut taken = Taken::default();
    for (row, told) in all.rows {
        let is_new = store.consign(&Actor::System, told).await.map_err(|error| stopped(&row, &error))?;
        if is_new {
            taken.new += 1;
        } else {
            taken.there += 1;
        }
        done();
    }
    Ok(taken)
}

fn stopped(row: &ConsignmentRow, error: &Error) -> String {
    let words = error.refusal().map_or_else(|| error.detail(), |refusal| in_words(refusal).to_owned());
    format!("stopped at {}:{}: {words}; what was taken until then stays", row.file, row.line)
}

fn in_words(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NotFound => "there is no such order; import the orders first",
        Refusal::AmountInvalid => "an amount is negative, zero or too large",
        Refusal::AmountAboveOrder => "the price is more than the order",
        Refusal::CurrencyWrong => "the currency is not that of the order",
        Refusal::CommissionAbovePrice => "commission and fees are more than the price",
        Refusal::StepsDisagree => "what happened cannot have happened in this order",
        Refusal::PayoutAboveDue => "more is paid out than the owner is to have",
        Refusal::AlreadyThere => "a payout of this number is known with another amount",
        Refusal::PhoneInvalid => "the phone number is none",
        Refusal::MailInvalid => "the mail address is none",
        other => other.code(),
    }
}

pub(crate) fn told(row: &ConsignmentRow) -> Result<Told, String> {
    let personal = |text: &Option<String>| Personal::new(text.clone().unwrap_or_default());
    let terms = Terms {
        commission_bp: row.commission_bp,
        fees: Fen(row.fees_fen),
        floor: row.floor_fen.map(Fen),
        inspect_days: row.inspect_days,
        payout_days: row.payout_days,
        payout_in: if row.in_working_days { PayoutDays::WorkingDays } else { PayoutDays::Days },
    };
    kept(Fen(row.price_fen), &terms).map_err(|refusal| in_words(refusal).to_owned())?;
    let steps = row.steps.iter().map(|(step, at_ms)| passed(step, *at_ms)).collect::<Result<Vec<_>, _>>();
    let payout = |one: &PayoutRow| {
        let wrong = || format!("“{}” is no number of a payment", one.reference);
        let reference = Some(one.reference.clone()).filter(|code| is_reference(code)).ok_or_else(wrong)?;
        Ok(PaidOut { reference, amount: Fen(one.amount_fen), at_ms: one.at_ms })
    };
    Ok(Told {
        order: row.order.clone(),
        owner: Person {
            name: personal(&row.owner.name),
            phone: personal(&row.owner.phone),
            mail: personal(&row.owner.email),
        },
        currency: row.currency.clone(),
        terms,
        price: Fen(row.price_fen),
        steps: steps.map_err(|refusal| in_words(refusal).to_owned())?,
        paid_out: row.payouts.iter().map(payout).collect::<Result<Vec<_>, String>>()?,
    })
}
