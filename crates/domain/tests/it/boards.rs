//! Review boards: who is drawn, what stays hidden, what is counted, and what is refused.

use crate::house::*;
use domain::actor::{Actor, Role};
use domain::case::{BoardState, SeatState};
use domain::clock::{ClockKind, DAY_MS};
use domain::command::{CaseCommand, Convene, NewTask, OpenedVote, WriteMinutes};
use domain::event::Duty;
use domain::words::{Outcome, Relief, Team};
use domain::{Event, Refusal, UserId};

const SEED: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

fn boss() -> Actor {
    staff("boss", Role::Manager)
}

/// Everybody sits on boards; li owns the case.
fn town() -> House {
    let mut house = House::with_case();
    for name in ["ann", "ben", "cui", "dai"] {
        house.staff.push(colleague(name, Role::Handler, Duty::On));
    }
    house.staff.iter_mut().for_each(|one| one.work.boards = true);
    if house.case().owner != Some(UserId::new("li")) {
        house.ok(&boss(), CaseCommand::Assign { owner: UserId::new("li"), why: None });
    }
    house
}

fn convene() -> CaseCommand {
    CaseCommand::Convene(Box::new(Convene { matter: text("matter"), options: 2, seed: SEED.into() }))
}

fn vote() -> CaseCommand {
    CaseCommand::Vote { board: "b1".into(), vote: text("vote") }
}

fn members(house: &House) -> Vec<String> {
    let sitting = house.case().boards[0].seats.iter().filter(|seat| seat.state == SeatState::Sitting);
    sitting.map(|seat| seat.user.to_string()).collect()
}

fn member(name: &str) -> Actor {
    staff(name, Role::Handler)
}

/// As the house opens them: each for this option, in the order of the seats.
fn opened(house: &House, options: &[u8]) -> CaseCommand {
    let ballots = house.case().boards[0].ballots();
    let one = |((user, vote), option): ((&UserId, &domain::ContentRef), &u8)| OpenedVote {
        user: user.clone(),
        option: *option,
        commitment: vote.commitment.clone(),
    };
    CaseCommand::RevealVotes { board: "b1".into(), votes: ballots.zip(options).map(one).collect() }
}

fn reveal(house: &mut House, options: &[u8]) -> Vec<Event> {
    let opened = opened(house, options);
    house.ok(&Actor::System, opened)
}

fn minutes(actions: Vec<NewTask>) -> CaseCommand {
    CaseCommand::WriteMinutes(Box::new(WriteMinutes { board: "b1".into(), text: text("minutes"), actions }))
}

#[test]
fn members_are_drawn_from_whoever_sits_on_boards_and_has_no_link() {
    let mut house = town();
    house.ok(&boss(), CaseCommand::Relate { earlier: None, handler: Some(UserId::new("ann")) });
    house.staff.iter_mut().find(|one| one.user.as_str() == "ben").expect("ben").work.apart_from =
        [shop()].into();
    assert_eq!(house.refused(&li(), convene()), Refusal::NotAllowed);
    let mut enough = house.clone();
    enough.ok(&boss(), convene());
    let pool: Vec<&str> = enough.case().boards[0].draw.pool.iter().map(UserId::as_str).collect();
    assert_eq!(pool, ["cui", "dai", "wang"]);
    house.staff.iter_mut().find(|one| one.user.as_str() == "cui").expect("cui").work.boards = false;
    assert_eq!(house.refused(&boss(), convene()), Refusal::BoardTooFew);
}

#[test]
fn the_same_chance_draws_the_same_members_and_who_asks_is_not_one() {
    let (mut one, mut other) = (town(), town());
    one.ok(&boss(), convene());
    other.ok(&boss(), convene());
    let board = &one.case().boards[0];
    assert_eq!(board, &other.case().boards[0]);
    assert_eq!(board.seats.len(), 3);
    let drawn: Vec<_> = board.draw.order().into_iter().take(3).collect();
    assert_eq!(board.seats.iter().map(|seat| seat.user.clone()).collect::<Vec<_>>(), drawn);
    for linked in ["li", "boss"] {
        assert!(!board.draw.pool.contains(&UserId::new(linked)), "{linked} has a link");
    }
    assert_eq!(one.refused(&boss(), convene()), Refusal::BoardOpen);
    let wrong = Convene { matter: text("m"), options: 1, seed: SEED.into() };
    assert_eq!(town().refused(&boss(), CaseCommand::Convene(Box::new(wrong))), Refusal::WordUnknown);
    let bare = Convene { matter: text("m"), options: 2, seed: "xx".into() };
    assert_eq!(town().refused(&boss(), CaseCommand::Convene(Box::new(bare))), Refusal::WordUnknown);
}

#[test]
fn whoever_steps_back_makes_room_for_the_next_of_the_draw() {
    let mut house = town();
    house.ok(&boss(), convene());
    let first = members(&house)[0].clone();
    let order = house.case().boards[0].draw.order();
    house.ok(&member(&first), CaseCommand::Recuse { board: "b1".into(), why: text("why") });
    let now = members(&house);
    assert!(now.len() == 3 && !now.contains(&first) && now.contains(&order[3].to_string()), "{now:?}");
    assert_eq!(house.refused(&member(&first), vote()), Refusal::NotAMember);
    assert_eq!(house.refused(&li(), vote()), Refusal::NotAMember);
}

