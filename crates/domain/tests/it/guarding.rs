//! Holding, restricting, erasing, and who may see what.

use crate::house::{
    House, admin, case_id, complaint, customer, known_order, li, merchant, say, staff, text, upload,
};
use domain::actor::{Party, Role};
use domain::clock::DAY_MS;
use domain::command::{CaseCommand, Command};
use domain::reaction::{Reaction, Template};
use domain::words::{Because, Extent, Ground, Outcome, Relief, Tier};
use domain::{Actor, Event, Refusal, UserId};

fn boss() -> Actor {
    staff("boss", Role::Manager)
}

fn erase(objects: &[&str], extent: Extent, ground: Ground) -> CaseCommand {
    CaseCommand::Erase { objects: objects.iter().map(|id| (*id).to_owned()).collect(), ground, extent }
}

fn whole() -> CaseCommand {
    erase(&["obj-matter", "obj-person"], Extent::Whole, Ground::Request)
}

fn close() -> CaseCommand {
    let words = Some(text("words"));
    CaseCommand::Close { outcome: Outcome::Explained, relief: Relief::Explanation, cause: None, words }
}

/// A closed case without an order, which no period protects.
fn closed_without_order() -> House {
    let mut house = House::new();
    house.file(domain::command::File { order: None, ..complaint() });
    house.ok(&li(), close());
    house
}

fn closed() -> House {
    let mut house = House::with_case();
    house.ok(&li(), close());
    house
}

#[test]
fn the_person_asks_and_a_manager_confirms() {
    let mut house = closed_without_order();
    house.ok(&customer(), CaseCommand::AskErasure { why: None });
    assert_eq!(house.refused(&customer(), CaseCommand::AskErasure { why: None }), Refusal::AlreadyThere);
    assert_eq!(house.refused(&li(), whole()), Refusal::NotAllowed);
    assert_eq!(house.refused(&merchant(), CaseCommand::AskErasure { why: None }), Refusal::NotFound);
    let events = house.ok(&boss(), whole());
    let approver = Some(UserId::new("boss"));
    assert!(matches!(&events[..], [Event::Erased { approver: by, .. }] if *by == approver), "{events:?}");
    assert!(house.case().privacy.asked.is_none() && !house.case().contacts_known());
    assert_eq!(house.refused(&customer(), CaseCommand::AskErasure { why: None }), Refusal::CaseErased);
    assert_eq!(house.refused(&li(), CaseCommand::Reopen { why: text("why") }), Refusal::CaseErased);
}

#[test]
fn what_is_granted_is_told_and_then_done_in_the_name_of_who_agreed() {
    let mut house = closed_without_order();
    assert_eq!(house.refused(&boss(), CaseCommand::GrantErasure), Refusal::NotAsked);
    house.ok(&customer(), CaseCommand::AskErasure { why: None });
    assert_eq!(house.refused(&li(), CaseCommand::GrantErasure), Refusal::NotAllowed);
    assert_eq!(house.refused(&Actor::System, CaseCommand::GrantErasure), Refusal::NotAllowed);
    let by = UserId::new("boss");
    assert_eq!(house.ok(&boss(), CaseCommand::GrantErasure), [Event::ErasureGranted { by: by.clone() }]);
    let deny = CaseCommand::DenyErasure { why: text("why") };
    assert_eq!(house.refused(&boss(), deny), Refusal::AlreadyAnswered);
    let told = domain::reaction::reactions(house.case(), &Event::ErasureGranted { by: by.clone() });
    assert!(matches!(
        &told[..],
        [Reaction::Tell { to: Party::Customer, template: Template::ErasureGranted }]
    ));
    let events = house.ok(&Actor::System, whole());
    assert!(matches!(&events[..], [Event::Erased { approver, .. }] if *approver == Some(by)), "{events:?}");
}

#[test]
fn a_wish_that_a_period_stands_against_is_answered_by_restricting_and_telling() {
    let mut house = closed();
    house.ok(&customer(), CaseCommand::AskErasure { why: None });
    let events = house.ok(&boss(), CaseCommand::GrantErasure);
    assert!(matches!(&events[..], [Event::Restricted { because: Because::Period, until_ms: Some(_) }]));
    let told = domain::reaction::reactions(house.case(), &events[0]);
    assert!(matches!(&told[..], [Reaction::Tell { template: Template::ErasureRestricted, .. }]), "{told:?}");
    let by_hand = Event::Restricted { because: Because::ByHand, until_ms: None };
    assert_eq!(domain::reaction::reactions(house.case(), &by_hand), [], "nobody had asked");
}

