//! Complaints about our own handling: who never owns them, and the earlier conversation laid against its playbook.

use crate::house::*;
use domain::actor::{Party, Role};
use domain::case::{Mark, What, review};
use domain::clock::{ClockKind, HOUR_MS};
use domain::command::{CaseCommand, Command};
use domain::event::{AfterFailure, AssignRule, Duty, Via};
use domain::reaction::Template;
use domain::words::{Outcome, Relief};
use domain::writing::earlier_numbers;
use domain::{CaseId, Event, Refusal, State, UserId};

fn second() -> CaseId {
    CaseId::new("c2")
}

fn about(house: &mut House, command: CaseCommand) -> Result<Vec<Event>, Refusal> {
    house.run(&li(), Command::Case(second(), command))
}

fn relate(earlier: Option<CaseId>, handler: Option<&str>) -> CaseCommand {
    CaseCommand::Relate { earlier, handler: handler.map(UserId::new) }
}

fn owner(house: &House, id: &CaseId) -> Option<String> {
    match house.states.get(&id.subject()) {
        Some(State::Case(case)) => case.owner.as_ref().map(ToString::to_string),
        _ => None,
    }
}

/// A second complaint that names the first one, which li handled.
fn complained() -> House {
    let mut house = House::with_case();
    assert_eq!(owner(&house, &case_id()).as_deref(), Some("li"));
    let mut file = complaint();
    (file.case, file.earlier) = (second(), vec![case_id()]);
    house.filed = 0;
    house.file(file);
    house
}

#[test]
fn whoever_handled_the_earlier_case_is_never_given_the_complaint_about_it() {
    let mut house = complained();
    assert_eq!(owner(&house, &second()).as_deref(), Some("wang"), "the turn was li's");
    let to = |user: &str| CaseCommand::Assign { owner: UserId::new(user), why: None };
    assert_eq!(about(&mut house, to("li")), Err(Refusal::ComplainedOf));
    let over = CaseCommand::HandOver { to: Some(UserId::new("li")), note: text("note") };
    assert_eq!(
        house.run(&staff("wang", Role::Handler), Command::Case(second(), over)),
        Err(Refusal::ComplainedOf)
    );
    let end = CaseCommand::Close {
        outcome: Outcome::Explained,
        relief: Relief::Explanation,
        cause: None,
        words: Some(text("e")),
    };
    about(&mut house, end).expect("closed");
    about(&mut house, CaseCommand::Reopen { why: text("why") }).expect("a new round");
    assert_ne!(owner(&house, &second()).as_deref(), Some("li"), "nor in a new round");
}

#[test]
fn where_only_the_person_complained_about_is_there_nobody_owns_it() {
    let mut house = House::new();
    house.staff = vec![colleague("li", Role::Handler, Duty::On)];
    house.file(complaint());
    let mut file = complaint();
    (file.case, file.earlier) = (second(), vec![case_id()]);
    house.file(file);
    assert_eq!(owner(&house, &second()), None);
    house.now_ms += 2 * HOUR_MS;
    house.done(&domain::Actor::System, Command::Case(second(), CaseCommand::Elapse));
    assert_eq!(owner(&house, &second()), None, "not by a tick either");
    house.staff.push(colleague("wang", Role::Handler, Duty::On));
    house.now_ms += 72 * HOUR_MS;
    house.done(&domain::Actor::System, Command::Case(second(), CaseCommand::Elapse));
    assert_eq!(owner(&house, &second()).as_deref(), Some("wang"));
}

#[test]
fn by_hand_a_case_is_related_to_an_earlier_one_or_to_a_colleague_and_moves_at_once() {
    let mut house = House::with_case();
    let mut file = complaint();
    file.case = second();
    house.filed = 0;
    house.file(file);
    assert_eq!(owner(&house, &second()).as_deref(), Some("li"));
    assert_eq!(about(&mut house, relate(None, None)), Err(Refusal::NothingChosen));
    assert_eq!(about(&mut house, relate(Some(second()), None)), Err(Refusal::WordUnknown));
    assert_eq!(about(&mut house, relate(Some(CaseId::new("nowhere")), None)), Err(Refusal::NotFound));
    assert_eq!(about(&mut house, relate(None, Some("nobody"))), Err(Refusal::HandlerUnknown));
    let by_customer = Command::Case(case_id(), relate(None, Some("li")));
    assert_eq!(house.run(&customer(), by_customer), Err(Refusal::NotAllowed));
    let events = about(&mut house, relate(Some(case_id()), None)).expect("related");
    assert!(matches!(&events[1], Event::Assigned { rule: AssignRule::Apart, .. }), "{events:?}");
    assert_eq!(owner(&house, &second()).as_deref(), Some("wang"));
    assert_eq!(about(&mut house, relate(Some(case_id()), None)), Ok(vec![]), "the same again is nothing new");
    about(&mut house, relate(None, Some("wang"))).expect("about wang too");
    assert_eq!(owner(&house, &second()).as_deref(), Some("boss"));
    assert_eq!(about(&mut house, relate(None, Some("boss"))), Err(Refusal::NobodyOnDuty), "nobody is left");
    assert_eq!(owner(&house, &second()).as_deref(), Some("boss"));
}

