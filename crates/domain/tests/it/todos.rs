//! What waits for one of ours: on their list while it waits, and told when it begins.

use crate::house::*;
use domain::actor::{Actor, Party, Role};
use domain::case::{Choice, Proposal};
use domain::clock::DAY_MS;
use domain::command::{ApprovalRuling, CaseCommand, Command, Convene, NewDraft, NewTask, UserCommand};
use domain::event::{Duty, Via};
use domain::order::OrderFacts;
use domain::reach::Reach;
use domain::todo::{Todo, TodoKind, of_case, still, told};
use domain::user::Account;
use domain::words::{RemedyKind, Team};
use domain::{Event, Fen, OrderId, Refusal, State, UserId};

/// An order of 50,000 yuan that li works on, with others of every role.
fn house() -> House {
    let mut house = House::new();
    let on = |name, role| colleague(name, role, Duty::On);
    house.staff = vec![on("li", Role::Handler), on("rev", Role::Reviewer), on("boss", Role::Manager)];
    let facts = OrderFacts { total: Fen(5_000_000), fingerprint: "rich".into(), ..facts(1) };
    house.done(&admin(), Command::RecordOrder { order: OrderId::new("rich"), facts: Box::new(facts) });
    let mut file = complaint();
    file.order = Some(OrderId::new("rich"));
    house.file(file);
    house
}

fn rev() -> Actor {
    staff("rev", Role::Reviewer)
}

/// Who was told of what by these events.
fn told_by(house: &House, events: &[Event]) -> Vec<(String, TodoKind)> {
    let all = events.iter().flat_map(|event| told(house.case(), event));
    all.map(|one| (one.user.to_string(), one.kind)).collect()
}

fn waiting(house: &House) -> Vec<(String, TodoKind)> {
    of_case(house.case()).iter().map(|one| (one.user.to_string(), one.kind)).collect()
}

fn one(name: &str, kind: TodoKind) -> Vec<(String, TodoKind)> {
    vec![(name.to_owned(), kind)]
}

#[test]
fn whoever_gets_a_case_is_told_and_it_waits_while_it_is_theirs() {
    let mut house = house();
    let filed: Vec<Event> = house.journal.iter().map(|(_, event, _)| event.clone()).collect();
    assert_eq!(told_by(&house, &filed), one("li", TodoKind::Assigned));
    let li = UserId::new("li");
    assert!(still(house.case(), &li, TodoKind::Assigned, "").is_some_and(|todo| todo.due_ms.is_some()));
    let assign = CaseCommand::Assign { owner: UserId::new("rev"), why: None };
    let events = house.ok(&staff("boss", Role::Manager), assign);
    assert_eq!(told_by(&house, &events), one("rev", TodoKind::Assigned));
    assert_eq!(still(house.case(), &li, TodoKind::Assigned, ""), None);
}

#[test]
fn a_task_waits_for_whoever_was_asked_until_it_is_answered() {
    let mut house = house();
    let task = NewTask { team: Team::Legal, to: Some(UserId::new("rev")), text: text("task"), due_ms: None };
    let events = house.ok(&li(), CaseCommand::SetTask(task));
    assert_eq!(told_by(&house, &events), one("rev", TodoKind::Task));
    assert_eq!(waiting(&house), one("rev", TodoKind::Task));
    let due_ms = house.case().tasks[0].due_ms;
    let todo = Todo { user: UserId::new("rev"), kind: TodoKind::Task, of: "t1".into(), due_ms: Some(due_ms) };
    assert_eq!(still(house.case(), &UserId::new("rev"), TodoKind::Task, "t1"), Some(todo));
    house.ok(&rev(), CaseCommand::AnswerTask { task: "t1".into(), text: text("answer") });
    assert_eq!(
        (waiting(&house), still(house.case(), &UserId::new("rev"), TodoKind::Task, "t1")),
        (vec![], None)
    );
}

