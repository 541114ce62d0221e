//! What a finding rests on, who reads it, and how either side goes on against it.

use crate::house::*;
use domain::actor::{Actor, Party, Role};
use domain::case::{AppealState, DraftState, RuleRef};
use domain::clock::{ClockKind, DAY_MS};
use domain::command::{
    CaseCommand, Command, NewAppeal, NewCall, NewDraft, NewEvidence, NewFinding, OrderInspection,
};
use domain::event::{AssignRule, Duty};
use domain::words::{DemandPart, Identified, Inspected, Outcome, Payer, Relief, Ruling, Silence, Stage};
use domain::writing::Demand;
use domain::{Event, Fen, Refusal, UserId};

fn boss() -> Actor {
    staff("boss", Role::Manager)
}

fn rev() -> Actor {
    staff("rev", Role::Reviewer)
}

/// About an order of 3,000 yuan, which is more than one person decides alone.
fn dear() -> House {
    let mut house = House::new();
    house.staff.push(colleague("rev", Role::Reviewer, Duty::On));
    let facts = domain::order::OrderFacts { fingerprint: "dear".into(), ..facts(300_000) };
    house.done(&admin(), Command::RecordOrder { order: known_order(), facts: Box::new(facts) });
    house.file(complaint());
    house
}

fn drafted() -> CaseCommand {
    CaseCommand::DraftFinding(Box::new(NewDraft {
        shares: vec![share(Party::Merchant, 100, &["e1"])],
        law: vec![],
        uninspected: false,
        record: text("draft"),
        ruling: None,
    }))
}

fn issue(draft: &str) -> CaseCommand {
    let found = finding(vec![share(Party::Merchant, 100, &["e1"])]);
    CaseCommand::Find(Box::new(NewFinding { draft: Some(draft.into()), ..found }))
}

fn send_back(draft: &str) -> CaseCommand {
    CaseCommand::ReturnFinding { draft: draft.into(), why: text("why") }
}

fn ruled(party: Party, ruling: Ruling) -> CaseCommand {
    let found = finding(vec![share(party, 100, &["e1"])]);
    CaseCommand::Find(Box::new(NewFinding { ruling: Some(ruling), ..found }))
}

fn appeal(against: &str) -> CaseCommand {
    appeal_with(against, vec![])
}

fn appeal_with(against: &str, evidence: Vec<NewEvidence>) -> CaseCommand {
    let (against, words) = (against.into(), text("appeal"));
    CaseCommand::Appeal(Box::new(NewAppeal { against, words, evidence, call: None }))
}

/// As a side says it on the telephone.
fn called(side: Party, against: &str) -> CaseCommand {
    let call = NewCall { side, caller: text("caller"), identified: Identified::Callback };
    let (against, words) = (against.into(), text("appeal"));
    CaseCommand::Appeal(Box::new(NewAppeal { against, words, evidence: vec![], call: Some(call) }))
}

fn found() -> House {
    let mut house = House::with_case();
    if owner(&house) != "li" {
        house.ok(&li(), CaseCommand::Assign { owner: UserId::new("li"), why: None });
    }
    house.ok(&li(), find(vec![share(Party::Customer, 100, &["e1"])]));
    house
}

fn refuse() -> CaseCommand {
    CaseCommand::Close {
        outcome: Outcome::Refused,
        relief: Relief::None,
        cause: None,
        words: Some(text("why")),
    }
}

fn owner(house: &House) -> &str {
    house.case().owner.as_ref().expect("somebody").as_str()
}

fn actor(name: &str) -> Actor {
    staff(name, if name == "boss" { Role::Manager } else { Role::Handler })
}

#[test]
fn a_share_cites_a_rule_of_the_playbook_or_an_article_in_force() {
    let mut house = House::with_case();
    let by = |rules: Vec<RuleRef>| {
        let mut one = share(Party::Merchant, 100, &["e1"]);
        one.rules = rules;
        find(vec![one])
    };
    assert_eq!(house.refused(&li(), by(vec![])), Refusal::ShareUnruled);
    let unknown = by(vec![RuleRef::Playbook("no_such_rule".into())]);
    assert_eq!(house.refused(&li(), unknown), Refusal::RuleUnknown);
    let wrong = by(vec!["consumer_protection:99".parse().expect("a rule")]);
    assert_eq!(house.refused(&li(), wrong), Refusal::ArticleUnknown);
    house.ok(&li(), by(vec!["ecommerce:20".parse().expect("a rule")]));
    // An article that the reasons cite stands for all shares.
    let mut bare = share(Party::Consignor, 100, &["e1"]);
    bare.rules.clear();
    let law = match "ecommerce:20".parse() {
        Ok(RuleRef::Article(article)) => vec![article],
        other => panic!("{other:?}"),
    };
    house.ok(&li(), CaseCommand::Find(Box::new(NewFinding { law, ..finding(vec![bare]) })));
    assert_eq!(house.case().findings[1].percent(Party::Consignor), 100);
}