#[test]
fn whoever_says_no_says_why() {
    let mut house = closed_without_order();
    let deny = || CaseCommand::DenyErasure { why: text("why") };
    assert_eq!(house.refused(&boss(), deny()), Refusal::NotAsked);
    house.ok(&li(), CaseCommand::AskErasure { why: Some(text("letter")) });
    assert_eq!(house.refused(&li(), deny()), Refusal::NotAllowed);
    house.ok(&boss(), deny());
    assert!(house.case().privacy.asked.is_none());
}

#[test]
fn the_period_of_a_transaction_stands_above_the_wish_and_the_case_rests() {
    let mut house = closed();
    let until_ms = house.now_ms + 1_096 * DAY_MS;
    let events = house.ok(&boss(), whole());
    assert_eq!(events, [Event::Restricted { because: Because::Period, until_ms: Some(until_ms) }]);
    assert_eq!(house.refused(&boss(), whole()), Refusal::PeriodRuns);
    assert_eq!(house.refused(&li(), CaseCommand::Note { text: text("n") }), Refusal::CaseRestricted);
    assert_eq!(house.refused(&customer(), say(Party::Platform)), Refusal::CaseRestricted);
    assert_eq!(
        house.refused(&Actor::System, CaseCommand::Exported { size: 1 }),
        Refusal::CaseRestricted,
        "what leaves the house is use"
    );
    house.now_ms = until_ms - 1;
    assert_eq!(house.refused(&boss(), whole()), Refusal::PeriodRuns);
    house.now_ms = until_ms;
    assert!(matches!(&house.ok(&boss(), whole())[..], [Event::Erased { .. }]));
    assert!(house.case().privacy.restricted.is_none());
}

#[test]
fn an_authority_ends_a_period_but_never_a_hold() {
    let mut house = closed();
    let by_order = || erase(&["obj-matter"], Extent::Whole, Ground::Authority);
    house.ok(&boss(), CaseCommand::SetHold { hold: "h1".into(), why: text("court") });
    assert_eq!(house.ok(&boss(), by_order()), [Event::Restricted { because: Because::Hold, until_ms: None }]);
    let part = erase(&["obj-matter"], Extent::Part, Ground::Authority);
    assert_eq!(house.refused(&boss(), part), Refusal::HoldStands);
    house.ok(&boss(), CaseCommand::LiftHold { hold: "h1".into(), why: text("over") });
    assert!(matches!(&house.ok(&boss(), by_order())[..], [Event::Erased { .. }]));
}

#[test]
fn a_hold_is_set_by_those_who_answer_for_it_and_lifted_by_managers() {
    let mut house = House::with_case();
    let set = |hold: &str| CaseCommand::SetHold { hold: hold.into(), why: text("court") };
    let lift = || CaseCommand::LiftHold { hold: "h1".into(), why: text("over") };
    assert_eq!(house.refused(&li(), set("h1")), Refusal::NotAllowed);
    let reviewer = staff("rev", Role::Reviewer);
    house.ok(&reviewer, set("h1"));
    assert_eq!(house.refused(&reviewer, set("h1")), Refusal::AlreadyThere);
    assert_eq!(house.refused(&reviewer, lift()), Refusal::NotAllowed);
    house.ok(&admin(), lift());
    assert_eq!(house.refused(&admin(), lift()), Refusal::NotFound);
}

#[test]
fn a_restricted_case_is_unsealed_by_two_for_a_day() {
    let mut house = closed();
    let restrict = CaseCommand::Restrict { because: Because::ByHand };
    assert_eq!(house.refused(&li(), restrict.clone()), Refusal::NotAllowed);
    assert_eq!(house.refused(&boss(), CaseCommand::Unseal), Refusal::NotRestricted);
    house.ok(&boss(), restrict);
    let reviewer = staff("rev", Role::Reviewer);
    assert_eq!(house.refused(&reviewer, CaseCommand::Unseal), Refusal::NotAsked);
    house.ok(&reviewer, CaseCommand::AskUnseal { why: text("why") });
    assert_eq!(house.refused(&reviewer, CaseCommand::Unseal), Refusal::SecondPersonNeeded);
    assert_eq!(house.refused(&li(), CaseCommand::Unseal), Refusal::NotAllowed);
    house.ok(&boss(), CaseCommand::Unseal);
    house.ok(&li(), CaseCommand::Note { text: text("read") });
    house.now_ms += DAY_MS;
    assert_eq!(house.refused(&li(), CaseCommand::Note { text: text("n") }), Refusal::CaseRestricted);
}

