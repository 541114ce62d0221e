//! What is no money, told to a system outside: who takes it, what counts as done, and who may act beside it.

use crate::house::*;
use domain::account;
use domain::case::{Choice, OfferItem, Proof, RemedyState};
use domain::clock::{DAY_MS, HOUR_MS, MINUTE_MS};
use domain::command::{CaseCommand, RemedyAnswer};
use domain::reaction::{Reaction, reactions};
use domain::words::{RemedyKind, Stage};
use domain::{Event, Fen, Refusal};

const REFERENCE: &str = "C-1-r1-1";

fn accepted(items: Vec<OfferItem>) -> House {
    let mut house = House::with_case();
    house.policy = &ORDERING;
    house.offer(&li(), items, Choice::All).expect("the offer stands");
    house.ok(&customer(), accept("o1"));
    house
}
fn resend() -> House {
    accepted(vec![item(RemedyKind::Resend, 0)])
}
fn parcel() -> Proof {
    Proof::Tracking { content: text("parcel") }
}
fn voucher() -> Proof {
    Proof::Voucher { content: text("code") }
}
fn brought(proof: Proof) -> RemedyAnswer {
    RemedyAnswer::Fulfilled { proof }
}
fn execute(proof: Option<Proof>) -> CaseCommand {
    CaseCommand::Execute { remedy: "r1".into(), proof }
}
fn refuse() -> RemedyAnswer {
    RemedyAnswer::Refused { code: "out_of_stock".into() }
}

#[test]
fn what_a_warehouse_takes_is_ordered_with_the_acceptance_and_proven_by_what_it_brings() {
    let mut house = resend();
    assert_eq!(house.remedy(), &RemedyState::Instructed { reference: REFERENCE.into() });
    assert_eq!(house.case().remedies[0].with.as_deref(), Some("warehouse"));
    let instructed = |event: &&Event| matches!(event, Event::RemedyInstructed { .. });
    let event = house.journal.iter().map(|(_, event, _)| event).find(instructed).expect("it is instructed");
    let order = Reaction::Order { remedy: "r1".into(), reference: REFERENCE.into() };
    assert_eq!(reactions(house.case(), event), [order]);
    let events = house.answer(REFERENCE, brought(parcel()));
    assert!(matches!(house.remedy(), RemedyState::Proven { proof: Proof::Tracking { .. }, .. }));
    let settled = Reaction::Settled { outbox: REFERENCE.into() };
    assert!(events.iter().any(|event| reactions(house.case(), event).contains(&settled)));
    assert_eq!(house.case().stage, Stage::FollowUp);
    assert!(house.answer(REFERENCE, brought(parcel())).is_empty(), "twice is nothing new");
    assert!(house.answer(REFERENCE, refuse()).is_empty(), "and what is done stays done");
}

#[test]
fn what_nobody_outside_takes_is_done_by_hand_as_ever() {
    let house = accepted(vec![item(RemedyKind::Apology, 0)]);
    assert_eq!((house.remedy(), &house.case().remedies[0].with), (&RemedyState::Owed, &None));
    let mut house = House::with_offer(vec![item(RemedyKind::Resend, 0)], Choice::All);
    house.ok(&customer(), accept("o1"));
    assert_eq!(house.remedy(), &RemedyState::Owed);
    assert_eq!(house.refused(&li(), execute(None)), Refusal::ProofMissing);
    // The warehouse came later: one of us can still have it ordered.
    house.policy = &ORDERING;
    assert_eq!(house.refused(&merchant(), execute(None)), Refusal::ProofMissing);
    house.ok(&li(), execute(None));
    assert_eq!(house.remedy(), &RemedyState::Instructed { reference: REFERENCE.into() });
}

#[test]
fn done_without_what_shows_it_is_not_believed() {
    for (kind, wrong) in [
        (RemedyKind::Resend, voucher()),
        (RemedyKind::ReturnLabel, parcel()),
        (RemedyKind::ExtendedWarranty, parcel()),
        (RemedyKind::Repair, Proof::Statement { content: text("words") }),
        (RemedyKind::Resend, Proof::Booked),
    ] {
        let mut house = accepted(vec![item(kind, 0)]);
        house.answer(REFERENCE, brought(wrong));
        assert!(matches!(house.remedy(), RemedyState::Unknown { .. }), "{kind:?}");
    }
    let mut house = resend();
    house.answer(REFERENCE, RemedyAnswer::Done { reference: "psp".into(), amount: Fen(1) });
    assert!(matches!(house.remedy(), RemedyState::Unknown { .. }), "a payment is no parcel");
    let mut house = House::with_refund();
    house.answer(REFERENCE, brought(parcel()));
    assert!(matches!(house.remedy(), RemedyState::Unknown { .. }), "a parcel is no payment");
}

