//! Whose case it is: by kind, shift, leave and load, never somebody linked to the shop; tasks; handing over.

use crate::house::*;
use domain::Refusal;
use domain::actor::Role;
use domain::clock::{ClockKind, DAY_MS, HOUR_MS};
use domain::command::{CaseCommand, NewTask};
use domain::event::{AssignRule, Duty, Event};
use domain::words::{Class, Grade, Team};
use domain::work::Work;
use domain::{MerchantId, UserId};

fn work(house: &mut House, name: &str, set: impl FnOnce(&mut Work)) {
    let one = house.staff.iter_mut().find(|one| one.user.as_str() == name).expect("a colleague");
    set(&mut one.work);
}

/// Who gets the complaint, and by which rule.
fn owner(house: &House, grade: Grade) -> (String, AssignRule) {
    let mut house = house.clone();
    let file = domain::command::File { suggestion: suggestion(Class::Service, grade), ..complaint() };
    let assigned = house.file(file).into_iter().find_map(|event| match event {
        Event::Assigned { owner, rule, .. } => Some((owner.to_string(), rule)),
        _ => None,
    });
    assigned.expect("a case has an owner from the first moment")
}

fn owners(house: &House, grade: Grade) -> Vec<String> {
    let mut all: Vec<String> = (0..6)
        .map(|turn| {
            let mut house = house.clone();
            house.filed = turn;
            owner(&house, grade).0
        })
        .collect();
    all.sort();
    all.dedup();
    all
}

/// The house opens on a Friday at 04:26 in Beijing; this is the same day at ten.
fn at_ten() -> House {
    let mut house = House::new();
    house.now_ms = START_MS - START_MS.rem_euclid(DAY_MS) + 2 * HOUR_MS;
    house
}

#[test]
fn whoever_knows_the_kind_comes_before_whoever_takes_any() {
    let mut house = at_ten();
    assert_eq!(owners(&house, Grade::B), ["li", "wang"]);
    work(&mut house, "wang", |work| work.skills = ["delivery".to_owned()].into());
    assert_eq!(owner(&house, Grade::B), ("wang".into(), AssignRule::Skilled));
    work(&mut house, "wang", |work| work.skills = ["prepaid".to_owned()].into());
    assert_eq!(owner(&house, Grade::B), ("li".into(), AssignRule::InTurn));
    work(&mut house, "li", |work| work.skills = ["prepaid".to_owned()].into());
    assert_eq!(owners(&house, Grade::B), ["li", "wang"], "better somebody there than nobody");
    work(&mut house, "li", |work| work.skills = ["legal".to_owned()].into());
    assert_eq!(owner(&house, Grade::B).0, "li", "a team is no kind");
}

#[test]
fn among_equals_it_is_the_least_busy() {
    let mut house = at_ten();
    house.staff[0].open = 3;
    house.staff[1].open = 2;
    assert_eq!(owners(&house, Grade::B), ["wang"]);
    house.staff[1].open = 3;
    assert_eq!(owners(&house, Grade::B), ["li", "wang"]);
}

#[test]
fn shifts_leave_and_duty_are_kept_to_and_grade_a_has_cover_at_night() {
    let mut house = at_ten();
    for name in ["li", "wang"] {
        work(&mut house, name, |work| work.shifts = vec!["1-5 09:00-18:00".parse().expect("a shift")]);
    }
    work(&mut house, "boss", |work| work.shifts = vec!["1-5 09:00-18:00".parse().expect("a shift")]);
    let today = domain::calendar::day_of(house.now_ms).to_string();
    let day: i8 = domain::calendar::day_of(house.now_ms).weekday().to_monday_one_offset();
    assert!(day < 6, "the scene wants a day of the week, {today} is none");
    assert_eq!(owners(&house, Grade::B), ["li", "wang"]);
    work(&mut house, "li", |work| work.leave = vec![today.parse().expect("a day")]);
    assert_eq!(owners(&house, Grade::B), ["wang"]);
    house.staff[1].duty = Duty::Off;
    assert_eq!(owners(&house, Grade::B), ["boss"], "somebody there before somebody who is not");
    house.staff[1].duty = Duty::On;

    house.now_ms += 12 * HOUR_MS;
    assert_eq!(
        owner(&house, Grade::B).1,
        AssignRule::InTurn,
        "at night any handler, so that it has an owner"
    );
    work(&mut house, "boss", |work| work.covers = true);
    assert_eq!(owner(&house, Grade::A), ("boss".into(), AssignRule::Cover));
    assert_ne!(owner(&house, Grade::B).0, "boss");
}

