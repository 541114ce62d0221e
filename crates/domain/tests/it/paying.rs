//! Money: holds, the provider's answers, proofs by hand, coupons, the ledger.

use crate::house::*;
use domain::account;
use domain::actor::{Actor, Role};
use domain::case::{Choice, Proof, RemedyState};
use domain::clock::{DAY_MS, HOUR_MS, MINUTE_MS};
use domain::command::{CaseCommand, Command, RemedyAnswer};
use domain::reaction::{Reaction, reactions};
use domain::words::{RemedyKind, Stage};
use domain::{Event, Fen, Refusal};

const REFERENCE: &str = "C-1-r1-1";

fn execute(proof: Option<Proof>) -> CaseCommand {
    CaseCommand::Execute { remedy: "r1".into(), proof }
}
fn payment() -> Option<Proof> {
    Some(Proof::Payment { reference: "bank-7".into() })
}
fn statement() -> Option<Proof> {
    Some(Proof::Statement { content: text("slip") })
}
fn tracking() -> Option<Proof> {
    Some(Proof::Tracking { content: text("parcel") })
}
fn unknown_state() -> RemedyState {
    RemedyState::Unknown { reference: REFERENCE.into(), again: false }
}
fn refuse() -> RemedyAnswer {
    RemedyAnswer::Refused { code: "account closed".into() }
}
fn accepted(kind: RemedyKind) -> House {
    let mut house = House::with_offer(vec![item(kind, 0)], Choice::All);
    house.ok(&customer(), accept("o1"));
    house
}

#[test]
fn accepting_a_refund_makes_the_merchant_owe_it_and_holds_what_the_deposit_has() {
    let house = House::with_refund();
    assert_eq!(house.posted(&account::merchant(&shop())), -6_000);
    assert_eq!(house.posted(&account::customer(&case_id())), 6_000);
    assert_eq!(house.case().remedies[0].held, Fen(5_000), "the deposit is smaller than the refund");
    assert_eq!(
        (house.posted(&account::deposit(&shop())), house.available(&account::deposit(&shop()))),
        (5_000, 0)
    );
    assert_eq!(house.remedy(), &RemedyState::Instructed { reference: REFERENCE.into() });
}

#[test]
fn an_empty_deposit_holds_nothing_and_stops_nobody() {
    let mut house = House::with_case();
    house.states.remove(&account::deposit(&shop()).subject());
    house.offer(&li(), vec![item(RemedyKind::Refund, 100)], Choice::All).unwrap();
    let events = house.ok(&customer(), accept("o1"));
    assert!(!events.iter().any(|event| matches!(event, Event::Held { .. })));
    assert_eq!(house.case().remedies[0].held, Fen::ZERO);
}

#[test]
fn two_refunds_in_one_offer_share_the_deposit() {
    let items = vec![item(RemedyKind::Refund, 4_000), item(RemedyKind::PartialRefund, 4_000)];
    let mut house = House::with_offer(items, Choice::All);
    house.ok(&customer(), accept("o1"));
    let held: Vec<i64> = house.case().remedies.iter().map(|remedy| remedy.held.0).collect();
    assert_eq!(held, [4_000, 1_000]);
}

#[test]
fn the_provider_pays_and_everything_is_square() {
    let mut house = House::with_refund();
    let events = house.pay();
    assert!(
        matches!(house.remedy(), RemedyState::Proven { proof: Proof::Payment { reference }, .. } if reference == "psp-1")
    );
    assert_eq!(house.posted(&account::customer(&case_id())), 0);
    assert_eq!(house.posted(&account::provider()), 6_000);
    assert_eq!(house.available(&account::deposit(&shop())), 5_000, "the deposit is free again");
    assert_eq!(house.case().stage, Stage::FollowUp);
    let settled = Reaction::Settled { outbox: REFERENCE.into() };
    assert!(events.iter().any(|event| reactions(house.case(), event).contains(&settled)));
}

#[test]
fn an_answer_that_comes_twice_or_late_or_for_another_reference_changes_nothing() {
    let mut house = House::with_refund();
    assert!(
        house.answer("C-1-r1-9", RemedyAnswer::Done { reference: "x".into(), amount: Fen(6_000) }).is_empty()
    );
    house.pay();
    assert!(house.pay().is_empty());
    assert!(house.answer(REFERENCE, refuse()).is_empty());
    let nothing =
        CaseCommand::RemedyAnswered { remedy: "r9".into(), reference: "x".into(), answer: refuse() };
    assert_eq!(house.refused(&Actor::System, nothing), Refusal::NotFound);
}

