//! Statements of providers beside what was paid: matched, different, missing, unknown; whole or not at all, and once.

use crate::desk::browser::Browser;
use crate::house::{House, complaint, in_house, word};
use connect::import::zone;
use domain::command::{CaseCommand, Command, RemedyAnswer};
use domain::house::{Beside, Reconciled};
use domain::{Actor, CaseId, Fen};
use serde_json::json;
use server::import::statement;
use std::path::Path;
use store::reconcile::Doubt;

const HEAD: &str = "交易时间,公众账号ID,商户号,微信订单号,商户订单号,交易状态,应结订单金额,微信退款单号,商户退款单号,退款金额,退款状态\n";

/// A refund of 129 yuan that the provider says it has paid; its number with us.
fn paid(house: &House, theirs: &str) -> String {
    let number = format!("DD2026{theirs}");
    house.order(&number, "m1");
    let mut complaint = complaint();
    complaint["order"]["number"] = number.into();
    let filed = house.post("li", "/api/v1/cases", complaint).is(201);
    let (id, link) = (word(&filed["id"]), word(&filed["link"]));
    let link = link.rsplit('/').next().expect("a link");
    let offer = json!({ "items": [{ "remedy": "refund", "amount_fen": 12_900 }], "words": "退款" });
    house.act("li", &id, "offers", offer);
    house.act("", link, "accept", json!({ "offer": "o1" }));
    let reference = word(&house.case("li", &id)["remedies"][0]["reference"]);
    let answer = RemedyAnswer::Done { reference: theirs.into(), amount: Fen(12_900) };
    let command = CaseCommand::RemedyAnswered { remedy: "r1".into(), reference: reference.clone(), answer };
    house.by_system(Command::Case(CaseId::new(id.as_str()), command), store::Parcel::default());
    reference
}

/// As the provider exports it: an entry of each refund, and its sums.
fn bill(house: &House, refunds: &[(&str, &str, &str)]) -> String {
    let now_ms = house.store.now_ms();
    let at = |ms: i64| {
        let zone = zone("Asia/Shanghai").expect("a zone");
        let at = jiff::Timestamp::from_millisecond(ms).expect("a time").to_zoned(zone);
        at.strftime("%Y-%m-%d %H:%M:%S").to_string()
    };
    let mut text =
        format!("{HEAD}`{},`wx1,`1900,`P0,`O-0,`SUCCESS,`1.00,`0,`0,`0.00,`\n", at(now_ms - 3_600_000));
    for (theirs, ours, yuan) in refunds {
        let when = at(now_ms + 60_000);
        text += &format!("`{when},`wx1,`1900,`P1,`O-1,`REFUND,`0.00,`{theirs},`{ours},`{yuan},`SUCCESS\n");
    }
    text += &format!("总交易单数,应结订单总金额,退款总金额\n`{},`1.00,`0.00\n", refunds.len() + 1);
    text
}

/// Every such file has one payment that came in for an order nobody knows here.
fn came() -> Reconciled {
    Reconciled { incoming: Beside { extra: 1, ..Beside::default() }, ..Reconciled::default() }
}

fn taken(house: &House, path: &Path) -> Result<(String, Reconciled), String> {
    let zone = zone("Asia/Shanghai").expect("a zone");
    let stated = statement::check(path, &zone)?;
    let sha256 = stated.sha256.clone();
    let taking = statement::take(&house.store, &Actor::System, path, &zone, stated, |_| ());
    Ok((sha256, house.runtime.block_on(taking)?.found))
}

#[test]
fn every_refund_is_found_in_the_statement_or_named() {
    in_house(|house| {
        let (one, other) = (paid(house, "5030001"), paid(house, "5030002"));
        let missing = paid(house, "5030003");
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("bill.csv");
        let text = bill(
            house,
            &[("5030001", &one, "129.00"), ("5030002", &other, "12.90"), ("777", "SHOP-1", "5.00")],
        );
        std::fs::write(&file, &text).expect("a file");
        let (sha256, found) = taken(house, &file).expect("it is whole");
        let found_all = Reconciled { matched: 1, differs: 1, missing: 1, extra: 1, ..came() };
        assert_eq!(found, found_all);
        let doubts = house.store.db().read_blocking(|db| {
            let statement = house.store.statement_of(db, &sha256)?.expect("it was taken");
            let of = |db: &mut _, doubt| house.store.doubtful(db, &statement, doubt);
            Ok::<_, store::Error>((of(db, Doubt::Missing)?, of(db, Doubt::Differs)?, of(db, Doubt::Extra)?))
        });
        let (gone, differs, extra) = doubts.expect("what is doubtful");
        assert_eq!(gone[0].ours, missing);
        assert_eq!((differs[0].paid, differs[0].theirs), (Some(Fen(12_900)), Some(Fen(1_290))));
        assert_eq!((extra[0].reference.as_str(), extra[0].line), ("777", Some(5)));

        let again = taken(house, &file).expect_err("once is enough");
        assert!(again.contains("was taken before"), "{again}");
        let page = Browser::of(house, "chief").get(&format!("/desk/reconcile/{sha256}?lang=zh-CN")).is(200);
        for words in ["账单上没有", "金额不同", "这里不认识", missing.as_str(), "SHOP-1"] {
            assert!(page.has(words), "{words}");
        }
        Browser::of(house, "li").get("/desk/reconcile").is(403);

        // The next one brings it.
        std::fs::write(&file, bill(house, &[("5030003", &missing, "129.00")])).expect("a file");
        let (later, found) = taken(house, &file).expect("it is whole");
        assert_ne!(later, sha256);
        assert_eq!(found, Reconciled { matched: 1, ..came() });
    });
}

#[test]
fn half_a_statement_leaves_nothing_behind() {
    in_house(|house| {
        let one = paid(house, "5030001");
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("bill.csv");
        let whole = bill(house, &[("5030001", &one, "129.00")]);
        let half = &whole[..whole.find("总交易单数").expect("its sums")];
        std::fs::write(&file, half).expect("a file");
        assert!(taken(house, &file).expect_err("it is half").contains("cut off"));
        // A process that died in the middle of one left entries that count for nothing.
        let zone = zone("Asia/Shanghai").expect("a zone");
        std::fs::write(&file, &whole).expect("a file");
        let stated = statement::check(&file, &zone).expect("it is whole");
        let left = store::reconcile::Movement {
            line: 2,
            at_ms: house.store.now_ms(),
            amount: Fen(-1),
            reference: "x".into(),
            ours: String::new(),
        };
        house.runtime.block_on(house.store.keep_movements(&stated.sha256, vec![left])).expect("entries");
        let rows = |house: &House| {
            house.store.db().read_blocking(|db| house.store.statements(db, None, 10)).expect("a list").len()
        };
        assert_eq!(rows(house), 0);
        let (_, found) = taken(house, &file).expect("it is whole");
        assert_eq!((found, rows(house)), (Reconciled { matched: 1, ..came() }, 1));
    });
}
