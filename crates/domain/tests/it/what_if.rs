//! Other playbooks over cases of the past.

use crate::house::*;
use crate::random::{live, step, tick_all, town};
use domain::actor::Party;
use domain::case::Case;
use domain::clock::{ClockKind, HOUR_MS, MINUTE_MS};
use domain::command::CaseCommand;
use domain::playbook::Playbooks;
use domain::what_if::{Done, Ladders, Report, RungLine, Trial, Tried, Turn};
use proptest::prelude::*;

/// The shipped playbooks with this put in the place of that in the common file.
fn changed(from: &str, to: &str) -> Playbooks {
    let common = Playbooks::shipped_files()[0].1;
    assert!(common.contains(from), "{from}");
    let changes = [("common.toml".to_owned(), Some(common.replace(from, to)))].into();
    POLICY.playbooks.with(&changes).expect("they stand")
}

fn tried(books: &Playbooks, house: &House) -> Vec<Tried> {
    Trial { books, calendar: &POLICY.calendar, now_ms: house.now_ms }.of(house.case())
}

#[track_caller]
fn step_of(tried: &[Tried], kind: ClockKind) -> &Tried {
    tried.iter().find(|one| one.step == kind).expect("the step is there")
}

fn reported(books: &Playbooks, house: &House) -> Report {
    let mut report = Report::default();
    report.add(&Trial { books, calendar: &POLICY.calendar, now_ms: house.now_ms }, house.case());
    report
}

/// Answered after forty minutes, where an hour is allowed.
fn answered() -> House {
    let mut house = House::with_case();
    house.now_ms += 40 * MINUTE_MS;
    house.ok(&li(), say(Party::Customer));
    house
}

const FIRST_ANSWER: &str = "first_answer = { step = \"first_answer\", hours = 1";

#[test]
fn a_stricter_first_answer_would_have_been_late_and_a_laxer_one_not() {
    let house = answered();
    let strict = changed(FIRST_ANSWER, "first_answer = { step = \"first_answer\", minutes = 30");
    let steps = tried(&strict, &house);
    let answer = step_of(&steps, ClockKind::FirstAnswer);
    assert_eq!((answer.was_late(), answer.would_be_late()), (false, true));
    assert_eq!(answer.done, Done::At(START_MS + 40 * MINUTE_MS));
    assert_eq!(answer.after.as_ref().map(|due| due.due_ms), Some(START_MS + 30 * MINUTE_MS));
    let report = reported(&strict, &house);
    assert_eq!(report.late_cases(), Turn { before: 0, after: 1 });
    let line = &report.lines()[0];
    assert_eq!((line.step, line.late), ("first_answer", Turn { before: 0, after: 1 }));
    assert_eq!(report.newly_late()[0].rule, "first_answer");

    let mut late = House::with_case();
    late.now_ms += 90 * MINUTE_MS;
    late.tick();
    late.ok(&li(), say(Party::Customer));
    let lax = changed(FIRST_ANSWER, "first_answer = { step = \"first_answer\", hours = 2");
    let steps = tried(&lax, &late);
    let answer = step_of(&steps, ClockKind::FirstAnswer);
    assert_eq!((answer.was_late(), answer.would_be_late()), (true, false));
    assert_eq!(reported(&lax, &late).late_cases(), Turn { before: 1, after: 0 });
}

#[test]
fn a_pause_that_other_playbooks_do_not_allow_does_not_help() {
    let mut house = House::with_case();
    house.ok(&li(), ask(Party::Customer, &["photo"], Some(START_MS + 240 * HOUR_MS)));
    let cites = vec!["q1".to_owned()];
    house.ok(
        &li(),
        CaseCommand::Pause { reason: "waiting_customer".into(), cites, why: text("why"), until_ms: None },
    );
    house.now_ms += 40 * HOUR_MS;
    house.ok(&customer(), say(Party::Platform));
    house.now_ms += 20 * HOUR_MS;
    let refund = vec![item(domain::words::RemedyKind::Refund, 10_000)];
    house.offer(&li(), refund, domain::case::Choice::All).expect("it is offered");
    let same = tried(&POLICY.playbooks, &house);
    let solution = step_of(&same, ClockKind::Solution);
    assert_eq!((solution.was_late(), solution.would_be_late()), (false, false), "it stood 40 of 60 hours");
    let stops = "stops = [\"plan\", \"decision\", \"solution\", \"final\"]\nhours = 72";
    let without = changed(stops, "stops = [\"plan\", \"decision\", \"final\"]\nhours = 72");
    let steps = tried(&without, &house);
    assert!(step_of(&steps, ClockKind::Solution).would_be_late());
    assert!(!step_of(&steps, ClockKind::Plan).would_be_late());
}

