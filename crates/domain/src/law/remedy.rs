//! What the law gives, calculated in steps that a person can follow: each step has its rule, the numbers it took,
//! what came out and the article it rests on. All money is whole fen; where a share does not come out even it is
//! rounded half up to the fen, once, at the step that says so. Nothing here says that somebody is entitled: that is
//! found by a person.

mod goods;
mod prepaid;

use super::ArticleRef;
use crate::calendar::Calendar;
use crate::money::Fen;
use crate::refusal::Refusal;
use crate::words::SumKind;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a sum is made of. Which of it is needed depends on the sum; a missing number is refused, never guessed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Given {
    /// What was really paid.
    pub paid_fen: Option<Fen>,
    pub loss_fen: Option<Fen>,
    pub freight_fen: Option<Fen>,
    /// What others paid for the same.
    pub other_fen: Option<Fen>,
    /// What was given on top of what was paid in.
    pub gift_fen: Option<Fen>,
    /// What was consumed, at the list price.
    pub used_list_fen: Option<Fen>,
    /// The same at the reduced price, where there is one.
    pub used_reduced_fen: Option<Fen>,
    /// Length of a pass, and how much of it is left.
    pub days_total: Option<i64>,
    pub days_left: Option<i64>,
    /// Rate of a year in hundredths of a percent, and for how many days.
    pub rate_bp: Option<i64>,
    pub days: Option<i64>,
    /// Days that money or goods came, written 2026-04-15.
    pub paid_on: Option<Date>,
    pub received_on: Option<Date>,
    pub returned_on: Option<Date>,
    pub asked_on: Option<Date>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sum {
    pub kind: SumKind,
    pub steps: Vec<Step>,
    /// What the customer gets by it, all told.
    pub total_fen: Fen,
}

/// One line of a calculation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Its sentence, a word for the locale files.
    pub rule: &'static str,
    pub given: Vec<(&'static str, Value)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<ArticleRef>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    Fen(Fen),
    Number(i64),
    /// Hundredths of a percent.
    BasisPoints(i64),
    Day(Date),
}

/// Every rule a step can have; the locale files have a sentence for each.
pub const RULES: [&str; 29] = [
    "refund_price",
    "triple",
    "floor_raises",
    "floor_reached",
    "ten_times",
    "three_losses",
    "greater",
    "loss",
    "total",
    "difference",
    "freight_own",
    "freight_shop",
    "last_day_return",
    "refund_until",
    "refund_line",
    "answer_line",
    "moves_on",
    "cooling_last_day",
    "cooling_in_time",
    "cooling_late",
    "paid_less_used",
    "nothing_left",
    "used_reduced",
    "used_in_ratio",
    "excess_not_claimed",
    "excess_open",
    "time_left",
    "which_rate",
    "interest",
];

/// Longest time a sum takes: a hundred years are a typing error.
const DAYS_MAX: i64 = 36_600;
/// Nobody pays more than a hundred percent a year.
const RATE_MAX: i64 = 10_000;

/// The calendar says which last day of a customer's right is a day of rest; one of a merchant's duty stays.
pub fn sum(kind: SumKind, given: &Given, calendar: &Calendar) -> Result<Sum, Refusal> {
    given.check()?;
    let (steps, total_fen) = match kind {
        SumKind::Triple => goods::triple(given)?,
        SumKind::Food => goods::food(given)?,
        SumKind::PriceDifference => goods::price_difference(given)?,
        SumKind::NoReasonReturn => goods::no_reason_return(given, calendar)?,
        SumKind::QualityReturn => goods::quality_return(given)?,
        SumKind::PrepaidCoolingOff => prepaid::cooling_off(given, calendar)?,
        SumKind::PrepaidOperator => prepaid::operator(given)?,
        SumKind::PrepaidConsumer => prepaid::consumer(given)?,
        SumKind::PrepaidPeriod => prepaid::period(given)?,
        SumKind::Interest => prepaid::interest(given)?,
    };
    Ok(Sum { kind, steps, total_fen })
}

/// Every sum that what is known is enough for.
pub fn possible(kinds: impl IntoIterator<Item = SumKind>, given: &Given, calendar: &Calendar) -> Vec<Sum> {
    kinds.into_iter().filter_map(|kind| sum(kind, given, calendar).ok()).collect()
}

type Worked = (Vec<Step>, Fen);

impl Given {
    fn check(&self) -> Result<(), Refusal> {
        let money = [
            self.paid_fen,
            self.loss_fen,
            self.freight_fen,
            self.other_fen,
            self.gift_fen,
            self.used_list_fen,
            self.used_reduced_fen,
        ];
        let days = [self.days_total, self.days_left, self.days];
        let money = money.into_iter().flatten().all(|fen| (Fen::ZERO..=Fen::MAX).contains(&fen));
        let days = days.into_iter().flatten().all(|days| (0..=DAYS_MAX).contains(&days));
        let rate = self.rate_bp.is_none_or(|rate| (0..=RATE_MAX).contains(&rate));
        if money && days && rate { Ok(()) } else { Err(Refusal::AmountInvalid) }
    }
}

fn need<T>(given: Option<T>) -> Result<T, Refusal> {
    given.ok_or(Refusal::SumIncomplete)
}

/// The same where nothing given means nought.
fn or_zero(given: Option<Fen>) -> Fen {
    given.unwrap_or(Fen::ZERO)
}

/// Inputs are below [`Fen::MAX`], and no sum takes more than thirty of them.
fn times(fen: Fen, number: i64) -> Fen {
    Fen(fen.0 * number)
}

/// `fen × numerator ÷ denominator`, half up to the fen. The denominator is above nought.
fn share(fen: Fen, numerator: i64, denominator: i64) -> Fen {
    let (amount, numerator, denominator) =
        (i128::from(fen.0), i128::from(numerator), i128::from(denominator));
    Fen(((2 * amount * numerator + denominator) / (2 * denominator)) as i64)
}

fn article(law: &str, article: u32, paragraph: Option<u32>) -> Option<ArticleRef> {
    Some(ArticleRef { law: law.to_owned(), article, paragraph, item: None })
}

fn step(rule: &'static str, given: &[(&'static str, Value)], result: Fen, by: Option<ArticleRef>) -> Step {
    Step { rule, given: given.to_vec(), result: Some(Value::Fen(result)), by }
}

fn by_day(rule: &'static str, given: (&'static str, Date), until: Date, by: Option<ArticleRef>) -> Step {
    Step { rule, given: vec![(given.0, Value::Day(given.1))], result: Some(Value::Day(until)), by }
}

/// So many natural days on; the day itself does not count.
fn after(day: Date, days: i64) -> Result<Date, Refusal> {
    day.checked_add(days.days()).map_err(|_| Refusal::AmountInvalid)
}

/// The last day of a right, and the step that says so where it falls on a day of rest: it is the next working day.
fn moved_on(last: Date, calendar: &Calendar) -> Result<(Date, Option<Step>), Refusal> {
    let mut day = last;
    while !calendar.is_working(day) {
        day = after(day, 1)?;
    }
    let step = || by_day("moves_on", ("last", last), day, article("civil_code", 203, None));
    Ok((day, (day != last).then(step)))
}
