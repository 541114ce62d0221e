//! Orders from files.

use super::desk::{Desk, read};
use domain::{Fen, MerchantId, OrderId};
use store::Store;
use store::cases::Query;

const ORDERS: &str = "order_id,customer_id,order_status,order_purchase_timestamp,order_delivered_customer_date,order_estimated_delivery_date\n\
    A1,c1,delivered,2024-05-01 10:00:00,2024-05-20 10:00:00,2024-05-10 00:00:00\n\
    A2,c2,shipped,2024-05-02 10:00:00,,2024-05-12 00:00:00\n";
const ITEMS: &str = "order_id,order_item_id,product_id,seller_id,price,freight_value\nA1,1,锅,s1,99.9,27.65\nA1,2,勺,老王铺子,0.10,0\nA2,1,锅,s1,10,1\n";
const PAYMENTS: &str =
    "order_id,payment_sequential,payment_type,payment_value\nA1,1,wechat,127.65\nA2,1,alipay,11\n";
const CUSTOMERS: &str =
    "customer_id,customer_unique_id,phone,email\nc1,u1,13800138000,li@example.cn\nc2,u2,,\n";

fn files(desk: &Desk, orders: &str) -> Vec<String> {
    let named =
        [("orders.csv", orders), ("items.csv", ITEMS), ("pay.csv", PAYMENTS), ("people.csv", CUSTOMERS)];
    named.map(|(name, text)| desk.file(name, text)).to_vec()
}

fn import(desk: &Desk, files: &[String]) -> super::desk::Said {
    let mut args = vec!["import", "orders"];
    args.extend(files.iter().map(String::as_str));
    desk.run(&args)
}

fn order(store: &Store, number: &str) -> domain::order::Order {
    let id: OrderId = store.order_id(number);
    read(store, |db| store.order(db, &id)).expect("the order")
}

#[test]
fn a_second_import_of_orders_changes_nothing() {
    let desk = Desk::new();
    let files = files(&desk, ORDERS);
    let said = import(&desk, &files).ok();
    assert!(
        said.contains("2 orders taken, 0 were there") && said.contains("2 merchants taken, 0 were"),
        "{said}"
    );
    let size = desk.size();
    let said = import(&desk, &files).ok();
    assert!(
        said.contains("0 orders taken, 2 were there") && said.contains("0 merchants taken, 2 were"),
        "{said}"
    );
    assert_eq!(desk.size(), size);
    desk.run(&["doctor"]).ok();
}

#[test]
fn rules_get_the_facts_and_people_the_record() {
    let desk = Desk::new();
    import(&desk, &files(&desk, ORDERS)).ok();
    desk.look(|store| {
        let facts = order(store, "a1").facts;
        assert_eq!((facts.total, facts.currency.as_str()), (Fen(12_765), "CNY"));
        assert_eq!(facts.merchant, Some(MerchantId::new("s1")));
        assert!(facts.late_ms(0).is_some(), "it came after the promised day");
        let record = read(store, |db| store.order_record(db, &store.order_id("A1"))).expect("the record");
        assert_eq!(
            (record.items.len(), record.items[0].price_fen, record.items[0].carriage_fen),
            (2, 9_990, 2_765)
        );
        assert_eq!(record.buyer.phone.reveal(), "13800138000");
        assert_eq!(read(store, |db| store.merchant_name(db, &MerchantId::new("s1"))).as_deref(), Some("s1"));
    });
}

#[test]
fn an_order_that_changed_is_a_new_version_and_the_others_are_not() {
    let desk = Desk::new();
    import(&desk, &files(&desk, ORDERS)).ok();
    let arrived = ORDERS.replace(
        "A2,c2,shipped,2024-05-02 10:00:00,,",
        "A2,c2,delivered,2024-05-02 10:00:00,2024-05-11 08:00:00,",
    );
    let said = import(&desk, &files(&desk, &arrived)).ok();
    assert!(said.contains("1 orders taken, 1 were there"), "{said}");
    desk.look(|store| {
        assert_eq!((order(store, "A1").versions, order(store, "A2").versions), (1, 2));
        assert!(order(store, "A2").facts.delivered_ms.is_some());
    });
}

#[test]
fn a_complaint_finds_the_order_it_names() {
    let desk = Desk::new();
    import(&desk, &files(&desk, ORDERS)).ok();
    let file = desk.file("c.csv", "内容,手机号,订单号\n锅的涂层掉了，要求退款,13800138000,a1\n");
    desk.run(&["import", "complaints", &file]).ok();
    desk.look(|store| {
        let page = read(store, |db| store.list(db, &Query { limit: 9, ..Query::default() }));
        let loaded = read(store, |db| store.case_named(db, &page.rows[0].number)).expect("the case");
        assert_eq!(loaded.case.merchant, Some(MerchantId::new("s1")));
        assert!(loaded.case.order_known());
    });
}

#[test]
fn an_order_of_the_same_phone_is_no_earlier_complaint_and_a_complaint_is() {
    let desk = Desk::new();
    let rows: String = (0..9).map(|n| format!("B{n},13800138000,10\n")).collect();
    import(&desk, &[desk.file("o.csv", format!("order_number,phone,paid\n{rows}"))]).ok();
    let repeats = |number: u32| {
        let file =
            desk.file("c.csv", format!("编号,内容,手机号\nH{number},锅的涂层掉了要求退款,138-0013-8000\n"));
        desk.run(&["import", "complaints", &file]).ok();
        desk.look(|store| {
            let page = read(store, |db| store.list(db, &Query { limit: 9, ..Query::default() }));
            let loaded = read(store, |db| store.case_named(db, &page.rows[0].number)).expect("the case");
            loaded.case.triage.expect("a suggestion").reasons.contains(&"repeat".to_owned())
        })
    };
    assert_eq!([repeats(1), repeats(2), repeats(3)], [false, false, true]);
}

#[test]
fn orders_that_cannot_be_are_named_and_none_is_taken() {
    let desk = Desk::new();
    let twice = format!("{ORDERS}a2,c2,shipped,,,\n");
    import(&desk, &files(&desk, &twice)).no(&["orders.csv:4", "order a2 is the one of line 3"]);
    let dear = desk.file("dear.csv", "order_number,paid\nB1,100000001\n");
    import(&desk, &[dear]).no(&["dear.csv:2", "a slip"]);
    let no_money = desk.file("none.csv", "order_number,paid\nB1,-3\n");
    import(&desk, &[no_money]).no(&["none.csv:2, column", "negative"]);
    let alone = desk.file("pay.csv", PAYMENTS);
    let said = import(&desk, &[alone.clone(), desk.file("items.csv", ITEMS)]);
    said.no(&["none of the files has one row per order"]);
    desk.run(&["import", "orders", &alone, "--zone", "Mars/Olympus"]).no(&["no time zone Mars/Olympus"]);
    desk.run(&["import", "orders", &alone, "--currency", "gold"]).no(&["gold is no currency"]);
    assert_eq!(desk.size(), 0);
}
