//! Offers, counter-offers and the one acceptance.

use crate::house::*;
use domain::account;
use domain::actor::{Actor, Party};
use domain::case::{Choice, OfferState, RemedyState};
use domain::clock::{ClockKind, DAY_MS, HOUR_MS};
use domain::command::{CaseCommand, Command};
use domain::event::Supplemented;
use domain::words::{RemedyKind, Stage};
use domain::{Event, Fen, OrderId, Refusal};

fn refund(fen: i64) -> Vec<domain::case::OfferItem> {
    vec![item(RemedyKind::Refund, fen)]
}
fn pick(chosen: &[usize]) -> CaseCommand {
    CaseCommand::accept("o1", chosen.to_vec())
}
fn decline(offer: &str) -> CaseCommand {
    CaseCommand::Decline { offer: offer.into(), why: None }
}
fn state(house: &House, index: usize) -> OfferState {
    house.case().offers[index].state
}

#[test]
fn an_offer_answers_the_customer_and_waits_three_days() {
    let house = House::with_offer(refund(10_000), Choice::All);
    assert_eq!(house.case().stage, Stage::Settle);
    assert!(house.clock(ClockKind::FirstAnswer).met_ms.is_some());
    assert!(house.clock(ClockKind::Solution).met_ms.is_some());
    let clock = house.clock(ClockKind::Offer);
    assert_eq!((clock.party, clock.due_ms), (Party::Customer, START_MS + 3 * DAY_MS));
    assert_eq!(house.case().waits_for(), Some(Party::Customer));
}

#[test]
fn an_offer_taken_as_a_whole_becomes_remedies_with_their_own_clocks() {
    let items = vec![
        item(RemedyKind::PartialRefund, 3_000),
        item(RemedyKind::Resend, 0),
        item(RemedyKind::Coupon, 500),
    ];
    let mut house = House::with_offer(items, Choice::All);
    house.ok(&customer(), pick(&[]));
    let case = house.case();
    assert_eq!((case.stage, state(&house, 0)), (Stage::Execute, OfferState::Accepted));
    let due: Vec<i64> = case.remedies.iter().map(|remedy| remedy.due_ms - START_MS).collect();
    assert_eq!(due[..2], [24 * HOUR_MS, 3 * DAY_MS]);
    assert!(matches!(case.remedies[0].state, RemedyState::Instructed { .. }));
    assert_eq!(case.remedies[1].state, RemedyState::Owed);
    assert!(matches!(case.remedies[2].state, RemedyState::Proven { .. }), "a coupon is there at once");
    let parties: Vec<Party> =
        case.clocks.iter().filter(|clock| clock.kind == ClockKind::Remedy).map(|clock| clock.party).collect();
    assert_eq!(parties, [Party::Platform, Party::Merchant, Party::Platform]);
}

#[test]
fn of_a_menu_one_is_picked() {
    let menu = || vec![item(RemedyKind::Refund, 10_000), item(RemedyKind::Exchange, 0)];
    let mut house = House::with_offer(menu(), Choice::One);
    for wrong in [&[][..], &[0, 1], &[2], &[usize::MAX]] {
        assert_eq!(house.refused(&customer(), pick(wrong)), Refusal::NothingChosen);
    }
    house.ok(&customer(), pick(&[1]));
    assert_eq!(house.case().remedies.len(), 1);
    assert_eq!(house.case().remedies[0].kind, RemedyKind::Exchange);
}

#[test]
fn the_same_remedy_may_stand_twice_in_an_offer() {
    let mut house =
        House::with_offer(vec![item(RemedyKind::Coupon, 500), item(RemedyKind::Coupon, 500)], Choice::All);
    house.ok(&customer(), pick(&[]));
    assert_eq!(house.posted(&account::coupons()), 1_000);
    assert_eq!(house.case().stage, Stage::FollowUp);
}

#[test]
fn amounts_are_positive_given_where_needed_and_fit() {
    let mut house = House::with_case();
    for fen in [-1, Fen::MAX.0 + 1, i64::MAX, i64::MIN] {
        let no = house.offer(&li(), refund(fen), Choice::All);
        assert_eq!(no, Err(Refusal::AmountInvalid), "{fen}");
    }
    assert_eq!(house.offer(&li(), refund(0), Choice::All), Err(Refusal::AmountInvalid));
    assert_eq!(
        house.offer(&li(), vec![item(RemedyKind::Coupon, 0)], Choice::All),
        Err(Refusal::AmountInvalid)
    );
    assert_eq!(house.offer(&li(), vec![], Choice::All), Err(Refusal::NothingOffered));
}

