//! Lists: every view with every filter, walked page by page, shows what a naive look at all rows shows, and walks an
//! index to do so.

use crate::house::{House, START_MS, in_house, intake};
use domain::{MerchantId, UserId};
use store::cases::{Cursor, Filter, Query, View, statement};
use store::db::{Connection, Table, Type, Value};

const SOON_MS: i64 = 4 * 3_600_000;
const QUEUE: Table = Table {
    name: "queue",
    columns: &[
        ("seq", Type::Int),
        ("case_id", Type::Text),
        ("number", Type::Text),
        ("stage", Type::Text),
        ("kind", Type::Text),
        ("grade", Type::Text),
        ("class", Type::Text),
        ("merchant", Type::Text),
        ("product", Type::Text),
        ("owner", Type::Text),
        ("open", Type::Int),
        ("waiting", Type::Int),
        ("unread", Type::Int),
        ("due_ms", Type::Int),
        ("clock", Type::Text),
        ("from_ms", Type::Int),
        ("filed_ms", Type::Int),
        ("updated_ms", Type::Int),
        ("brief", Type::Text),
        ("score", Type::Int),
        ("asked_ms", Type::Int),
    ],
    conflict: "",
};

#[derive(Clone)]
struct Naive {
    seq: i64,
    kind: &'static str,
    grade: &'static str,
    merchant: String,
    owner: &'static str,
    open: bool,
    waiting: bool,
    due_ms: i64,
    asked_ms: i64,
}

/// A queue of many shapes, drawn by a small fixed generator.
fn rows(count: i64) -> Vec<Naive> {
    let mut seed = 7u64;
    let mut draw = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    (0..count)
        .map(|n| Naive {
            seq: n * 5,
            kind: ["delivery", "quality", "service"][draw(3) as usize],
            grade: ["", "A", "B", "C"][draw(4) as usize],
            merchant: ["".to_owned(), format!("shop{}", draw(20))][draw(6).min(1) as usize].clone(),
            owner: ["", "han", "mei", "lin"][draw(4) as usize],
            open: draw(10) < 6,
            waiting: draw(3) == 0,
            // Many fall on the same moment, so that only the second key tells them apart.
            due_ms: START_MS + (draw(40) as i64 - 12) * 1_800_000,
            asked_ms: [0, START_MS + draw(9) as i64 * 1_800_000][draw(3).min(1) as usize],
        })
        .collect()
}

fn fill(db: &mut Connection, rows: &[Naive]) {
    let values = |row: &Naive| -> Vec<Value> {
        vec![
            row.seq.into(),
            format!("id{}", row.seq).into(),
            format!("C-{}", row.seq).into(),
            "triage".into(),
            row.kind.into(),
            row.grade.into(),
            "service".into(),
            row.merchant.as_str().into(),
            "".into(),
            row.owner.into(),
            i64::from(row.open).into(),
            i64::from(row.waiting).into(),
            0i64.into(),
            row.due_ms.into(),
            "plan".into(),
            START_MS.into(),
            START_MS.into(),
            START_MS.into(),
            "{}".into(),
            Value::Null,
            if row.open { row.asked_ms } else { 0 }.into(),
        ]
    };
    db.begin().unwrap();
    db.insert_many(&QUEUE, &rows.iter().map(values).collect::<Vec<_>>()).unwrap();
    db.commit().unwrap();
    db.batch("analyze").unwrap();
}

fn queries() -> Vec<Query> {
    let filters = [
        None,
        Some(Filter::Kind("quality".into())),
        Some(Filter::Grade("A".into())),
        Some(Filter::Merchant("shop3".into())),
        Some(Filter::Owner("mei".into())),
    ];
    let only = [None, Some(MerchantId::new("shop3"))];
    let mut all = vec![];
    for view in View::ALL.into_iter().chain([View::Open, View::Asked]) {
        for filter in &filters {
            for only in &only {
                let (filter, only, me) = (filter.clone(), only.clone(), Some(UserId::new("han")));
                all.push(Query { view, me, filter, only, limit: 7, ..Query::default() });
            }
        }
    }
    all
}

fn naively(rows: &[Naive], query: &Query) -> Vec<i64> {
    let in_view = |row: &Naive| match query.view {
        View::All => true,
        View::Open => row.open,
        View::Asked => row.open && row.asked_ms > 0,
        View::Mine => row.open && row.owner == "han",
        View::Unassigned => row.open && row.owner.is_empty(),
        View::DueSoon => row.open && (START_MS..START_MS + SOON_MS).contains(&row.due_ms),
        View::Breached => row.open && row.due_ms < START_MS,
        View::Waiting => row.open && row.waiting,
    };
    let in_filter = |row: &Naive| match &query.filter {
        None => true,
        Some(Filter::Kind(kind)) => row.kind == kind,
        Some(Filter::Grade(grade)) => row.grade == grade,
        Some(Filter::Merchant(merchant)) => row.merchant == *merchant,
        Some(Filter::Owner(owner)) => row.owner == owner,
    };
    let allowed = |row: &Naive| query.only.as_ref().is_none_or(|only| only.as_str() == row.merchant);
    let mut found: Vec<Naive> =
        rows.iter().filter(|row| in_view(row) && in_filter(row) && allowed(row)).cloned().collect();
    match query.view {
        View::All => found.sort_by_key(|row| -row.seq),
        View::Asked => found.sort_by_key(|row| (row.asked_ms, row.seq)),
        _ => found.sort_by_key(|row| (row.due_ms, row.seq)),
    }
    found.iter().map(|row| row.seq).collect()
}

