//! Follow-up, survey, closing, withdrawing, a new round.

use crate::house::*;
use domain::actor::{Actor, Party};
use domain::case::Choice;
use domain::clock::{ClockKind, DAY_MS, HOUR_MS};
use domain::command::CaseCommand;
use domain::event::{AssignRule, ReopenReason};
use domain::words::{Outcome, Relief, RemedyKind, Stage};
use domain::{Event, Refusal, UserId};

fn survey(solved: u8, treated: u8) -> CaseCommand {
    CaseCommand::Survey { solved, treated, words: None }
}
fn close(outcome: Outcome, words: bool) -> CaseCommand {
    CaseCommand::Close {
        outcome,
        relief: Relief::Explanation,
        cause: None,
        words: words.then(|| text("words")),
    }
}
fn withdraw() -> CaseCommand {
    CaseCommand::Withdraw { why: None }
}
fn reopen() -> CaseCommand {
    CaseCommand::Reopen { why: text("why") }
}
/// Paid, and the 48 hours are over.
fn asked() -> House {
    let mut house = House::with_refund();
    house.pay();
    house.tick_after(48 * HOUR_MS);
    house
}

#[test]
fn the_survey_comes_forty_eight_hours_after_the_last_remedy() {
    let mut house = House::with_refund();
    house.now_ms += HOUR_MS;
    house.pay();
    assert_eq!(house.refused(&customer(), survey(90, 90)), Refusal::SurveyNotAsked);
    assert!(
        house.tick_after(48 * HOUR_MS - 1).iter().all(|event| !matches!(event, Event::SurveyAsked { .. }))
    );
    let events = house.tick_after(1);
    assert!(events.iter().any(|event| matches!(event, Event::SurveyAsked { .. })));
    assert_eq!(house.clock(ClockKind::Silence).due_ms, house.now_ms + 7 * DAY_MS);
    assert!(house.case().allowed_actions(&customer()).contains(&"survey"));
}

#[test]
fn a_closing_code_is_one_of_the_playbook_and_stays_with_the_case() {
    let mut house = House::with_case();
    let close = |cause: &str| CaseCommand::Close {
        outcome: Outcome::Explained,
        relief: Relief::Explanation,
        cause: Some(cause.into()),
        words: Some(text("words")),
    };
    for foreign in ["cold_chain_broken", "no such code", ""] {
        assert_eq!(house.refused(&li(), close(foreign)), Refusal::WordUnknown, "{foreign}");
    }
    house.ok(&li(), close("lost"));
    assert_eq!(house.case().closed.as_ref().and_then(|closed| closed.cause.as_deref()), Some("lost"));
}

#[test]
fn eighty_and_more_closes_the_case() {
    let mut house = asked();
    let events = house.ok(&customer(), survey(100, 80));
    let (outcome, relief) = (Outcome::Settled, Relief::Monetary);
    let closed = Event::Closed { outcome, relief, cause: None, words: None, by: None };
    assert!(events.contains(&closed));
    assert_eq!(house.case().survey.as_ref().and_then(|survey| survey.score()), Some(80));
    assert_eq!(house.refused(&customer(), survey(100, 100)), Refusal::AlreadyAnswered);
}

#[test]
fn the_lower_answer_counts_and_below_eighty_somebody_else_begins_again() {
    let mut house = asked();
    let events = house.ok(&customer(), survey(100, 79));
    assert!(
        events.iter().any(|event| matches!(event, Event::Reopened { reason: ReopenReason::LowScore, .. }))
    );
    let case = house.case();
    assert_eq!(
        (case.stage, case.round, case.owner.clone()),
        (Stage::Investigate, 2, Some(UserId::new("wang")))
    );
    assert!(case.clocks.iter().any(|clock| clock.kind == ClockKind::FirstAnswer && clock.is_running()));
    assert_eq!(
        house.refused(&customer(), survey(100, 100)),
        Refusal::SurveyNotAsked,
        "the new round has its own"
    );
    assert!(house.tick_after(0).is_empty());
}

#[test]
fn a_third_round_goes_to_somebody_who_has_not_had_it_while_there_is_anybody() {
    let mut house = asked();
    let mut owners = vec![house.case().owner.clone().unwrap()];
    for _ in 0..3 {
        house.ok(&customer(), survey(0, 0));
        owners.push(house.case().owner.clone().unwrap());
        house.ok(&li(), close(Outcome::Explained, true));
        house.tick_after(48 * HOUR_MS);
    }
    let names: Vec<&str> = owners.iter().map(UserId::as_str).collect();
    assert_eq!(names[..3], ["li", "wang", "boss"]);
    assert!(["li", "wang"].contains(&names[3]), "all have had it: a handler takes it");
}

#[test]
fn scores_are_percent_and_the_customers_own() {
    let mut house = asked();
    assert_eq!(house.refused(&customer(), survey(101, 0)), Refusal::ScoreInvalid);
    for by in [li(), merchant(), Actor::System] {
        assert_eq!(house.refused(&by, survey(100, 100)), Refusal::NotAllowed);
    }
}

