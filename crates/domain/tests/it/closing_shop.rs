//! A prepaid merchant that closes: the flag, the balances, the choice, and the queue to the last fen.

use crate::house::*;
use domain::account;
use domain::actor::{Actor, Role};
use domain::case::{Choice, OfferState, Proof, RemedyState};
use domain::clock::DAY_MS;
use domain::closing::shared;
use domain::command::{CaseCommand, Command, FlagClosing, MerchantCommand, RemedyAnswer};
use domain::merchant::Merchant;
use domain::order::OrderFacts;
use domain::words::{Channel, MeasureKind, RemedyKind, Stage};
use domain::{CaseId, Event, Fen, MerchantId, OrderId, Refusal, State};
use proptest::prelude::*;

pub fn boss() -> Actor {
    staff("boss", Role::Manager)
}
fn record(house: &mut House, id: &str, fingerprint: &str) {
    let (merchant, name, fingerprint) = (MerchantId::new(id), text("shop"), fingerprint.to_owned());
    house.done(&admin(), Command::RecordMerchant { merchant, name, contact: None, fingerprint });
}
fn flag(elsewhere: Option<&str>) -> Command {
    let new = FlagClosing {
        clause: "prepaid-3".into(),
        reasons: text("rent is owed"),
        words: text("to the holders"),
        elsewhere: elsewhere.map(MerchantId::new),
    };
    Command::Merchant(shop(), MerchantCommand::Flag(Box::new(new)))
}
fn lift(by: &str) -> (Actor, Command) {
    let command = MerchantCommand::Lift { measure: "x1".into(), why: text("it was wrong") };
    (staff(by, Role::Manager), Command::Merchant(shop(), command))
}
pub fn card(number: usize) -> CaseId {
    CaseId::new(format!("card{number}"))
}
fn on_card(number: usize, command: CaseCommand) -> Command {
    Command::Case(card(number), command)
}
pub fn share(cases: &[usize]) -> Command {
    let cases = cases.iter().map(|number| card(*number)).collect();
    Command::Merchant(shop(), MerchantCommand::Share { cases })
}
fn offer(fen: i64) -> CaseCommand {
    CaseCommand::OfferBalance { balance: Fen(fen), words: text("words") }
}
/// A card as an order worth `fen`, and the case of its holder.
fn holder(house: &mut House, number: usize, fen: i64) {
    let order = OrderId::new(format!("card-{number}"));
    house.done(&admin(), Command::RecordOrder { order: order.clone(), facts: Box::new(facts(fen)) });
    let mut file = complaint();
    (file.case, file.order, file.channel) = (card(number), Some(order), Channel::Rule);
    file.suggestion.kind = "prepaid".into();
    house.done(&Actor::System, Command::File(Box::new(file)));
}
pub fn balance(house: &mut House, number: usize, fen: i64) {
    holder(house, number, fen);
    house.done(&Actor::System, on_card(number, offer(fen)));
}
fn choose(house: &mut House, number: usize, item: usize) {
    house.done(&Actor::Customer(card(number)), on_card(number, CaseCommand::accept("o1", vec![item])));
}
pub fn case(house: &House, number: usize) -> domain::Case {
    house.states.get(&card(number).subject()).and_then(as_case).expect("a case").clone()
}
fn left(house: &House, number: usize) -> Option<i64> {
    case(house, number).card().expect("a card").waits().map(|(_, left)| left.0)
}
fn merchant_of(house: &House) -> &Merchant {
    match house.states.get(&shop().subject()) {
        Some(State::Merchant(merchant)) => merchant,
        other => panic!("{other:?}"),
    }
}
fn answer(house: &mut House, number: usize, remedy: &str, reference: &str, answer: RemedyAnswer) -> usize {
    let (remedy, reference) = (remedy.to_owned(), reference.to_owned());
    let command = CaseCommand::RemedyAnswered { remedy, reference, answer };
    house.done(&Actor::System, on_card(number, command)).len()
}
/// The provider pays whatever was instructed in this case, and says so twice.
fn paid(house: &mut House, number: usize) {
    for remedy in case(house, number).remedies {
        let RemedyState::Instructed { reference } = &remedy.state else { continue };
        let amount = remedy.amount.expect("an amount");
        let done = || RemedyAnswer::Done { reference: "psp".into(), amount };
        assert!(answer(house, number, &remedy.id, reference, done()) > 0);
        assert_eq!(answer(house, number, &remedy.id, reference, done()), 0, "the second answer does nothing");
    }
}
pub fn sum(house: &House) -> i64 {
    let posted = |state: &State| if let State::Account(account) = state { account.posted.0 } else { 0 };
    house.states.values().map(posted).sum()
}

