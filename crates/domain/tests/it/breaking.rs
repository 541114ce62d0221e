//! Breakers over parcels: when they trip and are reset, and the one offer that a parcel gets.

use crate::house::*;
use domain::account;
use domain::actor::{Actor, Party, Role};
use domain::breaker::{Breaker, Breakers, Judged, Rule, Weighed, Wrong};
use domain::case::Choice;
use domain::clock::{DAY_MS, HOUR_MS};
use domain::command::{BreakerCommand, CaseCommand, Command, NewEvidence, ParcelCommand, Relieve};
use domain::parcel::{Parcel, ParcelFacts, Passed, Warmest};
use domain::playbook::Playbooks;
use domain::words::RemedyKind;
use domain::{BreakerId, Event, Fen, ParcelId, Refusal, State};

fn boss() -> Actor {
    staff("boss", Role::Manager)
}
fn rule(id: &str) -> Rule {
    POLICY.breakers.rule(id).cloned().expect("a shipped rule")
}
fn late() -> BreakerId {
    rule("late_route").breaker("SH-BJ")
}
fn parcel(name: &str) -> ParcelId {
    ParcelId::new(name)
}

/// Promised two days ago, still not there.
fn told() -> ParcelFacts {
    ParcelFacts {
        order: Some(known_order()),
        route: Some("SH-BJ".into()),
        carrier: Some("sf".into()),
        promised_ms: Some(START_MS - 2 * DAY_MS),
        shipped_ms: Some(START_MS - 5 * DAY_MS),
        ..ParcelFacts::default()
    }
}
fn record(house: &mut House, name: &str, facts: ParcelFacts) -> Vec<Event> {
    house.done(&Actor::System, Command::Parcel(parcel(name), ParcelCommand::Record(Box::new(facts))))
}
fn weigh(house: &mut House, counted: u32, matched: u32, last_ms: Option<i64>) -> Vec<Event> {
    let weighed = Weighed { counted, matched, last_ms };
    let command = BreakerCommand::Weigh { weighed, name: Some(text("route")) };
    house.done(&Actor::System, Command::Breaker(late(), command))
}
fn relief(name: &str) -> CaseCommand {
    CaseCommand::Relieve(Box::new(Relieve {
        breaker: late(),
        parcel: parcel(name),
        words: text("words"),
        record: NewEvidence::of("parcel_record", "application/json", text("parcel")),
    }))
}
fn breaker(house: &House) -> Breaker {
    match house.states.get(&late().subject()) {
        Some(State::Breaker(breaker)) => (**breaker).clone(),
        _ => Breaker::default(),
    }
}
fn state(house: &House, name: &str) -> Parcel {
    match house.states.get(&parcel(name).subject()) {
        Some(State::Parcel(parcel)) => (**parcel).clone(),
        _ => Parcel::default(),
    }
}

/// A case about a late parcel on a route that is tripped, with 200 yuan in the advances.
fn tripped() -> House {
    let mut house = House::with_case();
    house.fund(&account::advance(), 20_000);
    record(&mut house, "p1", told());
    weigh(&mut house, 20, 6, Some(START_MS - DAY_MS));
    house
}

#[test]
fn a_parcel_is_judged_by_each_rule_at_one_moment() {
    let late = rule("late_route");
    let facts = told();
    let promised = facts.promised_ms.expect("promised");
    assert_eq!(late.judge(&facts, promised + 24 * HOUR_MS - 1), None, "it may still come");
    let matches = |facts: &ParcelFacts| late.judge(facts, START_MS).map(|one| one.matches);
    assert_eq!(matches(&facts), Some(true));
    let came = |hours| ParcelFacts { delivered_ms: Some(promised + hours * HOUR_MS), ..told() };
    assert_eq!(matches(&came(24)), Some(false), "to the hour is in time");
    assert_eq!(matches(&came(25)), Some(true), "late stays late when it comes");
    assert_eq!(matches(&ParcelFacts { promised_ms: None, ..told() }), None);
    let silent = rule("silent_carrier");
    let seen = ParcelFacts { scanned_ms: Some(START_MS), ..told() };
    assert_eq!(silent.judge(&seen, START_MS + 71 * HOUR_MS), None);
    let lost = silent.judge(&seen, START_MS + 72 * HOUR_MS);
    assert_eq!(lost, Some(Judged { at_ms: START_MS + 72 * HOUR_MS, matches: true }));
    let there = ParcelFacts { delivered_ms: Some(START_MS + HOUR_MS), ..seen };
    assert_eq!(silent.judge(&there, START_MS + 99 * HOUR_MS).map(|one| one.matches), Some(false));
    let warm = |milli| ParcelFacts { warmest: Some(Warmest { milli, at_ms: START_MS }), ..told() };
    let chain = rule("warm_route");
    assert_eq!(chain.judge(&warm(8_000), START_MS).map(|one| one.matches), Some(false));
    assert_eq!(chain.judge(&warm(8_001), START_MS).map(|one| one.matches), Some(true));
    assert_eq!(chain.wrong, Wrong::Warmer { than_milli: 8_000 });
}

