//! Goods: what a return gives back, and what comes on top where fraud or unsafe food was found.

use super::{Given, Step, Value, Worked, after, article, by_day, moved_on, need, or_zero, step, times};
use crate::calendar::Calendar;
use crate::money::Fen;
use crate::refusal::Refusal;

const CONSUMER: &str = "consumer_protection";
const FOOD: &str = "food_safety";
const TRIPLE_LEAST: Fen = Fen(50_000);
const FOOD_LEAST: Fen = Fen(100_000);

pub fn triple(given: &Given) -> Result<Worked, Refusal> {
    let paid = need(given.paid_fen)?;
    let by = || article(CONSUMER, 55, Some(1));
    let three = times(paid, 3);
    let extra = three.max(TRIPLE_LEAST);
    let steps = vec![
        refund(paid),
        step("triple", &[("paid", Value::Fen(paid))], three, by()),
        floor(three, TRIPLE_LEAST, extra, by()),
        total(paid, extra),
    ];
    Ok((steps, Fen(paid.0 + extra.0)))
}

/// Ten times the price or three times the loss, whichever the consumer chooses; the greater is shown.
pub fn food(given: &Given) -> Result<Worked, Refusal> {
    let paid = need(given.paid_fen)?;
    let by = || article(FOOD, 148, Some(2));
    let ten = times(paid, 10);
    let mut steps = vec![refund(paid), step("ten_times", &[("paid", Value::Fen(paid))], ten, by())];
    let mut chosen = ten;
    if let Some(loss) = given.loss_fen {
        let three = times(loss, 3);
        chosen = ten.max(three);
        steps.push(step("three_losses", &[("loss", Value::Fen(loss))], three, by()));
        steps.push(step("greater", &[("a", Value::Fen(ten)), ("b", Value::Fen(three))], chosen, by()));
    }
    let extra = chosen.max(FOOD_LEAST);
    steps.push(floor(chosen, FOOD_LEAST, extra, by()));
    let loss = or_zero(given.loss_fen);
    if loss > Fen::ZERO {
        steps.push(step("loss", &[("loss", Value::Fen(loss))], loss, by()));
    }
    let all = Fen(paid.0 + loss.0 + extra.0);
    steps.push(total(Fen(paid.0 + loss.0), extra));
    Ok((steps, all))
}

pub fn price_difference(given: &Given) -> Result<Worked, Refusal> {
    let (paid, other) = (need(given.paid_fen)?, need(given.other_fen)?);
    if other > paid {
        return Err(Refusal::AmountInvalid);
    }
    let more = Fen(paid.0 - other.0);
    let numbers = [("paid", Value::Fen(paid)), ("other", Value::Fen(other))];
    Ok((vec![step("difference", &numbers, more, article("consumer_regulations", 9, Some(2)))], more))
}

/// The price comes back; sending it back is the customer's, unless something else was agreed.
pub fn no_reason_return(given: &Given, calendar: &Calendar) -> Result<Worked, Refusal> {
    let paid = need(given.paid_fen)?;
    let by = || article(CONSUMER, 25, None);
    let mut steps = vec![step("refund_price", &[("paid", Value::Fen(paid))], paid, by())];
    let freight = or_zero(given.freight_fen);
    steps.push(step("freight_own", &[("freight", Value::Fen(freight))], Fen::ZERO, by()));
    if let Some(received) = given.received_on {
        let seventh = after(received, 7)?;
        steps.push(by_day("last_day_return", ("received", received), seventh, by()));
        steps.extend(moved_on(seventh, calendar)?.1);
    }
    if let Some(returned) = given.returned_on {
        steps.push(by_day("refund_until", ("returned", returned), after(returned, 7)?, by()));
        let line = article("penalty_measures", 9, None);
        steps.push(by_day("refund_line", ("returned", returned), after(returned, 15)?, line));
    }
    Ok((steps, paid))
}

/// The fault is the shop's: price, freight and what else was lost.
pub fn quality_return(given: &Given) -> Result<Worked, Refusal> {
    let paid = need(given.paid_fen)?;
    let by = || article(CONSUMER, 24, None);
    let (freight, loss) = (or_zero(given.freight_fen), or_zero(given.loss_fen));
    let mut steps = vec![
        step("refund_price", &[("paid", Value::Fen(paid))], paid, by()),
        step("freight_shop", &[("freight", Value::Fen(freight))], freight, by()),
    ];
    if loss > Fen::ZERO {
        steps.push(step("loss", &[("loss", Value::Fen(loss))], loss, article(CONSUMER, 52, None)));
    }
    if let Some(asked) = given.asked_on {
        let line = article("penalty_measures", 8, None);
        steps.push(by_day("answer_line", ("asked", asked), after(asked, 15)?, line));
    }
    let all = Fen(paid.0 + freight.0 + loss.0);
    steps.push(total(paid, Fen(freight.0 + loss.0)));
    Ok((steps, all))
}

fn refund(paid: Fen) -> Step {
    step("refund_price", &[("paid", Value::Fen(paid))], paid, article("consumer_regulations", 18, Some(2)))
}

fn floor(reached: Fen, least: Fen, extra: Fen, by: Option<super::ArticleRef>) -> Step {
    let rule = if reached < least { "floor_raises" } else { "floor_reached" };
    step(rule, &[("reached", Value::Fen(reached)), ("least", Value::Fen(least))], extra, by)
}

fn total(base: Fen, extra: Fen) -> Step {
    step("total", &[("base", Value::Fen(base)), ("extra", Value::Fen(extra))], Fen(base.0 + extra.0), None)
}