/// The merchants m1, which closes, and m2, which takes over.
pub fn flagged() -> House {
    let mut house = House::new();
    house.fund(&account::deposit(&MerchantId::new("m1")), 1_000);
    record(&mut house, "m1", "one");
    record(&mut house, "m2", "two");
    house.done(&boss(), flag(Some("m2")));
    house
}

/// Three holders with 100, 50 and 0.33 yuan, one with 80 who goes elsewhere; the deposit has 60 yuan.
fn closing() -> House {
    let mut house = flagged();
    for (number, fen) in [(1, 10_000), (2, 5_000), (3, 33), (4, 8_000)] {
        balance(&mut house, number, fen);
    }
    (1..=3).for_each(|number| choose(&mut house, number, 0));
    choose(&mut house, 4, 1);
    house
}

#[test]
fn the_flag_stops_prepayments_by_a_clause_and_with_reasons_and_is_a_managers() {
    let mut house = House::new();
    record(&mut house, "m1", "one");
    for other in [li(), merchant(), customer(), Actor::System] {
        assert_eq!(house.run(&other, flag(None)), Err(Refusal::NotAllowed));
    }
    assert_eq!(house.run(&boss(), flag(Some("m1"))), Err(Refusal::NotFound), "nobody takes over from itself");
    assert_eq!(house.run(&boss(), flag(Some("m9"))), Err(Refusal::NotFound));
    house.done(&boss(), flag(None));
    let measure = &merchant_of(&house).measures[0];
    assert_eq!((measure.kind, measure.clause.as_str()), (MeasureKind::NoPrepayments, "prepaid-3"));
    assert!(merchant_of(&house).is_closing());
    assert_eq!(house.run(&boss(), flag(None)), Err(Refusal::AlreadyThere), "once");
    // A new record of the shop keeps what stands against it.
    record(&mut house, "m1", "renamed");
    assert!(merchant_of(&house).is_closing());
}

#[test]
fn a_flag_that_was_wrong_is_lifted_with_its_measure_by_somebody_else_and_can_be_set_again() {
    let mut house = flagged();
    let words = text("we do not close");
    let appeal = Command::Merchant(shop(), MerchantCommand::Appeal { measure: "x1".into(), words });
    house.done(&merchant(), appeal);
    let (by, command) = lift("boss");
    assert_eq!(house.run(&by, command), Err(Refusal::SecondPersonNeeded), "not by whoever took it");
    holder(&mut house, 1, 10_000);
    let (by, command) = lift("other");
    house.done(&by, command);
    assert!(!merchant_of(&house).is_closing() && !merchant_of(&house).stops_prepayment(None));
    assert_eq!(house.run(&Actor::System, on_card(1, offer(10_000))), Err(Refusal::NotClosing));
    house.done(&boss(), flag(None));
    assert!(merchant_of(&house).is_closing());
    house.done(&Actor::System, on_card(1, offer(10_000)));
}

#[test]
fn a_card_sold_after_the_flag_is_refused_and_one_sold_before_is_taken() {
    let mut house = flagged();
    let from_ms = house.now_ms;
    let sold = |number: &str, bought_ms, prepaid| {
        let fingerprint = number.to_owned();
        let facts = Box::new(OrderFacts { bought_ms, prepaid, fingerprint, ..facts(5_000) });
        Command::RecordOrder { order: OrderId::new(number), facts }
    };
    for late in [Some(from_ms), Some(from_ms + DAY_MS), None] {
        assert_eq!(house.run(&admin(), sold("late", late, true)), Err(Refusal::PrepaymentStopped));
    }
    house.done(&admin(), sold("early", Some(from_ms - 1), true));
    house.done(&admin(), sold("goods", Some(from_ms + 1), false));
    let (by, command) = lift("other");
    house.done(&by, command);
    house.done(&admin(), sold("late", None, true));
}

