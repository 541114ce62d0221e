//! A piece of evidence after it was shown: completeness, corrections, assessments, remarks, and who may do what.

use crate::house::*;
use domain::actor::Party;
use domain::case::{RowState, Source};
use domain::clock::{ClockKind, DAY_MS, HOUR_MS};
use domain::command::{Ask, Assess, CaseCommand, Correction, NewEvidence};
use domain::event::AssignRule;
use domain::words::{Silence, Verdict};
use domain::{Actor, Event, Refusal, Role};

fn give(kind: &str) -> CaseCommand {
    given(upload(kind), None)
}

fn given(new: NewEvidence, request: Option<&str>) -> CaseCommand {
    CaseCommand::AddEvidence {
        evidence: vec![new],
        request: request.map(Into::into),
        text: None,
        corrects: None,
    }
}

fn correct(of: &str, kind: &str) -> CaseCommand {
    CaseCommand::AddEvidence {
        evidence: vec![upload(kind)],
        request: None,
        text: None,
        corrects: Some(Correction { of: of.into(), why: text("why") }),
    }
}

fn judged(evidence: &str, authenticity: Verdict, counts: &[&str]) -> CaseCommand {
    CaseCommand::Assess(Box::new(Assess {
        evidence: evidence.into(),
        authenticity,
        legality: Verdict::Accepted,
        relevance: Verdict::Accepted,
        weight: 80,
        counts: counts.iter().map(|kind| (*kind).to_owned()).collect(),
        reasons: text("reasons"),
    }))
}

fn find_on(cites: &str) -> CaseCommand {
    find(vec![share(Party::Merchant, 100, &[cites])])
}

fn silent(to: Party, silence: Silence) -> CaseCommand {
    CaseCommand::RequestEvidence(Box::new(Ask {
        to,
        kinds: vec!["outbound_record".into()],
        reason: text("reason"),
        due_ms: None,
        silence: Some(silence),
        contact: None,
    }))
}

fn carrier(request: &str) -> Actor {
    Actor::ThirdParty(case_id(), Party::Carrier, request.into())
}

fn percent(house: &House, side: Party) -> u8 {
    let matrix = house.case().matrix(&POLICY.playbooks);
    matrix.sides.iter().find(|one| one.side == side).expect("the side has rows").percent
}

fn row(house: &House, side: Party, kind: &str) -> RowState {
    let matrix = house.case().matrix(&POLICY.playbooks);
    let side = matrix.sides.into_iter().find(|one| one.side == side).expect("the side has rows");
    side.rows.iter().find(|row| row.kind.id == kind).expect("the row is there").state
}

/// A delivery complaint of goods that say these things of themselves.
fn about(tags: &[&str]) -> House {
    let mut file = complaint();
    file.suggestion.tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
    let mut house = House::new();
    house.file(file);
    house
}

#[test]
fn completeness_rises_with_what_each_side_shows_and_only_there() {
    let mut house = House::with_case();
    let whole = |house: &House| house.case().matrix(&POLICY.playbooks).percent;
    let (before, start) = (percent(&house, Party::Customer), whole(&house));
    assert_eq!(percent(&house, Party::Platform), 100, "the order was frozen when it was filed");
    house.ok(&merchant(), give("outer_packaging"));
    assert_eq!(percent(&house, Party::Customer), before, "what the merchant shows is not the customer's");
    house.ok(&customer(), give("outer_packaging"));
    assert!(percent(&house, Party::Customer) > before);
    house.ok(&merchant(), give("outbound_record"));
    assert!(whole(&house) > start);
    assert!(whole(&house) < 100);
}

#[test]
fn a_photo_that_nobody_named_counts_for_the_row_that_takes_photos() {
    let mut house = House::with_case();
    assert_eq!(row(&house, Party::Customer, "damage_photos"), RowState::Missing);
    house.ok(&customer(), give("photo"));
    assert_eq!(row(&house, Party::Customer, "damage_photos"), RowState::Shown);
    assert_eq!(row(&house, Party::Customer, "outer_packaging"), RowState::Missing);
    house.ok(&li(), judged("e2", Verdict::Accepted, &["outer_packaging"]));
    assert_eq!(row(&house, Party::Customer, "outer_packaging"), RowState::Shown, "a person said so");
}

