//! Pauses: the reasons of the playbook, what they rest on, and what goes on after them.

use crate::house::*;
use domain::actor::Party;
use domain::calendar::day_of;
use domain::case::PausingState;
use domain::clock::{ClockKind, DAY_MS, HOUR_MS};
use domain::command::CaseCommand;
use domain::words::Resumed;
use domain::{Event, Refusal};

fn pause(reason: &str, cites: &[&str], until_ms: Option<i64>) -> CaseCommand {
    let cites = cites.iter().map(|cite| (*cite).to_owned()).collect();
    CaseCommand::Pause { reason: reason.into(), cites, why: text("why"), until_ms }
}

fn resume(pausing: &str) -> CaseCommand {
    CaseCommand::Resume { pausing: pausing.into(), why: None }
}

/// Paused an hour after filing, for what the customer is asked for.
fn waiting() -> House {
    let mut house = House::with_case();
    house.ok(&li(), ask(Party::Customer, &["photo"], Some(START_MS + 10 * DAY_MS)));
    house.now_ms += HOUR_MS;
    house.ok(&li(), pause("waiting_customer", &["q1"], None));
    house
}

#[test]
fn a_reason_stops_the_clocks_it_may_stop_and_no_other() {
    let house = waiting();
    for kind in [ClockKind::Plan, ClockKind::Solution, ClockKind::Final] {
        assert!(house.clock(kind).is_paused(), "{kind:?}");
    }
    for kind in [ClockKind::Evidence, ClockKind::Duty, ClockKind::Pause] {
        assert!(!house.clock(kind).is_paused(), "{kind:?}");
    }
    assert_eq!(house.clock(ClockKind::Pause).party, Party::Customer);
}

#[test]
fn nobody_pauses_on_their_word_alone() {
    let mut house = House::with_case();
    house.ok(&li(), ask(Party::Merchant, &["track"], None));
    for (command, refusal) in [
        (pause("waiting_customer", &[], None), Refusal::ProofMissing),
        (pause("waiting_customer", &["q1"], None), Refusal::EvidenceUnknown),
        (pause("waiting_customer", &["q9"], None), Refusal::EvidenceUnknown),
        (pause("outside_body", &["e9"], None), Refusal::EvidenceUnknown),
        (pause("coffee", &["e1"], None), Refusal::WordUnknown),
        (pause("inspection", &["e1"], None), Refusal::WordUnknown),
        (pause("outside_body", &["e1"], Some(START_MS)), Refusal::DueInvalid),
        (pause("outside_body", &["e1"], Some(START_MS + 31 * DAY_MS)), Refusal::DueInvalid),
    ] {
        assert_eq!(house.refused(&li(), command.clone()), refusal, "{command:?}");
    }
    for by in [customer(), merchant()] {
        assert_eq!(house.refused(&by, pause("outside_body", &["e1"], None)), Refusal::NotAllowed);
    }
    house.ok(&li(), pause("outside_body", &["e1"], None));
    assert_eq!(house.refused(&li(), pause("outside_body", &["e1"], None)), Refusal::AlreadyThere);
    assert_eq!(house.refused(&li(), resume("p2")), Refusal::NotFound);
    house.ok(&li(), resume("p1"));
    assert_eq!(house.refused(&li(), resume("p1")), Refusal::AlreadyAnswered);
    house.tick_after(30 * DAY_MS);
    house.tick();
    assert_eq!(
        house.refused(&li(), pause("outside_body", &["e1"], None)),
        Refusal::NothingToPause,
        "what was missed does not wait"
    );
}

#[test]
fn the_customer_ends_the_waiting_by_acting_and_the_clock_is_later_by_what_it_stood() {
    let mut house = waiting();
    let due = house.clock(ClockKind::Solution).due_ms;
    house.now_ms += 5 * HOUR_MS;
    let events = house.ok(&customer(), say(Party::Platform));
    assert!(matches!(&events[1], Event::PauseEnded { because: Resumed::Acted, .. }), "{events:?}");
    let clock = house.clock(ClockKind::Solution);
    assert_eq!((clock.due_ms, clock.paused_ms(), clock.is_paused()), (due + 5 * HOUR_MS, 5 * HOUR_MS, false));
    assert!(house.clock(ClockKind::Pause).met_ms.is_some());
}

#[test]
fn a_pause_ends_when_its_time_is_over_however_late_the_tick() {
    let mut house = waiting();
    let due = house.clock(ClockKind::Solution).due_ms;
    let events = house.tick_after(5 * DAY_MS);
    assert!(
        !events
            .iter()
            .any(|event| matches!(event, Event::ClockMissed { clock } if clock.kind == ClockKind::Pause))
    );
    let because = Resumed::TimeOver;
    let at_ms = START_MS + HOUR_MS + 3 * DAY_MS;
    assert_eq!(house.case().pausings[0].state, PausingState::Over { because, at_ms });
    assert_eq!(house.clock(ClockKind::Solution).due_ms, due + 3 * DAY_MS);
}

