//! `redress seed`: an invented year that is as true as a lived one.

use super::desk::{Desk, read};

fn count(desk: &Desk, sql: &str) -> i64 {
    let one =
        |store: &store::Store| read(store, |db| Ok(db.query_one_opt(sql, &[])?.expect("a row").int(0)?));
    desk.look(one)
}

#[test]
fn a_seeded_house_is_sound_and_nobody_is_told_of_it() {
    let desk = Desk::new();
    let said = desk.run(&["seed", "--cases", "400"]);
    assert!(!said.err().contains("did not fit"), "{}", said.err());
    assert!(said.ok().contains("400"));
    let said = desk.run(&["doctor"]).ok();
    assert!(said.contains("All is as the journal says"), "{said}");
    assert_eq!(count(&desk, "select count(*) from queue"), 400);
    let closed = count(&desk, "select count(*) from queue where open = 0");
    assert!((240..=320).contains(&closed), "seven of ten are closed, not {closed} of 400");
    assert!(count(&desk, "select sum(entries) from subjects where id like 'case:%'") >= 6 * 400);
    assert_eq!(count(&desk, "select count(*) from outbox where state = 'due'"), 0);
}

#[test]
fn a_house_with_people_but_no_case_can_be_given_a_past_once() {
    let desk = Desk::new();
    desk.run(&["token", "--user", "admin", "--scope", "*"]).ok();
    desk.run(&["seed", "--cases", "30"]).ok();
    assert_eq!(count(&desk, "select count(*) from queue"), 30);
    assert_eq!(count(&desk, "select count(*) from outbox where state = 'due'"), 0);
    assert!(desk.run(&["doctor"]).ok().contains("All is as the journal says"));
    desk.run(&["seed", "--cases", "3"]).no(&["use an empty data folder"]);
}