#[test]
fn whoever_is_linked_to_the_shop_never_owns_its_case() {
    let mut house = at_ten();
    work(&mut house, "li", |work| work.apart_from = [shop()].into());
    assert_eq!(owners(&house, Grade::B), ["wang"]);
    house.file(complaint());
    let to_li = CaseCommand::Assign { owner: UserId::new("li"), why: None };
    assert_eq!(house.refused(&staff("boss", Role::Manager), to_li), Refusal::ConflictOfInterest);
    let over = CaseCommand::HandOver { to: Some(UserId::new("li")), note: text("note") };
    assert_eq!(house.refused(&staff("wang", Role::Handler), over), Refusal::ConflictOfInterest);
    work(&mut house, "li", |work| work.apart_from = [MerchantId::new("another")].into());
    house.ok(&staff("boss", Role::Manager), CaseCommand::Assign { owner: UserId::new("li"), why: None });
}

#[test]
fn a_shift_ends_with_a_note_and_another_owner() {
    let mut house = at_ten();
    house.staff[1].open = 9;
    house.file(complaint());
    let over = |to: Option<&str>| CaseCommand::HandOver { to: to.map(UserId::new), note: text("note") };
    assert_eq!(house.refused(&staff("wang", Role::Handler), over(None)), Refusal::NotAllowed);
    assert_eq!(house.refused(&li(), over(Some("li"))), Refusal::SameOwner);
    assert_eq!(house.refused(&li(), over(Some("nobody"))), Refusal::HandlerUnknown);
    let events = house.ok(&li(), over(None));
    let handed =
        Event::Assigned { owner: UserId::new("wang"), rule: AssignRule::HandedOver, why: Some(text("note")) };
    assert_eq!(events, [handed]);
    house.ok(&staff("boss", Role::Manager), over(Some("li")));
    assert!(house.case().is_owned_by(&UserId::new("li")));
    house.staff.truncate(1);
    assert_eq!(house.refused(&li(), over(None)), Refusal::NobodyOnDuty);
}

fn task(team: Team) -> CaseCommand {
    CaseCommand::SetTask(NewTask { team, to: None, text: text("task"), due_ms: None })
}

#[test]
fn a_task_goes_to_the_team_and_its_answer_meets_the_clock() {
    let mut house = at_ten();
    house.file(complaint());
    house.staff.push(colleague("qian", Role::Handler, Duty::On));
    work(&mut house, "qian", |work| work.skills = ["finance".to_owned()].into());
    house.ok(&li(), task(Team::Finance));
    house.ok(&li(), task(Team::Engineering));
    let to: Vec<&str> = house.case().tasks.iter().map(|task| task.to.as_str()).collect();
    assert_eq!(to, ["qian", "boss"], "a team without members is a manager's");
    assert_eq!(house.clock(ClockKind::Task).due_ms, house.now_ms + 24 * HOUR_MS);

    let answer = |task: &str| CaseCommand::AnswerTask { task: task.into(), text: text("answer") };
    let qian = staff("qian", Role::Handler);
    assert_eq!(house.refused(&li(), answer("t1")), Refusal::NotAllowed);
    assert_eq!(house.refused(&qian, answer("t2")), Refusal::NotAllowed, "another team's");
    assert_eq!(house.refused(&qian, answer("t9")), Refusal::NotFound);
    house.ok(&qian, answer("t1"));
    assert_eq!(house.refused(&qian, answer("t1")), Refusal::AlreadyAnswered);
    let met: Vec<bool> = house
        .case()
        .clocks
        .iter()
        .filter(|clock| clock.kind == ClockKind::Task)
        .map(|clock| clock.met_ms.is_some())
        .collect();
    assert_eq!(met, [true, false]);
    house.tick_after(24 * HOUR_MS);
    assert!(house.clock(ClockKind::Task).missed_ms.is_some());
}