#[test]
fn votes_are_commitments_until_all_are_in_and_then_one_entry_opens_them() {
    let mut house = town();
    house.ok(&boss(), convene());
    let members = members(&house);
    for (at, name) in members.iter().enumerate() {
        assert_eq!(house.refused(&Actor::System, opened(&house.clone(), &[0, 0, 0])), Refusal::VoteLate);
        let events = house.ok(&member(name), vote());
        assert!(matches!(&events[..], [Event::BoardVoted { .. }]), "{events:?}");
        let counted = house.case().board_to_count().is_some();
        assert_eq!(counted, at == 2, "only when the last is in");
        if at < 2 {
            assert_eq!(house.refused(&member(name), vote()), Refusal::VotedAlready);
        }
    }
    assert_eq!(house.refused(&member(&members[0]), vote()), Refusal::VoteLate);
    let wrong = |commitment: &str, option: u8| {
        let CaseCommand::RevealVotes { board, mut votes } = opened(&house, &[1, 1, 0]) else { panic!() };
        votes[1].option = option;
        if !commitment.is_empty() {
            votes[1].commitment = commitment.into();
        }
        CaseCommand::RevealVotes { board, votes }
    };
    let (forged, beyond) = (wrong("beef", 1), wrong("", 7));
    assert_eq!(house.refused(&Actor::System, forged), Refusal::VoteAltered);
    assert_eq!(house.refused(&Actor::System, beyond), Refusal::VoteAltered);
    let right = opened(&house, &[1, 1, 0]);
    assert_eq!(house.refused(&boss(), right), Refusal::NotAllowed, "the house alone opens them");
    reveal(&mut house, &[1, 1, 0]);
    let BoardState::Revealed { votes, result, .. } = &house.case().boards[0].state else {
        panic!("revealed")
    };
    assert_eq!((votes.len(), *result), (3, Some(1)));
    assert!(house.clock(ClockKind::Board).met_ms.is_some());
    assert_eq!(house.refused(&member(&members[0]), vote()), Refusal::VoteLate);
}

#[test]
fn when_the_time_is_over_the_quorum_decides() {
    let mut house = town();
    house.ok(&boss(), convene());
    for name in members(&house).iter().take(2) {
        house.ok(&member(name), vote());
    }
    let events = house.tick_after(6 * DAY_MS);
    assert!(events.contains(&Event::BoardClosed { board: "b1".into() }), "{events:?}");
    let missed =
        |event: &Event| matches!(event, Event::ClockMissed { clock } if clock.kind == ClockKind::Board);
    assert!(!events.iter().any(missed));
    let late = members(&house)[0].clone();
    assert_eq!(house.refused(&member(&late), vote()), Refusal::VoteLate);
    reveal(&mut house, &[0, 1]);
    let BoardState::Revealed { result, .. } = &house.case().boards[0].state else { panic!("revealed") };
    assert_eq!(*result, None, "as many votes on both sides");
}

#[test]
fn too_few_votes_are_gone_unread() {
    let mut house = town();
    house.ok(&boss(), convene());
    let first = members(&house)[0].clone();
    house.ok(&member(&first), vote());
    let events = house.tick_after(6 * DAY_MS);
    assert!(events.contains(&Event::BoardFailed { board: "b1".into() }));
    let erased = |event: &Event| matches!(event, Event::Erased { objects, .. } if objects == &["obj-vote"]);
    assert!(events.iter().any(erased), "{events:?}");
    let mut ended = town();
    ended.ok(&boss(), convene());
    ended.ok(&member(&members(&ended)[0].clone()), vote());
    let close = CaseCommand::Close {
        outcome: Outcome::Explained,
        relief: Relief::Explanation,
        cause: None,
        words: Some(text("words")),
    };
    let events = ended.ok(&li(), close);
    assert!(events.iter().any(erased), "a case that ends takes the votes with it");
}

#[test]
fn minutes_are_written_once_and_their_actions_are_tasks() {
    let mut house = town();
    house.ok(&boss(), convene());
    assert_eq!(house.refused(&boss(), minutes(vec![])), Refusal::BoardOpen);
    for name in members(&house) {
        house.ok(&member(&name), vote());
    }
    reveal(&mut house, &[0, 0, 1]);
    assert_eq!(
        house.refused(&li(), minutes(vec![])),
        Refusal::NotAllowed,
        "no member and not above the handlers"
    );
    let task = |team| NewTask { team, to: None, text: text("do"), due_ms: None };
    house.staff.push(colleague("root", Role::Admin, Duty::On));
    house.ok(&boss(), minutes(vec![task(Team::Legal), task(Team::Product)]));
    let tasks: Vec<_> = house.case().tasks.iter().map(|one| (one.id.as_str(), one.team)).collect();
    assert_eq!(tasks, [("t1", Team::Legal), ("t2", Team::Product)]);
    assert_eq!(house.refused(&boss(), minutes(vec![])), Refusal::AlreadyThere);
}

#[test]
fn whoever_came_to_have_a_part_steps_back_instead_of_voting() {
    let mut house = town();
    house.ok(&boss(), convene());
    let first = members(&house)[0].clone();
    house.ok(&boss(), CaseCommand::Assign { owner: UserId::new(&first), why: None });
    assert_eq!(house.refused(&member(&first), vote()), Refusal::ConflictOfInterest);
}
