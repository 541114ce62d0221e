//! Goods on consignment: what each of the three is to have, whose goods and money are at each moment, and cases about it.

use crate::house::*;
use domain::account;
use domain::actor::{Actor, Party, Role};
use domain::case::{CodePurpose, Proof};
use domain::clock::DAY_MS;
use domain::command::{CaseCommand, Command, NewEvidence};
use domain::consign::{Consigned, Consignment, Lane, PaidOut, Passed, PayoutDays, Terms, at, divide, spans};
use domain::words::{ConsignStep, RemedyKind};
use domain::{Event, Fen, Refusal, State};

const SOLD_MS: i64 = START_MS - 20 * DAY_MS;

fn boss() -> Actor {
    staff("boss", Role::Manager)
}

fn step(step: ConsignStep, days: i64) -> Passed {
    Passed { step, at_ms: SOLD_MS + days * DAY_MS }
}

/// Sold for 100 yuan less 12.5 percent and 3.33 yuan of fees, paid, sent, and accepted on the sixth day.
fn sold() -> Consigned {
    use ConsignStep::*;
    Consigned {
        record: text("owner"),
        fingerprint: "f1".into(),
        currency: "CNY".into(),
        terms: Terms {
            commission_bp: 1_250,
            fees: Fen(333),
            floor: Some(Fen(9_000)),
            inspect_days: 3,
            payout_days: 7,
            payout_in: PayoutDays::Days,
        },
        price: Fen(10_000),
        steps: vec![
            step(Received, -5),
            step(Listed, -3),
            step(Sold, 0),
            step(Paid, 0),
            step(Shipped, 1),
            step(Delivered, 4),
            step(Accepted, 6),
        ],
        paid_out: vec![],
    }
}

/// The next report of the same goods.
fn report(change: impl FnOnce(&mut Consigned)) -> Consigned {
    let mut facts = sold();
    change(&mut facts);
    let references: Vec<&str> = facts.paid_out.iter().map(|one| one.reference.as_str()).collect();
    facts.fingerprint =
        format!("f{}-{}-{}", facts.steps.len(), references.join("-"), facts.terms.commission_bp);
    facts
}

fn paid_out(reference: &str, fen: i64, days: i64) -> PaidOut {
    PaidOut { reference: reference.into(), amount: Fen(fen), at_ms: SOLD_MS + days * DAY_MS }
}

fn told(house: &mut House, facts: Consigned) -> Result<Vec<Event>, Refusal> {
    house.run(&Actor::System, Command::Consign { order: known_order(), facts: Box::new(facts) })
}

fn consigned() -> House {
    let mut house = House::new();
    told(&mut house, sold()).expect("it is taken");
    house
}

fn stands(house: &House) -> &Consignment {
    match house.states.get(&known_order().subject()) {
        Some(State::Order(order)) => order.consignment.as_deref().expect("it is consigned"),
        _ => panic!("there is no order"),
    }
}

fn owner(house: &House) -> i64 {
    house.posted(&account::consignor(&known_order()))
}
fn shop_has(house: &House) -> i64 {
    house.posted(&account::merchant(&shop()))
}
fn sum(house: &House) -> i64 {
    let accounts = house.states.values().filter_map(|state| match state {
        State::Account(account) => Some(account.posted.0),
        _ => None,
    });
    accounts.sum()
}

/// The owner complains about the payout.
fn complained() -> House {
    let mut house = consigned();
    let mut file = complaint();
    file.suggestion.kind = "consignment".into();
    house.file(file);
    house
}

#[test]
fn what_the_owner_is_to_have_is_the_price_less_commission_and_fees_to_the_fen() {
    let house = consigned();
    let sheet = stands(&house).sheet();
    assert_eq!(
        (sheet.commission, sheet.fees, sheet.net, sheet.left),
        (Fen(1_250), Fen(333), Fen(8_417), Fen(8_417))
    );
    assert!(!sheet.rounded && !sheet.below_floor);
    assert_eq!(
        (owner(&house), shop_has(&house), house.posted(&account::provider())),
        (8_417, 1_583, -10_000)
    );
    let mut odd = House::new();
    told(&mut odd, report(|facts| (facts.price, facts.terms.commission_bp) = (Fen(3_334), 1_250))).unwrap();
    let sheet = stands(&odd).sheet();
    // 416.75 fen.
    assert_eq!((sheet.commission, sheet.rounded, sheet.below_floor), (Fen(417), true, true));
}