#[test]
fn each_holder_sees_the_balance_and_chooses_once() {
    let mut house = closing();
    let one = case(&house, 1);
    assert_eq!(one.card().expect("a card").offer.items.len(), 2);
    assert_eq!(house.posted(&account::customer(&card(1))), 10_000, "the whole balance is owed from here on");
    assert_eq!(house.posted(&account::merchant(&shop())), -15_033);
    assert_eq!(house.available(&account::deposit(&shop())), 6_000, "nobody holds it for themselves");
    assert!(matches!(one.remedies[0].state, RemedyState::Owed), "nothing is sent before there is a share");
    let four = case(&house, 4);
    assert_eq!((four.remedies[0].kind, left(&house, 4)), (RemedyKind::Performance, None));
    let again = on_card(1, CaseCommand::accept("o1", vec![1]));
    assert_eq!(house.run(&Actor::Customer(card(1)), again), Err(Refusal::AlreadyAccepted));
    assert!(house.done(&Actor::System, on_card(1, offer(10_000))).is_empty(), "one offer of a balance");
    assert_eq!(house.run(&boss(), on_card(1, offer(10_000))), Err(Refusal::NotAllowed), "by the house alone");
    let mut open = House::with_case();
    record(&mut open, "m1", "one");
    assert_eq!(open.refused(&Actor::System, offer(10_000)), Refusal::NotClosing);
}

#[test]
fn a_balance_is_never_more_than_the_card_has_left_to_give_back() {
    let mut house = flagged();
    holder(&mut house, 1, 10_000);
    for wrong in [0, -1, i64::MAX] {
        assert_eq!(house.run(&Actor::System, on_card(1, offer(wrong))), Err(Refusal::AmountInvalid));
    }
    assert_eq!(house.run(&Actor::System, on_card(1, offer(10_001))), Err(Refusal::AmountAboveOrder));
    // Another complaint about the same card has had 40 back.
    let mut file = complaint();
    file.order = Some(OrderId::new("card-1"));
    house.file(file);
    house.offer(&li(), vec![item(RemedyKind::PartialRefund, 4_000)], Choice::All).expect("it stands");
    house.ok(&customer(), accept("o1"));
    assert_eq!(house.run(&Actor::System, on_card(1, offer(6_001))), Err(Refusal::AmountAboveOrder));
    house.done(&Actor::System, on_card(1, offer(6_000)));
    choose(&mut house, 1, 0);
    let transfer = "more".to_owned();
    let more = Command::Fund { account: account::deposit(&shop()), amount: Fen(20_000), transfer };
    house.done(&Actor::System, more);
    house.done(&boss(), share(&[1]));
    let Some(State::Order(order)) = house.states.get(&OrderId::new("card-1").subject()) else { panic!() };
    assert_eq!(Fen::sum(order.refunds.values().copied()), Some(Fen(10_000)), "both together, once");
}

#[test]
fn a_holder_who_let_the_time_pass_is_asked_again_and_one_who_declined_is_not() {
    let mut house = flagged();
    balance(&mut house, 1, 10_000);
    balance(&mut house, 2, 5_000);
    let no = CaseCommand::Decline { offer: "o1".into(), why: None };
    house.done(&Actor::Customer(card(2)), on_card(2, no));
    house.now_ms += 91 * DAY_MS;
    house.done(&Actor::System, on_card(1, CaseCommand::Elapse));
    assert_eq!(case(&house, 1).card().expect("a card").offer.state, OfferState::Expired);
    assert!(!house.done(&Actor::System, on_card(1, offer(10_000))).is_empty());
    assert!(house.done(&Actor::System, on_card(2, offer(5_000))).is_empty());
}

#[test]
fn nobody_is_paid_beside_the_queue() {
    let mut house = flagged();
    balance(&mut house, 1, 10_000);
    let refund =
        || CaseCommand::offer(vec![item(RemedyKind::Refund, 5_000)], Choice::All, text("words"), None);
    for by in [li(), Actor::Customer(card(1))] {
        assert_eq!(house.run(&by, on_card(1, refund())), Err(Refusal::OfferOpen));
    }
    choose(&mut house, 1, 0);
    let proof = || Some(Proof::Payment { reference: "BANK1".into() });
    let whole = |proof| on_card(1, CaseCommand::Execute { remedy: "r1".into(), proof });
    for by in [li(), merchant()] {
        assert_eq!(house.run(&by, whole(proof())), Err(Refusal::PaidInShares));
        assert_eq!(house.run(&by, whole(None)), Err(Refusal::PaidInShares));
    }
    balance(&mut house, 2, 5_000);
    house.done(&Actor::Customer(card(2)), on_card(2, CaseCommand::Decline { offer: "o1".into(), why: None }));
    assert_eq!(house.run(&li(), on_card(2, refund())), Err(Refusal::PaidInShares));
}

