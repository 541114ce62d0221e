//! The one door under load: groups, refusals, versions, keys, and two processes at once.

use crate::house::{House, in_house, intake};
use domain::case::{Choice, OfferItem};
use domain::command::CaseCommand;
use domain::words::RemedyKind;
use domain::{Actor, Command, Party, Refusal};
use std::collections::BTreeSet;
use store::db::DbError;
use store::filing::Filed;
use store::{Error, Parcel, Store};

fn file_many(house: &House, stores: &[Store], count: usize) -> Vec<Filed> {
    let tasks: Vec<_> = (0..count)
        .map(|n| {
            let store = stores[n % stores.len()].clone();
            house.runtime.spawn(async move {
                store.file(&Actor::Stranger, intake(&format!("第{n}个包裹没有收到，要求退款"))).await
            })
        })
        .collect();
    tasks.into_iter().map(|task| house.runtime.block_on(task).unwrap().unwrap()).collect()
}

fn numbers(filed: &[Filed]) -> BTreeSet<String> {
    filed.iter().map(|filed| filed.number.clone()).collect()
}

fn gapless(count: usize) -> BTreeSet<String> {
    (1..=count).map(|n| format!("C-2026-{n:06}")).collect()
}

#[test]
fn sixty_four_at_once_get_numbers_without_a_gap() {
    in_house(|house| {
        house.handler("han");
        let filed = file_many(house, std::slice::from_ref(&house.store), 200);
        assert_eq!(numbers(&filed), gapless(200));
    });
}

#[test]
fn two_processes_write_to_one_database_at_once() {
    in_house(|house| {
        house.handler("han");
        let filed = file_many(house, &[house.store.clone(), house.another()], 120);
        assert_eq!(numbers(&filed), gapless(120));
        let positions: BTreeSet<u64> = filed.iter().map(|filed| filed.index).collect();
        assert_eq!(positions.len(), 120);
    });
}

#[test]
fn a_refusal_drops_only_its_own_changes() {
    in_house(|house| {
        let handler = house.handler("han");
        let filed = house.file(intake("包裹没有收到，要求退款"));
        let tasks: Vec<_> = (0..64)
            .map(|n| {
                let (store, handler, case) = (house.store.clone(), handler.clone(), filed.case.clone());
                house.runtime.spawn(async move {
                    let mut pack = store.pack(case.subject());
                    let text = pack.text(&format!("备注{n}"));
                    let stranger = Actor::Customer(domain::CaseId::new("another"));
                    let by = if n % 3 == 0 { stranger } else { handler };
                    let parcel = pack.close();
                    (
                        n,
                        store
                            .execute(&by, Command::Case(case, CaseCommand::Note { text }), parcel, None)
                            .await,
                    )
                })
            })
            .collect();
        for task in tasks {
            let (n, done) = house.runtime.block_on(task).unwrap();
            let refused = done.err().and_then(|error| error.refusal());
            assert_eq!(refused, (n % 3 == 0).then_some(Refusal::NotFound), "{n}");
        }
        let notes = house.read(|db| store::journal_of::of_subject(db, &filed.case.subject()));
        let notes = notes.iter().filter(|entry| matches!(entry.event, domain::Event::Noted { .. })).count();
        assert_eq!(notes, 42);
    });
}

#[test]
fn of_many_forms_made_from_one_version_one_is_taken() {
    in_house(|house| {
        let handler = house.handler("han");
        let filed = house.file(intake("包裹没有收到，要求退款"));
        let version = house.read(|db| house.store.case(db, &filed.case)).unwrap().version;
        let tasks: Vec<_> = (0..20)
            .map(|n| {
                let (store, handler, case) = (house.store.clone(), handler.clone(), filed.case.clone());
                house.runtime.spawn(async move {
                    let mut pack = store.pack(case.subject());
                    let say = CaseCommand::Say {
                        to: Party::Customer,
                        text: pack.text(&format!("答复{n}")),
                        drawn: None,
                    };
                    let parcel = pack.close();
                    store.execute(&handler, Command::Case(case, say), parcel, Some(version)).await
                })
            })
            .collect();
        let done: Vec<_> = tasks.into_iter().map(|task| house.runtime.block_on(task).unwrap()).collect();
        assert_eq!(done.iter().filter(|done| done.is_ok()).count(), 1);
        let stale = done.iter().filter(|done| matches!(done, Err(Error::Refused(Refusal::Stale)))).count();
        assert_eq!(stale, 19);
    });
}