#[test]
fn an_offer_expires_ahead_within_a_year() {
    let mut house = House::with_case();
    for expires_ms in [START_MS, i64::MAX, i64::MIN] {
        let offer = CaseCommand::offer(refund(1), Choice::All, text("w"), Some(expires_ms));
        assert_eq!(house.refused(&li(), offer), Refusal::DueInvalid);
    }
}

#[test]
fn nobody_is_refunded_more_than_was_paid() {
    let mut house = House::with_case();
    let two = || vec![item(RemedyKind::Refund, 6_000), item(RemedyKind::PartialRefund, 6_000)];
    assert_eq!(house.offer(&li(), refund(10_001), Choice::All), Err(Refusal::AmountAboveOrder));
    assert_eq!(house.offer(&li(), two(), Choice::All), Err(Refusal::AmountAboveOrder));
    let coupon = item(RemedyKind::Coupon, 49_999);
    assert!(house.clone().offer(&li(), vec![coupon], Choice::All).is_ok(), "a coupon is no refund");
    assert!(house.offer(&li(), two(), Choice::One).is_ok(), "of a menu only one is paid");
}

#[test]
fn a_new_round_refunds_only_what_is_left() {
    let mut house = House::with_refund();
    house.pay();
    house.now_ms += 2 * DAY_MS;
    house.tick();
    house.ok(&customer(), CaseCommand::Survey { solved: 0, treated: 0, words: None });
    assert_eq!((house.case().stage, house.case().round), (Stage::Investigate, 2));
    assert_eq!(house.offer(&li(), refund(4_001), Choice::All), Err(Refusal::AmountAboveOrder));
    house.offer(&li(), refund(4_000), Choice::All).unwrap();
    house.ok(&customer(), accept("o2"));
    assert!(matches!(house.case().remedies[0].state, RemedyState::Proven { .. }), "old remedies stay proven");
    assert!(matches!(house.case().remedies[1].state, RemedyState::Instructed { .. }));
}

#[test]
fn an_order_that_turns_out_smaller_stops_the_acceptance() {
    let mut house = House::new();
    let mut file = complaint();
    file.order = None;
    house.file(file);
    assert_eq!(house.offer(&li(), refund(100), Choice::All), Err(Refusal::MerchantMissing));
    let late = OrderId::new("order-2");
    let give = |order| CaseCommand::Supplement {
        more: Box::new(Supplemented { order: Some(order), ..Supplemented::default() }),
        evidence: vec![],
    };
    house.offer(&li(), vec![item(RemedyKind::Apology, 0)], Choice::All).unwrap();
    house.done(&admin(), Command::RecordOrder { order: late.clone(), facts: Box::new(facts(50)) });
    house.ok(&customer(), give(late));
    assert_eq!(house.offer(&li(), refund(100), Choice::All), Err(Refusal::AmountAboveOrder));
    house.offer(&li(), refund(50), Choice::All).unwrap();
    assert_eq!(house.case().amount, Some(Fen(50)));
}

#[test]
fn a_second_acceptance_is_refused() {
    let mut house = House::with_refund();
    assert_eq!(house.refused(&customer(), accept("o1")), Refusal::AlreadyAccepted);
    assert_eq!(house.offer(&li(), refund(1), Choice::All), Err(Refusal::AlreadyAccepted));
}

#[test]
fn an_expired_offer_is_gone_with_or_without_the_tick() {
    let mut house = House::with_offer(refund(100), Choice::All);
    house.now_ms += 3 * DAY_MS;
    assert_eq!(house.refused(&customer(), accept("o1")), Refusal::OfferGone);
    assert!(house.tick().contains(&Event::OfferExpired { offer: "o1".into() }));
    assert_eq!(state(&house, 0), OfferState::Expired);
    assert_eq!(house.refused(&customer(), accept("o1")), Refusal::OfferGone);
    assert_eq!(house.refused(&customer(), decline("o1")), Refusal::OfferGone);
    house.offer(&li(), refund(100), Choice::All).expect("a new one may be made");
}