#[test]
fn only_the_house_brings_the_providers_word() {
    let mut house = House::with_refund();
    for by in [customer(), merchant(), li()] {
        let answer = RemedyAnswer::Done { reference: "mine".into(), amount: Fen(6_000) };
        let forged = CaseCommand::RemedyAnswered { remedy: "r1".into(), reference: REFERENCE.into(), answer };
        assert_eq!(house.refused(&by, forged), Refusal::NotAllowed);
    }
}

#[test]
fn a_wrong_amount_is_not_believed() {
    for fen in [5_999, 6_001, 0, -6_000] {
        let mut house = House::with_refund();
        house.answer(REFERENCE, RemedyAnswer::Done { reference: "x".into(), amount: Fen(fen) });
        assert_eq!(house.remedy(), &unknown_state());
        assert_eq!(house.posted(&account::customer(&case_id())), 6_000);
    }
}

#[test]
fn an_unknown_payment_is_asked_for_ever_less_often_and_shown_to_a_person() {
    let mut house = House::with_refund();
    let ask = |house: &mut House| match &house.answer(REFERENCE, RemedyAnswer::Unknown)[..] {
        [Event::RemedyUnknown { ask_ms, .. }] => ask_ms - house.now_ms,
        other => panic!("{other:?}"),
    };
    assert_eq!(ask(&mut house), MINUTE_MS);
    assert!(!house.case().is_unread());
    house.now_ms += 30 * MINUTE_MS;
    assert_eq!(ask(&mut house), 30 * MINUTE_MS);
    assert!(house.case().is_unread(), "twice unknown, somebody should look");
    house.now_ms += 90 * HOUR_MS;
    assert_eq!(ask(&mut house), 6 * HOUR_MS);
    assert_eq!(house.case().remedies[0].attempts, 1, "it was never instructed again");
    house.pay();
    assert_eq!(house.case().stage, Stage::FollowUp);
    assert!(!house.case().is_unread(), "it is paid, and nobody has to look");
    house.tick_after(48 * HOUR_MS);
    house.tick_after(7 * DAY_MS);
    assert_eq!(house.case().stage, Stage::Closed, "silence closes it");
}

#[test]
fn a_refused_payment_is_ordered_again_under_a_new_reference_by_one_of_us() {
    let mut house = House::with_refund();
    assert_eq!(house.refused(&li(), execute(None)), Refusal::ProofMissing);
    house.answer(REFERENCE, refuse());
    assert_eq!(house.remedy(), &RemedyState::Failed { code: "accountclosed".into() });
    assert!(house.case().unread);
    assert_eq!(house.refused(&merchant(), execute(None)), Refusal::ProofMissing);
    house.ok(&li(), execute(None));
    assert_eq!(house.remedy(), &RemedyState::Instructed { reference: "C-1-r1-2".into() });
    assert!(house.pay().is_empty(), "the old reference is no longer waited for");
    house.answer("C-1-r1-2", RemedyAnswer::Done { reference: "psp-2".into(), amount: Fen(6_000) });
    assert_eq!(house.posted(&account::customer(&case_id())), 0);
}

#[test]
fn nobody_pays_beside_a_provider_that_may_still_be_paying() {
    let mut house = House::with_refund();
    for proof in [payment(), statement(), tracking()] {
        assert_eq!(house.refused(&li(), execute(proof)), Refusal::RemedyNotOwed);
    }
    house.answer(REFERENCE, RemedyAnswer::Unknown);
    assert_eq!(house.refused(&merchant(), execute(statement())), Refusal::RemedyNotOwed);
    assert_eq!(house.refused(&li(), execute(statement())), Refusal::RemedyNotOwed);
    let events = house.ok(&li(), execute(payment()));
    let settled = Reaction::Settled { outbox: REFERENCE.into() };
    assert!(events.iter().any(|event| reactions(house.case(), event).contains(&settled)), "the asking ends");
    assert!(house.pay().is_empty());
    assert_eq!(house.refused(&li(), execute(payment())), Refusal::RemedyNotOwed);
}

