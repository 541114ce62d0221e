//! Measures against a merchant: clause, reasons, calculation, end and objection; cases and score kept apart.

use crate::house::*;
use domain::account;
use domain::actor::{Actor, Role};
use domain::clock::{DAY_MS, Rung};
use domain::command::{Command, MerchantCommand, NewMeasure};
use domain::event::Duty;
use domain::measure::{Because, Measure, MeasureState};
use domain::merchant::{Merchant, RiskPart};
use domain::words::{Alarm, MeasureKind, MeasureStep, RiskSign};
use domain::{CaseId, Event, Fen, MerchantId, Refusal, State, UserId};

fn boss() -> Actor {
    staff("boss", Role::Manager)
}
fn of_case() -> Because {
    Because::Case { case: case_id() }
}
fn take(kind: MeasureKind, because: Because, fen: Option<i64>, until_ms: Option<i64>) -> Command {
    Command::Merchant(
        shop(),
        MerchantCommand::Take(Box::new(NewMeasure {
            kind,
            parts: if matches!(because, Because::Score { .. }) { parts() } else { vec![] },
            because,
            clause: "4.2".into(),
            reasons: text("why"),
            amount: fen.map(Fen),
            until_ms,
        })),
    )
}
/// 30 of 30 for faults, 18 of 25 for lateness.
fn parts() -> Vec<RiskPart> {
    let part = |sign, hits, of| RiskPart { sign, hits, of, cases: vec![] };
    vec![part(RiskSign::AtFault, 10, 4), part(RiskSign::Late, 15, 20)]
}
fn uphold(id: &str) -> Command {
    Command::Merchant(shop(), MerchantCommand::Uphold { measure: id.into(), why: text("right") })
}
fn lift(id: &str) -> Command {
    Command::Merchant(shop(), MerchantCommand::Lift { measure: id.into(), why: text("mended") })
}
fn appeal(id: &str) -> Command {
    Command::Merchant(shop(), MerchantCommand::Appeal { measure: id.into(), words: text("no") })
}
fn elapse() -> Command {
    Command::Merchant(shop(), MerchantCommand::Elapse)
}
/// A merchant on record that owes 60 yuan and has a deposit of 50, all of it held; 30 more free.
fn house() -> House {
    let mut house = House::with_refund();
    house.done(
        &admin(),
        Command::RecordMerchant {
            merchant: shop(),
            name: text("name"),
            contact: None,
            fingerprint: "f".into(),
        },
    );
    house.fund(&account::deposit(&shop()), 3_000);
    house
}
fn merchant_of(house: &House) -> &Merchant {
    match house.states.get(&shop().subject()) {
        Some(State::Merchant(merchant)) => merchant,
        other => panic!("{other:?}"),
    }
}
fn last(house: &House) -> &Measure {
    merchant_of(house).measures.last().expect("a measure")
}

#[test]
fn a_deduction_shows_how_it_comes_about_and_takes_no_more_than_is_owed_and_free() {
    let mut house = house();
    let deduct = |fen| take(MeasureKind::Deduct, of_case(), Some(fen), None);
    assert_eq!(house.run(&boss(), deduct(6_001)), Err(Refusal::AboveDebt));
    assert_eq!(
        house.run(&boss(), deduct(3_001)),
        Err(Refusal::BudgetSpent),
        "the rest is held for the refund"
    );
    for wrong in [0, -5, i64::MAX] {
        assert_eq!(house.run(&boss(), deduct(wrong)), Err(Refusal::AmountInvalid));
    }
    let events = house.done(&boss(), deduct(2_000));
    assert!(events.iter().any(|event| matches!(event, Event::MeasureNoted { .. })), "the case says so too");
    assert_eq!(house.posted(&account::deposit(&shop())), 6_000);
    assert_eq!(house.posted(&account::merchant(&shop())), -4_000);
    let steps = [(MeasureStep::Owed, 6_000), (MeasureStep::Free, 3_000), (MeasureStep::Asked, 2_000)];
    assert_eq!(last(&house).steps, steps);
    house.done(&boss(), lift("x1"));
    assert_eq!(house.posted(&account::deposit(&shop())), 8_000, "lifted, it is given back");
    assert_eq!(house.run(&boss(), lift("x1")), Err(Refusal::MeasureOver), "once");
}

#[test]
fn a_part_of_the_deposit_is_held_until_a_day_and_free_when_lifted() {
    let mut house = house();
    let until_ms = house.now_ms + 10 * DAY_MS;
    house.done(&boss(), take(MeasureKind::Hold, of_case(), Some(9_000), Some(until_ms)));
    assert_eq!(last(&house).amount, Some(Fen(3_000)), "what is free, no more");
    assert_eq!(house.available(&account::deposit(&shop())), 0);
    house.done(&boss(), lift("x1"));
    assert_eq!(house.available(&account::deposit(&shop())), 3_000);
    house.done(&boss(), take(MeasureKind::Hold, of_case(), Some(1_000), Some(until_ms)));
    house.now_ms = until_ms;
    house.done(&Actor::System, elapse());
    house.done(&Actor::System, Command::ElapseAccount { account: account::deposit(&shop()) });
    assert!(matches!(last(&house).state, MeasureState::Over { .. }));
    assert_eq!(house.available(&account::deposit(&shop())), 3_000);
}

