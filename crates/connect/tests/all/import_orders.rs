//! Files of orders. All rows are invented.

use connect::import::{Map, OrderRow, Problems, Read, Settings, Source, fen, orders, time_ms, zone};
use proptest::prelude::*;

fn one(text: &str) -> Result<Read<OrderRow>, Problems> {
    orders(&[Source { file: "o.csv", text }], &Map::default(), &Settings::default())
}

fn several(files: &[(&str, &str)]) -> Result<Read<OrderRow>, Problems> {
    let sources: Vec<Source> = files.iter().map(|(file, text)| Source { file, text }).collect();
    orders(&sources, &Map::default(), &Settings { currency: "BRL".into(), ..Settings::default() })
}

fn said(read: Result<Read<OrderRow>, Problems>) -> String {
    read.err().expect("refused").to_string()
}

const ORDERS: &str = "order_id,customer_id,order_status,order_purchase_timestamp,order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date\n\
    A1,c1,delivered,2024-05-01 08:00:00,2024-05-02 08:00:00,2024-05-09 08:00:00,2024-05-05\nA2,c2,canceled,2024-05-01 09:00:00,,,\n";
const ITEMS: &str = "order_id,order_item_id,product_id,seller_id,price,freight_value\nA1,1,p1,s1,99.9,27.65\nA1,2,p2,s2,0.10,0\n";
const PAYMENTS: &str =
    "order_id,payment_sequential,payment_type,payment_value\nA1,1,card,100.00\nA1,2,voucher,27.65\n";
const CUSTOMERS: &str = "customer_id,customer_unique_id,phone\nc1,u1,138\nc2,u2,139\n";
const SELLERS: &str = "seller_id,seller_city\ns1,x\ns2,y\n";
const PRODUCTS: &str = "product_id,product_category_name\np1,锅\np2,勺\n";
const REVIEWS: &str = "review_id,order_id,review_score\nr1,A1,5\n";

#[test]
fn the_generic_file_reads_every_field() {
    let text = "订单号,店铺,买家姓名,手机号,下单时间,实付金额,商品,支付单号,快递公司,快递单号,promised_by,shipped_at,delivered_at,订单状态\n\
        A1,好锅商城,李,138,2024年5月1日 8:00,\"¥1,128.45\",铁锅; 勺,pay-1,顺丰,SF1,2024/5/3,2024-05-02 08:00:00,,已发货\n";
    let read = one(text).unwrap_or_else(|p| panic!("{p}"));
    let order = &read.rows[0];
    assert_eq!((order.number.as_str(), order.merchant.as_deref()), ("A1", Some("好锅商城")));
    assert_eq!((order.buyer.name.as_deref(), order.buyer.phone.as_deref()), (Some("李"), Some("138")));
    assert_eq!((order.total_fen, order.currency.as_str()), (112_845, "CNY"));
    assert_eq!(order.payments[0].reference.as_deref(), Some("pay-1"));
    assert_eq!(order.bought_at_ms, Some(1_714_521_600_000));
    assert_eq!(order.items.iter().map(|i| i.name.as_str()).collect::<Vec<_>>(), ["铁锅", "勺"]);
    let parcel = &order.parcels[0];
    assert_eq!((parcel.carrier.as_deref(), parcel.tracking.as_deref()), (Some("顺丰"), Some("SF1")));
    assert_eq!(parcel.promised_by_ms, Some(1_714_752_000_000 - 1), "until that day is over in Shanghai");
    assert_eq!((parcel.delivered_at_ms, order.status.as_deref()), (None, Some("已发货")));
}

#[test]
fn items_in_json_lines_keep_exact_prices() {
    let text = r#"{"order_number":"A1","paid_fen":20,"items":[{"name":"锅","quantity":2,"price":0.1},{"name":"勺","price":"0.10"}]}"#;
    let read = one(text).unwrap_or_else(|p| panic!("{p}"));
    let items = &read.rows[0].items;
    assert_eq!((items[0].quantity, items[0].price_fen, items[1].price_fen), (2, Some(10), Some(10)));
    assert_eq!(read.rows[0].total_fen, 20);
}