#[test]
fn it_trips_on_number_and_share_of_the_window_since_the_last_reset() {
    let late = rule("late_route");
    let judged = |at_ms, matches| Judged { at_ms, matches };
    let many: Vec<Judged> = (0..30).map(|n| judged(START_MS - n * HOUR_MS, n < 5)).collect();
    let weighed = late.weigh(many.clone(), late.since_ms(START_MS, None));
    assert_eq!((weighed.counted, weighed.matched, weighed.last_ms), (30, 5, Some(START_MS)));
    assert!(late.trips(&weighed), "5 of 30 are more than 15 percent");
    assert!(!late.trips(&Weighed { counted: 34, ..weighed }), "5 of 34 are not");
    assert!(!late.trips(&Weighed { counted: 4, matched: 4, last_ms: None }), "four are too few");
    let after = late.weigh(many, late.since_ms(START_MS, Some(START_MS - 3 * HOUR_MS)));
    assert_eq!((after.counted, after.matched), (3, 3), "what was before the reset does not trip it again");
    let hundred = [judged(START_MS - 168 * HOUR_MS, true), judged(START_MS - 168 * HOUR_MS + 1, true)];
    assert_eq!(
        late.weigh(hundred, late.since_ms(START_MS, None)).matched,
        1,
        "the window is open at its beginning"
    );
}

#[test]
fn each_word_of_a_parcel_adds_to_what_is_known_and_the_same_word_changes_nothing() {
    let mut house = House::new();
    assert_eq!(record(&mut house, "p1", told()).len(), 1);
    assert_eq!(record(&mut house, "p1", told()), []);
    let scan = |at_ms| ParcelFacts { scanned_ms: Some(at_ms), ..ParcelFacts::default() };
    record(&mut house, "p1", scan(START_MS));
    assert_eq!(record(&mut house, "p1", scan(START_MS - DAY_MS)), [], "an older scan comes late");
    let warm =
        |milli, at_ms| ParcelFacts { warmest: Some(Warmest { milli, at_ms }), ..ParcelFacts::default() };
    record(&mut house, "p1", warm(9_000, 1));
    assert_eq!(record(&mut house, "p1", warm(4_000, 2)), []);
    let facts = state(&house, "p1").facts;
    assert_eq!((facts.scanned_ms, facts.route.as_deref()), (Some(START_MS), Some("SH-BJ")));
    assert_eq!(facts.warmest, Some(Warmest { milli: 9_000, at_ms: 1 }));
    let sentence = ParcelFacts { route: Some("上海到北京".into()), ..told() };
    let command = Command::Parcel(parcel("p2"), ParcelCommand::Record(Box::new(sentence)));
    assert_eq!(house.run(&Actor::System, command), Err(Refusal::WordUnknown), "no text in an entry");
    let command = || Command::Parcel(parcel("p2"), ParcelCommand::Record(Box::new(told())));
    assert_eq!(house.run(&li(), command()), Err(Refusal::NotAllowed));
    assert_eq!(house.run(&customer(), command()), Err(Refusal::NotAllowed));
}