#[test]
fn a_doubled_deposit_says_what_is_missing_and_doubles_again_from_there() {
    let mut house = house();
    house.done(&boss(), take(MeasureKind::Double, Because::Score { score: 48 }, None, None));
    let steps = [(MeasureStep::Before, 8_000), (MeasureStep::After, 16_000), (MeasureStep::Missing, 8_000)];
    assert_eq!(last(&house).steps, steps);
    assert_eq!(merchant_of(&house).deposit_required(), Some(Fen(16_000)));
    house.done(&boss(), take(MeasureKind::Double, of_case(), None, None));
    assert_eq!(merchant_of(&house).deposit_required(), Some(Fen(32_000)));
    house.done(&boss(), lift("x2"));
    assert_eq!(merchant_of(&house).deposit_required(), Some(Fen(16_000)));
}

#[test]
fn listings_stop_for_thirty_days_and_go_on_by_themselves() {
    let mut house = house();
    house.done(&boss(), take(MeasureKind::NoListings, of_case(), None, None));
    assert_eq!(last(&house).until_ms, Some(house.now_ms + 30 * DAY_MS));
    assert!(!merchant_of(&house).may_list());
    house.now_ms += 30 * DAY_MS - 1;
    assert!(house.done(&Actor::System, elapse()).is_empty());
    house.now_ms += 1;
    house.done(&Actor::System, elapse());
    assert!(merchant_of(&house).may_list());
    assert!(house.done(&Actor::System, elapse()).is_empty());
    assert_eq!(house.run(&boss(), elapse()), Err(Refusal::NotAllowed));
}

#[test]
fn a_merchant_objects_once_to_its_own_measures_alone() {
    let mut house = house();
    house.done(&boss(), take(MeasureKind::NoListings, of_case(), None, None));
    let other = Actor::Merchant(UserId::new("x"), MerchantId::new("m2"));
    for by in [other, customer(), li(), boss()] {
        assert_eq!(house.run(&by, appeal("x1")), Err(Refusal::NotFound));
    }
    assert_eq!(house.run(&merchant(), appeal("x2")), Err(Refusal::NotFound));
    house.done(&merchant(), appeal("x1"));
    assert!(last(&house).is_in_force(), "until somebody has decided it stays in force");
    assert_eq!(house.run(&merchant(), appeal("x1")), Err(Refusal::AlreadyAnswered));
    for answer in [lift("x1"), uphold("x1")] {
        assert_eq!(
            house.run(&boss(), answer),
            Err(Refusal::SecondPersonNeeded),
            "who took it does not answer"
        );
    }
    for by in [li(), merchant(), Actor::System] {
        assert_eq!(house.run(&by, uphold("x1")), Err(Refusal::NotAllowed));
    }
    let other = staff("anna", Role::Reviewer);
    house.done(&other, uphold("x1"));
    assert!(last(&house).is_in_force(), "looked at by somebody else, it stays");
    assert_eq!(house.run(&other, uphold("x1")), Err(Refusal::NotAsked), "once");
    assert_eq!(house.run(&merchant(), appeal("x1")), Err(Refusal::AlreadyAnswered));
    house.done(&boss(), lift("x1"));
    assert_eq!(house.run(&merchant(), appeal("x1")), Err(Refusal::MeasureOver));
}

#[test]
fn a_measure_from_a_score_keeps_what_the_score_was_made_of() {
    let mut house = house();
    let listings = |score| take(MeasureKind::NoListings, Because::Score { score }, None, None);
    for wrong in [0, 47, 49, 100] {
        assert_eq!(house.run(&boss(), listings(wrong)), Err(Refusal::ScoreInvalid), "{wrong}");
    }
    house.done(&boss(), listings(48));
    assert_eq!(last(&house).parts, parts());
    assert_eq!(last(&house).by, Some(UserId::new("boss")));
    house.done(&boss(), take(MeasureKind::NoListings, of_case(), None, None));
    assert!(last(&house).parts.is_empty(), "a case is no score");
}