#[test]
fn rows_come_and_go_with_the_goods_and_the_way_they_were_sold() {
    let kinds = |house: &House| -> Vec<String> {
        let matrix = house.case().matrix(&POLICY.playbooks);
        matrix.sides.iter().flat_map(|side| &side.rows).map(|row| row.kind.id.clone()).collect()
    };
    let (plain, fresh, live) = (about(&[]), about(&["fresh"]), about(&["livestream"]));
    assert!(!kinds(&plain).contains(&"temperature_log".to_owned()));
    assert!(kinds(&fresh).contains(&"temperature_log".to_owned()));
    for kind in ["live_recording", "live_product_card", "live_promise", "live_chat"] {
        assert!(kinds(&live).contains(&kind.to_owned()), "{kind}");
        assert!(!kinds(&plain).contains(&kind.to_owned()), "{kind}");
    }
}

#[test]
fn a_correction_is_a_new_piece_and_the_old_one_stays() {
    let mut house = House::with_case();
    house.ok(&customer(), give("outer_packaging"));
    house.ok(&customer(), correct("e2", "photo"));
    let case = house.case();
    assert_eq!(case.evidence.len(), 3);
    assert_eq!(case.evidence[2].supersedes.as_deref(), Some("e2"));
    assert_eq!(case.evidence[2].kind, "outer_packaging", "it shows the same thing");
    assert!(!case.stands(&case.evidence[1]) && case.stands(&case.evidence[2]));
    let matrix = case.matrix(&POLICY.playbooks);
    let row = matrix.sides[0].rows.iter().find(|row| row.kind.id == "outer_packaging").expect("a row");
    assert_eq!(row.items, ["e3"]);
    assert_eq!(house.refused(&customer(), correct("e2", "photo")), Refusal::EvidenceSuperseded);
    assert_eq!(house.refused(&li(), judged("e2", Verdict::Accepted, &[])), Refusal::EvidenceSuperseded);
    assert_eq!(house.refused(&li(), find_on("e2")), Refusal::EvidenceSuperseded);
}

#[test]
fn only_the_side_that_gave_it_or_we_correct_a_piece() {
    let mut house = House::with_case();
    house.ok(&customer(), give("photo"));
    assert_eq!(house.refused(&merchant(), correct("e2", "photo")), Refusal::NotFound);
    assert_eq!(house.refused(&li(), correct("e1", "photo")), Refusal::NotAllowed, "the order is a report");
    assert_eq!(house.refused(&li(), correct("e9", "photo")), Refusal::EvidenceUnknown);
    let mut two = correct("e2", "photo");
    if let CaseCommand::AddEvidence { evidence, .. } = &mut two {
        evidence.push(upload("photo"));
    }
    assert_eq!(house.refused(&customer(), two), Refusal::TooManyFiles);
    house.ok(&li(), correct("e2", "photo"));
    assert_eq!(house.case().evidence[2].party, Party::Platform);
    assert_eq!(house.case().evidence[2].side(), Party::Customer, "it still speaks for the customer");
}

#[test]
fn a_person_assesses_and_nothing_rests_on_what_was_rejected() {
    let mut house = House::with_case();
    house.ok(&merchant(), give("outbound_record"));
    for by in [customer(), merchant()] {
        assert_eq!(house.refused(&by, judged("e2", Verdict::Accepted, &[])), Refusal::NotAllowed);
    }
    assert_eq!(house.refused(&li(), judged("e7", Verdict::Accepted, &[])), Refusal::EvidenceUnknown);
    house.ok(&li(), judged("e2", Verdict::Rejected, &[]));
    assert_eq!(house.refused(&li(), find_on("e2")), Refusal::EvidenceRejected);
    assert_eq!(row(&house, Party::Merchant, "outbound_record"), RowState::Missing);
    house.ok(&li(), judged("e2", Verdict::Doubtful, &[]));
    assert_eq!(house.case().assessments.len(), 1, "the later one stands");
    assert_eq!(house.case().assessment("e2").map(|one| one.verdict()), Some(Verdict::Doubtful));
    house.ok(&li(), find_on("e2"));
}