#[test]
fn a_report_that_says_nothing_new_moves_nothing() {
    let mut house = consigned();
    assert_eq!(told(&mut house, sold()), Ok(vec![]));
    assert_eq!((owner(&house), sum(&house)), (8_417, 0));
}

#[test]
fn what_makes_no_sense_is_refused_and_the_books_stay() {
    let mut house = consigned();
    let before = house.states.clone();
    let wrong: [(Consigned, Refusal); 9] = [
        (report(|facts| facts.terms.commission_bp = 10_001), Refusal::CommissionAbovePrice),
        (report(|facts| facts.terms.commission_bp = 9_700), Refusal::CommissionAbovePrice),
        (report(|facts| facts.terms.fees = Fen(-1)), Refusal::AmountInvalid),
        (report(|facts| facts.price = Fen(0)), Refusal::AmountInvalid),
        (report(|facts| facts.price = Fen(10_001)), Refusal::AmountAboveOrder),
        (report(|facts| facts.currency = "EUR".into()), Refusal::CurrencyWrong),
        (report(|facts| facts.steps.swap(0, 3)), Refusal::StepsDisagree),
        (report(|facts| facts.paid_out = vec![paid_out("p1", 8_418, 10)]), Refusal::PayoutAboveDue),
        (report(|facts| facts.paid_out = vec![paid_out("p1", -5, 10)]), Refusal::AmountInvalid),
    ];
    for (facts, refusal) in wrong {
        assert_eq!(told(&mut house, facts), Err(refusal));
        assert_eq!(house.states, before);
    }
    let unknown = Command::Consign { order: domain::OrderId::new("nobody"), facts: Box::new(sold()) };
    assert_eq!(house.run(&Actor::System, unknown), Err(Refusal::NotFound));
    let by_hand =
        Command::Consign { order: known_order(), facts: Box::new(report(|facts| facts.terms.fees = Fen(1))) };
    assert_eq!(house.run(&li(), by_hand), Err(Refusal::NotAllowed));
}

#[test]
fn payouts_are_booked_once_each_and_never_more_than_is_due() {
    let mut house = consigned();
    told(&mut house, report(|facts| facts.paid_out = vec![paid_out("p1", 5_000, 10)])).unwrap();
    assert_eq!((owner(&house), stands(&house).sheet().left), (3_417, Fen(3_417)));
    // A later report that leaves the first one out takes nothing back.
    told(&mut house, report(|facts| facts.paid_out = vec![paid_out("p2", 3_417, 12)])).unwrap();
    assert_eq!((owner(&house), house.posted(&account::provider()), sum(&house)), (0, -1_583, 0));
    let other = report(|facts| {
        facts.paid_out = vec![paid_out("p1", 4_999, 10)];
        facts.terms.commission_bp = 1_000;
    });
    assert_eq!(told(&mut house, other), Err(Refusal::AlreadyThere));
}

#[test]
fn a_sale_that_is_undone_goes_back_as_it_came_and_what_was_paid_out_is_owed_back() {
    let mut house = consigned();
    let undone = |facts: &mut Consigned| facts.steps.push(step(ConsignStep::Undone, 9));
    told(&mut house, report(undone)).unwrap();
    assert_eq!((owner(&house), shop_has(&house), house.posted(&account::provider())), (0, 0, 0));
    let mut late = consigned();
    told(&mut late, report(|facts| facts.paid_out = vec![paid_out("p1", 8_417, 8)])).unwrap();
    told(&mut late, report(undone)).unwrap();
    assert_eq!((owner(&late), shop_has(&late), sum(&late)), (-8_417, 0, 0));
    assert_eq!(stands(&late).sheet().left, Fen(-8_417));
}

