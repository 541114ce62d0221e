//! What becomes of a case, step by step: a small plan drawn when it is filed, so that seven of ten are closed.

use super::chance::Chance;
use domain::clock::{DAY_MS, HOUR_MS, MINUTE_MS};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The clocks are looked at.
    Tick,
    Confirm,
    Answer,
    CustomerWrites,
    Note,
    AskMerchant,
    MerchantAnswers,
    Find,
    Offer,
    Accept,
    Decline,
    /// The provider says that it has paid, or a person that it is done.
    Done,
    Survey,
    Withdraw,
    Close,
}

/// How a case ends; what is left open was forgotten by somebody.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Settled,
    Explained,
    Withdrawn,
    Stuck,
}

/// The steps, each with the time since the one before, in falling order: the next is popped.
pub fn plan(chance: &mut Chance, has_merchant: bool, has_gaps: bool) -> Vec<(Step, i64)> {
    let end = match chance.below(100) {
        0..=45 => End::Settled,
        46..=70 => End::Explained,
        71..=75 => End::Withdrawn,
        _ => End::Stuck,
    };
    let mut steps = vec![];
    if has_gaps {
        steps.push((Step::Tick, 16 * MINUTE_MS));
    }
    begin(chance, &mut steps, has_merchant);
    match end {
        End::Settled => settle(chance, &mut steps),
        End::Explained => explain(chance, &mut steps),
        End::Withdrawn => steps.push((Step::Withdraw, hours(chance, 2, 30))),
        End::Stuck => stuck(chance, &mut steps),
    }
    steps.reverse();
    steps
}

fn begin(chance: &mut Chance, steps: &mut Vec<(Step, i64)>, has_merchant: bool) {
    // One answer in eight is late.
    let answer = if chance.percent(12) { hours(chance, 2, 20) } else { chance.between(4, 55) * MINUTE_MS };
    if answer > HOUR_MS {
        steps.push((Step::Tick, 61 * MINUTE_MS));
    }
    if chance.percent(45) {
        steps.push((Step::Confirm, chance.between(1, 4) * MINUTE_MS));
    }
    steps.push((Step::Answer, answer));
    if chance.percent(40) {
        steps.push((Step::CustomerWrites, hours(chance, 1, 9)));
    }
    if chance.percent(15) {
        steps.push((Step::Note, 20 * MINUTE_MS));
    }
    if has_merchant && chance.percent(22) {
        steps.push((Step::AskMerchant, hours(chance, 1, 4)));
        steps.push((Step::MerchantAnswers, hours(chance, 2, 20)));
    }
}

fn settle(chance: &mut Chance, steps: &mut Vec<(Step, i64)>) {
    if chance.percent(25) {
        steps.push((Step::Find, hours(chance, 1, 6)));
    }
    steps.push((Step::Offer, hours(chance, 1, 12)));
    if chance.percent(10) {
        steps.push((Step::Decline, hours(chance, 1, 12)));
        steps.push((Step::Offer, hours(chance, 1, 8)));
    }
    steps.push((Step::Accept, hours(chance, 1, 16)));
    steps.push((Step::Done, hours(chance, 1, 12)));
    follow(chance, steps);
}

fn explain(chance: &mut Chance, steps: &mut Vec<(Step, i64)>) {
    steps.push((Step::Close, hours(chance, 2, 30)));
    follow(chance, steps);
}

/// The survey goes out two days later; who does not answer it within a week is silent.
fn follow(chance: &mut Chance, steps: &mut Vec<(Step, i64)>) {
    steps.push((Step::Tick, 2 * DAY_MS + MINUTE_MS));
    if chance.percent(55) {
        steps.push((Step::Survey, hours(chance, 1, 60)));
    } else {
        steps.push((Step::Tick, 7 * DAY_MS + MINUTE_MS));
    }
}

fn stuck(chance: &mut Chance, steps: &mut Vec<(Step, i64)>) {
    if chance.percent(25) {
        steps.push((Step::Offer, hours(chance, 2, 20)));
    }
    // By then every clock of it has struck.
    steps.push((Step::Tick, 8 * DAY_MS));
}

fn hours(chance: &mut Chance, least: i64, most: i64) -> i64 {
    chance.between(least * 60, most * 60) * MINUTE_MS
}