#[test]
fn who_may_take_a_measure_for_what_reason_and_until_when() {
    let mut house = house();
    let talk = |because, until| take(MeasureKind::Talk, because, None, until);
    let day = Some(house.now_ms + DAY_MS);
    for by in [li(), customer(), merchant(), Actor::System] {
        assert_eq!(house.run(&by, talk(of_case(), day)), Err(Refusal::NotAllowed));
    }
    let other = Because::Case { case: CaseId::new("c9") };
    assert_eq!(house.run(&boss(), talk(other, day)), Err(Refusal::NotFound));
    assert_eq!(house.run(&boss(), talk(Because::Score { score: 101 }, day)), Err(Refusal::ScoreInvalid));
    assert_eq!(house.run(&boss(), talk(of_case(), None)), Err(Refusal::DueInvalid), "a task has a date");
    for wrong in [0, house.now_ms, i64::MAX] {
        assert_eq!(house.run(&boss(), talk(of_case(), Some(wrong))), Err(Refusal::DueInvalid));
    }
    let nobody = Command::Merchant(MerchantId::new("m9"), MerchantCommand::Elapse);
    assert_eq!(house.run(&Actor::System, nobody), Err(Refusal::NotFound));
    house.done(&boss(), talk(of_case(), day));
    // A new record of the merchant keeps what is in force.
    house.done(
        &admin(),
        Command::RecordMerchant {
            merchant: shop(),
            name: text("new"),
            contact: None,
            fingerprint: "g".into(),
        },
    );
    assert_eq!(merchant_of(&house).measures.len(), 1);
}

/// Whoever took it, others who may answer, and a reviewer with a link to the shop.
fn with_seniors() -> House {
    let mut house = house();
    let on = |name, role| colleague(name, role, Duty::On);
    let mut apart = on("apart", Role::Reviewer);
    apart.work.apart_from.insert(shop());
    house.staff = vec![
        apart,
        on("li", Role::Handler),
        on("anna", Role::Reviewer),
        on("boss", Role::Manager),
        on("mo", Role::Manager),
        on("root", Role::Admin),
    ];
    house.done(&boss(), take(MeasureKind::NoListings, of_case(), None, None));
    house
}
fn owner_of(house: &House) -> Option<&str> {
    last(house).objection.as_deref()?.owner.as_ref().map(UserId::as_str)
}

#[test]
fn an_objection_has_an_owner_and_a_day_and_goes_up_when_nobody_answers() {
    let mut house = with_seniors();
    house.done(&merchant(), appeal("x1"));
    assert_eq!(owner_of(&house), Some("anna"), "of the lowest role, without a link, and not whoever took it");
    let clock = last(&house).objection.as_ref().expect("a clock").clock.clone();
    let sum = clock.sum.as_deref().expect("a sum");
    assert_eq!((sum.rule.as_str(), sum.calendar.is_some()), ("objection", true), "five working days");
    let whole = clock.due_ms - clock.from_ms;
    assert_eq!(merchant_of(&house).next_tick_ms(), Some(clock.from_ms + whole * 75 / 100));

    house.now_ms = clock.from_ms + whole * 75 / 100;
    let rung = Rung { percent: 75, alarm: Alarm::Notify };
    let alarmed = Event::ObjectionAlarmed { measure: "x1".into(), rung, to: None };
    assert_eq!(house.done(&Actor::System, elapse()), [alarmed]);
    assert!(house.done(&Actor::System, elapse()).is_empty(), "once");

    house.now_ms = clock.due_ms + 7 * DAY_MS;
    let missed = Event::ObjectionMissed { measure: "x1".into(), due_ms: clock.due_ms };
    let rung = Rung { percent: 100, alarm: Alarm::Manager };
    let alarmed = Event::ObjectionAlarmed { measure: "x1".into(), rung, to: Some(UserId::new("mo")) };
    assert_eq!(house.done(&Actor::System, elapse()), [missed, alarmed], "however late the tick");
    assert!(house.done(&Actor::System, elapse()).is_empty());
    assert_eq!(owner_of(&house), Some("mo"));
    assert!(matches!(last(&house).state, MeasureState::Appealed { .. }), "silence is no answer");
    assert_eq!(merchant_of(&house).next_tick_ms(), last(&house).until_ms, "only its end is left");

    house.done(&staff("root", Role::Admin), uphold("x1"));
    assert!(last(&house).open_objection().is_none());
    assert_eq!(last(&house).objection.as_ref().and_then(|one| one.clock.met_ms), Some(house.now_ms));
}

#[test]
fn an_objection_nobody_may_answer_waits_for_somebody_who_may() {
    let mut house = with_seniors();
    house.staff.retain(|one| ["boss", "apart", "li"].contains(&one.user.as_str()));
    house.done(&merchant(), appeal("x1"));
    assert_eq!(owner_of(&house), None, "not whoever took it, and nobody with a link to the shop");
    let due_ms = last(&house).objection.as_ref().expect("a clock").clock.due_ms;
    house.staff.push(colleague("new", Role::Reviewer, Duty::On));
    house.now_ms = due_ms - 1;
    house.done(&Actor::System, elapse());
    assert_eq!(owner_of(&house), Some("new"));
    house.done(&staff("new", Role::Reviewer), lift("x1"));
    house.now_ms = due_ms + 1;
    assert!(house.done(&Actor::System, elapse()).is_empty(), "answered in time");
}
