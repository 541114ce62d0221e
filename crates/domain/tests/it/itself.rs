//! What the house notes about itself.

use crate::house::*;
use domain::actor::Role;
use domain::command::HouseCommand;
use domain::event::{Stamped, Witnessed};
use domain::house::{Access, Heads};
use domain::{Actor, Command, Event, Refusal, State, SubjectId};

const HOUR_MS: i64 = 3_600_000;

fn root() -> String {
    "c0ffee00".repeat(8)
}
fn heads(day: &str, size: u64) -> Command {
    Command::House(HouseCommand::MapHeads(Heads { day: day.into(), size, subjects: 3, root: root() }))
}
fn access(hour_ms: i64) -> Command {
    Command::House(HouseCommand::RootAccess(Access { hour_ms, rows: 0, root: root() }))
}
fn stamped(authority: &str, size: u64) -> Stamped {
    let (authority, token) = (authority.to_owned(), "MIIB+/8=".to_owned());
    Stamped { authority, size, root: root(), stamped_ms: START_MS, chain: root(), token }
}
fn stamp(stamped: Stamped) -> Command {
    Command::House(HouseCommand::Stamp(stamped))
}
fn witness(size: u64) -> Command {
    Command::House(HouseCommand::Witness(Witnessed {
        witness: "witness.example/w1".into(),
        size,
        root: root(),
        signed_ms: START_MS,
        signature: "c2lnbmVk".into(),
    }))
}
fn itself(house: &House) -> &domain::House {
    match house.states.get(&SubjectId::house()) {
        Some(State::House(house)) => house,
        other => panic!("the house has no state: {other:?}"),
    }
}

#[test]
fn a_size_has_one_map_of_heads_and_days_do_not_go_back() {
    let mut house = House::bare();
    house.done(&Actor::System, heads("2026-11-22", 7));
    for (day, size) in [("2026-11-22", 7), ("2026-11-21", 9), ("2026-11-23", 6), ("2026-11-23", 7)] {
        assert_eq!(house.run(&Actor::System, heads(day, size)), Err(Refusal::AlreadyThere), "{day} {size}");
    }
    for day in ["", "22.11.2026", "2026-11-32", "2026-13-01", "20261122", "2026-11-22T00:00:00"] {
        assert_eq!(house.run(&Actor::System, heads(day, 9)), Err(Refusal::DueInvalid), "{day}");
    }
    house.done(&Actor::System, heads("2026-11-22", 8));
    house.done(&Actor::System, heads("2026-11-23", 9));
    assert_eq!(itself(&house).heads.as_ref().map(|heads| heads.day.as_str()), Some("2026-11-23"));
}

#[test]
fn an_hour_has_one_root_of_views() {
    let mut house = House::bare();
    let hour_ms = 400_000 * HOUR_MS;
    house.done(&Actor::System, access(hour_ms));
    assert_eq!(house.run(&Actor::System, access(hour_ms)), Err(Refusal::AlreadyThere));
    assert_eq!(house.run(&Actor::System, access(hour_ms - HOUR_MS)), Err(Refusal::AlreadyThere));
    assert_eq!(house.run(&Actor::System, access(hour_ms + 1)), Err(Refusal::DueInvalid));
    house.done(&Actor::System, access(hour_ms + HOUR_MS));
}

#[test]
fn a_checkpoint_has_one_stamp_of_each_authority() {
    let mut house = House::bare();
    house.done(&Actor::System, stamp(stamped("tsa-a", 5)));
    house.done(&Actor::System, stamp(stamped("tsa-b", 5)));
    assert_eq!(house.run(&Actor::System, stamp(stamped("tsa-a", 5))), Err(Refusal::AlreadyThere));
    house.done(&Actor::System, stamp(stamped("tsa-a", 6)));
    let sizes: Vec<u64> = itself(&house).stamps.values().map(|last| last.size).collect();
    assert_eq!(sizes, [6, 5]);
}

#[test]
fn a_witness_is_noted_once_an_hour() {
    let mut house = House::bare();
    house.done(&Actor::System, witness(5));
    assert_eq!(house.run(&Actor::System, witness(6)), Err(Refusal::AlreadyThere));
    house.now_ms += HOUR_MS;
    assert_eq!(house.run(&Actor::System, witness(5)), Err(Refusal::AlreadyThere));
    house.done(&Actor::System, witness(6));
}

#[test]
fn only_the_house_and_its_administrators_write_here() {
    let mut house = House::bare();
    for by in [customer(), merchant(), li(), staff("boss", Role::Manager), Actor::Stranger] {
        assert_eq!(house.run(&by, heads("2026-11-22", 7)), Err(Refusal::NotAllowed), "{by}");
    }
    house.done(&admin(), heads("2026-11-22", 7));
}

#[test]
fn what_is_no_root_no_name_and_no_token_is_refused() {
    let mut house = House::bare();
    for root in ["", "c0ffee", &"C0FFEE00".repeat(8), &"g0ffee00".repeat(8)] {
        let odd = Stamped { root: root.to_owned(), ..stamped("tsa", 1) };
        assert_eq!(house.run(&Actor::System, stamp(odd)), Err(Refusal::WordUnknown), "{root}");
    }
    for token in ["", "not base64 at all", "表", &"A".repeat(48_001)] {
        let odd = Stamped { token: token.to_owned(), ..stamped("tsa", 1) };
        assert_eq!(house.run(&Actor::System, stamp(odd)), Err(Refusal::WordUnknown));
    }
    assert_eq!(
        house.run(&Actor::System, stamp(stamped("the authority, as they say", 1))),
        Err(Refusal::WordUnknown)
    );
}

#[test]
fn its_entries_have_kinds_of_their_own_and_read_back_as_they_were() {
    let mut house = House::bare();
    let hour_ms = 400_000 * HOUR_MS;
    let commands = [heads("2026-11-22", 7), access(hour_ms), stamp(stamped("tsa", 5)), witness(5)];
    let events: Vec<Event> =
        commands.into_iter().flat_map(|command| house.done(&Actor::System, command)).collect();
    let kinds = ["heads_mapped", "access_rooted", "stamped", "witnessed"];
    for (event, kind) in events.iter().zip(kinds) {
        let json = serde_json::to_value(event).expect("an event is JSON");
        assert_eq!(json["kind"], kind);
        assert_eq!(&serde_json::from_value::<Event>(json).expect("it reads back"), event);
    }
    assert_eq!(events.len(), kinds.len());
}
