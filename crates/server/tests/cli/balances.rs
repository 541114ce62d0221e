//! Balances of prepaid cards from files, and cards that a shop sells although it may not.

use super::desk::{Desk, read};
use domain::{Actor, Fen, MerchantId, Role, UserId};
use store::Store;
use store::closings::{Choice, Flag};

const HEAD: &str = "商家,卡号,持卡人,手机号,余额,支付单号,实付金额";
const ORDERS: &str = "订单号,商家编号,商家,实付金额,下单时间,预付款\n\
    YX1,gym,悦动健身,2000,2024-05-01 10:00,是\nYX2,other,别家,600,2024-05-02 10:00,否\n";

/// Two merchants with an order each; the gym is flagged when asked to be.
fn desk() -> Desk {
    let desk = Desk::new();
    let orders = desk.file("orders.csv", ORDERS);
    desk.run(&["import", "orders", &orders]).ok();
    desk
}

fn flag(store: &Store) {
    let flag = Flag {
        clause: "prepaid-3".into(),
        reasons: "欠租".into(),
        words: "请选择退款或换店。".into(),
        elsewhere: None,
    };
    let by = Actor::Staff(UserId::new("boss"), Role::Manager);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let done = runtime.block_on(store.flag_closing(&by, &MerchantId::new("gym"), flag, None));
    done.unwrap_or_else(|error| panic!("{}", error.detail()));
}

#[test]
fn balances_are_checked_whole_then_taken_and_once_more_change_nothing() {
    let desk = desk();
    let text = format!(
        "{HEAD}\ngym,K1,苏禾,13800138001,1280.50,PAY1,2000\ngym,K2,高原,13800138002,640.25,,\n\
         gym,K1,苏禾,13800138001,1280.50,PAY1,2000\ngym,YX1,白露,13800138003,990,,\n"
    );
    let file = desk.file("cards.csv", encoding_rs::GB18030.encode(&text).0);
    desk.run(&["import", "balances", &file]).no(&["cards.csv:2", "gym is not flagged as closing"]);
    desk.look(flag);
    let size = desk.size();
    let said = desk.run(&["import", "balances", &file, "--dry-run"]).ok();
    assert!(said.contains("3 cards with 2910.75 yuan") && said.contains("nothing was written"), "{said}");
    assert_eq!(desk.size(), size);
    let said = desk.run(&["import", "balances", &file]).ok();
    assert!(said.contains("3 holders taken, 0 were there already"), "{said}");
    let size = desk.size();
    let said = desk.run(&["import", "balances", &file]).ok();
    assert!(said.contains("0 holders taken, 3 were there already"), "{said}");
    assert_eq!(desk.size(), size, "once more changes nothing");
    // The same cards and one more, as JSON Lines.
    let line = |card: &str, fen: i64| {
        format!(
            "{{\"merchant\":\"gym\",\"card_number\":\"{card}\",\"holder_phone\":\"13800138002\",\"balance_fen\":{fen}}}\n"
        )
    };
    let json = desk.file("cards.jsonl", line("K2", 64_025) + &line("K4", 33));
    let said = desk.run(&["import", "balances", &json]).ok();
    assert!(said.contains("1 holders taken, 1 were there already"), "{said}");
    desk.look(|store| {
        let progress = read(store, |db| store.closing(db, &MerchantId::new("gym"))).expect("it closes");
        assert_eq!((progress.holders.len(), progress.chose(Choice::Open)), (4, 4));
        assert_eq!(progress.sum(|one| one.balance), Fen(291_108));
        let known = read(store, |db| store.order(db, &store.order_id("YX1"))).expect("the order");
        assert_eq!(known.facts.total, Fen(200_000), "what the shop system told stays");
    });
    desk.run(&["doctor"]).ok();
}

#[test]
fn a_file_with_nonsense_is_refused_whole_with_its_lines() {
    let desk = desk();
    desk.look(flag);
    let good = "gym,K1,苏禾,13800138001,1280.50,,\n";
    let taken = desk.file("first.csv", format!("{HEAD}\ngym,K9,白露,13800138009,10,,\n"));
    desk.run(&["import", "balances", &taken]).ok();
    for (wrong, words) in [
        ("gym,K2,高原,13800138002,0,,\n", "no balance above zero"),
        ("gym,K2,高原,13800138002,-5,,\n", ""),
        ("gym,,高原,13800138002,5,,\n", "card_number"),
        ("gym,K2,高原,12,5,,\n", "phone number is none"),
        ("gym,K2,高原,13800138002,99999999999,,\n", ""),
        ("gym,K2,高原,13800138002,5,PAY2,4\n", "less was paid"),
        ("gym,K1,苏禾,13800138001,9,,\n", "differs"),
        ("gym,k1,苏禾,13800138001,1280.50,,\n", "is the one of line 2"),
        ("gym,YX2,高原,13800138002,5,,\n", "the order of another merchant"),
        ("gym,YX1,高原,13800138002,2000.01,,\n", "at most 2000.00"),
        ("gym,K9,白露,13800138009,11,,\n", "was taken with 10.00"),
        ("other,K2,高原,13800138002,5,,\n", "not flagged as closing"),
    ] {
        let file = desk.file("cards.csv", format!("{HEAD}\n{good}{wrong}"));
        let size = desk.size();
        desk.run(&["import", "balances", &file]).no(&["nothing was imported", "cards.csv:3", words]);
        assert_eq!(desk.size(), size, "{wrong}");
    }
}

#[test]
fn an_order_that_takes_money_in_advance_is_refused_once_that_is_stopped() {
    let desk = desk();
    desk.look(flag);
    // It was flagged in 2030, where these tests look in from.
    let row = |number: &str, year: u16, prepaid: &str| {
        let at = format!("{year}-05-01 10:00");
        format!("订单号,商家编号,商家,实付金额,下单时间,预付款\n{number},gym,悦动健身,2000,{at},{prepaid}\n")
    };
    let late = desk.file("late.csv", row("YX8", 2031, "是"));
    desk.run(&["import", "orders", &late]).no(&["late.csv:2", "no more money in advance"]);
    let wrong = desk.file("wrong.csv", row("YX8", 2031, "也许"));
    desk.run(&["import", "orders", &wrong]).no(&["neither yes nor no"]);
    desk.run(&["import", "orders", &desk.file("goods.csv", row("YX8", 2031, "否"))]).ok();
    desk.run(&["import", "orders", &desk.file("early.csv", row("YX7", 2029, "是"))]).ok();
    // What was taken before is told again without harm.
    desk.run(&["import", "orders", &desk.file("orders.csv", ORDERS)]).ok();
}