#[test]
fn what_lies_with_an_order_goes_when_every_case_that_cites_it_is_free() {
    let mut house = closed();
    let command = |ground| Command::Erase {
        subject: known_order().subject(),
        objects: vec!["obj-record".into()],
        ground,
        cases: vec![case_id()],
    };
    assert_eq!(house.run(&boss(), command(Ground::Request)).unwrap_err(), Refusal::PeriodRuns);
    assert_eq!(house.run(&li(), command(Ground::Authority)).unwrap_err(), Refusal::NotAllowed);
    let events = house.done(&boss(), command(Ground::Authority));
    assert_eq!(events.len(), 2, "the order and the case both say so");
}

#[test]
fn a_tier_says_who_sees_an_item() {
    let mut house = House::with_case();
    let item = |kind: &str| CaseCommand::AddEvidence {
        evidence: vec![upload(kind)],
        request: None,
        text: None,
        corrects: None,
    };
    house.ok(&customer(), item("photo"));
    let id = house.case().evidence.last().unwrap().id.clone();
    let sees = |house: &House, by: &Actor| {
        let case = house.case();
        case.tier_allows(case.evidence.iter().find(|item| item.id == id).unwrap(), by)
    };
    assert!([customer(), merchant(), li()].iter().all(|by| sees(&house, by)));
    let tier = |tier, named| CaseCommand::SetTier { evidence: id.clone(), tier, named, why: text("why") };
    assert_eq!(house.refused(&customer(), tier(Tier::Staff, vec![])), Refusal::NotAllowed);
    house.ok(&li(), tier(Tier::Party, vec![]));
    assert!(sees(&house, &customer()) && !sees(&house, &merchant()) && sees(&house, &li()));
    house.ok(&li(), tier(Tier::Named, vec![]));
    assert!(!sees(&house, &li()) && sees(&house, &boss()) && sees(&house, &customer()));
    assert_eq!(house.refused(&li(), tier(Tier::Parties, vec![])), Refusal::EvidenceUnknown);
    house.ok(&boss(), tier(Tier::Named, vec![UserId::new("li")]));
    assert!(sees(&house, &li()));
}

#[test]
fn the_playbook_gives_delicate_kinds_their_tier_at_once() {
    let mut house = House::with_case();
    let photo = CaseCommand::AddEvidence {
        evidence: vec![upload("id_photo")],
        request: None,
        text: None,
        corrects: None,
    };
    let events = house.ok(&customer(), photo);
    assert!(events.iter().any(|event| matches!(event, Event::Tiered { tier: Tier::Named, why: None, .. })));
    let case = house.case();
    let item = case.evidence.last().unwrap();
    assert!(!case.tier_allows(item, &li()) && !case.tier_allows(item, &merchant()));
}

#[test]
fn everything_about_a_person_is_handed_to_them_or_by_a_keeper_who_says_why() {
    use domain::words::FoundBy;
    let mut house = House::with_case();
    let export = |why| CaseCommand::ExportPerson { found_by: FoundBy::Phone, why };
    let events = house.ok(&customer(), export(None));
    assert_eq!(events, [Event::PersonExported { found_by: FoundBy::Phone, why: None }]);
    house.ok(&boss(), export(Some(text("why"))));
    house.ok(&Actor::System, export(None));
    assert_eq!(house.refused(&boss(), export(None)), Refusal::TextMissing);
    assert_eq!(house.refused(&li(), export(Some(text("why")))), Refusal::NotAllowed);
    assert_eq!(house.refused(&customer(), export(Some(text("why")))), Refusal::NotAllowed);
    assert_eq!(house.refused(&merchant(), export(None)), Refusal::NotAllowed);
    house.ok(&li(), close());
    house.ok(&boss(), CaseCommand::Restrict { because: Because::ByHand });
    assert_eq!(house.refused(&customer(), export(None)), Refusal::CaseRestricted);
    assert_eq!(house.refused(&Actor::System, export(None)), Refusal::CaseRestricted);
}