#[test]
fn an_assessment_judges_something_and_weighs_at_most_a_hundred() {
    let mut house = House::with_case();
    let mut heavy = judged("e1", Verdict::Accepted, &[]);
    if let CaseCommand::Assess(given) = &mut heavy {
        given.weight = 101;
    }
    assert_eq!(house.refused(&li(), heavy), Refusal::WeightInvalid);
    let mut nothing = judged("e1", Verdict::NotJudged, &[]);
    if let CaseCommand::Assess(given) = &mut nothing {
        (given.legality, given.relevance) = (Verdict::NotJudged, Verdict::NotJudged);
    }
    assert_eq!(house.refused(&li(), nothing), Refusal::NothingChosen);
    let mut odd = judged("e1", Verdict::Accepted, &["张三"]);
    assert_eq!(house.refused(&li(), odd.clone()), Refusal::WordUnknown);
    if let CaseCommand::Assess(given) = &mut odd {
        given.counts = vec!["track".into()];
    }
    house.ok(&li(), odd);
}

#[test]
fn each_side_speaks_to_the_evidence_of_the_other_and_not_to_its_own() {
    let mut house = House::with_case();
    house.ok(&customer(), give("photo"));
    let said = |from| CaseCommand::Remark { evidence: "e2".into(), from, text: text("said") };
    let remark = || said(None);
    assert_eq!(house.refused(&customer(), remark()), Refusal::OwnEvidence);
    assert_eq!(house.refused(&li(), remark()), Refusal::NotAllowed);
    house.ok(&merchant(), remark());
    assert_eq!(house.case().remarks[0].by, Party::Merchant);
    assert!(house.case().unread);
    // What a side says on the telephone is written down for it, and for nobody else.
    assert_eq!(house.refused(&li(), said(Some(Party::Customer))), Refusal::OwnEvidence);
    assert_eq!(house.refused(&li(), said(Some(Party::Carrier))), Refusal::NotAllowed);
    assert_eq!(house.refused(&customer(), said(Some(Party::Merchant))), Refusal::NotAllowed);
    house.ok(&li(), said(Some(Party::Merchant)));
    assert_eq!(house.case().remarks[1].by, Party::Merchant);
}

#[test]
fn what_we_hand_in_for_a_carrier_counts_on_its_side() {
    let mut house = House::with_case();
    house.ok(&li(), ask(Party::Carrier, &["track"], None));
    house.ok(&li(), given(upload("track"), Some("q1")));
    let item = &house.case().evidence[1];
    assert_eq!((item.party, item.side(), item.source), (Party::Platform, Party::Carrier, Source::ThirdParty));
    assert_eq!(row(&house, Party::Carrier, "track"), RowState::Shown);
    let mut phoned = upload("who_signed");
    (phoned.source, phoned.from) = (Source::Phone, Some(Party::Customer));
    assert_eq!(house.refused(&customer(), given(phoned.clone(), None)), Refusal::NotAllowed);
    house.ok(&li(), given(phoned, None));
    assert_eq!(row(&house, Party::Customer, "who_signed"), RowState::Shown);
}

#[test]
fn a_third_party_answers_its_own_request_and_nothing_else() {
    let mut house = House::with_case();
    house.ok(&li(), ask(Party::Carrier, &["track"], None));
    house.ok(&li(), ask(Party::Carrier, &["proof_of_delivery"], None));
    let by = carrier("q1");
    assert_eq!(house.refused(&by, give("track")), Refusal::NotFound);
    assert_eq!(house.refused(&by, given(upload("track"), Some("q2"))), Refusal::NotFound);
    let say = CaseCommand::Say { to: Party::Customer, text: text("hi"), drawn: None };
    assert_eq!(house.refused(&by, say), Refusal::NotFound);
    assert_eq!(house.refused(&by, CaseCommand::HandOut { evidence: "e1".into() }), Refusal::NotFound);
    assert_eq!(house.refused(&by, correct("e1", "track")), Refusal::NotFound);
    assert!(house.case().allowed_actions(&by).is_empty());
    house.ok(&by, given(upload("track"), Some("q1")));
    assert_eq!(house.case().evidence[1].source, Source::ThirdParty);
    assert_eq!(house.refused(&by, given(upload("track"), Some("q1"))), Refusal::AlreadyAnswered);
}

