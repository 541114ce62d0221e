//! Of an order no more goes back than was paid, in however many cases it is complained about, and nothing in a currency
//! that the books do not keep.

use crate::house::*;
use domain::actor::Actor;
use domain::case::Choice;
use domain::command::{CaseCommand, Command, File};
use domain::order::OrderFacts;
use domain::words::RemedyKind;
use domain::{CaseId, Event, Fen, OrderId, Refusal, State};
use std::collections::BTreeMap;

/// Two customers' cases about the same order of 100 yuan.
fn twice() -> (House, CaseId) {
    let mut house = House::with_case();
    let second = CaseId::new("c2");
    house.file(File { case: second.clone(), ..complaint() });
    (house, second)
}

fn part(fen: i64) -> CaseCommand {
    CaseCommand::offer(vec![item(RemedyKind::PartialRefund, fen)], Choice::All, text("words"), None)
}

fn refunds(house: &House) -> &BTreeMap<CaseId, Fen> {
    match house.states.get(&known_order().subject()) {
        Some(State::Order(order)) => &order.refunds,
        other => panic!("{other:?}"),
    }
}

#[test]
fn two_cases_about_one_order_share_what_was_paid() {
    let (mut house, second) = twice();
    let on_second = |command| Command::Case(second.clone(), command);
    house.ok(&li(), part(6_000));
    house.done(&li(), on_second(part(5_000)));
    let events = house.ok(&customer(), accept("o1"));
    assert!(matches!(events.last(), Some(Event::RefundPromised { amount: Fen(6_000), .. })));
    let by = Actor::Customer(second.clone());
    assert_eq!(house.run(&by, on_second(accept("o1"))), Err(Refusal::AmountAboveOrder), "offered too early");
    assert_eq!(house.run(&li(), on_second(part(4_001))), Err(Refusal::AmountAboveOrder));
    house.done(&li(), on_second(part(4_000)));
    house.done(&by, on_second(accept("o2")));
    assert_eq!(refunds(&house), &BTreeMap::from([(case_id(), Fen(6_000)), (second, Fen(4_000))]));
}

#[test]
fn an_order_that_is_imported_again_forgets_no_refund() {
    let (mut house, second) = twice();
    house.ok(&li(), part(9_000));
    house.ok(&customer(), accept("o1"));
    let facts = OrderFacts { fingerprint: "newer".into(), ..facts(10_000) };
    house.done(&admin(), Command::RecordOrder { order: known_order(), facts: Box::new(facts) });
    assert_eq!(refunds(&house).len(), 1);
    assert_eq!(house.run(&li(), Command::Case(second, part(1_001))), Err(Refusal::AmountAboveOrder));
}

#[test]
fn what_was_paid_in_another_currency_is_not_given_back_in_yuan() {
    let mut house = House::new();
    let facts = OrderFacts { currency: "BRL".into(), ..facts(7_000) };
    house.done(&admin(), Command::RecordOrder { order: OrderId::new("abroad"), facts: Box::new(facts) });
    house.file(File { order: Some(OrderId::new("abroad")), ..complaint() });
    assert_eq!(house.refused(&li(), part(1_000)), Refusal::CurrencyForeign);
    let coupon = vec![item(RemedyKind::Coupon, 1_000), item(RemedyKind::Resend, 0)];
    house.offer(&li(), coupon, Choice::All).expect("a coupon of the house is in yuan");
}
