//! Words, calls, codes, looks behind the mask, and who reaches a case at all.

use crate::house::*;
use domain::actor::{Actor, Party};
use domain::case::{CodePurpose, Contacts};
use domain::clock::MINUTE_MS;
use domain::command::CaseCommand;
use domain::event::{AfterFailure, Via};
use domain::reaction::Template;
use domain::{CaseId, Event, MerchantId, OrderId, Refusal, UserId};

fn ask(purpose: CodePurpose) -> CaseCommand {
    CaseCommand::AskCode { purpose, id: "k1".into() }
}

#[test]
fn nobody_learns_of_a_case_that_is_not_theirs() {
    let mut house = House::with_case();
    let foreign = Actor::Customer(CaseId::new("c9"));
    let rival = Actor::Merchant(UserId::new("rival"), MerchantId::new("m2"));
    for by in [foreign, rival, Actor::Stranger, staff("shop-li", domain::Role::Merchant)] {
        assert_eq!(house.refused(&by, say(Party::Platform)), Refusal::NotFound);
        assert_eq!(house.refused(&by, accept("o1")), Refusal::NotFound);
    }
    let gone = domain::Command::Case(CaseId::new("c9"), say(Party::Customer));
    assert_eq!(house.run(&li(), gone), Err(Refusal::NotFound));
}

#[test]
fn words_go_to_somebody_who_is_there() {
    let mut house = House::with_case();
    assert_eq!(house.refused(&li(), say(Party::Platform)), Refusal::WordUnknown);
    assert_eq!(house.refused(&customer(), say(Party::Customer)), Refusal::WordUnknown);
    assert_eq!(house.refused(&li(), say(Party::Carrier)), Refusal::WordUnknown);
    let mut alone = House::new();
    let mut file = complaint();
    file.order = None;
    alone.file(file);
    assert_eq!(alone.refused(&li(), say(Party::Merchant)), Refusal::MerchantMissing);
}

#[test]
fn notes_are_ours() {
    let mut house = House::with_case();
    for by in [customer(), merchant()] {
        assert_eq!(house.refused(&by, CaseCommand::Note { text: text("n") }), Refusal::NotAllowed);
    }
}

#[test]
fn a_call_needs_a_phone_is_asked_once_and_done_with_a_reply() {
    let mut house = House::with_case();
    assert_eq!(house.ok(&customer(), CaseCommand::AskCall).len(), 1);
    assert!(house.ok(&customer(), CaseCommand::AskCall).is_empty());
    house.ok(&li(), say(Party::Customer));
    assert!(!house.case().call_asked);
    assert_eq!(house.refused(&merchant(), CaseCommand::AskCall), Refusal::NotAllowed);
    let mut silent = House::new();
    let mut file = complaint();
    file.contacts = Contacts { phone: false, mail: true };
    silent.file(file);
    assert_eq!(silent.refused(&customer(), CaseCommand::AskCall), Refusal::NoContact);
}

#[test]
fn a_code_is_not_sent_again_within_the_minute_and_holds_for_five_tries_and_ten_minutes() {
    let mut house = House::with_case();
    house.ok(&customer(), ask(CodePurpose::Return));
    assert!(house.ok(&customer(), ask(CodePurpose::Return)).is_empty());
    for _ in 0..5 {
        house.ok(&customer(), CaseCommand::TryCode { right: false });
    }
    assert_eq!(house.refused(&customer(), CaseCommand::TryCode { right: true }), Refusal::CodeGone);
    house.now_ms += MINUTE_MS;
    house.ok(&customer(), ask(CodePurpose::Return));
    house.now_ms += 10 * MINUTE_MS + 1;
    assert_eq!(house.refused(&customer(), CaseCommand::TryCode { right: true }), Refusal::CodeGone);
    house.ok(&customer(), ask(CodePurpose::Return));
    house.ok(&customer(), CaseCommand::TryCode { right: true });
    assert!(!house.case().order_proven, "the way back in shows no order data");
    assert_eq!(house.refused(&customer(), CaseCommand::TryCode { right: true }), Refusal::CodeGone);
}

#[test]
fn a_code_for_an_order_the_house_does_not_know_is_refused_like_any_other() {
    for order in [None, Some(OrderId::new("order-unknown"))] {
        let mut house = House::new();
        let mut file = complaint();
        file.order = order;
        house.file(file);
        assert_eq!(house.refused(&customer(), ask(CodePurpose::Order)), Refusal::NoContact);
    }
}

#[test]
fn only_the_customer_side_asks_for_and_tries_codes() {
    let mut house = House::with_case();
    for by in [merchant(), li()] {
        assert_eq!(house.refused(&by, ask(CodePurpose::Order)), Refusal::NotAllowed);
        assert_eq!(house.refused(&by, CaseCommand::TryCode { right: true }), Refusal::NotAllowed);
    }
}

#[test]
fn looking_behind_the_mask_is_for_staff_and_written_down_as_a_code() {
    let mut house = House::with_case();
    let look = |what: &str| CaseCommand::Reveal { what: what.into(), why: text("why") };
    assert_eq!(house.ok(&li(), look("phone")).len(), 1);
    assert_eq!(house.refused(&li(), look("his phone 138 1234")), Refusal::WordUnknown);
    assert_eq!(house.refused(&merchant(), look("phone")), Refusal::NotAllowed);
}

#[test]
fn the_outbox_speaks_as_the_house_and_in_codes() {
    let mut house = House::with_case();
    let sending = CaseCommand::NoticeSending {
        outbox: "1-0".into(),
        template: Template::Filed,
        to: Party::Customer,
        via: Via::Mail,
        text: text("mail"),
    };
    assert_eq!(house.refused(&customer(), sending.clone()), Refusal::NotAllowed);
    assert_eq!(house.ok(&Actor::System, sending).len(), 1);
    let long = "550 no such user ".repeat(40);
    let failed = CaseCommand::NoticeFailed { outbox: "1-0".into(), code: long, next: AfterFailure::Dead };
    let events = house.ok(&Actor::System, failed);
    assert!(
        matches!(&events[..], [Event::NoticeFailed { code, .. }] if code.len() == 64 && !code.contains(' '))
    );
}

#[test]
fn telling_looking_and_ticking_do_not_make_a_form_stale() {
    let mut house = House::with_case();
    let look = CaseCommand::Reveal { what: "phone".into(), why: text("why") };
    let mut quiet = house.ok(&li(), look);
    quiet.extend(house.ok(&customer(), ask(CodePurpose::Order)));
    quiet.extend(house.ok(&customer(), CaseCommand::TryCode { right: true }));
    quiet.extend(house.ok(&li(), CaseCommand::Exported { size: 9 }));
    quiet.extend(
        house.ok(&Actor::System, CaseCommand::NoticeSent { outbox: "1-0".into(), reference: "x".into() }),
    );
    quiet.extend(house.tick_after(60 * MINUTE_MS));
    assert_eq!(quiet.len(), 6);
    assert!(quiet.iter().all(|event| !event.is_material()));
    assert!(house.ok(&customer(), say(Party::Platform)).iter().all(Event::is_material));
}
