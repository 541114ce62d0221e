//! How rows lie: what belongs to a case lies together, and is found without looking at anything else.

use crate::house::{in_house, intake};
use domain::Party;
use store::content::{mark_of, objects_of};
use store::db::Value;

#[test]
fn entries_and_content_of_a_case_lie_together_whatever_came_between() {
    in_house(|house| {
        let handler = house.handler("han");
        let cases: Vec<_> =
            (0..20).map(|n| house.file(intake(&format!("第{n}个包裹没有收到"))).case).collect();
        for n in 0..3 {
            for case in &cases {
                house.say(&handler, Party::Customer, case, &format!("第{n}次答复"));
            }
        }
        let places =
            house.read(|db| db.query("select place from leaves order by seq", &[]).map_err(Into::into));
        let places: Vec<i64> = places.iter().map(|row| row.int(0).unwrap()).collect();
        for case in &cases {
            let subject = case.subject();
            let entries = house.read(|db| store::journal_of::of_subject(db, &subject));
            let first = places[entries[0].seq as usize];
            for (entry, no) in entries.iter().zip(0..) {
                assert_eq!((entry.no, places[entry.seq as usize]), (no, first + no as i64));
            }
            assert!(entries.windows(2).any(|two| two[1].seq > two[0].seq + 1), "others came between");
            let objects = house.read(|db| objects_of(db, subject.as_str()));
            assert!(
                objects.len() >= 5 && objects.iter().all(|id| id.starts_with(&mark_of(subject.as_str())))
            );
        }
    });
}

#[test]
fn the_entries_of_a_subject_are_one_walk_along_the_key() {
    in_house(|house| {
        (0..20).for_each(|n| drop(house.file(intake(&format!("第{n}个包裹没有收到")))));
        let mut db = house.store.db().write_connection().unwrap();
        let explain = if db.is_sqlite() { "explain query plan" } else { "explain" };
        if !db.is_sqlite() {
            // In a house this small it would rather read everything.
            db.batch("set enable_seqscan = off; set enable_bitmapscan = off").unwrap();
        }
        let sql = format!("{explain} {}", store::journal_of::statement());
        let rows = db.query_once(&sql, &["case:x".into()]).unwrap();
        let plan: String = rows.iter().flat_map(|row| row.values()).filter_map(text).collect();
        assert!(!plan.to_lowercase().contains("scan j"), "{plan}");
        assert!(plan.contains("INTEGER PRIMARY KEY") || plan.contains("journal_pkey"), "{plan}");
    });
}

fn text(value: &Value) -> Option<String> {
    if let Value::Text(text) = value { Some(format!("{text}\n")) } else { None }
}