#[test]
fn whose_the_goods_and_the_money_are_at_each_moment() {
    use ConsignStep::*;
    let mut house = consigned();
    let due_ms = stands(&house).due_ms.expect("a day");
    let day = |ms: i64| (ms - SOLD_MS).div_euclid(DAY_MS);
    assert!(
        (13..=15).contains(&day(due_ms)),
        "seven days after the sixth, not on a day of rest: {}",
        day(due_ms)
    );
    told(
        &mut house,
        report(|facts| facts.paid_out = vec![paid_out("p1", 5_000, 8), paid_out("p2", 3_417, 18)]),
    )
    .unwrap();
    let all = spans(stands(&house), Party::Merchant, START_MS);
    let seen = |lane, days: i64| {
        at(&all, lane, SOLD_MS + days * DAY_MS + 1).map(|span| (span.owner, span.holder, span.why))
    };
    let (owner, buyer, shop, carrier) = (Party::Consignor, Party::Customer, Party::Merchant, Party::Carrier);
    assert_eq!(seen(Lane::Goods, -6), None);
    assert_eq!(seen(Lane::Goods, -4), Some((owner, shop, Received)));
    assert_eq!(seen(Lane::Goods, 2), Some((owner, carrier, Shipped)));
    assert_eq!(seen(Lane::Goods, 5), Some((buyer, buyer, Delivered)));
    assert_eq!(seen(Lane::Goods, 7), Some((buyer, buyer, Accepted)));
    assert_eq!(seen(Lane::Money, -1), None);
    assert_eq!(seen(Lane::Money, 2), Some((buyer, shop, Paid)));
    assert_eq!(seen(Lane::Money, 7), Some((owner, shop, Accepted)));
    assert_eq!(seen(Lane::Money, 8), Some((owner, shop, PaidPart)));
    assert_eq!(seen(Lane::Money, 17), Some((owner, shop, PayoutDue)));
    assert_eq!(seen(Lane::Money, 19), Some((owner, owner, PaidOut)));
    told(&mut house, report(|facts| facts.steps.extend([step(Undone, 19), step(Returned, 20)]))).unwrap();
    let all = spans(stands(&house), Party::Platform, START_MS + DAY_MS);
    let last = |lane| at(&all, lane, START_MS + DAY_MS).map(|span| (span.owner, span.holder, span.why));
    assert_eq!(last(Lane::Goods), Some((owner, owner, Returned)));
    assert_eq!(last(Lane::Money), Some((buyer, Party::Platform, Undone)));
    // Every lane goes on where it stopped, without a hole.
    for two in all.windows(2).filter(|two| two[0].lane == two[1].lane) {
        assert_eq!(two[0].until_ms, Some(two[1].from_ms));
    }
}

#[test]
fn without_a_word_of_the_buyer_the_agreed_days_are_enough() {
    let mut house = House::new();
    told(&mut house, report(|facts| facts.steps.retain(|one| one.step != ConsignStep::Accepted))).unwrap();
    let (accepted, due) = (stands(&house).accepted_ms.unwrap(), stands(&house).due_ms.unwrap());
    assert!(accepted > SOLD_MS + 6 * DAY_MS && due > accepted + 6 * DAY_MS);
    assert!(stands(&house).is_overdue(due + 1) && !stands(&house).is_overdue(due));
    assert_eq!((stands(&house).days_late(due), stands(&house).days_late(due + 1)), (0, 1));
}

#[test]
fn the_payout_a_complaint_agreed_on_is_owed_once_and_paid_by_a_payment_somebody_shows() {
    let mut house = complained();
    let payout = |fen| vec![item(RemedyKind::Payout, fen)];
    let all = domain::case::Choice::All;
    assert_eq!(house.offer(&boss(), payout(8_418), all), Err(Refusal::PayoutAboveDue));
    house.offer(&boss(), payout(8_417), all).expect("as much as is due");
    house.ok(&customer(), accept("o1"));
    assert_eq!((owner(&house), house.posted(&account::customer(&case_id()))), (0, 8_417));
    assert!(house.has_clock(domain::clock::ClockKind::Remedy));
    assert_eq!(stands(&house).sheet().agreed, Fen(8_417));
    // The buyer's payment is not sent back for it.
    assert_eq!(house.remedy(), &domain::case::RemedyState::Owed);
    // The shop system tells of the same payment a day later.
    let proof = Some(Proof::Payment { reference: "bank-7".into() });
    house.ok(&li(), CaseCommand::Execute { remedy: "r1".into(), proof });
    told(&mut house, report(|facts| facts.paid_out = vec![paid_out("bank-7", 8_417, 21)])).unwrap();
    assert_eq!((owner(&house), house.posted(&account::customer(&case_id()))), (0, 0));
    let sheet = stands(&house).sheet();
    assert_eq!((sheet.paid, sheet.agreed, sheet.left, sum(&house)), (Fen(8_417), Fen::ZERO, Fen::ZERO, 0));
}

#[test]
fn a_buyer_is_paid_no_payout() {
    let mut house = consigned();
    house.file(complaint());
    let payout = vec![item(RemedyKind::Payout, 100)];
    assert_eq!(house.offer(&boss(), payout, domain::case::Choice::All), Err(Refusal::NotConsigned));
}