#[test]
fn one_trip_at_a_time_and_it_resets_itself_when_nothing_went_wrong_for_long_enough() {
    let mut house = tripped();
    let open = breaker(&house).open.expect("tripped");
    assert_eq!((open.weighed.matched, open.budget, open.promised), (6, Fen(1_000_000), Fen::ZERO));
    assert_eq!(weigh(&mut house, 20, 9, Some(START_MS)), [], "it is tripped already");
    house.now_ms += 72 * HOUR_MS - 1;
    assert_eq!(weigh(&mut house, 3, 0, None), []);
    house.now_ms += 1;
    let now_ms = house.now_ms;
    assert_eq!(weigh(&mut house, 3, 1, Some(now_ms - HOUR_MS)), [], "one more went wrong an hour ago");
    assert_eq!(weigh(&mut house, 3, 0, None), [Event::BreakerReset { why: None }]);
    let last = breaker(&house).last.expect("ended");
    assert!(breaker(&house).open.is_none() && !last.by_hand);
    assert_eq!(weigh(&mut house, 20, 4, Some(now_ms)), [], "too few to trip");
    weigh(&mut house, 20, 5, Some(now_ms));
    assert_eq!(breaker(&house).trips, 2);
}

#[test]
fn a_manager_resets_it_or_gives_it_more_with_a_reason_and_nobody_else() {
    let mut house = tripped();
    let reset = || Command::Breaker(late(), BreakerCommand::Reset { why: text("snow is over") });
    let widen = |fen| Command::Breaker(late(), BreakerCommand::Widen { more: Fen(fen), why: text("storm") });
    let weigh = || {
        let weighed = Weighed { counted: 9, matched: 9, last_ms: None };
        Command::Breaker(late(), BreakerCommand::Weigh { weighed, name: None })
    };
    for other in [li(), merchant(), customer(), Actor::System] {
        assert_eq!(house.run(&other, reset()), Err(Refusal::NotAllowed));
        assert_eq!(house.run(&other, widen(1)), Err(Refusal::NotAllowed));
    }
    assert_eq!(house.run(&boss(), weigh()), Err(Refusal::NotAllowed), "nobody makes it trip by hand");
    for wrong in [0, -1, i64::MAX] {
        assert_eq!(house.run(&boss(), widen(wrong)), Err(Refusal::AmountInvalid));
    }
    house.done(&boss(), widen(500));
    assert_eq!(breaker(&house).open.expect("tripped").left(), Fen(1_000_500));
    house.done(&boss(), reset());
    assert!(breaker(&house).last.expect("ended").by_hand);
    assert_eq!(house.run(&boss(), reset()), Err(Refusal::BreakerShut));
    assert_eq!(house.run(&boss(), widen(1)), Err(Refusal::BreakerShut));
}

#[test]
fn the_offer_stands_with_its_record_and_the_carrier_owes_what_was_paid_ahead() {
    let mut house = tripped();
    house.ok(&Actor::System, relief("p1"));
    let offer = house.case().open_offer().expect("offered").clone();
    assert_eq!((offer.choice, offer.advance, offer.debtor), (Choice::One, true, Some(Party::Carrier)));
    assert_eq!(offer.items, [item(RemedyKind::Refund, 10_000), item(RemedyKind::Resend, 0)]);
    assert_eq!((offer.breaker, offer.expires_ms), (Some(late()), START_MS + 72 * HOUR_MS));
    let open = breaker(&house).open.expect("tripped");
    assert_eq!((open.promised, open.offers), (Fen(10_000), 1));
    assert_eq!(state(&house, "p1").relieved.expect("relieved").case, case_id());
    house.ok(&customer(), CaseCommand::accept("o1", vec![0]));
    let claim = &house.case().claims[0];
    assert_eq!((claim.from, claim.amount, claim.papers.len()), (Party::Carrier, Fen(10_000), 1));
    assert_eq!(house.posted(&account::carrier(&case_id())), -10_000);
    assert_eq!(house.posted(&account::advance()), 10_000);
    assert_eq!(house.posted(&account::merchant(&shop())), 0);
}