#[test]
fn a_result_of_an_inspection_is_cited_or_it_is_said_why_not() {
    let mut house = House::with_case();
    let order = OrderInspection {
        what: text("what"),
        contact: None,
        cost: Fen::ZERO,
        payer: Payer::Platform,
        due_ms: None,
    };
    house.ok(&li(), CaseCommand::OrderInspection(Box::new(order)));
    let report = vec![upload("photo")];
    let (inspection, result) = ("i1".to_owned(), Inspected::Defect);
    house.ok(&li(), CaseCommand::Inspected { inspection, result, report, text: None });
    assert_eq!(house.case().reports(), ["e2"]);
    let without = finding(vec![share(Party::Merchant, 100, &["e1"])]);
    let as_it_is = CaseCommand::Find(Box::new(without.clone()));
    assert_eq!(house.refused(&li(), as_it_is), Refusal::InspectionUncited);
    house.clone().ok(&li(), CaseCommand::Find(Box::new(NewFinding { uninspected: true, ..without })));
    house.ok(&li(), find(vec![share(Party::Merchant, 100, &["e1", "e2"])]));
}

#[test]
fn above_the_limit_a_second_person_reads_it_and_below_it_the_writer_issues() {
    let mut house = dear();
    assert_eq!(
        house.refused(&li(), find(vec![share(Party::Merchant, 100, &["e1"])])),
        Refusal::SecondReaderNeeded
    );
    house.ok(&li(), drafted());
    assert!(house.case().findings.is_empty(), "nothing is issued");
    assert!(["boss", "rev"].contains(&house.case().drafts[0].reader.as_ref().expect("a reader").as_str()));
    assert_eq!(house.refused(&li(), issue("d1")), Refusal::SecondPersonNeeded, "never who wrote it");
    assert_eq!(house.refused(&staff("wang", Role::Handler), issue("d1")), Refusal::NotAllowed);
    assert_eq!(house.refused(&boss(), issue("d7")), Refusal::NotFound);
    house.ok(&boss(), send_back("d1"));
    assert!(matches!(house.case().drafts[0].state, DraftState::Returned { .. }));
    assert_eq!(house.refused(&boss(), issue("d1")), Refusal::DraftGone);
    house.ok(&li(), drafted());
    house.ok(&rev(), issue("d2"));
    let finding = &house.case().findings[0];
    assert_eq!((finding.by.as_str(), finding.reader.as_ref().map(UserId::as_str)), ("li", Some("rev")));
    assert_eq!(house.case().drafts[1].state, DraftState::Issued { finding: "f1".into() });
    assert_eq!(house.refused(&boss(), issue("d2")), Refusal::DraftGone);
}

#[test]
fn what_is_at_stake_is_the_price_or_the_demand_whichever_is_more() {
    let mut house = House::with_case();
    assert_eq!(house.case().stake(), Some(Fen(10_000)));
    let demand = |times| vec![Demand { times: Some(times), ..Demand::of(DemandPart::ALL[0]) }];
    house.ok(&li(), CaseCommand::SetDemands { demands: demand(21) });
    assert_eq!(house.case().stake(), Some(Fen(210_000)));
    assert_eq!(
        house.refused(&li(), find(vec![share(Party::Merchant, 100, &["e1"])])),
        Refusal::SecondReaderNeeded
    );
    house.ok(&li(), CaseCommand::SetDemands { demands: demand(20) });
    house.ok(&li(), find(vec![share(Party::Merchant, 100, &["e1"])]));
}

#[test]
fn a_draft_that_another_replaced_cannot_be_issued() {
    let mut house = dear();
    house.ok(&li(), drafted());
    house.ok(&staff("wang", Role::Handler), drafted());
    assert_eq!(house.refused(&boss(), issue("d1")), Refusal::DraftGone);
    house.ok(&boss(), issue("d2"));
}

