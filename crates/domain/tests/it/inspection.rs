//! Inspections, and the clocks that stand still for them.

use crate::house::*;
use domain::actor::{Actor, Party};
use domain::case::{InspectionState, RequestState};
use domain::clock::{ClockKind, DAY_MS, HOUR_MS, Hold};
use domain::command::{CaseCommand, OrderInspection};
use domain::words::{Class, Grade, Inspected, Payer};
use domain::{Event, Fen, Refusal};

fn order(due_ms: Option<i64>) -> CaseCommand {
    CaseCommand::OrderInspection(Box::new(OrderInspection {
        what: text("what"),
        contact: None,
        cost: Fen(50_000),
        payer: Payer::Loser,
        due_ms,
    }))
}

fn done() -> CaseCommand {
    CaseCommand::Inspected {
        inspection: "i1".into(),
        result: Inspected::Defect,
        report: vec![upload("document")],
        text: None,
    }
}

fn inspector() -> Actor {
    Actor::ThirdParty(case_id(), Party::Inspector, "q1".into())
}

/// Ordered five hours after filing.
fn ordered() -> House {
    let mut house = House::with_case();
    house.now_ms += 5 * HOUR_MS;
    house.ok(&li(), order(None));
    house
}

#[test]
fn an_inspection_stops_the_clocks_the_playbook_names_and_no_other() {
    let house = ordered();
    for kind in [ClockKind::Solution, ClockKind::Final] {
        assert!(house.clock(kind).is_paused(), "{kind:?}");
    }
    assert!(!house.clock(ClockKind::FirstAnswer).is_paused(), "an answer does not wait for a laboratory");
    assert!(!house.clock(ClockKind::Evidence).is_paused(), "its own time runs");
    assert_eq!(house.case().next_clock().map(|clock| clock.kind), Some(ClockKind::FirstAnswer));
    assert_eq!(house.case().inspections[0].state, InspectionState::Open);
    assert_eq!(house.case().inspections[0].due_ms, START_MS + 5 * HOUR_MS + 5 * DAY_MS);
}

#[test]
fn a_stopped_clock_is_never_missed_and_goes_on_later_by_as_long_as_it_stood() {
    let mut house = ordered();
    let due = house.clock(ClockKind::Solution).due_ms;
    house.now_ms += 4 * DAY_MS;
    let events = house.tick();
    let missed =
        |event: &Event| matches!(event, Event::ClockMissed { clock } if clock.kind == ClockKind::Solution);
    assert!(!events.iter().any(missed));
    house.ok(&inspector(), done());
    let clock = house.clock(ClockKind::Solution);
    assert!(!clock.is_paused());
    assert_eq!((clock.due_ms, clock.paused_ms()), (due + 4 * DAY_MS, 4 * DAY_MS));
    assert_eq!(house.case().requests[0].state, RequestState::Answered);
    assert_eq!(house.case().evidence[1].kind, "inspection_report");
    house.now_ms = due + 4 * DAY_MS;
    assert!(house.tick().iter().any(missed));
}

#[test]
fn an_inspection_that_does_not_come_lets_the_clocks_go_on_from_its_due_time() {
    let mut house = ordered();
    let due = house.clock(ClockKind::Solution).due_ms;
    // The tick comes two days late; the clocks went on when the time was over.
    house.tick_after(7 * DAY_MS);
    assert_eq!(house.case().inspections[0].state, InspectionState::Lapsed);
    let clock = house.clock(ClockKind::Solution);
    assert_eq!((clock.due_ms, clock.is_paused()), (due + 5 * DAY_MS, false));
    house.ok(&li(), done());
    assert!(matches!(house.case().inspections[0].state, InspectionState::Done { .. }), "late is not never");
    assert_eq!(house.clock(ClockKind::Solution).due_ms, due + 5 * DAY_MS);
}

#[test]
fn a_clock_that_begins_during_an_inspection_stands_still_too() {
    let mut house = ordered();
    house.now_ms += HOUR_MS;
    house.ok(
        &li(),
        CaseCommand::Triage {
            kind: "delivery".into(),
            class: Class::Quality,
            grade: Grade::C,
            why: Some(text("why")),
        },
    );
    let plan = house.clock(ClockKind::Plan);
    assert_eq!((plan.is_paused(), plan.from_ms), (true, START_MS + 6 * HOUR_MS));
    house.now_ms += HOUR_MS;
    house.ok(&li(), done());
    let plan = house.clock(ClockKind::Plan);
    assert_eq!((plan.is_paused(), plan.paused_ms()), (false, HOUR_MS));
}

#[test]
fn one_inspection_at_a_time_and_a_report_has_a_result() {
    let mut house = ordered();
    assert_eq!(house.refused(&li(), order(None)), Refusal::InspectionOpen);
    let alone = CaseCommand::AddEvidence {
        evidence: vec![upload("document")],
        request: Some("q1".into()),
        text: None,
        corrects: None,
    };
    assert_eq!(house.refused(&inspector(), alone), Refusal::ResultMissing);
    let mut bare = done();
    if let CaseCommand::Inspected { report, .. } = &mut bare {
        report.clear();
    }
    assert_eq!(house.refused(&inspector(), bare), Refusal::ReportMissing);
    for by in [customer(), merchant()] {
        assert_eq!(house.refused(&by, done()), Refusal::NotAllowed);
        assert_eq!(house.refused(&by, order(None)), Refusal::NotAllowed);
    }
    house.ok(&inspector(), done());
    assert_eq!(house.refused(&inspector(), done()), Refusal::AlreadyAnswered);
    house.ok(&li(), order(None));
}

#[test]
fn a_case_that_closes_drops_its_inspection() {
    let mut house = ordered();
    house.ok(&customer(), CaseCommand::Withdraw { why: None });
    assert_eq!(house.case().inspections[0].state, InspectionState::Dropped);
    assert_eq!(house.case().next_tick_ms(), None);
}

#[test]
fn reasons_that_overlap_pause_a_clock_once_from_the_first_to_the_last() {
    let house = House::with_case();
    let mut clock = house.clock(ClockKind::Final).clone();
    let due = clock.due_ms;
    let hold = |of: &str, from_ms| Hold { why: "inspection".into(), of: of.into(), from_ms };
    clock.hold(hold("i1", START_MS));
    clock.hold(hold("i1", START_MS + 3));
    clock.hold(hold("i2", START_MS + 5));
    clock.release("inspection", "i1", START_MS + 10);
    assert!(clock.is_paused());
    clock.release("inspection", "i2", START_MS + 12);
    clock.release("inspection", "i2", START_MS + 90);
    assert_eq!((clock.due_ms, clock.paused_ms(), clock.is_paused()), (due + 12, 12, false));
}