#[test]
fn a_clock_of_days_is_counted_again_after_it_stood_and_never_ends_on_a_day_of_rest() {
    // 2026-09-28, a Monday; the line of fifteen days does not wait, so the follow-up is looked at.
    let mut house = House::with_case();
    let duty = house.clock(ClockKind::Duty).clone();
    assert_eq!(duty.of.as_deref(), Some("fifteen_days"));
    assert!(duty.counts_days() && duty.sum.as_ref().is_some_and(|sum| sum.calendar.is_some()));
    let start = day_of(START_MS);
    assert_eq!((day_of(duty.due_ms) - start).get_days(), 15);
    house.ok(&li(), pause("outside_body", &["e1"], None));
    house.tick_after(20 * DAY_MS);
    assert!(house.clock(ClockKind::Duty).missed_ms.is_some(), "a duty of law does not wait for us");
}

#[test]
fn a_case_that_closes_drops_its_pauses_and_reopens_without_them() {
    let mut house = waiting();
    house.ok(&customer(), CaseCommand::Withdraw { why: None });
    assert!(house.case().open_pausings().next().is_none());
    assert_eq!(house.case().next_tick_ms(), None);
    house.now_ms += 40 * DAY_MS;
    house.ok(&li(), CaseCommand::Reopen { why: text("why") });
    assert!(!house.case().clocks.iter().any(|clock| clock.is_paused()));
}

#[test]
fn reopening_never_breaches_at_once() {
    for days in [0, 1, 30, 300] {
        let mut house = House::with_case();
        house.ok(&li(), ask(Party::Merchant, &["track"], None));
        house.tick_after(days * DAY_MS);
        house.ok(&customer(), CaseCommand::Withdraw { why: None });
        house.now_ms += 2 * days * DAY_MS;
        house.ok(&li(), CaseCommand::Reopen { why: text("why") });
        assert!(house.tick().iter().all(|event| !matches!(event, Event::ClockMissed { .. })), "{days} days");
        let due = house.case().next_tick_ms().expect("clocks run again");
        assert!(due > house.now_ms, "{days} days");
        let kinds =
            [ClockKind::FirstAnswer, ClockKind::Plan, ClockKind::Solution, ClockKind::Final, ClockKind::Duty];
        assert!(kinds.iter().all(|kind| house.case().running(*kind).is_some()));
    }
}

#[test]
fn the_time_to_decide_runs_from_when_the_last_request_is_over() {
    let mut house = House::with_case();
    house.ok(&li(), ask(Party::Merchant, &["track"], None));
    house.ok(&li(), ask(Party::Carrier, &["track"], Some(START_MS + DAY_MS)));
    house.tick_after(DAY_MS);
    assert!(!house.has_clock(ClockKind::Decision), "the merchant may still answer");
    // The tick comes a day late; the time ran from when the request was over.
    house.tick_after(2 * DAY_MS);
    let clock = house.clock(ClockKind::Decision);
    assert_eq!((clock.from_ms, clock.due_ms), (START_MS + 2 * DAY_MS, START_MS + 3 * DAY_MS));
    house.ok(&li(), find(vec![share(Party::Merchant, 100, &["e1"])]));
    assert!(house.clock(ClockKind::Decision).met_ms.is_some());
}

#[test]
fn a_new_notice_moves_what_is_to_come_and_leaves_a_record_in_the_case() {
    use domain::calendar::Year;
    use domain::command::{Command, HouseCommand};
    use domain::house::ImportedYear;
    let mut house = House::with_case();
    let before = house.clock(ClockKind::Duty).clone();
    assert!(house.ok(&domain::Actor::System, CaseCommand::Recount).is_empty(), "nothing has changed");
    assert_eq!(house.refused(&li(), CaseCommand::Recount), Refusal::NotAllowed);
    let day = day_of(START_MS).checked_add(jiff::Span::new().days(15)).expect("a day");
    let text = format!(
        "year = {0}\nstate = \"notice\"\nsource = \"x\"\nnotice = {{ year = {1}, number = 9, issued = \"{1}-11-01\" }}\n\
         [[holiday]]\nname = \"special\"\nfrom = \"{2}\"\nto = \"{2}\"\n",
        day.year(),
        day.year() - 1,
        day
    );
    let year = Year::read("special.toml", &text).expect("a year");
    let imported = ImportedYear { year, sha256: "ab".repeat(32) };
    let import = Command::House(HouseCommand::ImportYear(imported));
    house.done(&admin(), import.clone());
    assert_eq!(house.run(&admin(), import).expect_err("the same again"), Refusal::AlreadyThere);
    let events = house.ok(&domain::Actor::System, CaseCommand::Recount);
    assert!(matches!(&events[..], [Event::ClocksRecounted { .. }]), "{events:?}");
    let after = house.clock(ClockKind::Duty);
    let version = |clock: &domain::clock::Clock| clock.sum.as_ref().and_then(|sum| sum.calendar.clone());
    assert_ne!(version(after), version(&before));
    assert!(house.ok(&domain::Actor::System, CaseCommand::Recount).is_empty(), "once");
}