#[test]
fn a_repeated_key_files_once_also_when_all_come_at_once() {
    in_house(|house| {
        house.handler("han");
        let with_key = || store::filing::Intake {
            key: Some("k1".into()),
            ..intake("包裹没有收到，要求退款")
        };
        let other = house.another();
        let tasks: Vec<_> = (0..40)
            .map(|n| {
                let store = if n % 2 == 0 { house.store.clone() } else { other.clone() };
                let intake = with_key();
                house.runtime.spawn(async move { store.file(&Actor::Stranger, intake).await })
            })
            .collect();
        let filed: Vec<Filed> =
            tasks.into_iter().map(|task| house.runtime.block_on(task).unwrap().unwrap()).collect();
        assert_eq!(filed.iter().filter(|filed| filed.is_new).count(), 1);
        assert_eq!(numbers(&filed).len(), 1);
        let links: BTreeSet<&str> = filed.iter().map(|filed| filed.link.as_str()).collect();
        assert_eq!(links.len(), 1);
        let again = house.file(with_key());
        assert!(!again.is_new && again.number == filed[0].number && again.leaf == filed[0].leaf);
    });
}

#[test]
fn a_command_that_changes_nothing_leaves_nothing_behind() {
    in_house(|house| {
        let shop = house.merchant("shop1", "大商家");
        house.order("DD20260000130", &shop, 100);
        let count = |house: &House, table: &str| {
            let sql = format!("select count(*) from {table}");
            house.read(|db| Ok(db.query_one_opt(&sql, &[])?)).unwrap().int(0).unwrap()
        };
        let handler = house.handler("han");
        let case = house.file(intake("包裹没有收到，要求退款")).case;
        let before = (count(house, "content"), count(house, "journal"));
        let order = house.store.order_id("DD20260000130");
        let facts = house.read(|db| house.store.order(db, &order)).unwrap().facts;
        let mut again = house.store.pack(order.subject());
        let record = again.text("同一份订单");
        again.found_in(&record, &["同一份订单"], &[]);
        let mut pack = house.pack(&case);
        let note = Command::Case(case.clone(), CaseCommand::Note { text: pack.text("看过订单") });
        let commands = vec![
            (Actor::System, Command::RecordOrder { order, facts: Box::new(facts) }, again.close()),
            (handler, note, pack.close()),
        ];
        assert!(in_one_group(house, commands).iter().all(Result::is_ok));
        assert_eq!((count(house, "content"), count(house, "journal")), (before.0 + 1, before.1 + 1));
        let query =
            store::cases::Query { text: Some("同一份订单".into()), limit: 5, ..Default::default() };
        assert!(house.read(|db| house.store.list(db, &query)).rows.is_empty());
    });
}

#[test]
fn the_database_refuses_to_rewrite_the_journal() {
    in_house(|house| {
        house.file(intake("包裹没有收到，要求退款"));
        let mut db = house.store.db().write_connection().unwrap();
        for sql in [
            "update journal set place = place + 1",
            "delete from journal",
            "delete from journal where place = 0",
            "update leaves set place = 0",
            "delete from leaves where seq = 0",
        ] {
            let refused = db.execute(sql, &[]).unwrap_err();
            assert!(matches!(refused, DbError::Other(_)), "{refused:?}");
            assert!(
                refused.detail().contains("never rewritten") || refused.detail().contains("never deleted")
            );
        }
        if !db.is_sqlite() {
            assert!(db.batch("truncate journal").is_err());
            assert!(db.batch("truncate leaves").is_err());
        }
    });
}

#[test]
fn a_lost_database_connection_is_opened_again() {
    let Some(place) = store::testing::postgres() else { return };
    let house = House::open(&place);
    house.handler("han");
    house.file(intake("包裹没有收到，要求退款"));
    let mut db = house.store.db().write_connection().unwrap();
    let sql = "select count(pg_terminate_backend(pid)) from pg_stat_activity \
               where datname = current_database() and pid <> pg_backend_pid()";
    db.query(sql, &[]).unwrap();
    let failed = house.runtime.block_on(house.store.file(&Actor::Stranger, intake("又一个包裹没有收到")));
    assert!(failed.is_ok() || failed.is_err_and(|error| error.is_passing()));
    let filed = (0..10).find_map(|_| {
        house.runtime.block_on(house.store.file(&Actor::Stranger, intake("第三个包裹没有收到"))).ok()
    });
    assert!(filed.is_some());
}