#[test]
fn a_step_that_had_no_clock_is_said_to_be_unknown_unless_another_tells_when_it_was_done() {
    let house = answered();
    let contact = "personal_contact = { step = \"contact\", hours = 1, from = \"graded\", who = \"platform\", when = \"grade == 'A'\" }";
    let all = changed(
        contact,
        "personal_contact = { step = \"contact\", minutes = 20, from = \"graded\", who = \"platform\" }",
    );
    let steps = tried(&all, &house);
    let contact = step_of(&steps, ClockKind::Contact);
    assert_eq!(
        (contact.before.as_ref(), contact.would_be_late()),
        (None, true),
        "the first answer was the contact"
    );
    let more = "fifteen_days]\n";
    let decided = changed(
        more,
        "two_days]\nstep = \"duty\"\ndays = 2\nfrom = \"filed\"\nwho = \"platform\"\nlabel = { zh = \"两日\", en = \"Two days\" }\n[clocks.fifteen_days]\n",
    );
    let steps = tried(&decided, &house);
    let duty = steps.iter().find(|one| one.after.as_ref().is_some_and(|due| due.rule == "two_days"));
    let duty = duty.expect("a duty more");
    assert_eq!(
        (duty.done, duty.would_be_late()),
        (Done::NotYet, false),
        "done with everything else, not yet"
    );
}

#[test]
fn an_owner_is_overloaded_on_a_day_with_more_due_than_they_ever_did() {
    let mut report = Report::default();
    let books = changed(FIRST_ANSWER, "first_answer = { step = \"first_answer\", minutes = 30");
    for _ in 0..3 {
        let house = answered();
        report.add(&Trial { books: &books, calendar: &POLICY.calendar, now_ms: house.now_ms }, house.case());
    }
    let loads = report.loads();
    let [load] = &loads[..] else { panic!("one owner: {loads:?}") };
    assert_eq!((load.late, load.most_done), (Turn { before: 0, after: 3 }, 3));
    // Plan, solution and final of three cases fall on later days: nothing of them was done yet.
    assert!(load.overloaded_days.after <= load.overloaded_days.before, "{load:?}");
    let cost = report.cost(10);
    assert_eq!(cost.work_minutes.before, 0);
    assert_eq!(cost.work_minutes.after % 30, 0);
    assert!(cost.work_minutes.after >= 3 * 10 * 2, "two messages each: {cost:?}");
}

#[test]
fn a_restricted_case_is_left_out() {
    let mut house = answered();
    let (outcome, relief) = (domain::words::Outcome::Explained, domain::words::Relief::Explanation);
    house.ok(&li(), CaseCommand::Close { outcome, relief, cause: None, words: Some(text("words")) });
    let because = domain::words::Because::ByHand;
    house.ok(&admin(), CaseCommand::Restrict { because });
    let report = reported(&POLICY.playbooks, &house);
    assert_eq!((report.cases, report.left_out, report.lines().len()), (0, 1, 0));
}

fn of_all(house: &House) -> impl Iterator<Item = &Case> {
    house.states.values().filter_map(as_case)
}

/// The shipped playbooks with this in the place of that in the file of late parcels.
fn other_ladder(from: &str, to: &str) -> Playbooks {
    let files = Playbooks::shipped_files();
    let (_, file) = files.iter().find(|(name, _)| *name == "delivery.toml").expect("late parcels");
    assert!(file.contains(from), "{from}");
    let changes = [("delivery.toml".to_owned(), Some(file.replace(from, to)))].into();
    POLICY.playbooks.with(&changes).expect("they stand")
}

