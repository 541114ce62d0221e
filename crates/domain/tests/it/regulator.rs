//! What an authority does, by its papers, and the clocks that run from the days they give.

use crate::house::*;
use domain::actor::Party;
use domain::calendar::{Date, day_of, start_of};
use domain::clock::{Clock, ClockKind, DAY_MS, HOUR_MS};
use domain::command::CaseCommand;
use domain::words::Proceeding;
use domain::{Event, Refusal};

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn did(what: Proceeding, on: &str) -> CaseCommand {
    CaseCommand::RegulatorDid { what, on_ms: start_of(day(on)), cites: "e1".into(), due_ms: None }
}

/// The day by whose end it is due.
fn due(clock: &Clock) -> String {
    day_of(clock.due_ms - 1).to_string()
}

/// A complaint of 1 September 2026 whose papers are read on the morning of this day.
fn read_on(today: &str) -> House {
    let mut house = House::new();
    house.now_ms = start_of(day("2026-09-01")) + 9 * HOUR_MS;
    house.file(complaint());
    house.now_ms = start_of(day(today)) + 9 * HOUR_MS;
    house
}

fn accepts(house: &House) -> &Clock {
    let accepts = |clock: &&Clock| clock.of.as_deref() == Some("regulator_accepts");
    house.case().clocks.iter().find(accepts).expect("it has days to accept")
}

#[test]
fn seven_working_days_count_from_the_day_the_paper_gives_and_end_with_the_decision() {
    let mut house = read_on("2026-10-08");
    house.ok(&li(), did(Proceeding::Received, "2026-09-29"));
    assert_eq!((due(accepts(&house)), accepts(&house).party), ("2026-10-14".into(), Party::Regulator));
    house.now_ms = start_of(day("2026-10-16"));
    house.tick();
    assert!(accepts(&house).missed_ms.is_some(), "nobody has heard of a decision");
    house.ok(&li(), did(Proceeding::Accepted, "2026-10-12"));
    assert_eq!(accepts(&house).met_ms, Some(start_of(day("2026-10-12"))));
    assert_eq!(accepts(&house).missed_ms, None, "it was in time; we read of it late");
}

#[test]
fn the_days_of_an_appraisal_do_not_count_towards_the_sixty() {
    let mut house = read_on("2026-11-20");
    house.ok(&li(), did(Proceeding::Accepted, "2026-10-12"));
    assert_eq!(due(house.clock(ClockKind::Mediation)), "2026-12-11");
    house.ok(&li(), did(Proceeding::AppraisalBegun, "2026-11-02"));
    assert!(house.clock(ClockKind::Mediation).is_paused());
    house.now_ms += 40 * DAY_MS;
    let events = house.tick();
    let missed =
        |event: &Event| matches!(event, Event::ClockMissed { clock } if clock.kind == ClockKind::Mediation);
    assert!(!events.iter().any(missed), "it stands still");
    house.ok(&li(), did(Proceeding::AppraisalOver, "2026-11-12"));
    assert_eq!(due(house.clock(ClockKind::Mediation)), "2026-12-21");
    house.ok(&li(), did(Proceeding::Ended, "2026-12-20"));
    let mediation = house.clock(ClockKind::Mediation);
    assert_eq!((mediation.met_ms, mediation.missed_ms), (Some(start_of(day("2026-12-20"))), None));
}

#[test]
fn what_it_wants_to_know_is_due_when_its_letter_says() {
    let mut house = read_on("2026-10-08");
    let mut asked = did(Proceeding::Asked, "2026-10-08");
    house.ok(&li(), asked.clone());
    let ours = house.clock(ClockKind::Duty);
    assert_eq!((ours.party, due(ours)), (Party::Platform, "2026-10-14".into()), "five working days");
    assert_eq!(house.refused(&li(), asked.clone()), Refusal::OutOfTurn);
    house.ok(&li(), did(Proceeding::Answered, "2026-10-08"));
    assert!(!house.clock(ClockKind::Duty).is_running());
    let wanted = house.now_ms + 2 * DAY_MS;
    if let CaseCommand::RegulatorDid { due_ms, .. } = &mut asked {
        *due_ms = Some(wanted);
    }
    house.ok(&li(), asked);
    let ours = house.clock(ClockKind::Duty);
    assert_eq!((ours.due_ms, ours.is_running(), ours.sum.is_none()), (wanted, true, true));
}

#[test]
fn a_step_that_is_out_of_turn_undated_or_unproven_is_refused() {
    let mut house = read_on("2026-10-20");
    for what in
        [Proceeding::AppraisalBegun, Proceeding::AppraisalOver, Proceeding::Ended, Proceeding::Answered]
    {
        assert_eq!(house.refused(&li(), did(what, "2026-10-12")), Refusal::OutOfTurn, "{what:?}");
    }
    let unproven = CaseCommand::RegulatorDid {
        what: Proceeding::Received,
        on_ms: start_of(day("2026-10-12")),
        cites: "e9".into(),
        due_ms: None,
    };
    assert_eq!(house.refused(&li(), unproven), Refusal::EvidenceUnknown);
    for wrong in ["2026-10-21", "2025-10-01"] {
        assert_eq!(house.refused(&li(), did(Proceeding::Received, wrong)), Refusal::DayInvalid, "{wrong}");
    }
    house.ok(&li(), did(Proceeding::Accepted, "2026-10-12"));
    assert_eq!(house.refused(&li(), did(Proceeding::Ended, "2026-10-11")), Refusal::DayInvalid, "before it");
    for by in [customer(), merchant()] {
        assert_eq!(house.refused(&by, did(Proceeding::Ended, "2026-10-19")), Refusal::NotAllowed);
    }
    house.ok(&li(), did(Proceeding::Ended, "2026-10-19"));
    assert_eq!(house.refused(&li(), did(Proceeding::Accepted, "2026-10-19")), Refusal::OutOfTurn);
    house.ok(&li(), did(Proceeding::Received, "2026-10-20"));
}

#[test]
fn nobody_asks_an_authority_for_evidence_or_finds_it_at_fault() {
    let mut house = House::with_case();
    assert_eq!(house.refused(&li(), ask(Party::Regulator, &["photo"], None)), Refusal::WordUnknown);
}