/// As the shipped ladders have it: the scene files at ten and lets the clock of the house run.
fn alarms(events: &[Event]) -> Vec<(ClockKind, u8)> {
    let one = |event: &Event| match event {
        Event::ClockAlarmed { clock, rung, .. } => Some((*clock, rung.percent)),
        _ => None,
    };
    events.iter().filter_map(one).collect()
}

#[test]
fn a_clock_climbs_its_ladder_once_and_a_late_tick_tells_the_same_story() {
    let mut punctual = at_ten();
    punctual.file(complaint());
    let mut late = punctual.clone();
    let mut all = vec![];
    for _ in 0..24 {
        all.extend(alarms(&punctual.tick_after(HOUR_MS)));
        assert!(alarms(&punctual.tick()).is_empty(), "a repeated tick does nothing");
    }
    assert_eq!(all, [(ClockKind::Plan, 75), (ClockKind::Plan, 90)]);
    assert_eq!(alarms(&late.tick_after(24 * HOUR_MS)), all);
    let plan = |house: &House| house.clock(ClockKind::Plan).clone();
    assert_eq!(plan(&punctual).climbed, 90);
    assert_eq!(plan(&late).climbed, 90);
}

#[test]
fn an_urgent_case_nobody_answers_goes_to_somebody_else_and_then_to_a_manager() {
    let mut house = at_ten();
    house.file(domain::command::File { suggestion: suggestion(Class::Service, Grade::A), ..complaint() });
    let first = house.case().owner.clone().expect("an owner");
    house.tick_after(HOUR_MS / 2);
    assert!(house.case().is_owned_by(&UserId::new("boss")), "its plan was due after half an hour");
    let events = house.tick_after(HOUR_MS / 2);
    assert!(alarms(&events).contains(&(ClockKind::FirstAnswer, 100)), "{events:?}");
    let now = house.case().owner.clone().expect("an owner");
    assert!(now != UserId::new("boss"), "{first} {now}");
}

#[test]
fn a_suggestion_nobody_plans_for_becomes_more_urgent() {
    let mut house = at_ten();
    house.file(domain::command::File { suggestion: suggestion(Class::Service, Grade::C), ..complaint() });
    house.tick_after(48 * HOUR_MS);
    assert_eq!(house.case().grade(), Some(Grade::B));
    let plan = house.clock(ClockKind::Plan);
    assert_eq!(plan.due_ms, house.now_ms + 24 * HOUR_MS, "with the plan of its new grade");
    assert_eq!(plan.missed_ms, None, "which does not begin by being missed");
}

#[test]
fn a_party_is_reminded_before_its_time_is_over() {
    let mut house = at_ten();
    house.file(complaint());
    house.ok(&li(), ask(domain::Party::Merchant, &["packing_video"], None));
    let events = house.tick_after(24 * HOUR_MS);
    let reminded: Vec<_> = events
        .iter()
        .flat_map(|event| domain::reaction::reactions(house.case(), event))
        .filter(|one| {
            matches!(
                one,
                domain::reaction::Reaction::Tell {
                    to: domain::Party::Merchant,
                    template: domain::reaction::Template::Reminder
                }
            )
        })
        .collect();
    assert_eq!(reminded.len(), 1, "{events:?}");
}
