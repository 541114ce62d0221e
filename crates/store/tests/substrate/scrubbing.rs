//! Old entries are read again in turn; one that was altered stops the sealer until it is right.

use crate::house::{House, in_house, intake};
use domain::Party;
use store::Error;

fn scrub(house: &House) -> Option<store::scrub::Alarm> {
    house.runtime.block_on(house.store.scrub()).unwrap()
}

fn seal(house: &House) -> Result<bool, Error> {
    house.runtime.block_on(house.store.seal()).map(|published| published.is_some())
}

fn filled(house: &House) {
    let handler = house.handler("han");
    let case = house.file(intake("包裹没有收到，要求退款")).case;
    for n in 0..600 {
        house.say(&handler, Party::Customer, &case, &format!("第{n}次答复"));
    }
    seal(house).unwrap();
}

fn batch(house: &mut House, sql: &str) {
    house.broken = true;
    let mut db = house.store.db().write_connection().unwrap();
    let triggers = if db.is_sqlite() {
        "select name, tbl_name from sqlite_master where type = 'trigger'"
    } else {
        "select tgname::text, tgrelid::regclass::text from pg_trigger where not tgisinternal"
    };
    let rows = db.query(triggers, &[]).unwrap();
    for row in rows {
        let (name, table) = (row.text(0).unwrap(), row.text(1).unwrap());
        let on = if db.is_sqlite() { String::new() } else { format!(" on {table}") };
        db.batch(&format!("drop trigger {name}{on}")).unwrap();
    }
    db.batch(sql).unwrap();
}

#[test]
fn a_whole_journal_is_read_again_in_turn_and_nothing_is_said() {
    in_house(|house| {
        filled(house);
        for _ in 0..3 {
            assert_eq!(scrub(house), None);
        }
        assert_eq!(house.store.alarm().unwrap(), None);
    });
}

#[test]
fn an_old_entry_that_was_altered_is_found_and_nothing_is_signed_until_it_is_right_again() {
    in_house(|house| {
        filled(house);
        batch(
            house,
            "create table kept as select entry from journal where place = (select place from leaves where seq = 9); \
             update journal set entry = (select entry from journal where place = (select place from leaves where seq = 8)) \
             where place = (select place from leaves where seq = 9)",
        );
        house.file(intake("第二个包裹没有收到"));
        assert!(seal(house).unwrap(), "the sealer alone does not look that far back");
        let alarm = scrub(house).expect("it is found");
        assert_eq!(alarm.seq, 9);
        house.file(intake("第三个包裹没有收到"));
        assert!(matches!(seal(house), Err(Error::Unsealable(why)) if why.contains("entry 9")));
        assert_eq!(scrub(house).map(|alarm| alarm.seq), Some(9), "it stands");
        batch(
            house,
            "update journal set entry = (select entry from kept) where place = (select place from leaves where seq = 9)",
        );
        assert_eq!(scrub(house), None);
        assert!(seal(house).unwrap());
    });
}

#[test]
fn an_entry_altered_together_with_its_leaf_is_found_by_the_root_of_its_tile() {
    in_house(|house| {
        filled(house);
        let stored = house.read(|db| store::journal_of::stretch(db, 4, 1)).remove(0);
        let text = String::from_utf8(stored.bytes).unwrap();
        let forged = text.replacen("\"by\":\"", "\"by\":\"x", 1).into_bytes();
        let leaf = journal::leaf_hash(&forged).0;
        batch(house, "select 1");
        let mut db = house.store.db().write_connection().unwrap();
        let sql = "update journal set entry = $1 where place = (select place from leaves where seq = 4)";
        assert_eq!(db.execute(sql, &[store::packed::pack(&forged).into()]).unwrap(), 1);
        db.execute("update leaves set leaf = $1 where seq = 4", &[leaf.to_vec().into()]).unwrap();
        drop(db);
        let alarm = scrub(house).expect("it is found");
        assert!(alarm.seq == 0 && alarm.what.contains("255 behind it"), "{alarm:?}");
    });
}