fn climbed(changed: &Playbooks, house: &House) -> Report {
    let mut report = Report::default();
    report.climb(&Ladders { current: &POLICY.playbooks, changed }, house.case());
    report
}

fn rung<'l>(lines: &'l [RungLine], id: &str) -> &'l RungLine {
    lines.iter().find(|line| line.rung == id).expect("the rung is counted")
}

/// Half of 100 yuan was offered and taken.
fn half_taken() -> House {
    let half = vec![item(domain::words::RemedyKind::PartialRefund, 5_000)];
    let mut house = House::with_offer(half, domain::case::Choice::All);
    house.ok(&customer(), accept("o1"));
    house
}

#[test]
fn a_first_rung_that_gives_half_would_have_been_enough_for_whoever_took_half() {
    let house = half_taken();
    let first = "items = [{ remedy = \"apology\" }, { remedy = \"resend\" }]";
    let changed = other_ladder(
        first,
        "items = [{ remedy = \"apology\" }, { remedy = \"partial_refund\", percent = 50 }]",
    );
    let report = climbed(&changed, &house);
    let lines = report.rungs();
    let (one, two) = (rung(&lines, "resend"), rung(&lines, "refund_or_resend"));
    assert_eq!(one.offered, Turn { before: 1, after: 1 });
    assert_eq!((one.taken, one.fen), (Turn { before: 0, after: 1 }, Turn { before: 0, after: 5_000 }));
    assert_eq!((two.offered, two.fen), (Turn { before: 1, after: 0 }, Turn { before: 10_000, after: 0 }));
    let cost = report.rung_cost();
    assert_eq!((cost.cases, cost.settled, cost.given_fen), (1, 1, 5_000));
    assert_eq!(cost.enough, Turn { before: 1, after: 1 });
    assert_eq!(cost.merchant_fen, Turn { before: 10_000, after: 5_000 });
    assert_eq!((cost.goodwill_fen, cost.advance_fen), (Turn::default(), Turn::default()));
}

#[test]
fn whoever_took_nothing_is_offered_every_rung_and_an_open_offer_is_not_counted() {
    let offer = vec![item(domain::words::RemedyKind::PartialRefund, 500)];
    let mut house = House::with_offer(offer, domain::case::Choice::All);
    assert_eq!(climbed(&POLICY.playbooks, &house).rung_cost().cases, 0, "its answer is not known yet");
    house.ok(&customer(), CaseCommand::Decline { offer: "o1".into(), why: None });
    let report = climbed(&POLICY.playbooks, &house);
    assert_eq!(report.rungs().len(), 4);
    assert!(report.rungs().iter().all(|line| line.offered == Turn { before: 1, after: 1 }));
    assert_eq!(report.rung_cost().enough, Turn::default());
}

proptest! {
    /// The past under its own rules is the past: the same clocks, due and late as they were, however the case went.
    #[test]
    fn the_same_playbooks_change_nothing(steps in prop::collection::vec(step(), 0..60)) {
        let mut house = town();
        for step in &steps {
            live(&mut house, &crate::random::Step { wait_ms: step.wait_ms / 4, ..step.clone() });
            tick_all(&mut house);
        }
        let trial = Trial { books: &POLICY.playbooks, calendar: &POLICY.calendar, now_ms: house.now_ms };
        for case in of_all(&house) {
            let regraded = case.triage.as_ref().is_some_and(|triage| triage.reasons == ["person"]);
            for tried in trial.of(case).iter().filter(|_| !regraded) {
                let (Some(before), Some(after)) = (&tried.before, &tried.after) else {
                    return Err(TestCaseError::fail(format!("{tried:?} of {case:#?}")));
                };
                prop_assert_eq!(before.late, after.late, "{:?} of {:#?}", tried, case);
                prop_assert_eq!(&before.rule, &after.rule);
            }
        }
        let mut report = Report::default();
        let ladders = Ladders { current: &POLICY.playbooks, changed: &POLICY.playbooks };
        of_all(&house).for_each(|case| report.climb(&ladders, case));
        for line in report.rungs() {
            prop_assert_eq!(line.offered.difference(), 0);
            prop_assert_eq!((line.taken.difference(), line.fen.difference()), (0, 0));
        }
    }
}
