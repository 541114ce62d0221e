//! The read log: written once for ten minutes, told page by page, and rooted once an hour so that nothing of it goes.

use crate::house::{HOUR_MS, House, START_MS, in_house, intake};
use domain::command::CaseCommand;
use domain::{Actor, CaseId, MerchantId, Role, UserId};
use store::looks::{How, Looks, Place};

const MINUTE_MS: i64 = 60_000;

fn look(house: &House, by: &Actor, case: &CaseId, item: &str, how: How) {
    house.runtime.block_on(house.store.looked(by, case, item, how)).expect("written down");
}

fn looks(house: &House, case: &CaseId, before: Option<&Place>, limit: usize) -> Looks {
    house.read(|db| house.store.looks_at(db, case, before, limit))
}

/// Function and what was done, newest first.
fn told(house: &House, case: &CaseId) -> Vec<(String, How, Option<String>)> {
    let list = looks(house, case, None, 100).list;
    list.into_iter().map(|seen| (seen.function, seen.how, seen.item)).collect()
}

fn root(house: &House) -> Option<domain::house::Access> {
    house.runtime.block_on(house.store.root_looks()).expect("it is noted")
}

#[test]
fn the_same_look_is_written_once_for_ten_minutes_with_the_function_of_who_looked() {
    in_house(|house| {
        let han = house.handler("han");
        house.user("rev", Role::Reviewer, None);
        let rev = Actor::Staff(UserId::new("rev"), Role::Reviewer);
        let shop = Actor::Merchant(UserId::new("wang"), MerchantId::new("m1"));
        let case = house.file(intake("包裹没有收到")).case;
        for _ in 0..3 {
            look(house, &han, &case, "", How::Page);
        }
        house.clock.set(START_MS + MINUTE_MS);
        look(house, &rev, &case, "e1", How::Shown);
        house.clock.set(START_MS + 2 * MINUTE_MS);
        look(house, &shop, &case, "", How::Page);
        house.clock.set(START_MS + 3 * MINUTE_MS);
        house.runtime.block_on(house.store.found_by(&han, vec![case.to_string()])).expect("written down");
        house.clock.set(START_MS + 10 * MINUTE_MS);
        look(house, &han, &case, "", How::Page);
        house.clock.set(START_MS + 11 * MINUTE_MS);
        look(house, &Actor::Customer(case.clone()), &case, "", How::Page);
        let seen =
            |function: &str, how, item: Option<&str>| (function.to_owned(), how, item.map(str::to_owned));
        let expected = [
            seen("customer", How::Page, None),
            seen("handler", How::Page, None),
            seen("handler", How::Found, None),
            seen("merchant", How::Page, None),
            seen("reviewer", How::Shown, Some("e1")),
            seen("handler", How::Page, None),
        ];
        assert_eq!(told(house, &case), expected);
        let first = looks(house, &case, None, 100).list.pop().expect("the first look");
        assert_eq!(first.at_ms, START_MS, "the moment itself, not the ten minutes it lies in");
    });
}

#[test]
fn looks_and_entries_that_are_looks_are_told_together_page_by_page() {
    in_house(|house| {
        let han = house.handler("han");
        let case = house.file(intake("包裹没有收到")).case;
        let other = house.file(intake("另一个包裹")).case;
        for n in 0..5 {
            house.clock.set(START_MS + n * 10 * MINUTE_MS);
            look(house, &han, &case, "", How::Page);
            look(house, &han, &case, "e1", How::Shown);
            look(house, &han, &other, "", How::Page);
            let mut pack = house.pack(&case);
            let why = pack.text("回电");
            house.on_case(&han, &case, CaseCommand::Reveal { what: "phone".into(), why }, pack);
        }
        let whole = looks(house, &case, None, 100);
        assert_eq!((whole.list.len(), whole.next.is_none()), (15, true));
        assert_eq!(whole.list.iter().filter(|seen| seen.how == How::Revealed).count(), 5);
        for limit in 1..=15 {
            let (mut pages, mut before) = (vec![], None);
            loop {
                let page = looks(house, &case, before.as_ref(), limit);
                assert!(page.list.len() <= limit);
                pages.extend(page.list);
                before = page.next.map(|next| Place::parse(&next.text()).expect("a place"));
                if before.is_none() {
                    break;
                }
            }
            assert_eq!(pages, whole.list, "{limit} a page");
        }
        for strange in ["", "x", "1.", "1.a'b", "1.%", "9999999999999999999999.a"] {
            assert_eq!(Place::parse(strange), None, "{strange}");
        }
    });
}

