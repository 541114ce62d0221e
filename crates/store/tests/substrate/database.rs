//! The synchronous face: the same text, the same answers, on both databases.

use store::db::{Connection, Database, DbError, MIGRATIONS, Migration, Table, Type, Value, migrate};
use store::testing::{Place, on_both};

const PEOPLE: Table = Table {
    name: "people",
    columns: &[("id", Type::Text), ("age", Type::Int), ("face", Type::Bytes)],
    conflict: "on conflict (id) do update set age = excluded.age",
};

fn with_people(place: &Place) -> (Database, Connection) {
    let database = place.database();
    let mut db = database.write_connection().unwrap();
    db.batch("create table people (id text primary key, age bigint, face bytea)").unwrap();
    let rows: Vec<Vec<Value>> =
        (0..100u64).map(|n| vec![format!("p{n}").into(), n.into(), vec![n as u8; 3].into()]).collect();
    db.insert_many(&PEOPLE, &rows).unwrap();
    (database, db)
}

#[test]
fn every_kind_of_value_comes_back_as_it_went_in() {
    on_both(|place| {
        let (_database, mut db) = with_people(place);
        db.execute("insert into people values ($1, $2, $3)", &["x".into(), Value::Null, Value::Null])
            .unwrap();
        let row = db
            .query_one_opt("select id, age, face from people where id = $1", &["p7".into()])
            .unwrap()
            .unwrap();
        assert_eq!(
            (row.text(0).unwrap(), row.int(1).unwrap(), row.bytes(2).unwrap()),
            ("p7", 7, &[7u8, 7, 7][..])
        );
        let row =
            db.query_one_opt("select age, face from people where id = $1", &["x".into()]).unwrap().unwrap();
        assert_eq!((row.opt_int(0).unwrap(), row.opt_bytes(1).unwrap()), (None, None));
        assert!(matches!(row.int(0), Err(DbError::WrongType { .. })));
    });
}

#[test]
fn placeholders_may_come_in_any_order_and_twice() {
    on_both(|place| {
        let (_database, mut db) = with_people(place);
        let rows = db
            .query(
                "select id from people where age > $2 and age < $1 and $2 = $2 order by age",
                &[9i64.into(), 6i64.into()],
            )
            .unwrap();
        let ids: Vec<&str> = rows.iter().map(|row| row.text(0).unwrap()).collect();
        assert_eq!(ids, ["p7", "p8"]);
    });
}

#[test]
fn sums_counts_and_comparisons_are_plain_numbers() {
    on_both(|place| {
        let (_database, mut db) = with_people(place);
        let row = db
            .query_one_opt(
                "select sum(age), count(*), sum(-age * 1000000), sum(age) * 0, max(age) > $1 from people",
                &[5i64.into()],
            )
            .unwrap()
            .unwrap();
        let numbers: Vec<i64> = (0..5).map(|column| row.int(column).unwrap()).collect();
        assert_eq!(numbers, [4950, 100, -4_950_000_000, 0, 1]);
    });
}

#[test]
fn a_second_insert_of_many_follows_the_conflict_clause() {
    on_both(|place| {
        let (_database, mut db) = with_people(place);
        db.insert_many(&PEOPLE, &[vec!["p1".into(), 77i64.into(), Value::Null]]).unwrap();
        db.insert_many(&PEOPLE, &[]).unwrap();
        let row = db.query_one_opt("select age, face from people where id = 'p1'", &[]).unwrap().unwrap();
        assert_eq!((row.int(0).unwrap(), row.bytes(1).unwrap()), (77, &[1u8, 1, 1][..]));
    });
}

#[test]
fn many_rows_are_loaded_by_key_with_one_query() {
    on_both(|place| {
        let (_database, mut db) = with_people(place);
        let ids: Vec<String> = (50..350).map(|n| format!("p{n}")).collect();
        assert_eq!(db.query_in("select id from people where id = any($1)", &ids).unwrap().len(), 50);
        assert_eq!(db.query_in("select id from people where id = any($1)", &[]).unwrap().len(), 0);
        let ages = Value::Ints(vec![3, 4, 1000]);
        assert_eq!(db.query("select id from people where age = any($1)", &[ages]).unwrap().len(), 2);
    });
}

#[test]
fn loading_by_a_list_uses_the_key_and_does_not_scan() {
    on_both(|place| {
        let (_database, mut db) = with_people(place);
        if !db.is_sqlite() {
            db.batch("set enable_seqscan = off").unwrap();
        }
        let explain = if db.is_sqlite() { "explain query plan" } else { "explain" };
        let ids = Value::Texts(vec!["p1".into()]);
        let plan = db.query(&format!("{explain} select age from people where id = any($1)"), &[ids]).unwrap();
        let plan = format!("{plan:?}").to_lowercase();
        assert!(plan.contains("index") && !plan.contains("scan people"), "{plan}");
    });
}

#[test]
fn a_duplicate_key_is_told_apart_and_shows_no_sql() {
    on_both(|place| {
        let (_database, mut db) = with_people(place);
        let refused = db.execute("insert into people (id) values ($1)", &["p1".into()]).unwrap_err();
        assert!(matches!(refused, DbError::UniqueViolation(_)), "{refused:?}");
        assert!(!refused.to_string().contains("people"));
        assert!(refused.detail().contains("people"));
    });
}

