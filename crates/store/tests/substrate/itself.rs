//! What the house notes about itself goes through the one door like everything else. Dropping the house folds its
//! entries and compares them with its row.

use crate::house::{HOUR_MS, House, START_MS, in_house};
use domain::command::HouseCommand;
use domain::event::Witnessed;
use domain::house::{Access, Heads};
use domain::{Refusal, SubjectId};

fn root() -> String {
    "c0ffee00".repeat(8)
}

/// The root over no subject and no look at all: both are computed again by the check.
fn of_nothing() -> String {
    journal::heads::Builder::default().root().to_string()
}

/// Stamps are left to the tests of the server, because the check believes none that no authority has made.
fn commands() -> [HouseCommand; 3] {
    [
        HouseCommand::MapHeads(Heads { day: "2026-05-29".into(), size: 0, subjects: 0, root: of_nothing() }),
        HouseCommand::RootAccess(Access {
            hour_ms: START_MS - START_MS % HOUR_MS,
            rows: 0,
            root: of_nothing(),
        }),
        HouseCommand::Witness(Witnessed {
            witness: "witness.example/w1".into(),
            size: 1,
            root: root(),
            signed_ms: START_MS,
            signature: "c2lnbmVk".into(),
        }),
    ]
}

fn note(house: &House, command: HouseCommand) -> Option<Refusal> {
    let noted = house.runtime.block_on(house.store.note_itself(command));
    noted.err().map(|error| error.refusal().expect("only the rules say no"))
}

#[test]
fn what_the_house_notes_is_loaded_folded_and_kept() {
    in_house(|house| {
        assert_eq!(house.read(|db| house.store.itself(db)), domain::House::default());
        for command in commands() {
            assert_eq!(note(house, command), None);
        }
        let itself = house.another();
        let itself = itself.db().read_blocking(|db| itself.itself(db)).expect("it is read");
        assert_eq!(itself.heads.map(|heads| heads.day), Some("2026-05-29".into()));
        assert_eq!(itself.access.map(|access| access.rows), Some(0));
        assert_eq!(itself.witnesses["witness.example/w1"].size, 1);
        let entries = house.read(|db| store::journal_of::of_subject(db, &SubjectId::house()));
        assert_eq!(entries.len(), 3);
        assert_eq!(house.findings().subjects, 1);
    });
}

#[test]
fn what_was_noted_is_not_noted_again_even_by_two_processes() {
    in_house(|house| {
        for command in commands() {
            assert_eq!(note(house, command), None);
        }
        for command in commands() {
            assert_eq!(note(house, command), Some(Refusal::AlreadyThere));
        }
        for command in commands() {
            let other = house.another();
            let noted = house.runtime.block_on(other.note_itself(command));
            assert_eq!(noted.err().and_then(|error| error.refusal()), Some(Refusal::AlreadyThere));
        }
    });
}
