//! Filing and completing.

use crate::house::*;
use domain::actor::{Actor, Party, Role};
use domain::case::{Contacts, Source};
use domain::clock::{ClockKind, MINUTE_MS};
use domain::command::{CaseCommand, Command};
use domain::event::{Duty, Supplemented};
use domain::words::{Gap, Stage, Want};
use domain::{Event, Fen, OrderId, Refusal, UserId};

fn unknown_order() -> OrderId {
    OrderId::new("order-unknown")
}

fn supplement(more: Supplemented) -> CaseCommand {
    CaseCommand::Supplement { more: Box::new(more), evidence: vec![] }
}

#[test]
fn a_complete_complaint_goes_straight_to_triage_with_an_owner_and_frozen_order() {
    let house = House::with_case();
    let case = house.case();
    assert_eq!(case.stage, Stage::Triage);
    assert_eq!(case.gaps, vec![]);
    assert_eq!(case.owner, Some(UserId::new("li")));
    assert_eq!((case.merchant.clone(), case.amount), (Some(shop()), Some(Fen(10_000))));
    assert_eq!((case.evidence[0].source, case.evidence[0].party), (Source::Pulled, Party::Platform));
    assert!(!house.has_clock(ClockKind::Record));
    assert!(house.has_clock(ClockKind::FirstAnswer) && house.has_clock(ClockKind::Final));
}

#[test]
fn a_bare_complaint_is_taken_and_its_gaps_are_named() {
    let mut house = House::new();
    let mut bare = complaint();
    (bare.contacts, bare.order, bare.noticed, bare.has_details) = (Contacts::default(), None, None, false);
    bare.wants.clear();
    house.file(bare);
    assert_eq!(house.case().gaps, [Gap::Contact, Gap::Order, Gap::Noticed, Gap::Wants, Gap::Details]);
    assert_eq!(house.case().stage, Stage::Complete);
    assert_eq!(house.clock(ClockKind::Record).due_ms, START_MS + 15 * MINUTE_MS);
}

#[test]
fn after_fifteen_minutes_the_case_moves_on_with_its_gaps() {
    let mut house = House::new();
    let mut open = complaint();
    open.noticed = None;
    house.file(open);
    assert!(house.tick_after(15 * MINUTE_MS - 1).is_empty());
    let events = house.tick_after(1);
    assert!(
        matches!(&events[..], [Event::ClockMissed { .. }, Event::MovedOn { gaps }] if gaps == &[Gap::Noticed])
    );
    assert_eq!(house.case().stage, Stage::Triage);
    assert_eq!(house.case().gaps, [Gap::Noticed]);
}

#[test]
fn the_last_gap_filled_moves_the_case_on_and_meets_the_clock() {
    let mut house = House::new();
    let mut open = complaint();
    open.wants.clear();
    house.file(open);
    house.ok(&customer(), supplement(Supplemented { wants: vec![Want::Resend], ..Supplemented::default() }));
    assert_eq!((house.case().stage, house.case().gaps.len()), (Stage::Triage, 0));
    assert_eq!(house.clock(ClockKind::Record).met_ms, Some(START_MS));
}

#[test]
fn the_same_case_is_not_filed_twice() {
    let mut house = House::with_case();
    let again = house.run(&Actor::Stranger, Command::File(Box::new(complaint())));
    assert_eq!(again, Err(Refusal::AlreadyThere));
}

#[test]
fn files_are_counted_and_their_kinds_are_codes_not_text() {
    let mut house = House::new();
    let mut many = complaint();
    many.evidence = vec![upload("photo"); 10];
    assert_eq!(house.run(&Actor::Stranger, Command::File(Box::new(many))), Err(Refusal::TooManyFiles));
    let mut chatty = complaint();
    chatty.evidence = vec![upload("张三的身份证")];
    assert_eq!(house.run(&Actor::Stranger, Command::File(Box::new(chatty))), Err(Refusal::WordUnknown));
    let mut fine = complaint();
    fine.evidence = vec![upload("photo"); 9];
    house.file(fine);
    let ids: Vec<&str> = house.case().evidence.iter().map(|evidence| evidence.id.as_str()).collect();
    assert_eq!(ids, ["e1", "e2", "e3", "e4", "e5", "e6", "e7", "e8", "e9", "e10"]);
}