#[test]
fn silence_closes_with_an_empty_score() {
    let mut house = asked();
    house.tick_after(7 * DAY_MS);
    let case = house.case();
    assert_eq!(
        (case.stage, case.closed.as_ref().map(|closed| closed.outcome)),
        (Stage::Closed, Some(Outcome::Settled))
    );
    assert_eq!(case.survey.as_ref().and_then(|survey| survey.score()), None);
    house.ok(&customer(), survey(0, 0));
    assert_eq!(house.case().stage, Stage::Investigate, "a late low score still counts");
}

#[test]
fn a_case_is_not_closed_while_something_is_owed() {
    let mut house = House::with_refund();
    assert_eq!(house.refused(&li(), close(Outcome::Settled, true)), Refusal::RemediesOwed);
    assert_eq!(house.refused(&customer(), withdraw()), Refusal::RemediesOwed);
}

#[test]
fn whoever_gets_nothing_is_told_why() {
    for outcome in [Outcome::Refused, Outcome::Explained, Outcome::Withdrawn] {
        assert_eq!(House::with_case().refused(&li(), close(outcome, false)), Refusal::ReasonMissing);
        House::with_case().ok(&li(), close(outcome, true));
    }
    for by in [customer(), merchant(), Actor::System] {
        assert_eq!(House::with_case().refused(&by, close(Outcome::Settled, true)), Refusal::NotAllowed);
    }
}

#[test]
fn a_case_closed_by_hand_is_surveyed_too_and_a_withdrawn_one_is_not() {
    let mut house = House::with_case();
    house.ok(&li(), close(Outcome::Explained, true));
    assert_eq!(house.refused(&li(), close(Outcome::Explained, true)), Refusal::CaseClosed);
    assert!(house.tick_after(48 * HOUR_MS).iter().any(|event| matches!(event, Event::SurveyAsked { .. })));
    assert_eq!(house.tick_after(7 * DAY_MS).len(), 1, "silence only misses its clock");
    let mut withdrawn = House::with_case();
    withdrawn.ok(&customer(), withdraw());
    assert!(withdrawn.tick_after(90 * DAY_MS).is_empty());
    assert_eq!(withdrawn.case().closed.as_ref().map(|closed| closed.relief), Some(Relief::None));
}

#[test]
fn withdrawing_after_the_remedy_ends_the_survey_and_keeps_the_relief() {
    let mut house = House::with_refund();
    house.pay();
    house.ok(&customer(), withdraw());
    assert_eq!(house.case().closed.as_ref().map(|closed| closed.relief), Some(Relief::Monetary));
    assert!(house.tick_after(90 * DAY_MS).is_empty());
    assert_eq!(House::with_case().refused(&merchant(), withdraw()), Refusal::NotAllowed);
}

#[test]
fn a_closed_case_stops_its_clocks_requests_and_offers() {
    let mut house = House::with_offer(vec![item(RemedyKind::Resend, 0)], Choice::All);
    house.ok(&li(), ask(Party::Customer, &["photo"], None));
    house.ok(&customer(), withdraw());
    assert_eq!(house.case().next_tick_ms(), None);
    assert_eq!(house.refused(&customer(), accept("o1")), Refusal::CaseClosed);
    assert_eq!(house.refused(&customer(), say(Party::Platform)), Refusal::CaseClosed);
    house.ok(&li(), say(Party::Customer));
    house.ok(&li(), CaseCommand::Note { text: text("n") });
}

#[test]
fn a_case_is_reopened_by_hand_with_a_reason_and_may_be_offered_something_new() {
    let mut house = House::with_refund();
    house.pay();
    assert_eq!(house.refused(&li(), reopen()), Refusal::CaseOpen);
    house.ok(&li(), close(Outcome::Settled, false));
    assert_eq!(house.refused(&customer(), reopen()), Refusal::NotAllowed);
    let events = house.ok(&li(), reopen());
    assert!(events.iter().any(|event| matches!(event, Event::Assigned { rule: AssignRule::NewRound, .. })));
    assert!(!house.case().remedies_owed());
    assert!(house.case().allowed_actions(&li()).contains(&"offers"));
    house.offer(&li(), vec![item(RemedyKind::Apology, 0)], Choice::All).unwrap();
    house.ok(&customer(), accept("o2"));
    let proof = Some(domain::case::Proof::Statement { content: text("letter") });
    house.ok(&li(), CaseCommand::Execute { remedy: "r2".into(), proof });
    house.tick_after(48 * HOUR_MS);
    assert_eq!(house.case().survey.as_ref().map(|survey| survey.round), Some(2));
}

#[test]
fn the_only_person_of_a_house_keeps_the_case_in_a_new_round() {
    let mut house = asked();
    house.staff.retain(|one| one.user.as_str() == "li");
    let events = house.ok(&customer(), survey(0, 0));
    assert!(!events.iter().any(|event| matches!(event, Event::Assigned { .. })));
    assert_eq!(house.case().owner, Some(UserId::new("li")));
}
