//! Goods on consignment from files.

use super::desk::{Desk, read};
use domain::{Fen, account};

const ORDERS: &str = "订单号,商家,买家姓名,实付金额,支付单号,下单时间\n\
    YX1,余闲寄卖,李雷,1288.88,PAY1,2024-05-01 10:00\nYX2,余闲寄卖,韩梅,600,PAY2,2024-05-02 10:00\n";
const HEAD: &str = "订单号,寄卖人,寄卖人电话,成交价,佣金,费用,底价,验收天数,结算天数,成交时间,付款时间,验收时间,打款流水号,打款金额,打款时间";

fn desk() -> Desk {
    let desk = Desk::new();
    let orders = desk.file("orders.csv", ORDERS);
    desk.run(&["import", "orders", &orders]).ok();
    desk
}

fn row(order: &str, price: &str, commission: &str, payout: &str) -> String {
    format!(
        "{order},叶澜,13700006201,{price},{commission},15,1000,3,7,2024-05-01 10:00,2024-05-01 10:05,2024-05-09 09:00,{payout}\n"
    )
}

#[test]
fn consignments_in_the_encoding_of_chinese_programs_are_taken_once_with_several_payouts() {
    let desk = desk();
    let text = format!(
        "{HEAD}\n{}{}{}",
        row("YX1", "1288.88", "12.5%", "BANK1,1000,2024-05-12 10:00"),
        row("YX1", "1288.88", "12.5%", "BANK2,112.77,2024-05-13 10:00"),
        row("YX2", "600", "10", ",,"),
    );
    let file = desk.file("sales.csv", encoding_rs::GB18030.encode(&text).0);
    let said = desk.run(&["import", "consignments", &file]).ok();
    assert!(
        said.contains("gb18030") && said.contains("2 consignments taken, 0 were there already"),
        "{said}"
    );
    let said = desk.run(&["import", "consignments", &file]).ok();
    assert!(said.contains("0 consignments taken, 2 were there already"), "{said}");
    desk.look(|store| {
        let owner = |order: &str| account::consignor(&store.order_id(order));
        let posted = |id| read(store, |db| store.account(db, &id).map(Some)).expect("an account").posted;
        assert_eq!((posted(owner("YX1")), posted(owner("YX2"))), (Fen::ZERO, Fen(52_500)));
        let one = read(store, |db| store.order(db, &store.order_id("yx1"))).expect("the order");
        let sheet = one.consignment.expect("it is consigned").sheet();
        assert_eq!((sheet.commission, sheet.net, sheet.paid), (Fen(16_111), Fen(111_277), Fen(111_277)));
    });
    desk.run(&["doctor"]).ok();
}

#[test]
fn a_file_with_nonsense_is_refused_whole_with_its_lines() {
    let desk = desk();
    let good = row("YX1", "1288.88", "12.5", ",,");
    for (wrong, words) in [
        (row("YX2", "600", "-3", ",,"), "is negative"),
        (row("YX2", "600", "101", ",,"), "more than the whole price"),
        (row("YX2", "600", "99", ",,"), "commission and fees are more than the price"),
        (row("YX2", "601", "10", ",,"), "more than the order"),
        (row("YX9", "600", "10", ",,"), "there is no order YX9"),
        (row("YX2", "600", "10", "BANK3,5,"), "a payout has a number, an amount and a time"),
        (row("YX1", "1200", "12.5", ",,"), "stands on line 2 otherwise"),
    ] {
        let file = desk.file("sales.csv", format!("{HEAD}\n{good}{wrong}"));
        desk.run(&["import", "consignments", &file]).no(&["nothing was imported", words, "sales.csv:3"]);
    }
    let foreign = desk.file("sales.csv", format!("{HEAD},币种\n{},USD\n", good.trim_end()));
    desk.run(&["import", "consignments", &foreign]).no(&["in CNY, not in USD"]);
    desk.look(|store| {
        let order = read(store, |db| store.order(db, &store.order_id("YX1"))).expect("the order");
        assert!(order.consignment.is_none(), "the books are untouched");
    });
}