#[test]
fn a_draft_waits_for_its_reader_and_an_approval_for_whoever_has_it() {
    let mut house = house();
    let draft = NewDraft {
        shares: vec![share(Party::Merchant, 100, &["e1"])],
        law: vec![],
        uninspected: false,
        record: text("draft"),
        ruling: None,
    };
    let events = house.ok(&li(), CaseCommand::DraftFinding(Box::new(draft)));
    let reader = house.case().drafts[0].reader.clone().expect("a reader");
    assert_eq!(told_by(&house, &events), one(reader.as_str(), TodoKind::Draft));
    let back = CaseCommand::ReturnFinding { draft: "d1".into(), why: text("why") };
    house.ok(
        &staff(reader.as_str(), if reader.as_str() == "rev" { Role::Reviewer } else { Role::Manager }),
        back,
    );
    assert_eq!(waiting(&house), []);

    let refund = vec![item(RemedyKind::Refund, 500_001)];
    let proposal = Box::new(Proposal::new(refund, Choice::All, text("words"), None));
    let events = house.ok(&li(), CaseCommand::Offer { proposal, why: Some(text("why")) });
    assert_eq!(told_by(&house, &events), one("rev", TodoKind::Approval));
    let events = house.tick_after(DAY_MS);
    let passed: Vec<_> =
        told_by(&house, &events).into_iter().filter(|(_, kind)| *kind == TodoKind::Approval).collect();
    assert_eq!(passed.last(), Some(&("boss".to_owned(), TodoKind::Approval)), "it passed to the next above");
    assert_eq!(waiting(&house), one("boss", TodoKind::Approval));
    let ruling = ApprovalRuling::Refuse;
    let no = CaseCommand::DecideApproval { approval: "a1".into(), ruling, why: Some(text("no")) };
    house.ok(&staff("boss", Role::Manager), no);
    assert_eq!(waiting(&house), []);
}

#[test]
fn a_seat_waits_for_each_member_until_they_vote() {
    let mut house = House::with_case();
    for name in ["ann", "ben", "cui", "dai"] {
        house.staff.push(colleague(name, Role::Handler, Duty::On));
    }
    house.staff.iter_mut().for_each(|one| one.work.boards = true);
    let convene = Convene { matter: text("matter"), options: 2, seed: "0123456789abcdef".repeat(4) };
    let events = house.ok(&staff("boss", Role::Manager), CaseCommand::Convene(Box::new(convene)));
    let seats = waiting(&house);
    assert_eq!((seats.len(), told_by(&house, &events)), (3, seats.clone()));
    let member = staff(&seats[0].0, Role::Handler);
    house.ok(&member, CaseCommand::Vote { board: "b1".into(), vote: text("vote") });
    assert_eq!(waiting(&house), seats[1..]);
}

#[test]
fn where_one_wants_to_be_told_is_ones_own_to_say() {
    let mut house = house();
    let id = UserId::new("li");
    let account = Account { role: Role::Handler, merchant: None, name: text("li") };
    house.done(&admin(), Command::User(id.clone(), UserCommand::Record { account }));
    let set = |ways: Vec<Via>| {
        let reach = Some(Reach { ways, contact: text("contact") });
        Command::User(id.clone(), UserCommand::SetReach { reach })
    };
    for by in [admin(), rev(), merchant(), customer(), Actor::System] {
        assert_eq!(house.run(&by, set(vec![Via::Mail])), Err(Refusal::NotAllowed), "{by:?}");
    }
    for wrong in [vec![], vec![Via::Mail, Via::Mail]] {
        assert_eq!(house.run(&li(), set(wrong)), Err(Refusal::NothingChosen));
    }
    house.done(&li(), set(vec![Via::WeCom, Via::Mail]));
    let Some(State::User(user)) = house.states.get(&id.subject()) else { panic!("li is known") };
    assert_eq!(user.reach.as_ref().map(|reach| &reach.ways[..]), Some(&[Via::WeCom, Via::Mail][..]));
}