#[test]
fn the_deposit_is_shared_in_proportion_and_what_comes_later_pays_the_rest_to_the_last_fen() {
    let mut house = closing();
    for other in [li(), merchant(), Actor::System] {
        assert_eq!(house.run(&other, share(&[1, 2, 3])), Err(Refusal::NotAllowed));
    }
    house.done(&boss(), share(&[1, 2, 3, 4]));
    // 60 yuan over 150.33: 39.912…, 19.956…, 0.131… by the largest remainder.
    assert_eq!([left(&house, 1), left(&house, 2), left(&house, 3)], [Some(6_009), Some(3_004), Some(20)]);
    assert_eq!(house.available(&account::deposit(&shop())), 0);
    assert_eq!(house.posted(&account::merchant(&shop())), -9_033);
    assert_eq!(
        house.run(&boss(), share(&[1, 2, 3])),
        Err(Refusal::BudgetSpent),
        "nothing there, nothing shared"
    );
    (1..=3).for_each(|number| paid(&mut house, number));
    assert_eq!(house.posted(&account::customer(&card(1))), 6_009, "what is not paid stays owed");
    assert_eq!(case(&house, 1).card().expect("a card").paid, Fen(3_991));
    assert_eq!(case(&house, 1).stage, Stage::Execute, "a part is not the end");
    // The landlord gives back more than is still owed.
    let (account, transfer) = (account::deposit(&shop()), "landlord".to_owned());
    house.done(&Actor::System, Command::Fund { account, amount: Fen(9_040), transfer });
    house.done(&boss(), share(&[1, 2, 3]));
    (1..=3).for_each(|number| paid(&mut house, number));
    for number in 1..=3 {
        let case = case(&house, number);
        assert_eq!(house.posted(&account::customer(&case.id)), 0);
        assert_eq!((left(&house, number), case.stage), (None, Stage::FollowUp), "{number}");
        assert!(!case.remedies_owed());
        assert_eq!(case.card().map(|card| card.paid), case.amount);
        assert_eq!(Some(case.refunded()), case.amount, "the whole and its shares count once");
    }
    assert_eq!(house.posted(&account::merchant(&shop())), 0);
    assert_eq!(house.available(&account::deposit(&shop())), 7, "what is over stays the shop's");
    assert_eq!(house.posted(&account::provider()), 15_033);
    let closing = merchant_of(&house).closing.as_ref().expect("it closes");
    assert_eq!((closing.rounds, closing.shared), (2, Fen(15_033)));
    assert_eq!(house.run(&boss(), share(&[1, 2, 3])), Err(Refusal::NobodyWaits));
    let done = Proof::Statement { content: text("card of m2") };
    house.done(&li(), on_card(4, CaseCommand::Execute { remedy: "r1".into(), proof: Some(done) }));
    assert_eq!(case(&house, 4).stage, Stage::FollowUp);
    assert_eq!(sum(&house), 0);
}