#[test]
fn an_appeal_goes_to_somebody_without_a_part_and_ends_in_a_finding_that_says_so() {
    let mut house = found();
    let before = owner(&house).to_owned();
    let clock = house.clock(ClockKind::Appeal);
    assert_eq!((clock.of.as_deref(), clock.is_running()), (Some("f1"), true));
    let events = house.ok(&customer(), appeal_with("f1", vec![upload("photo")]));
    assert!(events.iter().any(|event| matches!(event, Event::Assigned { rule: AssignRule::Appeal, .. })));
    let next = owner(&house).to_owned();
    assert_ne!(before, next);
    assert!(!house.case().appeals[0].apart.contains(&UserId::new(&next)));
    assert_eq!(house.case().appeals[0].evidence, ["e2"]);
    assert_eq!(house.clock(ClockKind::AppealDecision).of.as_deref(), Some("a1"));
    assert_eq!(house.refused(&customer(), appeal("f1")), Refusal::AppealedAlready);
    // Whoever had a part neither decides nor gets it back.
    assert_eq!(house.refused(&li(), ruled(Party::Merchant, Ruling::Changed)), Refusal::HadPart);
    let back = CaseCommand::Assign { owner: UserId::new("li"), why: None };
    assert_eq!(house.refused(&boss(), back), Refusal::HadPart);
    let by = actor(&next);
    assert_eq!(house.refused(&by, find(vec![share(Party::Merchant, 100, &["e1"])])), Refusal::RulingMissing);
    assert_eq!(house.refused(&by, ruled(Party::Merchant, Ruling::Upheld)), Refusal::RulingDisagrees);
    assert_eq!(house.refused(&by, ruled(Party::Customer, Ruling::Changed)), Refusal::RulingDisagrees);
    assert_eq!(house.refused(&by, refuse()), Refusal::AppealOpen, "nobody closes it over an appeal");
    house.ok(&by, ruled(Party::Merchant, Ruling::Changed));
    assert!(matches!(house.case().appeals[0].state, AppealState::Decided { ruling: Ruling::Changed, .. }));
    assert!(house.clock(ClockKind::AppealDecision).met_ms.is_some());
    // The other side may go on against the new one; whoever had their appeal may not.
    assert_eq!(house.refused(&customer(), appeal("f2")), Refusal::AppealedAlready);
    assert_eq!(house.refused(&customer(), appeal("f1")), Refusal::NotFound, "it stands no more");
    house.ok(&merchant(), appeal("f2"));
}

#[test]
fn an_appeal_comes_within_the_days_of_the_playbook_and_against_what_there_is() {
    let mut house = found();
    let due_ms = house.clock(ClockKind::Appeal).due_ms;
    assert!(due_ms >= START_MS + 7 * DAY_MS, "seven days and the rest of the last one");
    for wrong in ["f2", "c1", "", "q1"] {
        assert_eq!(house.refused(&customer(), appeal(wrong)), Refusal::NotFound, "{wrong}");
    }
    assert_eq!(house.refused(&li(), appeal("f1")), Refusal::NotAllowed);
    house.now_ms = due_ms + 1;
    assert_eq!(house.refused(&customer(), appeal("f1")), Refusal::AppealLate);
    house.now_ms = due_ms;
    house.ok(&merchant(), appeal("f1"));
}

#[test]
fn an_appeal_on_the_telephone_is_one_of_the_side_that_called_under_the_same_rules() {
    let mut house = found();
    let before = owner(&house).to_owned();
    assert!(house.case().allowed_actions(&li()).contains(&"appeal-for"));
    assert_eq!(house.refused(&li(), called(Party::Carrier, "f1")), Refusal::NotFound);
    assert_eq!(house.refused(&li(), called(Party::Customer, "f2")), Refusal::NotFound);
    for by in [customer(), merchant()] {
        assert_eq!(house.refused(&by, called(Party::Customer, "f1")), Refusal::NotAllowed);
    }
    house.ok(&li(), called(Party::Customer, "f1"));
    let appeal_of = &house.case().appeals[0];
    let call = appeal_of.call.as_ref().expect("it came by telephone");
    assert_eq!((appeal_of.by, call.taken_by.as_str()), (Party::Customer, "li"));
    assert_eq!(call.identified, Identified::Callback);
    assert_eq!(house.clock(ClockKind::AppealDecision).of.as_deref(), Some("a1"));
    assert_ne!(owner(&house), before, "it goes to somebody without a part");
    // They had theirs, on whatever way.
    assert_eq!(house.refused(&customer(), appeal("f1")), Refusal::AppealedAlready);
    assert_eq!(house.refused(&li(), called(Party::Customer, "f1")), Refusal::AppealedAlready);
    house.now_ms = house.clock(ClockKind::Appeal).due_ms + 1;
    assert_eq!(house.refused(&li(), called(Party::Merchant, "f1")), Refusal::AppealLate);
}