fn reviewed(house: &House) -> Vec<(String, Mark, Option<i64>)> {
    let own = house.journal.iter().filter(|(subject, ..)| *subject == case_id().subject());
    let steps = review(&case_id(), own.map(|(_, event, at_ms)| (event, *at_ms)), house.now_ms);
    let named = steps.into_iter().map(|step| {
        let name = match &step.what {
            What::Clock(clock) => clock.kind.word().to_owned(),
            What::Message => "message".to_owned(),
            What::Notice(template) => format!("notice {}", template.word()),
        };
        (name, step.mark, step.done_ms)
    });
    named.collect()
}

fn mark(house: &House, name: &str) -> Vec<Mark> {
    reviewed(house).into_iter().filter(|(step, ..)| step == name).map(|(_, mark, _)| mark).collect()
}

#[test]
fn the_earlier_conversation_shows_what_was_late_unanswered_and_bounced() {
    let mut house = House::with_case();
    let notice = |outbox: &str, template| CaseCommand::NoticeSending {
        outbox: outbox.into(),
        template,
        to: Party::Customer,
        via: Via::Mail,
        text: text("notice"),
    };
    house.ok(&domain::Actor::System, notice("n1", Template::Filed));
    let failed =
        CaseCommand::NoticeFailed { outbox: "n1".into(), code: "550".into(), next: AfterFailure::Dead };
    house.ok(&domain::Actor::System, failed);
    house.ok(&domain::Actor::System, notice("n2", Template::Message));
    house.ok(&domain::Actor::System, CaseCommand::NoticeSent { outbox: "n2".into(), reference: "r".into() });
    house.tick_after(3 * HOUR_MS);
    assert_eq!(mark(&house, "first_answer"), [Mark::Unanswered]);
    house.ok(&li(), say(Party::Customer));
    assert_eq!(mark(&house, "first_answer"), [Mark::Late]);
    assert_eq!(mark(&house, "notice filed"), [Mark::Bounced]);
    assert_eq!(mark(&house, "notice message"), [], "what arrived needs no line");
    house.ok(&customer(), say(Party::Platform));
    assert_eq!(mark(&house, "message"), [Mark::Unanswered]);
    assert_eq!(mark(&house, "plan"), [Mark::Running]);
    house.ok(&li(), say(Party::Customer));
    assert_eq!(mark(&house, "message"), []);
    house.tick_after(60 * HOUR_MS);
    assert_eq!(mark(&house, "solution"), [Mark::Unanswered]);
    let due = house.clock(ClockKind::Solution).due_ms;
    assert!(
        reviewed(&house).iter().all(|(_, _, done)| done.is_none_or(|done| done <= house.now_ms)) && due > 0
    );
}

#[test]
fn an_end_is_no_answer_and_a_new_round_does_not_hide_the_old_one() {
    let mut house = House::with_case();
    let end = |words| CaseCommand::Close {
        outcome: Outcome::Explained,
        relief: Relief::Explanation,
        cause: None,
        words,
    };
    house.ok(&li(), end(Some(text("end"))));
    assert_eq!(mark(&house, "first_answer"), [Mark::Unanswered], "closed without a word");
    house.ok(&li(), CaseCommand::Reopen { why: text("why") });
    house.ok(&li(), say(Party::Customer));
    assert_eq!(mark(&house, "first_answer"), [Mark::Unanswered, Mark::InTime]);
}

#[test]
fn numbers_count_only_in_words_about_our_handling() {
    assert_eq!(earlier_numbers("上次投诉 C-2026-000123 的客服一直敷衍我"), ["C-2026-000123"]);
    assert_eq!(
        earlier_numbers("your staff never replied to c-2026-000007 and C-2026-000007"),
        ["C-2026-000007"]
    );
    assert_eq!(earlier_numbers("和 C-2026-000123 是同一个包裹"), Vec::<String>::new());
    assert_eq!(earlier_numbers("客服态度差，编号 ABC-2026-000123、C-26-1、C-2026-12"), Vec::<String>::new());
    assert_eq!(earlier_numbers("客服态度差"), Vec::<String>::new());
}