#[test]
fn only_the_customer_answers_an_offer_and_only_one_that_is_there() {
    let mut house = House::with_offer(refund(100), Choice::All);
    for by in [li(), merchant(), Actor::System] {
        assert_eq!(house.refused(&by, accept("o1")), Refusal::NotAllowed);
        assert_eq!(house.refused(&by, decline("o1")), Refusal::NotAllowed);
    }
    assert_eq!(house.refused(&customer(), accept("o7")), Refusal::NotFound);
    house.ok(&customer(), decline("o1"));
    assert_eq!(state(&house, 0), OfferState::Declined);
    assert!(house.case().unread && house.clock(ClockKind::Offer).met_ms.is_some());
}

#[test]
fn a_counter_offer_goes_to_us_and_replaces_the_offer() {
    let mut house = House::with_offer(refund(100), Choice::All);
    house.offer(&customer(), refund(5_000), Choice::All).unwrap();
    assert_eq!(state(&house, 0), OfferState::Countered);
    assert_eq!(house.clock(ClockKind::Offer).party, Party::Platform);
    assert_eq!(house.refused(&customer(), accept("o2")), Refusal::NotAllowed);
    let mut agreed = house.clone();
    agreed.ok(&merchant(), accept("o2"));
    assert_eq!(agreed.case().remedies.len(), 1, "who pays may agree as well");
    let mut declined = house.clone();
    declined.case();
    declined.ok(&li(), say(Party::Customer));
    declined.ok(&li(), decline("o2"));
    assert!(!declined.case().unread, "our own no is no news to us");
    house.ok(&li(), accept("o2"));
    assert_eq!(house.case().remedies[0].amount, Some(Fen(5_000)));
}

#[test]
fn a_counter_offer_we_let_pass_is_our_miss() {
    let mut house = House::with_offer(refund(100), Choice::All);
    house.offer(&customer(), refund(200), Choice::All).unwrap();
    house.tick_after(3 * DAY_MS);
    assert!(house.clock(ClockKind::Offer).missed_ms.is_some());
    assert_eq!(state(&house, 1), OfferState::Expired);
}

#[test]
fn a_customer_counters_but_does_not_begin() {
    let mut house = House::with_case();
    assert_eq!(house.offer(&customer(), refund(100), Choice::All), Err(Refusal::NotAllowed));
    assert_eq!(house.offer(&Actor::System, refund(100), Choice::All), Err(Refusal::NotAllowed));
}

#[test]
fn a_merchant_offers_on_its_own_case_but_not_over_ours() {
    let mut house = House::with_case();
    house.offer(&merchant(), refund(100), Choice::All).unwrap();
    assert_eq!(
        (house.case().offers[0].by, house.clock(ClockKind::Offer).party),
        (Party::Merchant, Party::Customer)
    );
    assert_eq!(house.refused(&li(), accept("o1")), Refusal::NotAllowed);
    house.offer(&merchant(), refund(200), Choice::All).expect("its own it may better");
    assert_eq!(state(&house, 0), OfferState::Withdrawn);
    house.ok(&customer(), decline("o2"));
    house.offer(&li(), refund(300), Choice::All).unwrap();
    assert_eq!(house.offer(&merchant(), refund(1), Choice::All), Err(Refusal::OfferOpen));
    house.ok(&customer(), accept("o3"));
}

#[test]
fn whoever_made_an_offer_may_take_it_back() {
    let mut house = House::with_offer(refund(100), Choice::All);
    let back = || CaseCommand::WithdrawOffer { offer: "o1".into() };
    assert_eq!(house.refused(&customer(), back()), Refusal::NotAllowed);
    assert_eq!(house.refused(&merchant(), back()), Refusal::NotAllowed);
    house.ok(&li(), back());
    assert_eq!(house.refused(&customer(), accept("o1")), Refusal::OfferGone);
}

#[test]
fn every_action_the_standing_names_for_the_customer_is_there_at_its_time() {
    let house = House::with_offer(refund(100), Choice::All);
    assert_eq!(
        house.case().allowed_actions(&customer()),
        ["messages", "evidence", "call", "withdraw", "accept", "counter", "decline"]
    );
    assert!(!House::with_refund().case().allowed_actions(&customer()).contains(&"withdraw"));
    assert!(!house.case().allowed_actions(&merchant()).contains(&"offers"));
    assert!(House::with_refund().case().allowed_actions(&merchant()).contains(&"execute"));
}