#[test]
fn an_hour_is_rooted_once_when_it_is_over_and_nothing_is_added_to_it_any_more() {
    in_house(|house| {
        let han = house.handler("han");
        let case = house.file(intake("包裹没有收到")).case;
        let hour_ms = START_MS - START_MS % HOUR_MS;
        look(house, &han, &case, "", How::Page);
        look(house, &Actor::Customer(case.clone()), &case, "", How::Page);
        assert_eq!(root(house), None, "the hour is not over");
        house.clock.set(hour_ms + HOUR_MS + 9 * MINUTE_MS);
        assert_eq!(root(house), None, "other processes may still be writing");
        house.clock.set(hour_ms + HOUR_MS + 10 * MINUTE_MS);
        let rooted = root(house).expect("now it is");
        assert_eq!((rooted.hour_ms, rooted.rows), (hour_ms, 2));
        assert_eq!(root(house), None);
        house.clock.set(hour_ms + 10 * MINUTE_MS);
        look(house, &han, &case, "e1", How::Shown);
        let late = &looks(house, &case, None, 9).list[0];
        assert_eq!((late.how, late.at_ms), (How::Shown, hour_ms + HOUR_MS), "the clock went back");
        assert_eq!(house.codes(), Vec::<&str>::new());
        // Hours in which nobody looked have no root.
        house.clock.set(hour_ms + 9 * HOUR_MS);
        look(house, &han, &case, "", How::Page);
        house.clock.set(hour_ms + 20 * HOUR_MS);
        let hours: Vec<i64> = std::iter::from_fn(|| root(house)).map(|access| access.hour_ms).collect();
        assert_eq!(hours, [hour_ms + HOUR_MS, hour_ms + 9 * HOUR_MS]);
    });
}

/// As only somebody with the password of the database can.
fn behind_its_back(house: &mut House, sql: &str) {
    house.broken = true;
    let mut db = house.store.db().write_connection().expect("a connection");
    let drop = if house.place.url().is_some() {
        "drop trigger if exists views_no_change on views"
    } else {
        "drop trigger if exists views_no_update; drop trigger if exists views_no_delete"
    };
    db.batch(drop).expect("dropped");
    db.batch(sql).expect("changed");
}

#[test]
fn a_look_that_is_deleted_altered_or_added_later_is_named_by_its_hour() {
    let changes = [
        ("delete from views where actor = 'staff:han'", "had 2 looks and has 1: some were deleted"),
        (
            "update views set actor = 'staff:eve' where actor = 'staff:han'",
            "had 2 looks and has 2: one was altered",
        ),
        (
            "insert into views select case_id, slot_ms, item, how, 'staff:eve', role, at_ms, id from views \
             where actor = 'staff:han'",
            "had 2 looks and has 3: some were added later",
        ),
        (
            "insert into views select case_id, slot_ms - 36000000, item, how, actor, role, at_ms, id from views \
             where actor = 'staff:han'",
            "had 0 looks and has 1: some were added later",
        ),
    ];
    for (sql, words) in changes {
        in_house(|house| {
            let han = house.handler("han");
            let case = house.file(intake("包裹没有收到")).case;
            look(house, &han, &case, "", How::Page);
            look(house, &Actor::Customer(case.clone()), &case, "", How::Page);
            house.clock.set(START_MS + 2 * HOUR_MS);
            root(house).expect("a root");
            assert!(house.findings().is_clean());
            behind_its_back(house, sql);
            let found = house.findings().found;
            assert_eq!(found.len(), 1, "{found:?}");
            assert_eq!(found[0].code, "read_log_disagrees");
            assert!(found[0].what.contains(words) && found[0].what.contains("2026-05-28T"), "{}", found[0]);
        });
    }
}

#[test]
fn the_database_itself_refuses_to_change_or_delete_a_look() {
    in_house(|house| {
        let han = house.handler("han");
        let case = house.file(intake("包裹没有收到")).case;
        look(house, &han, &case, "", How::Page);
        let mut db = house.store.db().write_connection().expect("a connection");
        for sql in ["update views set actor = 'staff:eve'", "delete from views"] {
            assert!(db.execute(sql, &[]).is_err(), "{sql}");
        }
        drop(db);
        assert_eq!(told(house, &case).len(), 1);
    });
}