#[test]
fn a_renewed_link_is_another_generation_and_only_third_parties_have_one() {
    let mut house = House::with_case();
    house.ok(&li(), ask(Party::Carrier, &["track"], None));
    house.ok(&li(), ask(Party::Customer, &["photo"], None));
    let renew = |id: &str| CaseCommand::RenewLink { request: id.into() };
    house.ok(&li(), renew("q1"));
    assert_eq!(house.case().requests[0].generation, 1);
    assert_eq!(house.refused(&li(), renew("q2")), Refusal::NotFound);
    assert_eq!(house.refused(&merchant(), renew("q1")), Refusal::NotAllowed);
}

#[test]
fn silence_has_the_outcome_that_was_stated_with_the_request() {
    let mut house = House::with_case();
    house.ok(&li(), ask(Party::Merchant, &["outbound_record"], None));
    assert_eq!(house.case().requests[0].silence, Silence::AsOtherSide, "as the playbook has it");
    assert_eq!(house.refused(&li(), find_on("q1")), Refusal::EvidenceUnknown);
    let events = house.tick_after(2 * DAY_MS);
    let then = Silence::AsOtherSide;
    assert!(events.contains(&Event::RequestLapsed { request: "q1".into(), then }));
    assert_eq!(row(&house, Party::Merchant, "outbound_record"), RowState::TakenAsShown);
    house.ok(&li(), find_on("q1"));

    let mut house = House::with_case();
    house.ok(&li(), silent(Party::Merchant, Silence::OnFile));
    house.tick_after(2 * DAY_MS);
    assert_eq!(row(&house, Party::Merchant, "outbound_record"), RowState::Silent);
    assert_eq!(house.refused(&li(), find_on("q1")), Refusal::EvidenceUnknown, "silence alone proves nothing");
}

#[test]
fn silence_that_escalates_puts_the_case_before_somebody_senior() {
    let mut house = House::with_case();
    house.ok(&li(), silent(Party::Merchant, Silence::Escalated));
    let events = house.tick_after(2 * DAY_MS);
    let escalated = |event: &Event| matches!(event, Event::Assigned { rule: AssignRule::Escalated, .. });
    assert!(events.iter().any(escalated));
    assert_eq!(house.case().owner.as_ref().map(|owner| owner.as_str()), Some("boss"));
    house.ok(&staff("boss", Role::Manager), silent(Party::Merchant, Silence::Escalated));
    assert!(!house.tick_after(2 * DAY_MS).iter().any(escalated), "it is there already");
}

#[test]
fn handing_out_an_original_is_an_entry_and_makes_no_form_stale() {
    let mut house = House::with_case();
    let events = house.ok(&li(), CaseCommand::HandOut { evidence: "e1".into() });
    assert_eq!(events, [Event::EvidenceHandedOut { evidence: "e1".into() }]);
    assert!(!events[0].is_material());
    assert_eq!(house.refused(&li(), CaseCommand::HandOut { evidence: "e9".into() }), Refusal::NotFound);
}

#[test]
fn a_request_to_a_third_party_may_name_where_it_is_told_and_one_to_a_side_may_not() {
    let mut house = House::with_case();
    let told = |to| {
        CaseCommand::RequestEvidence(Box::new(Ask {
            to,
            kinds: vec!["track".into()],
            reason: text("reason"),
            due_ms: Some(START_MS + HOUR_MS),
            silence: None,
            contact: Some(text("contact")),
        }))
    };
    assert_eq!(house.refused(&li(), told(Party::Merchant)), Refusal::WordUnknown);
    house.ok(&li(), told(Party::Carrier));
    assert_eq!(house.clock(ClockKind::Evidence).party, Party::Carrier);
}
