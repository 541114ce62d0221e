//! Interest that is worked out: at the agreed rate alone, to the fen, kept with its numbers.

use crate::house::*;
use domain::calendar::day_of;
use domain::case::{Choice, OfferItem, Proposal};
use domain::clock::DAY_MS;
use domain::command::CaseCommand;
use domain::playbook::{PlaybookError, Playbooks};
use domain::policy::Policy;
use domain::words::RemedyKind;
use domain::{Fen, Refusal};
use jiff::civil::Date;
use std::sync::LazyLock;

fn with_rate(rate_bp: i64) -> Result<Playbooks, Vec<PlaybookError>> {
    let agreed = format!(
        "\n[interest]\nrate_bp = {rate_bp}\nclause = {{ zh = \"平台服务协议 8.2\", en = \"Terms 8.2\" }}\n"
    );
    let common = format!("{}{agreed}", Playbooks::shipped_files()[0].1);
    POLICY.playbooks.with(&[("common.toml".to_owned(), Some(common))].into())
}

static AGREED: LazyLock<Policy> = LazyLock::new(|| POLICY.working_by(with_rate(365).expect("they stand")));

fn house() -> House {
    let mut house = House::with_case();
    house.policy = &AGREED;
    house
}

fn before(house: &House, days: i64) -> Date {
    day_of(house.now_ms - days * DAY_MS)
}

fn offer(items: Vec<OfferItem>, choice: Choice, from: Option<Date>) -> CaseCommand {
    let proposal = Proposal { interest_from: from, ..Proposal::new(items, choice, text("words"), None) };
    CaseCommand::Offer { proposal: Box::new(proposal), why: None }
}

fn open_interest() -> OfferItem {
    item(RemedyKind::Interest, 0)
}

#[test]
fn interest_is_worked_out_on_what_goes_back_at_the_agreed_rate_and_kept_with_its_numbers() {
    let mut house = house();
    let from = before(&house, 100);
    let items = vec![item(RemedyKind::PartialRefund, 5_000), open_interest()];
    house.ok(&li(), offer(items, Choice::All, Some(from)));
    let made = house.case().offers[0].clone();
    assert_eq!(made.items[1].amount, Some(Fen(50)), "50.00 × 3.65 % × 100 ÷ 365");
    let worked = made.interest.expect("its numbers");
    assert_eq!((worked.principal, worked.rate_bp, worked.days, worked.from), (Fen(5_000), 365, 100, from));
    house.ok(&customer(), accept("o1"));
    assert_eq!(house.case().remedies[1].amount, Some(Fen(50)));
    // Alone it is on what was paid; half a fen goes up.
    let mut house = self::house();
    let from = before(&house, 45);
    house.ok(&li(), offer(vec![open_interest()], Choice::All, Some(from)));
    assert_eq!(house.case().offers[0].items[0].amount, Some(Fen(45)));
    let mut house = self::house();
    let from = before(&house, 1);
    let items = vec![item(RemedyKind::PartialRefund, 5_000), open_interest()];
    house.ok(&li(), offer(items, Choice::All, Some(from)));
    assert_eq!(house.case().offers[0].items[1].amount, Some(Fen(1)), "half a fen goes up");
}

#[test]
fn without_an_agreed_rate_nothing_is_guessed() {
    let mut house = House::with_case();
    let from = before(&house, 100);
    let asked = || offer(vec![open_interest()], Choice::All, Some(from));
    assert_eq!(house.refused(&li(), asked()), Refusal::RateUnknown);
    assert_eq!(house.refused(&li(), offer(vec![open_interest()], Choice::All, None)), Refusal::AmountInvalid);
    house.ok(&li(), offer(vec![item(RemedyKind::Interest, 77)], Choice::All, None));
    assert_eq!(house.case().offers[0].interest, None, "written by a person");
}

#[test]
fn what_cannot_be_worked_out_is_refused() {
    let mut house = house();
    let (from, today) = (before(&house, 100), before(&house, 0));
    let twice = vec![open_interest(), open_interest()];
    let menu = vec![item(RemedyKind::PartialRefund, 5_000), open_interest()];
    let none = vec![item(RemedyKind::PartialRefund, 5_000)];
    for (items, choice, from, refusal) in [
        (twice, Choice::All, from, Refusal::AmountInvalid),
        (menu, Choice::One, from, Refusal::AmountInvalid),
        (none, Choice::All, from, Refusal::AmountInvalid),
        (vec![open_interest()], Choice::All, today, Refusal::DayInvalid),
        (vec![open_interest()], Choice::All, before(&house, -1), Refusal::DayInvalid),
        (vec![open_interest()], Choice::All, before(&house, 40_000), Refusal::AmountInvalid),
    ] {
        assert_eq!(house.refused(&li(), offer(items, choice, Some(from))), refusal);
    }
}

#[test]
fn a_playbook_says_the_rate_with_its_clause_or_is_refused() {
    for rate in [0, -1, 10_001] {
        assert!(with_rate(rate).is_err(), "{rate}");
    }
    assert!(POLICY.playbooks.all().iter().all(|book| book.interest.is_none()), "no rate is ours to say");
}
