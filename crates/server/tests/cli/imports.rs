//! Complaints from files.

use super::desk::{Desk, read};
use domain::words::{Channel, Want};
use store::cases::Query;

const FILE: &str = "投诉编号,投诉标题,投诉详情,投诉对象,投诉问题,投诉要求,手机号,投诉时间,订单号\n\
    H1,红包助力虚假,邀请十几个人助力以后金额一直不动,某多多,虚假宣传,\"退款,修改宣传内容\",13800138000,2024-05-01 13:05:09,D-1\n\
    H2,,蛋糕卡里的余额用不了，电话没有人接,贝甜甜,,道歉,,,\n";

#[test]
fn a_second_import_changes_nothing() {
    let desk = Desk::new();
    let file = desk.file("a.csv", FILE);
    let said = desk.run(&["import", "complaints", &file]).ok();
    assert!(
        said.contains("a.csv: UTF-8") && said.contains("2 complaints taken, 0 were there already"),
        "{said}"
    );
    let size = desk.size();
    let said = desk.run(&["import", "complaints", &file]).ok();
    assert!(said.contains("0 complaints taken, 2 were there already"), "{said}");
    assert_eq!(desk.size(), size);
    // A longer export of the same system brings only what is new.
    let longer = desk.file("b.csv", format!("{FILE}H3,,退货以后一直没有退款给我,某东,,退款,,,\n"));
    let said = desk.run(&["import", "complaints", &longer]).ok();
    assert!(said.contains("1 complaints taken, 2 were there already"), "{said}");
    desk.run(&["doctor"]).ok();
}

#[test]
fn nothing_the_file_says_is_dropped() {
    let desk = Desk::new();
    desk.run(&["import", "complaints", &desk.file("a.csv", FILE)]).ok();
    assert_eq!(desk.cases(Some("蛋糕")).len(), 1);
    assert_eq!(desk.cases(Some("修改宣传内容")).len(), 1, "a wish we have no word for is text");
    assert_eq!(desk.cases(Some("13800138000")).len(), 1);
    desk.look(|store| {
        let query = Query { text: Some("H1".into()), limit: 9, ..Query::default() };
        let row = read(store, |db| store.list(db, &query)).rows.remove(0);
        let loaded = read(store, |db| store.case_named(db, &row.number)).expect("the case");
        assert_eq!(loaded.case.channel, Channel::Import);
        assert_eq!(loaded.case.wants, [Want::Refund]);
        let matter = read(store, |db| store.matter(db, &loaded.case, &domain::Actor::System));
        assert_eq!(matter.filed_ms, Some(1_714_539_909_000));
        assert_eq!(
            (matter.respondent.as_deref(), matter.order_number.as_deref()),
            (Some("某多多"), Some("D-1"))
        );
        let text = matter.text.reveal();
        assert!(text.ends_with("一直不动\n\n投诉问题：虚假宣传\n投诉要求：修改宣传内容"), "{text}");
    });
}

#[test]
fn text_that_was_decoded_wrongly_is_repaired_and_the_same_complaint() {
    let desk = Desk::new();
    let plain = "标题,内容\n退款,商家一直拖着不肯退款给我\n";
    let latin: String = plain.bytes().map(char::from).collect();
    let (good, spoilt) = (desk.file("good.csv", plain), desk.file("spoilt.csv", latin));
    let said = desk.run(&["import", "complaints", &spoilt]).ok();
    assert!(said.contains("text that had been decoded wrongly was repaired"), "{said}");
    assert_eq!(desk.cases(Some("拖着")).len(), 1);
    let said = desk.run(&["import", "complaints", &good, &spoilt]).ok();
    assert!(said.contains("0 complaints taken, 1 were there already, 1 rows say the same again"), "{said}");
}

#[test]
fn a_trial_writes_nothing() {
    let desk = Desk::new();
    let said = desk.run(&["import", "complaints", "--dry-run", &desk.file("a.csv", FILE)]).ok();
    assert!(said.contains("2 complaints are in order") && said.contains("nothing was written"), "{said}");
    assert_eq!(desk.size(), 0);
}

#[test]
fn what_is_wrong_is_named_with_file_and_line_and_nothing_is_taken() {
    let desk = Desk::new();
    let wrong = desk.file(
        "wrong.csv",
        "内容,手机号,邮箱\n东西坏了商家不管,13800138000,\n东西还是坏的,电话不给,\n第三个坏了,,a@\n",
    );
    let fine = desk.file("fine.csv", FILE);
    desk.run(&["import", "complaints", &fine, &wrong]).no(&[
        "nothing was imported",
        "wrong.csv:3: the phone number",
        "wrong.csv:4: the mail address",
    ]);
    let short = desk.file("short.csv", "内容,手机号\n只有一格\n");
    desk.run(&["import", "complaints", &short]).no(&["short.csv:2"]);
    let broken = desk.file(
        "broken.csv",
        [
            b"\xe5\x86\x85\xe5\xae\xb9\n\xe5\x86\x85\xe5\xae\xb9\xe5\x86\x85\xe5\xae\xb9\n".as_slice(),
            b"\xe5\x86\n",
        ]
        .concat(),
    );
    desk.run(&["import", "complaints", &broken]).no(&["broken.csv:3", "damaged"]);
    let other = desk.file("other.csv", "编号,内容\nH1,这是另一个完全不同的投诉\n");
    desk.run(&["import", "complaints", &fine, &other]).no(&["other.csv:2: number H1"]);
    desk.run(&["import", "complaints", &desk.text("absent.csv")]).no(&["absent.csv: cannot be read"]);
    assert_eq!(desk.size(), 0, "half an import is worse than none");
}

#[test]
fn a_map_names_columns_and_a_wrong_map_is_refused() {
    let desk = Desk::new();
    let file = desk
        .file("c.jsonl", "{\"beschwerde\":\"Das Paket kam nie an, obwohl bezahlt.\",\"wer\":\"Laden 7\"}\n");
    desk.run(&["import", "complaints", &file]).no(&["c.jsonl", "column map"]);
    let map = desk.file("map.toml", "[complaints]\ntext = \"beschwerde\"\nmerchant = \"wer\"\n");
    desk.run(&["import", "complaints", &file, "--map", &map]).ok();
    assert_eq!(desk.cases(Some("Laden 7")).len(), 1);
    let wrong = desk.file("wrong.toml", "[complaints]\ntext = \"klage\"\n");
    desk.run(&["import", "complaints", &file, "--map", &wrong]).no(&["klage", "no such column"]);
    let nonsense = desk.file("nonsense.toml", "[complaint]\n");
    desk.run(&["import", "complaints", &file, "--map", &nonsense]).no(&["nonsense.toml", "not a column map"]);
}