#[test]
fn what_is_rolled_back_never_was_and_what_is_committed_stays() {
    on_both(|place| {
        let (database, mut db) = with_people(place);
        let count = || database.read_blocking(|db| db.query("select 1 from people", &[])).unwrap().len();
        db.begin().unwrap();
        db.take_write_lock().unwrap();
        db.execute("delete from people where age < $1", &[50i64.into()]).unwrap();
        assert_eq!(count(), 100, "a reader does not see an open transaction");
        db.rollback().unwrap();
        assert_eq!(count(), 100);
        db.begin().unwrap();
        assert_eq!(db.execute("delete from people where age < $1", &[50i64.into()]).unwrap(), 50);
        db.commit().unwrap();
        assert_eq!(count(), 50);
    });
}

#[test]
fn a_reader_can_not_write() {
    on_both(|place| {
        let (database, _db) = with_people(place);
        assert!(database.read_blocking(|db| db.execute("delete from people", &[])).is_err());
    });
}

#[test]
fn a_read_transaction_sees_one_moment() {
    on_both(|place| {
        let (database, mut db) = with_people(place);
        let seen = database.read_blocking(|reader| {
            reader.begin_read()?;
            let before = reader.query("select 1 from people", &[])?.len();
            db.execute("delete from people", &[])?;
            Ok::<_, DbError>((before, reader.query("select 1 from people", &[])?.len()))
        });
        assert_eq!(seen.unwrap(), (100, 100));
        let after = database.read_blocking(|reader| reader.query("select 1 from people", &[]));
        assert_eq!(after.unwrap().len(), 0, "a lent connection comes back without its transaction");
    });
}

#[test]
fn a_hundred_async_readers_share_a_few_connections() {
    on_both(|place| {
        let (database, _db) = with_people(place);
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let tasks: Vec<_> = (0..100i64)
                .map(|n| {
                    let database = database.clone();
                    tokio::spawn(async move {
                        database
                            .read(move |db| db.query("select id from people where age = $1", &[n.into()]))
                            .await
                    })
                })
                .collect();
            for task in tasks {
                assert_eq!(task.await.unwrap().unwrap().len(), 1);
            }
            drop(database);
        });
    });
}

#[test]
fn a_reader_that_panics_does_not_use_up_the_pool() {
    on_both(|place| {
        let (database, _db) = with_people(place);
        for _ in 0..10 {
            let read = || database.read_blocking::<(), DbError>(|_| panic!("a reader's mistake"));
            assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(read)).is_err());
        }
        assert_eq!(database.read_blocking(|db| db.query("select 1 from people", &[])).unwrap().len(), 100);
    });
}

#[test]
fn a_lost_connection_is_named_and_the_pool_opens_another() {
    let Some(place) = store::testing::postgres() else { return };
    let (database, mut db) = with_people(&place);
    let pid = database.read_blocking(|db| db.query_one_opt("select pg_backend_pid()", &[])).unwrap().unwrap();
    db.query("select pg_terminate_backend($1::bigint::int)", &[pid.int(0).unwrap().into()]).unwrap();
    let lost = database.read_blocking(|db| db.query("select 1 from people", &[])).unwrap_err();
    assert!(matches!(lost, DbError::ConnectionLost(_)), "{lost:?}");
    assert_eq!(database.read_blocking(|db| db.query("select 1 from people", &[])).unwrap().len(), 100);
}

#[test]
fn migrating_twice_changes_nothing_and_remembers_when() {
    on_both(|place| {
        let database = place.database();
        let mut db = database.write_connection().unwrap();
        migrate(&mut db, MIGRATIONS, 1).unwrap();
        let rows = db.query("select number, name, applied_ms from migrations order by number", &[]).unwrap();
        assert_eq!(rows.len(), MIGRATIONS.len());
        assert_eq!((rows[0].text(1).unwrap(), rows[0].int(2).unwrap()), ("content", 1_700_000_000_000));
    });
}

#[test]
fn a_database_of_a_newer_program_is_refused_in_plain_words() {
    on_both(|place| {
        let mut db = place.database().write_connection().unwrap();
        db.execute("insert into migrations values (999, 'later', 1)", &[]).unwrap();
        let refused = migrate(&mut db, MIGRATIONS, 2).unwrap_err();
        assert!(refused.to_string().contains("newer version of Redress (schema 999"), "{refused}");
        assert!(!db.in_transaction());
    });
}

#[test]
fn a_migration_that_fails_half_way_leaves_nothing() {
    const BROKEN: &[Migration] = &[Migration {
        number: 50,
        name: "broken",
        both: "create table half (id bigint); create table half (id bigint)",
        sqlite: "",
        postgres: "",
    }];
    on_both(|place| {
        let mut db = place.open().write_connection().unwrap();
        assert!(migrate(&mut db, BROKEN, 1).is_err());
        assert!(db.query("select * from half", &[]).is_err());
        assert_eq!(db.query("select * from migrations", &[]).unwrap().len(), 0);
    });
}
