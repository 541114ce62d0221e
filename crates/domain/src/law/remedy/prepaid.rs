//! Money paid in advance, by the judicial interpretation on prepaid consumption: who ended it decides at which price
//! consumption counts.

use super::{Given, Step, Value, Worked, after, article, by_day, moved_on, need, or_zero, share, step};
use crate::calendar::Calendar;
use crate::law::ArticleRef;
use crate::money::Fen;
use crate::refusal::Refusal;

const YEAR_DAYS: i64 = 365;
const WHOLE_BP: i64 = 10_000;

fn by(number: u32) -> Option<ArticleRef> {
    article("prepaid_interpretation", number, None)
}

/// All of it, within seven days of payment; a last day of rest moves on, and whoever asked until then is in time.
pub fn cooling_off(given: &Given, calendar: &Calendar) -> Result<Worked, Refusal> {
    let (paid, paid_on, asked_on) = (need(given.paid_fen)?, need(given.paid_on)?, need(given.asked_on)?);
    let seventh = after(paid_on, 7)?;
    let (last, moved) = moved_on(seventh, calendar)?;
    let in_time = asked_on <= last;
    let back = if in_time { paid } else { Fen::ZERO };
    let rule = if in_time { "cooling_in_time" } else { "cooling_late" };
    let mut steps = vec![by_day("cooling_last_day", ("paid_on", paid_on), seventh, by(14))];
    steps.extend(moved);
    steps.push(step(rule, &[("asked_on", Value::Day(asked_on)), ("paid", Value::Fen(paid))], back, by(14)));
    Ok((steps, back))
}

/// Not by the consumer's cause: consumption counts at the reduced price, or in proportion to the gift.
pub fn operator(given: &Given) -> Result<Worked, Refusal> {
    let paid = need(given.paid_fen)?;
    let (used, mut steps) = reduced(given, paid)?;
    let back = rest(paid, used);
    steps.push(less(paid, used, back, by(18)));
    Ok((steps, back))
}

/// By the consumer's own wish: consumption counts at the list price.
pub fn consumer(given: &Given) -> Result<Worked, Refusal> {
    let (paid, used) = (need(given.paid_fen)?, need(given.used_list_fen)?);
    let back = rest(paid, used);
    let mut steps = vec![less(paid, used, back, by(19))];
    if used > paid {
        let (at_reduced, how) = reduced(given, paid)?;
        steps.extend(how);
        // Nothing is claimed from the customer unless more was consumed even at the reduced price.
        let rule = if at_reduced <= paid { "excess_not_claimed" } else { "excess_open" };
        steps.push(step(rule, &[("used", Value::Fen(at_reduced)), ("paid", Value::Fen(paid))], back, by(20)));
    }
    Ok((steps, back))
}

/// A pass without limit of visits, by the time that is left.
pub fn period(given: &Given) -> Result<Worked, Refusal> {
    let paid = need(given.paid_fen)?;
    let (all, left) = (need(given.days_total)?, need(given.days_left)?);
    if all == 0 || left > all {
        return Err(Refusal::AmountInvalid);
    }
    let back = share(paid, left, all);
    let numbers = [("paid", Value::Fen(paid)), ("left", Value::Number(left)), ("all", Value::Number(all))];
    Ok((vec![step("time_left", &numbers, back, by(22))], back))
}

/// Simple interest by days of a year of 365. The rate is agreed, or a published one that whoever calculates looks up.
pub fn interest(given: &Given) -> Result<Worked, Refusal> {
    let (principal, rate, days) = (need(given.paid_fen)?, need(given.rate_bp)?, need(given.days)?);
    let earned = share(principal, rate * days, WHOLE_BP * YEAR_DAYS);
    let numbers = [
        ("principal", Value::Fen(principal)),
        ("rate", Value::BasisPoints(rate)),
        ("days", Value::Number(days)),
    ];
    let which = Step { rule: "which_rate", given: vec![], result: None, by: by(16) };
    Ok((vec![which, step("interest", &numbers, earned, by(17))], earned))
}

/// What was consumed at the reduced price: as it was booked, or the list price in the ratio of paid to paid and gift.
fn reduced(given: &Given, paid: Fen) -> Result<(Fen, Vec<Step>), Refusal> {
    if let Some(used) = given.used_reduced_fen {
        return Ok((used, vec![step("used_reduced", &[("used", Value::Fen(used))], used, by(18))]));
    }
    let (list, gift) = (need(given.used_list_fen)?, or_zero(given.gift_fen));
    let whole = paid.0 + gift.0;
    if whole == 0 {
        return Err(Refusal::AmountInvalid);
    }
    let used = share(list, paid.0, whole);
    let numbers = [("list", Value::Fen(list)), ("paid", Value::Fen(paid)), ("whole", Value::Fen(Fen(whole)))];
    Ok((used, vec![step("used_in_ratio", &numbers, used, by(18))]))
}

fn rest(paid: Fen, used: Fen) -> Fen {
    Fen((paid.0 - used.0).max(0))
}

fn less(paid: Fen, used: Fen, back: Fen, by: Option<ArticleRef>) -> Step {
    let rule = if used > paid { "nothing_left" } else { "paid_less_used" };
    step(rule, &[("paid", Value::Fen(paid)), ("used", Value::Fen(used))], back, by)
}