#[test]
fn owners_come_in_turn() {
    let mut house = House::new();
    house.file(complaint());
    let mut second = complaint();
    second.case = domain::CaseId::new("c2");
    let events = house.file(second);
    assert!(
        events.iter().any(|event| matches!(event, Event::Assigned { owner, .. } if owner.as_str() == "wang"))
    );
}

#[test]
fn without_a_handler_on_duty_somebody_else_owns_the_case() {
    for (colleagues, expected) in [
        (
            vec![colleague("li", Role::Handler, Duty::Off), colleague("boss", Role::Manager, Duty::On)],
            Some("boss"),
        ),
        (
            vec![colleague("li", Role::Handler, Duty::Off), colleague("boss", Role::Manager, Duty::Off)],
            Some("li"),
        ),
        (vec![colleague("root", Role::Admin, Duty::Off)], Some("root")),
        (vec![colleague("shop-li", Role::Merchant, Duty::On)], None),
    ] {
        let mut house = House::new();
        house.staff = colleagues;
        house.file(complaint());
        assert_eq!(house.case().owner.as_ref().map(UserId::as_str), expected);
    }
}

#[test]
fn a_case_filed_in_an_empty_house_gets_its_owner_with_the_next_tick() {
    let mut house = House::new();
    let staff = std::mem::take(&mut house.staff);
    house.file(complaint());
    assert_eq!(house.case().owner, None);
    house.staff = staff;
    house.tick_after(60 * MINUTE_MS);
    assert!(house.case().owner.is_some());
}

#[test]
fn an_order_found_later_is_frozen_once() {
    let mut house = House::new();
    let mut early = complaint();
    early.order = Some(unknown_order());
    house.file(early);
    assert!(house.case().evidence.is_empty() && house.case().gaps.is_empty());
    house.done(&admin(), Command::RecordOrder { order: unknown_order(), facts: Box::new(facts(7_000)) });
    let give = || supplement(Supplemented { order: Some(unknown_order()), ..Supplemented::default() });
    house.ok(&customer(), give());
    assert_eq!((house.case().amount, house.case().evidence.len()), (Some(Fen(7_000)), 1));
    assert_eq!(house.refused(&customer(), give()), Refusal::NothingChosen);
}

#[test]
fn a_known_order_is_replaced_only_by_us_and_only_while_nothing_rests_on_it() {
    let mut house = House::with_case();
    house
        .done(&admin(), Command::RecordOrder { order: OrderId::new("order-2"), facts: Box::new(facts(500)) });
    let other =
        || supplement(Supplemented { order: Some(OrderId::new("order-2")), ..Supplemented::default() });
    assert_eq!(house.refused(&customer(), other()), Refusal::AlreadyThere);
    let mut offered = house.clone();
    offered
        .offer(&li(), vec![item(domain::words::RemedyKind::Refund, 10_000)], domain::case::Choice::All)
        .unwrap();
    assert_eq!(offered.refused(&li(), other()), Refusal::AlreadyThere);
    house.ok(&li(), other());
    assert_eq!(house.case().amount, Some(Fen(500)));
}

#[test]
fn proof_of_one_order_does_not_open_another() {
    use domain::case::CodePurpose;
    let mut house = House::with_case();
    house
        .done(&admin(), Command::RecordOrder { order: OrderId::new("order-2"), facts: Box::new(facts(500)) });
    house.ok(&customer(), CaseCommand::AskCode { purpose: CodePurpose::Order, id: "k1".into() });
    house.ok(&customer(), CaseCommand::TryCode { right: true });
    assert!(house.case().order_proven);
    house.ok(
        &li(),
        supplement(Supplemented { order: Some(OrderId::new("order-2")), ..Supplemented::default() }),
    );
    assert!(!house.case().order_proven);
}

#[test]
fn a_merchant_does_not_write_in_the_complaint() {
    let mut house = House::with_case();
    let person = Supplemented { person: Some(text("other")), ..Supplemented::default() };
    assert_eq!(house.refused(&merchant(), supplement(person)), Refusal::NotAllowed);
}
