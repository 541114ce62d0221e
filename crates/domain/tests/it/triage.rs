//! Kind, class, grade, owner and the clocks they start.

use crate::house::*;
use domain::actor::{Actor, Party, Role};
use domain::clock::{ClockKind, HOUR_MS, MINUTE_MS};
use domain::command::CaseCommand;
use domain::event::{AssignRule, Duty};
use domain::words::{Answer, Class, Grade, Stage, Voice};
use domain::{Event, Refusal, UserId};

fn triage(class: Class, grade: Grade, why: bool) -> CaseCommand {
    CaseCommand::Triage { kind: "delivery".into(), class, grade, why: why.then(|| text("why")) }
}

fn assign(to: &str) -> CaseCommand {
    CaseCommand::Assign { owner: UserId::new(to), why: None }
}

#[test]
fn class_and_grade_start_their_clocks() {
    for (class, grade, response, contact, plan_ms) in [
        (Class::Service, Grade::A, false, true, 30 * MINUTE_MS),
        (Class::Service, Grade::B, false, false, 24 * HOUR_MS),
        (Class::Quality, Grade::C, false, false, 48 * HOUR_MS),
        (Class::Immediate, Grade::A, true, true, 30 * MINUTE_MS),
    ] {
        let mut house = House::new();
        let mut file = complaint();
        file.suggestion = suggestion(class, grade);
        house.file(file);
        assert_eq!(house.has_clock(ClockKind::Response), response, "{class:?} {grade:?}");
        assert_eq!(house.has_clock(ClockKind::Contact), contact, "{class:?} {grade:?}");
        assert_eq!(house.clock(ClockKind::Plan).due_ms, START_MS + plan_ms, "{class:?} {grade:?}");
    }
}

#[test]
fn a_suggestion_is_confirmed_without_a_reason_and_keeps_its_clocks() {
    let mut house = House::with_case();
    let before = house.case().clocks.clone();
    house.now_ms += MINUTE_MS;
    house.ok(&li(), triage(Class::Service, Grade::B, false));
    let triaged = house.case().triage.clone().unwrap();
    assert!(triaged.confirmed && !triaged.playbook.is_empty());
    assert_eq!(house.case().stage, Stage::Investigate);
    assert_eq!(house.case().clocks.len(), before.len());
    assert_eq!(house.clock(ClockKind::Plan).due_ms, START_MS + 24 * HOUR_MS);
    assert!(
        house.ok(&li(), triage(Class::Service, Grade::B, false)).is_empty(),
        "confirming twice is nothing new"
    );
}

#[test]
fn overruling_wants_a_reason_and_sets_the_clocks_of_the_new_grade() {
    let mut house = House::with_case();
    assert_eq!(house.refused(&li(), triage(Class::Service, Grade::A, false)), Refusal::ReasonMissing);
    house.ok(&li(), triage(Class::Service, Grade::A, true));
    assert!(house.has_clock(ClockKind::Contact));
    assert_eq!(house.clock(ClockKind::Plan).due_ms, START_MS + 30 * MINUTE_MS);
    house.ok(&li(), triage(Class::Service, Grade::C, true));
    assert!(!house.has_clock(ClockKind::Contact), "a clock of the old grade is gone");
}

#[test]
fn an_unknown_kind_and_a_stranger_to_triage_are_refused() {
    let mut house = House::with_case();
    let odd = CaseCommand::Triage {
        kind: "weather".into(),
        class: Class::Service,
        grade: Grade::B,
        why: Some(text("w")),
    };
    assert_eq!(house.refused(&li(), odd), Refusal::KindUnknown);
    for by in [customer(), merchant(), Actor::System] {
        assert_eq!(house.refused(&by, triage(Class::Service, Grade::B, false)), Refusal::NotAllowed);
        assert_eq!(house.refused(&by, assign("wang")), Refusal::NotAllowed);
    }
}

#[test]
fn the_first_answer_is_a_public_reply_not_an_internal_note() {
    let mut house = House::with_case();
    house.ok(&li(), CaseCommand::Note { text: text("note") });
    house.ok(&li(), say(Party::Merchant));
    house.ok(&customer(), say(Party::Platform));
    house.ok(&merchant(), say(Party::Customer));
    assert_eq!(house.clock(ClockKind::FirstAnswer).met_ms, None);
    house.ok(&li(), say(Party::Customer));
    assert_eq!(house.clock(ClockKind::FirstAnswer).met_ms, Some(START_MS));
    assert!(!house.case().unread);
}

#[test]
fn a_missed_first_answer_is_recorded_once() {
    let mut house = House::with_case();
    assert_eq!(house.tick_after(HOUR_MS).len(), 1);
    assert!(house.tick().is_empty());
    house.now_ms += MINUTE_MS;
    house.ok(&li(), say(Party::Customer));
    let clock = house.clock(ClockKind::FirstAnswer);
    assert_eq!(
        (clock.missed_ms, clock.met_ms),
        (Some(START_MS + HOUR_MS), Some(START_MS + HOUR_MS + MINUTE_MS))
    );
}

#[test]
fn a_case_is_assigned_by_hand_to_a_colleague_only() {
    let mut house = House::with_case();
    assert_eq!(house.refused(&li(), assign("li")), Refusal::SameOwner);
    assert_eq!(house.refused(&li(), assign("nobody")), Refusal::HandlerUnknown);
    house.staff.push(colleague("shop-li", Role::Merchant, Duty::On));
    assert_eq!(house.refused(&li(), assign("shop-li")), Refusal::HandlerUnknown);
    let events = house.ok(&li(), assign("wang"));
    assert!(matches!(&events[..], [Event::Assigned { rule: AssignRule::ByHand, .. }]));
    assert_eq!(house.case().owner, Some(UserId::new("wang")));
    assert_eq!(house.case().past_owners, [UserId::new("li")]);
}

#[test]
fn the_entry_that_answers_a_suggestion_says_how_and_later_ones_do_not() {
    let taken = |events: Vec<Event>| match events.first() {
        Some(Event::Triaged { triage, .. }) => triage.taken.map(|taken| (taken.kind, taken.grade)),
        other => panic!("{other:?}"),
    };
    let mut house = House::with_case();
    assert_eq!(house.case().triage.as_ref().unwrap().taken, None);
    let confirmed = taken(house.ok(&li(), triage(Class::Service, Grade::B, false)));
    assert_eq!(confirmed, Some((Answer::Accepted, Answer::Accepted)));
    assert_eq!(taken(house.ok(&li(), triage(Class::Service, Grade::A, true))), None, "nobody suggested that");
    let mut house = House::with_case();
    let changed = taken(house.ok(&li(), triage(Class::Service, Grade::A, true)));
    assert_eq!(changed, Some((Answer::Accepted, Answer::Changed)));
    assert_eq!(house.case().triage.as_ref().unwrap().voice, Voice::Playbook, "who suggested it stays");
}