#[test]
fn the_same_parcel_never_gets_two_offers() {
    let mut house = tripped();
    house.ok(&Actor::System, relief("p1"));
    assert_eq!(house.refused(&Actor::System, relief("p1")), Refusal::ParcelRelieved);
    house.ok(&customer(), CaseCommand::Decline { offer: "o1".into(), why: None });
    assert_eq!(house.refused(&Actor::System, relief("p1")), Refusal::ParcelRelieved);
    let passed = Passed { breaker: late(), because: "offer_open".into() };
    let pass = Command::Parcel(parcel("p1"), ParcelCommand::Pass(passed));
    assert_eq!(house.done(&Actor::System, pass), [], "what has an offer is not passed over");
}

#[test]
fn nothing_is_offered_that_the_rule_does_not_say() {
    let mut house = tripped();
    assert_eq!(house.refused(&boss(), relief("p1")), Refusal::NotAllowed, "the house alone does it by rule");
    assert_eq!(house.refused(&Actor::System, relief("p9")), Refusal::NotFound);
    let other = ParcelFacts { order: Some(domain::OrderId::new("order-2")), ..told() };
    record(&mut house, "p2", other);
    assert_eq!(house.refused(&Actor::System, relief("p2")), Refusal::OrderUnknown, "of another order");
    record(&mut house, "p3", ParcelFacts { route: Some("GZ-BJ".into()), ..told() });
    assert_eq!(house.refused(&Actor::System, relief("p3")), Refusal::BreakerShut, "of another route");
    record(&mut house, "p4", ParcelFacts { delivered_ms: Some(START_MS - HOUR_MS), ..told() });
    assert_eq!(house.refused(&Actor::System, relief("p4")), Refusal::BreakerShut, "it came meanwhile");
    house.offer(&li(), vec![item(RemedyKind::Refund, 6_000)], Choice::All).expect("a person offered");
    assert_eq!(house.refused(&Actor::System, relief("p1")), Refusal::OfferOpen, "a person is on it");
    let mut shut = House::with_case();
    record(&mut shut, "p1", told());
    assert_eq!(shut.refused(&Actor::System, relief("p1")), Refusal::BreakerShut);
}

#[test]
fn a_trip_promises_no_more_than_its_budget() {
    let mut house = tripped();
    let Some(State::Breaker(breaker)) = house.states.get_mut(&late().subject()) else { panic!() };
    breaker.open.as_mut().expect("tripped").promised = Fen(990_001);
    assert_eq!(house.refused(&Actor::System, relief("p1")), Refusal::BudgetSpent);
    let more = BreakerCommand::Widen { more: Fen(1), why: text("one fen") };
    house.done(&boss(), Command::Breaker(late(), more));
    house.ok(&Actor::System, relief("p1"));
}

#[test]
fn shipped_breakers_stand_and_a_wrong_file_is_told_by_line() {
    let books = Playbooks::shipped();
    let text = include_str!("../../breakers.toml");
    assert_eq!(Breakers::load("breakers.toml", text, &books).expect("shipped").rules.len(), 3);
    let wrong = [
        ("late_hours = 24 ", "late_hours = 24\nno_scan_hours = 3 ", "write one of"),
        ("scope = \"route\" ", "scope = \"planet\" ", "planet"),
        ("window_hours = 168 ", "window_hours = 0 ", "between 1 hour"),
        ("share_percent = 15 ", "share_percent = 101 ", "up to 100"),
        ("kind = \"delivery\"", "kind = \"weather\"", "no kind weather"),
        ("percent = 100 }, { remedy = \"resend\" }]", "percent = 100, fen = 3 }]", "not both"),
        ("percent = 100 }, { remedy = \"resend\" }]", "percent = 100 }, { remedy = \"repair\" }]", "menu"),
        ("debtor = \"carrier\"", "debtor = \"customer\"", "merchant or carrier"),
        ("budget_fen = 1_000_000", "budget_fen = -1", "budget_fen from 1"),
        ("id = \"silent_carrier\"", "id = \"late_route\"", "name of its own"),
        ("id = \"late_route\"", "id = \"late.route\"", "name of its own"),
    ];
    for (from, to, says) in wrong {
        assert!(text.contains(from), "{from}");
        let errors = Breakers::load("breakers.toml", &text.replacen(from, to, 1), &books).expect_err(to);
        assert!(errors.iter().any(|error| error.to_string().contains(says)), "{to}: {errors:?}");
        assert!(errors[0].line > 1, "{errors:?}");
    }
}
