//! Covered copies of pictures: one proposes, another approves.

use crate::house::*;
use domain::case::{Area, RedactionState};
use domain::command::{CaseCommand, NewEvidence};
use domain::{Actor, Event, Refusal};

fn wang() -> Actor {
    staff("wang", domain::actor::Role::Handler)
}

fn propose(original: &str) -> CaseCommand {
    CaseCommand::ProposeRedaction {
        original: original.into(),
        media: "image/png".into(),
        content: text("copy"),
        areas: vec![Area { x: 1, y: 2, width: 30, height: 40 }],
        tool: "redress-media".into(),
    }
}

fn approve() -> CaseCommand {
    CaseCommand::ApproveRedaction { redaction: "x1".into() }
}

fn with_picture() -> (House, String) {
    let mut house = House::with_case();
    let picture = NewEvidence { media: "image/jpeg".into(), ..upload("photo") };
    house.ok(
        &customer(),
        CaseCommand::AddEvidence { evidence: vec![picture], request: None, text: None, corrects: None },
    );
    let id = house.case().evidence.last().expect("evidence").id.clone();
    (house, id)
}

#[test]
fn nobody_approves_what_they_drew_themselves() {
    let (mut house, id) = with_picture();
    house.ok(&li(), propose(&id));
    assert_eq!(house.case().redacted_copy(&id), None, "a proposal changes nothing");
    assert_eq!(house.refused(&li(), approve()), Refusal::ReviewerIsOperator);
    assert_eq!(house.refused(&customer(), approve()), Refusal::NotAllowed);
    house.ok(&wang(), approve());
    let case = house.case();
    let copy = case.redacted_copy(&id).expect("a copy in force").to_owned();
    let made = case.evidence.iter().find(|item| item.id == copy).expect("the copy is evidence");
    let original = case.original_of(&copy).expect("an original");
    assert_eq!((made.media.as_str(), made.party), ("image/png", original.party));
    assert_eq!(original.id, id);
    assert_eq!(house.refused(&wang(), approve()), Refusal::AlreadyAnswered);
    assert_eq!(house.refused(&li(), propose(&copy)), Refusal::NotAPicture, "a copy is not covered again");
}

#[test]
fn the_entry_says_all_that_is_needed_to_make_the_copy_again() {
    let (mut house, id) = with_picture();
    house.ok(&li(), propose(&id));
    let events = house.ok(&wang(), approve());
    let Some(Event::EvidenceRedacted(made)) = events.first() else { panic!("{events:?}") };
    assert_eq!((made.original.as_str(), made.tool.as_str()), (id.as_str(), "redress-media"));
    assert_eq!(made.areas, [Area { x: 1, y: 2, width: 30, height: 40 }]);
    assert_eq!((made.operator.as_str(), made.reviewer.as_str()), ("li", "wang"));
    assert_ne!(made.copy.id, id);
}

#[test]
fn a_proposal_is_dropped_by_either_and_only_pictures_are_covered() {
    let (mut house, id) = with_picture();
    let drop = CaseCommand::DropRedaction { redaction: "x1".into() };
    assert_eq!(house.refused(&li(), drop.clone()), Refusal::NotFound);
    house.ok(&li(), propose(&id));
    house.ok(&li(), drop);
    assert_eq!(house.case().redactions[0].state, RedactionState::Dropped);
    assert_eq!(house.refused(&wang(), approve()), Refusal::AlreadyAnswered);
    assert_eq!(house.refused(&li(), propose("e99")), Refusal::EvidenceUnknown);
    assert_eq!(house.refused(&customer(), propose(&id)), Refusal::NotAllowed);
    let record = NewEvidence { media: "application/pdf".into(), ..upload("document") };
    house.ok(
        &customer(),
        CaseCommand::AddEvidence { evidence: vec![record], request: None, text: None, corrects: None },
    );
    let pdf = house.case().evidence.last().expect("evidence").id.clone();
    assert_eq!(house.refused(&li(), propose(&pdf)), Refusal::NotAPicture);
}