#[test]
fn the_time_to_appeal_rings_for_nobody_and_holds_nobody_up() {
    let mut house = found();
    let due_ms = house.clock(ClockKind::Appeal).due_ms;
    assert_ne!(house.case().next_clock().map(|clock| clock.kind), Some(ClockKind::Appeal));
    let events = house.tick_after(due_ms - START_MS + DAY_MS);
    let rang =
        |event: &Event| matches!(event, Event::ClockMissed { clock } if clock.kind == ClockKind::Appeal);
    assert!(!events.iter().any(rang));
}

#[test]
fn a_refusal_is_appealed_against_and_opens_the_case_again_for_others() {
    let mut house = House::with_case();
    house.ok(&li(), refuse());
    assert!(house.clock(ClockKind::Appeal).is_running(), "it outlives the case");
    let before = owner(&house).to_owned();
    house.ok(&customer(), appeal("c1"));
    assert_eq!((house.case().stage, house.case().round), (Stage::Investigate, 2));
    let next = owner(&house).to_owned();
    assert!(next != before && next != "li", "neither its owner nor who closed it");
    house.ok(&actor(&next), ruled(Party::Customer, Ruling::Upheld));
    house.ok(&actor(&next), refuse());
    // What its own appeal came to, it cannot appeal against once more.
    assert_eq!(house.refused(&customer(), appeal("c2")), Refusal::AppealedAlready);
}

#[test]
fn in_a_house_where_everybody_had_a_part_an_appeal_stands_and_waits() {
    let mut house = found();
    house.staff.retain(|one| one.user.as_str() == "li");
    house.ok(&customer(), appeal("f1"));
    assert!(house.case().open_appeals().next().is_some());
    assert_eq!(house.refused(&li(), ruled(Party::Merchant, Ruling::Changed)), Refusal::HadPart);
}

#[test]
fn what_a_rule_alone_decided_is_looked_at_by_a_person_for_one_tap() {
    let mut house = House::with_case();
    house.ok(&li(), ask(Party::Merchant, &["photo"], None));
    assert_eq!(house.refused(&merchant(), person("q1")), Refusal::NotFound, "nothing is decided yet");
    house.tick_after(2 * DAY_MS);
    assert_eq!(house.case().requests[0].silence, Silence::AsOtherSide);
    assert_eq!(house.refused(&customer(), person("q1")), Refusal::NotFound, "it is not against them");
    house.ok(&merchant(), person("q1"));
    assert!(house.clock(ClockKind::Person).is_running() && house.case().owner.is_some());
    assert_eq!(house.refused(&merchant(), person("q1")), Refusal::AlreadyThere);
    assert_eq!(house.refused(&li(), refuse()), Refusal::PersonAsked);
    house.ok(&li(), find(vec![share(Party::Merchant, 100, &["q1"])]));
    let answer = |ruling| CaseCommand::AnswerPlea { plea: "h1".into(), ruling, text: text("looked") };
    assert_eq!(house.refused(&merchant(), answer(Ruling::Changed)), Refusal::NotAllowed);
    house.ok(&li(), answer(Ruling::Changed));
    assert_eq!(house.refused(&li(), answer(Ruling::Upheld)), Refusal::AlreadyAnswered);
    let on_silence = find(vec![share(Party::Merchant, 100, &["q1"])]);
    assert_eq!(house.refused(&li(), on_silence), Refusal::EvidenceUnknown, "the silence counts no more");
}

fn person(of: &str) -> CaseCommand {
    CaseCommand::AskPerson { of: of.into() }
}

#[test]
fn a_case_that_silence_closed_is_opened_again_for_one_tap() {
    let mut house = House::with_refund();
    house.pay();
    house.tick_after(3 * DAY_MS);
    house.ok(&li(), say(Party::Customer));
    house.tick_after(8 * DAY_MS);
    assert_eq!(house.case().stage, Stage::Closed);
    assert_eq!(house.refused(&merchant(), person("c1")), Refusal::NotFound);
    house.ok(&customer(), person("c1"));
    assert_eq!(house.case().stage, Stage::Investigate);
    assert!(house.case().owner.is_some() && house.clock(ClockKind::Person).is_running());
}
