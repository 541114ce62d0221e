//! The map of heads: exact for its size whatever came later, and a bundle that leaves out the end is caught.

use crate::house::{House, in_house, intake};
use domain::{CaseId, Party};
use journal::bundle::Bundle;
use journal::heads::{Found, Named};
use journal::verify::{Limits, Problem, Report, verify_bundle};
use journal::{Entry, Hash, leaf_hash};
use std::collections::BTreeMap;
use std::io::Cursor;
use store::export::export;

fn seal(house: &House) -> u64 {
    house.runtime.block_on(house.store.seal()).unwrap().map_or(0, |published| published.size)
}

fn map(house: &House, day: &str) -> Option<domain::house::Heads> {
    house.runtime.block_on(house.store.map_heads(day)).unwrap()
}

fn verified(house: &House, bundle: &Bundle) -> Report {
    let zip = bundle.write(Cursor::new(vec![])).unwrap().into_inner();
    let key = house.store.verifier().unwrap();
    verify_bundle(Cursor::new(zip), Some(&key), &Limits::default()).unwrap()
}

fn bundle(house: &House, case: &CaseId, at: Option<u64>) -> Bundle {
    export(&house.store, case, at).unwrap()
}

/// Subject, number of entries and last leaf, from the journal alone.
fn from_the_journal(house: &House, size: u64) -> BTreeMap<String, (u64, Hash)> {
    let entries = house.read(|db| store::journal_of::stretch(db, 0, size));
    let mut heads = BTreeMap::new();
    for stored in entries {
        let entry = Entry::parse(&stored.bytes).unwrap();
        heads.insert(entry.subject, (entry.no + 1, leaf_hash(&stored.bytes)));
    }
    heads
}

#[test]
fn a_map_says_of_every_subject_what_the_journal_says_at_its_size() {
    in_house(|house| {
        let handler = house.handler("han");
        let first = house.file(intake("包裹没有收到，要求退款")).case;
        house.say(&handler, Party::Customer, &first, "我们查一下");
        let size = seal(house);
        // What comes now is not in the map, whether the case is old or new.
        house.say(&handler, Party::Customer, &first, "明天送到");
        let second = house.file(intake("第二个包裹没有收到")).case;
        let heads = map(house, "2026-05-29").unwrap();
        assert_eq!(heads.size, size);
        let journal = from_the_journal(house, size);
        assert_eq!(heads.subjects, journal.len() as u64);
        seal(house);
        for (case, known) in [(&first, true), (&second, false)] {
            let bundle = bundle(house, case, None);
            let part = bundle.heads.as_ref().unwrap();
            let named = Named::in_event(Entry::parse(&part.entry.bytes).unwrap().event.get()).unwrap();
            let subject = case.subject().to_string();
            let found = part.proof.check(&subject, &named.root).unwrap();
            let wanted = journal.get(&subject).map(|(entries, last)| (*entries, *last));
            assert_eq!(wanted.is_some(), known);
            let wanted = wanted.map_or(Found::Absent, |(entries, last)| Found::Present { entries, last });
            assert_eq!(found, wanted);
            let report = verified(house, &bundle);
            assert!(report.is_intact(), "{:?}", report.problems);
            assert_eq!(report.complete.unwrap().size, size);
        }
    });
}

#[test]
fn entries_withheld_at_the_end_are_named_and_no_more_than_those() {
    in_house(|house| {
        let handler = house.handler("han");
        let case = house.file(intake("包裹没有收到，要求退款")).case;
        house.say(&handler, Party::Customer, &case, "我们弄丢了");
        let size = seal(house);
        map(house, "2026-05-29").unwrap();
        house.say(&handler, Party::Customer, &case, "对不起");
        seal(house);
        let mut bundle = bundle(house, &case, None);
        let last = bundle.entries.len() as u64 - 1;
        bundle.entries.pop();
        let report = verified(house, &bundle);
        assert!(!report.problems.iter().any(|one| matches!(one, Problem::EntriesWithheld { .. })));
        bundle.entries.pop();
        let problems = verified(house, &bundle).problems;
        assert!(
            problems.contains(&Problem::EntriesWithheld { from: last - 1, to: last - 1, size }),
            "{problems:?}"
        );
    });
}

#[test]
fn there_is_a_new_map_only_when_something_new_was_signed() {
    in_house(|house| {
        let due = |day: &str| house.read(|db| house.store.heads_due(db, day));
        assert!(!due("2026-05-29") && map(house, "2026-05-29").is_none(), "nothing is signed");
        let case = house.file(intake("包裹没有收到，要求退款")).case;
        seal(house);
        assert!(bundle(house, &case, None).heads.is_none());
        assert!(due("2026-05-29"));
        map(house, "2026-05-29").unwrap();
        assert!(!due("2026-05-29") && !due("2026-05-30"), "the map itself is not signed yet");
        seal(house);
        assert!(!due("2026-05-29") && due("2026-05-30"));
        assert!(map(house, "2026-05-29").is_some(), "on demand");
        assert!(map(house, "2026-05-29").is_none());
    });
}

#[test]
fn an_older_checkpoint_gives_the_same_bytes_though_its_map_is_no_longer_kept() {
    in_house(|house| {
        let handler = house.handler("han");
        let case = house.file(intake("包裹没有收到，要求退款")).case;
        seal(house);
        map(house, "2026-05-29").unwrap();
        let size = seal(house);
        let zip = |at| bundle(house, &case, at).write(Cursor::new(vec![])).unwrap().into_inner();
        let before = zip(None);
        for n in 0..3 {
            house.say(&handler, Party::Customer, &case, &format!("第{n}次答复"));
            house.file(intake("别的包裹没有收到"));
        }
        seal(house);
        map(house, "2026-05-30").unwrap();
        seal(house);
        let folder = house.place.dir().join("heads");
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
        assert!(before == zip(Some(size)));
        let now = zip(None);
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(now == zip(None), "and without any file");
    });
}

#[test]
fn a_kept_map_that_was_altered_is_made_again_and_altered_rows_are_named() {
    in_house(|house| {
        let case = house.file(intake("包裹没有收到，要求退款")).case;
        seal(house);
        map(house, "2026-05-29").unwrap();
        seal(house);
        let folder = house.place.dir().join("heads");
        let file = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
        let mut bytes = std::fs::read(&file).unwrap();
        bytes[40] ^= 1;
        std::fs::write(&file, bytes).unwrap();
        assert!(verified(house, &bundle(house, &case, None)).is_intact());
        house.broken = true;
        let sql = "update subjects set entries = entries - 1 where id like 'case:%'";
        house.store.db().write_connection().unwrap().batch(sql).unwrap();
        assert!(house.codes().contains(&"heads_disagree"));
        assert!(export(&house.store, &case, None).is_err(), "no bundle with a map that does not fit");
    });
}