fn walked(house: &House, query: &Query) -> Vec<i64> {
    let (mut found, mut cursor) = (vec![], None);
    loop {
        let query = Query { cursor, ..query.clone() };
        let page = house.read(|db| house.store.list(db, &query));
        assert!(page.rows.len() <= query.limit && !page.cut);
        found.extend(page.rows.iter().map(|row| row.seq));
        let Some(next) = page.next else { return found };
        cursor = Cursor::parse(&next.text());
        assert_eq!(cursor, Some(next));
    }
}

#[test]
fn every_view_with_every_filter_shows_what_a_naive_look_shows() {
    in_house(|house| {
        house.broken = true;
        let rows = rows(1_200);
        fill(&mut house.store.db().write_connection().unwrap(), &rows);
        for query in queries() {
            let wanted = naively(&rows, &query);
            assert_eq!(walked(house, &query), wanted, "{query:?}");
            let count = house.read(|db| house.store.bounded_count(db, &query));
            assert_eq!(count as usize, wanted.len().min(100), "{query:?}");
        }
    });
}

#[test]
fn a_combination_that_shares_no_index_says_when_it_stopped_looking() {
    in_house(|house| {
        house.broken = true;
        let mut rows = rows(24_000);
        rows.iter_mut().for_each(|row| (row.open, row.waiting, row.kind) = (true, true, "delivery"));
        fill(&mut house.store.db().write_connection().unwrap(), &rows);
        let filter = Some(Filter::Kind("quality".into()));
        let page = house.read(|db| {
            house.store.list(db, &Query { view: View::Waiting, filter, limit: 5, ..Query::default() })
        });
        assert!(page.rows.is_empty() && page.cut);
    });
}

fn plan(db: &mut Connection, query: &Query, now_ms: i64) -> String {
    let (sql, values) = statement(query, now_ms);
    let explain = if db.is_sqlite() { "explain query plan" } else { "explain" };
    let rows = db.query_once(&format!("{explain} {sql}"), &values).unwrap();
    let text = |row: &store::db::Row| {
        row.values()
            .iter()
            .filter_map(|value| if let Value::Text(text) = value { Some(text.clone()) } else { None })
            .collect::<String>()
    };
    rows.iter().map(text).collect::<Vec<_>>().join("\n").to_lowercase()
}

#[test]
fn named_views_alone_and_with_one_filter_walk_an_index_and_neither_scan_nor_sort_the_queue() {
    in_house(|house| {
        house.broken = true;
        let mut db = house.store.db().write_connection().unwrap();
        fill(&mut db, &rows(40_000));
        let cursor = Some(Cursor { due_ms: START_MS - 1_800_000, seq: 60_000 });
        for query in queries().into_iter().filter(|query| query.filter.is_none() || query.only.is_none()) {
            for cursor in [None, cursor] {
                let query = Query { cursor, limit: 50, ..query.clone() };
                let plan = plan(&mut db, &query, START_MS);
                let asked = query.view == View::Asked;
                // A to-do is one shop's; nobody else lists it.
                if asked && (query.only.is_none() || query.filter.is_some()) {
                    continue;
                }
                let shared = asked
                    || matches!(query.view, View::All | View::DueSoon | View::Breached)
                    || (query.filter.is_none() && query.only.is_none());
                // SQLite calls the walk along the table's own key a scan.
                let scans = plan.lines().any(|line| line == "scan queue");
                assert!(!plan.contains("seq scan"), "{query:?}\n{plan}");
                let by_key = query.view == View::All && query.filter.is_none() && query.only.is_none();
                assert!(!scans || by_key, "{query:?}\n{plan}");
                assert!(plan.contains("index") || by_key, "{query:?}\n{plan}");
                // Where no index is shared at most 10,000 rows, already in order, are sorted again.
                let sorts = plan.contains("sort") || plan.contains("temp b-tree");
                assert!(!sorts || !shared, "{query:?}\n{plan}");
            }
        }
    });
}

#[test]
fn closed_cases_like_one_are_read_off_an_index_of_closed_cases_alone() {
    in_house(|house| {
        house.broken = true;
        let mut db = house.store.db().write_connection().unwrap();
        fill(&mut db, &rows(40_000));
        let explain = if db.is_sqlite() { "explain query plan" } else { "explain" };
        for (column, more) in store::similar::LISTS {
            let sql = format!("{explain} {}", store::similar::statement(column, more));
            let rows = db.query_once(&sql, &["x".into()]).unwrap();
            let plan: String =
                rows.iter().flat_map(|row| row.values()).map(|value| format!("{value:?} ")).collect();
            assert!(plan.contains(&format!("queue_closed_{column}")), "{plan}");
            assert!(!plan.to_lowercase().contains("sort") && !plan.contains("TEMP B-TREE"), "{plan}");
        }
    });
}

#[test]
fn a_filed_case_stands_in_the_lists_with_its_name_and_first_words() {
    in_house(|house| {
        house.handler("han");
        let filed = house.file(intake("包裹没有收到，要求退款"));
        let page = house.read(|db| {
            house.store.list(
                db,
                &Query { view: View::Mine, me: Some(UserId::new("han")), limit: 50, ..Query::default() },
            )
        });
        assert_eq!(page.rows.len(), 1);
        assert_eq!(
            (page.rows[0].number.as_str(), page.rows[0].brief.name.reveal()),
            (filed.number.as_str(), "李*")
        );
        let by_link = house.read(|db| house.store.case_by_link(db, &filed.link));
        assert_eq!(by_link.unwrap().case.id, filed.case);
        let guessed = format!("{}{}", &filed.link[..51], if filed.link.ends_with('0') { '4' } else { '0' });
        assert!(house.read(|db| house.store.case_by_link(db, &guessed)).is_none());
    });
}