#[test]
fn several_files_are_joined_by_their_keys_in_any_order() {
    let files = [
        ("r.csv", REVIEWS),
        ("p.csv", PAYMENTS),
        ("i.csv", ITEMS),
        ("s.csv", SELLERS),
        ("g.csv", PRODUCTS),
        ("c.csv", CUSTOMERS),
        ("o.csv", ORDERS),
    ];
    let read = several(&files).unwrap_or_else(|p| panic!("{p}"));
    assert_eq!((read.rows.len(), read.ignored.as_slice()), (2, &["r.csv".to_owned()][..]));
    let order = &read.rows[0];
    assert_eq!(
        (order.total_fen, order.currency.as_str(), order.merchant.as_deref()),
        (12_765, "BRL", Some("s1"))
    );
    assert_eq!(order.buyer.reference.as_deref(), Some("u1"));
    assert_eq!(order.buyer.phone.as_deref(), Some("138"));
    assert_eq!(
        order.items.iter().map(|i| (i.name.as_str(), i.price_fen)).collect::<Vec<_>>(),
        [("锅", Some(9_990)), ("勺", Some(10))]
    );
    assert_eq!(order.items[1].merchant.as_deref(), Some("s2"));
    assert_eq!(
        (order.merchant_code.as_deref(), order.items[1].merchant_code.as_deref()),
        (Some("s1"), Some("s2"))
    );
    assert!(order.parcels[0].delivered_at_ms > order.parcels[0].promised_by_ms, "it came late");
    assert_eq!((read.rows[1].total_fen, read.rows[1].parcels.len()), (0, 0));
}

#[test]
fn parcels_in_a_file_of_their_own_join_too() {
    let parcels = "order_id,carrier,tracking_number,shipped_at\nA2,EMS,E1,2024-05-02\nA2,EMS,E2,2024-05-03\n";
    let read = several(&[("o.csv", ORDERS), ("t.csv", parcels)]).unwrap_or_else(|p| panic!("{p}"));
    assert_eq!(read.rows[1].parcels.len(), 2);
}

#[test]
fn a_key_that_leads_nowhere_is_an_error_with_its_line() {
    let stray = "order_id,payment_value\nA9,1.00\n";
    assert!(
        said(several(&[("o.csv", ORDERS), ("p.csv", stray)]))
            .contains("p.csv:2, column order_id: order A9 is in no")
    );
    let fewer = "customer_id,name\nc1,李\n";
    assert!(
        said(several(&[("o.csv", ORDERS), ("c.csv", fewer)]))
            .contains("o.csv:3, column customer_id: c2 is not in c.csv")
    );
    let twice = format!("{ORDERS}A1,c1,shipped,2024-05-01 08:00:00,,,\n");
    assert!(
        said(several(&[("o.csv", &twice), ("c.csv", CUSTOMERS)]))
            .contains("o.csv:4, column order_id: order A1 stands on line 2")
    );
    assert!(
        said(several(&[("i.csv", ITEMS), ("p.csv", PAYMENTS)]))
            .contains("none of the files has one row per order")
    );
    assert!(said(several(&[("o.csv", ORDERS), ("q.csv", ORDERS)])).contains("give each kind in one file"));
}

#[test]
fn a_file_whose_amounts_are_ambiguous_is_refused_and_not_left_out() {
    let text = "order_id,paid,payment_value\nA1,1,2\n";
    assert!(
        said(several(&[("o.csv", ORDERS), ("p.csv", text)]))
            .contains("both “paid” and “payment_value” could be paid")
    );
}