#[test]
fn while_it_may_still_come_nobody_sends_the_same_beside_it() {
    let mut house = resend();
    for by in [li(), merchant()] {
        assert_eq!(house.refused(&by, execute(Some(parcel()))), Refusal::RemedyNotOwed);
    }
    house.answer(REFERENCE, RemedyAnswer::Unknown);
    assert_eq!(house.refused(&merchant(), execute(Some(parcel()))), Refusal::RemedyNotOwed);
    assert_eq!(house.refused(&li(), execute(None)), Refusal::ProofMissing, "nor under a second reference");
    // One of us found it in the warehouse's own books.
    let events = house.ok(&li(), execute(Some(parcel())));
    assert!(matches!(&events[0], Event::RemedyProven { reference: Some(ours), .. } if ours == REFERENCE));
}

#[test]
fn what_was_taken_on_is_asked_for_ever_less_often_and_what_is_told_between_is_nothing_new() {
    let mut house = resend();
    let ask = |house: &mut House| match &house.answer(REFERENCE, RemedyAnswer::Taken)[..] {
        [Event::RemedyTaken { ask_ms, .. }] => ask_ms - house.now_ms,
        [] => 0,
        other => panic!("{other:?}"),
    };
    assert_eq!((ask(&mut house), ask(&mut house)), (30 * MINUTE_MS, 0));
    house.now_ms += 2 * HOUR_MS;
    assert_eq!(ask(&mut house), 2 * HOUR_MS);
    house.now_ms += 9 * DAY_MS;
    assert_eq!(ask(&mut house), DAY_MS);
    assert!(!house.case().is_unread(), "waiting for a parcel is no alarm");
    house.answer(REFERENCE, RemedyAnswer::Unknown);
    house.answer(REFERENCE, RemedyAnswer::Unknown);
    assert!(house.case().is_unread(), "silence is");
    house.answer(REFERENCE, brought(parcel()));
    assert!(matches!(house.remedy(), RemedyState::Proven { .. }));
}

#[test]
fn after_a_clear_no_a_person_orders_again_under_a_new_reference() {
    let mut house = resend();
    house.answer(REFERENCE, refuse());
    assert_eq!(house.remedy(), &RemedyState::Failed { code: "out_of_stock".into() });
    assert!(house.case().unread);
    assert_eq!(house.refused(&merchant(), execute(None)), Refusal::ProofMissing);
    house.ok(&li(), execute(None));
    assert_eq!(house.remedy(), &RemedyState::Instructed { reference: "C-1-r1-2".into() });
    assert!(house.answer(REFERENCE, brought(parcel())).is_empty(), "the first order is over");
    house.answer("C-1-r1-2", brought(parcel()));
    assert!(matches!(house.remedy(), RemedyState::Proven { .. }));
}

#[test]
fn a_coupon_is_booked_with_the_acceptance_and_done_with_its_code() {
    let mut house = accepted(vec![item(RemedyKind::Coupon, 500)]);
    assert_eq!((house.posted(&account::goodwill()), house.posted(&account::coupons())), (1_500, 500));
    assert!(matches!(house.remedy(), RemedyState::Instructed { .. }));
    assert_eq!(house.case().stage, Stage::Execute);
    house.answer(REFERENCE, brought(voucher()));
    assert!(matches!(house.remedy(), RemedyState::Proven { proof: Proof::Voucher { .. }, .. }));
    assert_eq!((house.posted(&account::goodwill()), house.posted(&account::coupons())), (1_500, 500));
    assert_eq!(house.case().stage, Stage::FollowUp);
}

#[test]
fn only_the_house_brings_the_word_of_a_system() {
    let mut house = resend();
    for by in [customer(), merchant(), li()] {
        let forged = CaseCommand::RemedyAnswered {
            remedy: "r1".into(),
            reference: REFERENCE.into(),
            answer: brought(parcel()),
        };
        assert_eq!(house.refused(&by, forged), Refusal::NotAllowed);
    }
}
