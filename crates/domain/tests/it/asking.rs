//! Evidence asked for, given, missed; and who bears which share.

use crate::house::*;
use domain::actor::Party;
use domain::case::RequestState;
use domain::clock::{ClockKind, DAY_MS, HOUR_MS};
use domain::command::CaseCommand;
use domain::words::{Silence, Stage};
use domain::{Event, Refusal};

fn request(to: Party, due_ms: Option<i64>) -> CaseCommand {
    ask(to, &["photo"], due_ms)
}

fn give(request: Option<&str>) -> CaseCommand {
    CaseCommand::AddEvidence {
        evidence: vec![upload("photo")],
        request: request.map(Into::into),
        text: None,
        corrects: None,
    }
}

#[test]
fn a_request_has_two_days_and_moves_the_case_into_investigation() {
    let mut house = House::with_case();
    house.ok(&li(), request(Party::Merchant, None));
    assert_eq!(house.case().stage, Stage::Investigate);
    let clock = house.clock(ClockKind::Evidence);
    assert_eq!((clock.party, clock.due_ms), (Party::Merchant, START_MS + 2 * DAY_MS));
    assert_eq!(house.clock(ClockKind::FirstAnswer).met_ms, None, "asking the merchant answers no customer");
    house.ok(&li(), request(Party::Customer, Some(START_MS + HOUR_MS)));
    assert!(house.clock(ClockKind::FirstAnswer).met_ms.is_some());
}

#[test]
fn a_request_names_kinds_a_party_that_is_there_and_a_day_that_comes() {
    let mut house = House::with_case();
    let none = ask(Party::Customer, &[], None);
    assert_eq!(house.refused(&li(), none), Refusal::NothingChosen);
    assert_eq!(house.refused(&li(), request(Party::Platform, None)), Refusal::WordUnknown);
    for due_ms in [START_MS, START_MS - 1, START_MS + 400 * DAY_MS, i64::MAX, i64::MIN] {
        assert_eq!(house.refused(&li(), request(Party::Customer, Some(due_ms))), Refusal::DueInvalid);
    }
    assert_eq!(house.refused(&customer(), request(Party::Merchant, None)), Refusal::NotAllowed);
    let mut alone = House::new();
    let mut file = complaint();
    file.order = None;
    alone.file(file);
    assert_eq!(alone.refused(&li(), request(Party::Merchant, None)), Refusal::MerchantMissing);
}

#[test]
fn the_asked_side_answers_once_and_the_clock_is_met() {
    let mut house = House::with_case();
    house.ok(&li(), request(Party::Merchant, None));
    assert_eq!(house.refused(&customer(), give(Some("q1"))), Refusal::NotFound);
    house.ok(&merchant(), give(Some("q1")));
    assert_eq!(house.case().requests[0].state, RequestState::Answered);
    assert!(house.clock(ClockKind::Evidence).met_ms.is_some());
    assert_eq!(house.refused(&merchant(), give(Some("q1"))), Refusal::AlreadyAnswered);
    assert!(house.tick_after(3 * DAY_MS).iter().all(|event| !matches!(event, Event::RequestLapsed { .. })));
}

#[test]
fn silence_lapses_and_a_late_answer_is_still_taken() {
    let mut house = House::with_case();
    house.ok(&li(), request(Party::Merchant, None));
    let events = house.tick_after(2 * DAY_MS);
    assert!(events.contains(&Event::RequestLapsed { request: "q1".into(), then: Silence::AsOtherSide }));
    assert_eq!(house.case().requests[0].state, RequestState::Lapsed);
    assert!(house.case().unread);
    house.ok(&merchant(), give(Some("q1")));
    assert_eq!(house.case().requests[0].state, RequestState::Answered);
}

#[test]
fn evidence_is_something_and_not_too_much() {
    let mut house = House::with_case();
    let add = |count| CaseCommand::AddEvidence {
        evidence: vec![upload("photo"); count],
        request: None,
        text: None,
        corrects: None,
    };
    assert_eq!(house.refused(&customer(), add(0)), Refusal::NothingChosen);
    assert_eq!(house.refused(&customer(), add(10)), Refusal::TooManyFiles);
    house.ok(&customer(), add(2));
    assert_eq!(house.case().evidence[2].id, "e3");
}

#[test]
fn shares_make_a_hundred_and_cite_evidence_of_the_case() {
    let mut house = House::with_case();
    let no = |house: &mut House, shares| house.refused(&li(), find(shares));
    assert_eq!(no(&mut house, vec![share(Party::Merchant, 99, &["e1"])]), Refusal::SharesNotHundred);
    let twice = vec![share(Party::Merchant, 50, &["e1"]), share(Party::Merchant, 50, &["e1"])];
    assert_eq!(no(&mut house, twice), Refusal::SharesNotHundred);
    let over = vec![share(Party::Merchant, 200, &["e1"]), share(Party::Carrier, 156, &["e1"])];
    assert_eq!(no(&mut house, over), Refusal::SharesNotHundred);
    assert_eq!(no(&mut house, vec![share(Party::Merchant, 100, &[])]), Refusal::ShareUncited);
    assert_eq!(no(&mut house, vec![share(Party::Merchant, 100, &["e7"])]), Refusal::EvidenceUnknown);
    assert_eq!(house.refused(&merchant(), find(vec![])), Refusal::NotAllowed);
    house.ok(&li(), find(vec![share(Party::Merchant, 100, &["e1"]), share(Party::Customer, 0, &[])]));
    assert_eq!(house.case().stage, Stage::Settle);
    assert_eq!(house.case().findings[0].shares.len(), 1);
    assert!(house.clock(ClockKind::Plan).met_ms.is_some());
}