#[test]
fn a_map_that_fits_no_file_is_refused() {
    let map = Map::parse("m.toml", "[orders]\npaid = \"nowhere\"\n").ok().unwrap();
    let sources = [Source { file: "o.csv", text: ORDERS }, Source { file: "p.csv", text: PAYMENTS }];
    assert!(said(orders(&sources, &map, &Settings::default())).contains("the map puts paid in “nowhere”"));
}

#[test]
fn the_same_order_twice_is_dropped_when_equal_and_refused_when_not() {
    let read = one("order_number,paid\nA1,1.00\nA1,1.00\n").ok().unwrap();
    assert_eq!((read.rows.len(), read.repeated), (1, 1));
    assert!(
        said(one("order_number,paid\nA1,1.00\nA1,2.00\n")).contains("o.csv:3: order A1 stands on line 2 too")
    );
}

#[test]
fn wrong_amounts_are_refused_with_place_and_advice() {
    for (amount, words) in [
        ("-1", "is negative"),
        ("1.005", "a fraction of a fen"),
        ("99999999999999999999", "larger than any amount"),
        ("\"1,5\"", "is no amount"),
        ("1e3", "is no amount"),
        ("NaN", "is no amount"),
        (".", "is no amount"),
    ] {
        let said = said(one(&format!("order_number,paid\nA1,{amount}\n")));
        assert!(said.contains("o.csv:2, column paid") && said.contains(words), "{said}");
    }
    assert!(said(one("order_number,paid,paid_fen\nA1,1.00,101\n")).contains("correct one"));
    assert!(said(one("order_number,currency\nA1,yuan\n")).contains("three letters"));
    assert!(said(one("order_number,paid\n,1\n")).contains("order_number is empty"));
    let many = "order_number,items\nA1,\"[{\"\"name\"\":\"\"x\"\",\"\"price\"\":\"\"92233720368547758.07\"\"},{\"\"name\"\":\"\"y\"\",\"\"price\"\":1}]\"\n";
    assert!(said(one(many)).contains("the sum is too large"));
}

#[test]
fn amounts_are_exact() {
    let good = [("128.45", 12_845), ("¥1,234,567.8", 123_456_780), ("0", 0), ("99元", 9_900), ("1.100", 110)];
    for (text, expected) in good {
        assert_eq!(fen(text), Ok(expected), "{text}");
    }
    assert_eq!(fen("92233720368547758.07"), Ok(i64::MAX));
    assert!(fen("92233720368547758.08").is_err());
}

#[test]
fn times_are_read_in_the_given_zone_unless_they_name_one() {
    let shanghai = zone("Asia/Shanghai").unwrap();
    let eight = 1_714_521_600_000;
    for text in [
        "2024-05-01 08:00:00",
        "2024/5/1 8:00",
        "2024年5月1日 8时00分",
        "2024-05-01T08:00:00.000",
        "1714521600000",
    ] {
        assert_eq!(time_ms(text, &shanghai), Ok(eight), "{text}");
    }
    assert_eq!(time_ms("2024-05-01T00:00:00Z", &shanghai), Ok(eight));
    assert_eq!(time_ms("2024-05-01T02:00:00+02:00", &shanghai), Ok(eight));
    assert_eq!(time_ms("2024-05-01", &zone("UTC").unwrap()), Ok(eight));
    for wrong in
        ["01/05/2024", "2024-02-30", "2024-05-01 25:00", "1024-01-01", "now", "2024-+5-01", "+2024-5-1"]
    {
        assert!(time_ms(wrong, &shanghai).is_err(), "{wrong}");
    }
}

proptest! {
    #[test]
    fn every_amount_reads_back(amount in 0..=i64::MAX) {
        prop_assert_eq!(fen(&format!("{}.{:02}", amount / 100, amount % 100)), Ok(amount));
    }

    #[test]
    fn no_time_makes_the_reader_panic(text in "[0-9TZ:./年月日时分 +-]{0,24}|.{0,12}") {
        drop(time_ms(&text, &zone("Asia/Shanghai").unwrap()));
    }
}