#[test]
fn what_a_buyer_gets_back_is_borne_by_the_three_as_it_was_found_to_the_last_fen() {
    let mut house = consigned();
    house.file(complaint());
    let seen = NewEvidence::of("photo", "image/jpeg", text("photo"));
    let added = CaseCommand::AddEvidence { evidence: vec![seen], request: None, text: None, corrects: None };
    house.ok(&customer(), added);
    let cited = |party, percent| share(party, percent, &["e2"]);
    let three = vec![
        cited(Party::Consignor, 50),
        cited(Party::Merchant, 25),
        cited(Party::Platform, 15),
        cited(Party::Customer, 10),
    ];
    house.ok(&li(), find(three));
    house.offer(&boss(), vec![item(RemedyKind::PartialRefund, 1_001)], domain::case::Choice::All).unwrap();
    house.ok(&customer(), accept("o1"));
    // 1001 as 50 : 25 : 15 is 556.1, 278.05 and 166.83.
    let platform = house.posted(&account::commission());
    assert_eq!((owner(&house), shop_has(&house), platform), (8_417 - 556, 1_583 - 278, -167));
    assert_eq!(house.posted(&account::customer(&case_id())), 1_001);
    // Undone afterwards, what is left of the sale goes back and nothing twice.
    told(&mut house, report(|facts| facts.steps.push(step(ConsignStep::Undone, 20)))).unwrap();
    assert_eq!((owner(&house), house.posted(&account::provider()), sum(&house)), (0, -1_001, 0));
}

#[test]
fn without_a_finding_the_sale_is_undone_by_as_much() {
    let mut house = consigned();
    house.file(complaint());
    house.offer(&boss(), vec![item(RemedyKind::PartialRefund, 5_000)], domain::case::Choice::All).unwrap();
    house.ok(&customer(), accept("o1"));
    // Half the price: 4208.5 of the owner's part and 791.5 of the shop's; the odd fen is the owner's.
    assert_eq!((owner(&house), shop_has(&house)), (8_417 - 4_209, 1_583 - 791));
}

#[test]
fn a_commission_that_was_wrong_is_put_right_by_somebody_above_the_handlers() {
    let mut house = complained();
    let right =
        |bp, fees| CaseCommand::CorrectCommission { commission_bp: bp, fees: Fen(fees), words: text("why") };
    assert_eq!(house.refused(&li(), right(1_000, 0)), Refusal::NotAllowed);
    assert_eq!(house.refused(&boss(), right(1_250, 333)), Refusal::AlreadyThere);
    assert_eq!(house.refused(&boss(), right(10_100, 0)), Refusal::CommissionAbovePrice);
    assert_eq!(house.refused(&boss(), right(1_000, -1)), Refusal::AmountInvalid);
    house.ok(&boss(), right(1_000, 0));
    assert_eq!(
        (owner(&house), shop_has(&house), house.posted(&account::provider())),
        (9_000, 1_000, -10_000)
    );
    // What the shop system still says changes nothing.
    told(&mut house, report(|facts| facts.steps.push(step(ConsignStep::Returned, 20)))).unwrap();
    assert_eq!((owner(&house), stands(&house).sheet().left), (9_000, Fen(9_000)));
}

#[test]
fn the_owner_is_proven_by_a_code_of_their_own() {
    let mut house = complained();
    let ask = CaseCommand::AskCode { purpose: CodePurpose::Consignment, id: "k1".into() };
    house.ok(&customer(), ask);
    house.ok(&customer(), CaseCommand::TryCode { right: true });
    assert!(house.case().consignor_proven && !house.case().order_proven);
}

#[test]
fn parts_make_the_whole_whatever_the_weights() {
    let mut seed = 7u64;
    for _ in 0..20_000 {
        let mut next = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            seed >> 33
        };
        let amount = Fen((next() % 10_000_000_000) as i64);
        let weights: Vec<(u64, u64)> = (0..1 + next() % 5).map(|of| (of, next() % 101)).collect();
        let parts = divide(amount, &weights);
        assert_eq!(parts.iter().map(|(_, fen)| fen.0).sum::<i64>(), amount.0, "{weights:?}");
        let sum: u64 = weights.iter().map(|(_, weight)| weight).sum();
        for (of, fen) in parts.iter().filter(|_| sum > 0) {
            let exact = i128::from(amount.0) * i128::from(weights[*of as usize].1);
            let off = i128::from(fen.0) * i128::from(sum) - exact;
            assert!(off.abs() < i128::from(sum), "{amount} among {weights:?}: {fen}");
        }
    }
}