#[test]
fn a_merchant_proves_a_payment_with_a_document_never_with_a_reference() {
    let mut house = House::with_refund();
    house.answer(REFERENCE, refuse());
    assert_eq!(house.refused(&merchant(), execute(payment())), Refusal::NotAllowed);
    assert_eq!(house.refused(&merchant(), execute(tracking())), Refusal::ProofMissing);
    house.ok(&merchant(), execute(statement()));
    assert_eq!(house.posted(&account::customer(&case_id())), 0);
    assert_eq!(house.posted(&account::merchant(&shop())), 0, "it paid by itself and owes nobody");
    assert_eq!(house.posted(&account::provider()), 0);
    assert_eq!(house.available(&account::deposit(&shop())), 5_000);
}

#[test]
fn goods_are_proven_by_tracking_or_statement_from_either_hand() {
    for (by, proof) in
        [(merchant(), tracking()), (merchant(), statement()), (li(), tracking()), (li(), statement())]
    {
        let mut house = accepted(RemedyKind::Resend);
        assert_eq!(house.refused(&by, execute(None)), Refusal::ProofMissing);
        assert_eq!(house.refused(&by, execute(Some(Proof::Booked))), Refusal::ProofMissing);
        assert_eq!(house.refused(&customer(), execute(statement())), Refusal::NotAllowed);
        assert_eq!(house.refused(&Actor::System, execute(statement())), Refusal::NotAllowed);
        house.ok(&by, execute(proof));
        assert_eq!(house.case().stage, Stage::FollowUp);
    }
    let mut house = accepted(RemedyKind::Resend);
    assert_eq!(house.refused(&li(), execute(payment())), Refusal::ProofMissing, "a payment ships nothing");
    let chatty = Some(Proof::Payment { reference: "paid it to his wife".into() });
    let mut house = House::with_refund();
    house.answer(REFERENCE, refuse());
    assert_eq!(house.refused(&li(), execute(chatty)), Refusal::ProofMissing);
}

#[test]
fn the_follow_up_waits_for_the_last_remedy() {
    let mut house =
        House::with_offer(vec![item(RemedyKind::Refund, 6_000), item(RemedyKind::Resend, 0)], Choice::All);
    house.ok(&customer(), accept("o1"));
    house.pay();
    assert_eq!(house.case().stage, Stage::Execute);
    house.ok(&merchant(), CaseCommand::Execute { remedy: "r2".into(), proof: tracking() });
    assert_eq!(house.case().stage, Stage::FollowUp);
}

#[test]
fn a_coupon_comes_out_of_the_goodwill_budget_and_stops_when_it_is_spent() {
    let offer = |fen| House::with_offer(vec![item(RemedyKind::Coupon, fen)], Choice::All);
    let mut house = offer(2_000);
    house.ok(&customer(), accept("o1"));
    assert_eq!((house.posted(&account::goodwill()), house.posted(&account::coupons())), (0, 2_000));
    assert_eq!(offer(2_001).refused(&customer(), accept("o1")), Refusal::BudgetSpent);
    let items = vec![item(RemedyKind::Coupon, 1_500), item(RemedyKind::Coupon, 1_500)];
    let mut twice = House::with_offer(items, Choice::All);
    assert_eq!(twice.refused(&customer(), accept("o1")), Refusal::BudgetSpent);
}

#[test]
fn funding_goes_to_deposits_and_budgets_from_hands_that_may() {
    let mut house = House::new();
    let fund = |account: domain::id::AccountId, fen| Command::Fund {
        account,
        amount: Fen(fen),
        transfer: "f1".into(),
    };
    for by in [customer(), merchant(), li(), Actor::Stranger] {
        assert_eq!(house.run(&by, fund(account::goodwill(), 1)), Err(Refusal::NotAllowed));
    }
    for fen in [0, -1, i64::MAX, i64::MIN] {
        assert_eq!(house.run(&admin(), fund(account::goodwill(), fen)), Err(Refusal::AmountInvalid));
    }
    for account in [account::customer(&case_id()), account::outside(), account::provider()] {
        assert_eq!(house.run(&admin(), fund(account, 1)), Err(Refusal::WordUnknown));
    }
    house.run(&staff("boss", Role::Manager), fund(account::goodwill(), 1)).unwrap();
    assert_eq!(house.posted(&account::goodwill()), 2_001);
}