#[test]
fn a_refused_filing_takes_no_number() {
    in_house(|house| {
        house.handler("han");
        let first = house.file(intake("包裹没有收到，要求退款"));
        let refused = house.try_to(
            &Actor::Stranger,
            Command::Case(first.case, CaseCommand::AskCall),
            Parcel::default(),
        );
        assert!(refused.is_err());
        assert_eq!(house.file(intake("包裹没有收到，要求退款")).number, "C-2026-000002");
    });
}

/// Holds the writer up until all of these wait, so that they are decided in one group and in this order.
fn in_one_group(
    house: &House,
    commands: Vec<(Actor, Command, Parcel)>,
) -> Vec<Result<store::Outcome, Error>> {
    let (go, held) = std::sync::mpsc::channel::<()>();
    let (store, wait) = (house.store.clone(), std::time::Duration::from_millis(30));
    let holding = house.runtime.spawn(async move {
        store::testing::on_writer(&store, move |_| {
            let _ = held.recv();
            Ok(())
        })
        .await
    });
    std::thread::sleep(wait);
    let tasks: Vec<_> = commands
        .into_iter()
        .map(|(by, command, parcel)| {
            let store = house.store.clone();
            let task = house.runtime.spawn(async move { store.execute(&by, command, parcel, None).await });
            std::thread::sleep(wait);
            task
        })
        .collect();
    go.send(()).unwrap();
    house.runtime.block_on(holding).unwrap().unwrap();
    tasks.into_iter().map(|task| house.runtime.block_on(task).unwrap()).collect()
}

#[test]
fn a_command_sees_what_the_one_before_it_in_the_group_did_and_the_money_follows() {
    in_house(|house| {
        let handler = house.handler("han");
        let shop = house.merchant("shop1", "大商家");
        house.fund(domain::account::deposit(&shop), 50_000);
        let unknown = store::filing::Intake {
            matter: store::record::Matter {
                order_number: None, ..intake("包裹没有收到，要求退款").matter
            },
            ..intake("包裹没有收到，要求退款")
        };
        let case = house.file(unknown).case;
        house.order("DD20260000130", &shop, 19_900);
        let customer = Actor::Customer(case.clone());
        let more = domain::event::Supplemented {
            order: Some(house.store.order_id("DD20260000130")),
            ..Default::default()
        };
        let supplement = CaseCommand::Supplement { more: Box::new(more), evidence: vec![] };
        let mut pack = house.pack(&case);
        let words = pack.text("先退一部分");
        let items = vec![OfferItem { remedy: RemedyKind::Refund, amount: Some(domain::Fen(10_000)) }];
        let offer = CaseCommand::offer(items, Choice::All, words, None);
        let accept = || CaseCommand::accept("o1", vec![]);
        let on_case = |command| Command::Case(case.clone(), command);
        let commands = vec![
            (customer.clone(), on_case(supplement), Parcel::default()),
            (handler, on_case(offer), pack.close()),
            (customer.clone(), on_case(accept()), Parcel::default()),
            (customer, on_case(accept()), Parcel::default()),
        ];
        let done = in_one_group(house, commands);
        assert!(done[..3].iter().all(Result::is_ok), "{done:?}");
        assert_eq!(done[3].as_ref().err().and_then(Error::refusal), Some(Refusal::AlreadyAccepted));
        let deposit = house.read(|db| house.store.account(db, &domain::account::deposit(&shop)));
        assert_eq!(deposit.available(), domain::Fen(40_000));
    });
}

#[test]
fn what_was_sent_is_not_sent_again_by_a_late_failure() {
    in_house(|house| {
        house.handler("han");
        let case = house.file(intake("包裹没有收到，要求退款")).case;
        let rows = house.read(|db| house.store.outbox_of(db, &case.subject()));
        let outbox = rows[0].id.clone();
        let failed = |next| CaseCommand::NoticeFailed { outbox: outbox.clone(), code: "late".into(), next };
        let commands = [
            failed(domain::event::AfterFailure::Retry { at_ms: 1 }),
            CaseCommand::NoticeSent { outbox: outbox.clone(), reference: "m1".into() },
            failed(domain::event::AfterFailure::Retry { at_ms: 1 }),
            failed(domain::event::AfterFailure::Dead),
        ];
        let commands =
            commands.map(|command| (Actor::System, Command::Case(case.clone(), command), Parcel::default()));
        in_one_group(house, commands.into());
        let rows = house.read(|db| house.store.outbox_of(db, &case.subject()));
        assert_eq!(rows[0].state, "done");
    });
}