#[test]
fn a_share_that_is_refused_or_unanswered_is_owed_until_it_is_paid_and_never_granted_twice() {
    let mut house = closing();
    house.done(&boss(), share(&[1, 2, 3]));
    let reference = |house: &House, number| match &case(house, number).remedies[1].state {
        RemedyState::Instructed { reference } => reference.clone(),
        other => panic!("{other:?}"),
    };
    let (first, second) = (reference(&house, 1), reference(&house, 2));
    answer(&mut house, 1, "r2", &first, RemedyAnswer::Refused { code: "closed".into() });
    answer(&mut house, 2, "r2", &second, RemedyAnswer::Unknown);
    let (account, transfer) = (account::deposit(&shop()), "more".to_owned());
    house.done(&Actor::System, Command::Fund { account, amount: Fen(9_033), transfer });
    house.done(&boss(), share(&[1, 2, 3]));
    assert_eq!([left(&house, 1), left(&house, 2)], [None, None], "the first shares count as granted");
    // A late word on the reference of before pays nothing; a person orders it again under a new one.
    let late = RemedyAnswer::Done { reference: "psp".into(), amount: Fen(3_991) };
    assert_eq!(answer(&mut house, 1, "r2", &first, late), 0);
    house.done(&li(), on_card(1, CaseCommand::Execute { remedy: "r2".into(), proof: None }));
    assert_ne!(reference(&house, 1), first);
    (1..=3).for_each(|number| paid(&mut house, number));
    assert_eq!(case(&house, 2).stage, Stage::Execute, "one of its shares has no answer");
    let known = RemedyAnswer::Done { reference: "psp".into(), amount: Fen(1_996) };
    answer(&mut house, 2, "r2", &second, known);
    for number in 1..=3 {
        assert_eq!(house.posted(&account::customer(&card(number))), 0, "{number}");
        assert_eq!(case(&house, number).stage, Stage::FollowUp);
    }
    assert_eq!((house.posted(&account::provider()), sum(&house)), (15_033, 0));
}

#[test]
fn what_is_held_for_others_is_not_shared() {
    let mut house = flagged();
    house.file(complaint());
    house.offer(&li(), vec![item(RemedyKind::PartialRefund, 4_000)], Choice::All).expect("it stands");
    house.ok(&customer(), accept("o1"));
    balance(&mut house, 1, 10_000);
    choose(&mut house, 1, 0);
    house.done(&boss(), share(&[1]));
    assert_eq!(left(&house, 1), Some(8_000), "20 of the 60 yuan were free");
}

#[test]
fn cases_of_another_shop_and_those_that_do_not_wait_get_nothing() {
    let mut house = closing();
    house.file(complaint());
    let mut cases = vec![card(1), case_id()];
    let events =
        house.done(&boss(), Command::Merchant(shop(), MerchantCommand::Share { cases: cases.clone() }));
    let granted = events.iter().filter(|event| matches!(event, Event::ShareGranted { .. })).count();
    assert_eq!(granted, 1, "a complaint without a card has no place in the queue");
    cases.truncate(1);
    let other = Command::Merchant(MerchantId::new("m2"), MerchantCommand::Share { cases });
    assert_eq!(house.run(&boss(), other), Err(Refusal::NotClosing));
}

proptest! {
    #[test]
    fn shares_are_in_proportion_whole_and_never_more_than_is_owed(
        there in -5i64..20_000_000,
        owed in proptest::collection::vec(0i64..5_000_000, 0..40),
    ) {
        let owed: Vec<Fen> = owed.into_iter().map(Fen).collect();
        let all: i64 = owed.iter().map(|fen| fen.0).sum();
        let there = there.max(0).min(all);
        let shares = shared(Fen(there), &owed);
        prop_assert_eq!(shares.iter().map(|fen| fen.0).sum::<i64>(), there);
        for (share, owed) in shares.iter().zip(&owed) {
            prop_assert!(share.0 >= 0 && share.0 <= owed.0);
            // Never a whole fen away from the exact part.
            let apart = i128::from(share.0) * i128::from(all) - i128::from(owed.0) * i128::from(there);
            prop_assert!(apart.abs() < i128::from(all.max(1)));
        }
        // Whoever is owed more never gets less.
        for (one, of_one) in shares.iter().zip(&owed) {
            prop_assert!(shares.iter().zip(&owed).all(|(other, of_other)| of_one <= of_other || one >= other));
        }
    }

    #[test]
    fn rounds_of_any_size_pay_everybody_in_full_and_nobody_more(
        owed in proptest::collection::vec(1i64..3_000, 1..8),
        rounds in proptest::collection::vec(0i64..2_500, 1..12),
    ) {
        let mut left: Vec<Fen> = owed.iter().copied().map(Fen).collect();
        let mut there: i64 = 0;
        for more in rounds {
            there += more;
            let shares = shared(Fen(there), &left);
            there -= shares.iter().map(|fen| fen.0).sum::<i64>();
            left.iter_mut().zip(shares).for_each(|(left, share)| left.0 -= share.0);
            prop_assert!(left.iter().all(|fen| fen.0 >= 0));
            prop_assert!(there == 0 || left.iter().all(|fen| fen.0 == 0), "something was there and somebody waited");
        }
    }
}
