//! Goods on consignment through the front door: who reads what of a sale, a link for the owner, a commission put right, and
//! a payout that the bank does not have.

use crate::desk::browser::Browser;
use crate::house::{House, in_house, word};
use connect::import::zone;
use domain::clock::DAY_MS;
use domain::{Actor, account};
use serde_json::{Value, json};
use server::import::statement;

fn at(house: &House, days: i64) -> String {
    let ms = house.now_ms() + days * DAY_MS;
    jiff::Timestamp::from_millisecond(ms).expect("a time").to_string()
}

/// Sold for 129 yuan less a tenth and 2.10 yuan of fees, accepted twelve days ago.
fn sale(house: &House, order: &str) -> Value {
    let step = |step: &str, days| json!({ "step": step, "at": at(house, days) });
    json!({
        "order": order,
        "consignor": { "name": "叶澜", "phone": "13900006201", "mail": "yelan@example.cn" },
        "price_fen": 12_900, "commission_bp": 1_000, "fees_fen": 210, "floor_fen": 10_000,
        "inspect_days": 3, "payout_days": 7,
        "steps": [
            step("received", -30), step("sold", -18), step("paid", -18), step("shipped", -17),
            step("delivered", -14), step("accepted", -12),
        ],
    })
}

fn record(house: &House, body: Value) {
    let told = house.post("admin", "/api/v1/consignments", body).is(200);
    assert_eq!(told["new"], true);
}

fn with(mut body: Value, more: Value) -> Value {
    body.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    body
}

fn balance(house: &House, name: &str) -> i64 {
    let told = house.get("chief", &format!("/api/v1/accounts/{name}")).is(200);
    told["balance_fen"].as_i64().expect("a balance")
}

fn owners(house: &House) -> i64 {
    balance(house, account::consignor(&house.store.order_id("A-1001")).as_str())
}

#[test]
fn what_is_told_of_a_sale_is_booked_once_and_nonsense_is_refused() {
    in_house(|house| {
        let path = "/api/v1/consignments";
        house.post("chief", path, sale(house, "A-1001")).problem(403, "not_allowed");
        house.post("admin", path, sale(house, "nobody")).problem(404, "not_found");
        let wrong = [
            (json!({ "commission_bp": -1 }), 400, ""),
            (json!({ "commission_bp": 10_001 }), 422, "commission_above_price"),
            (json!({ "fees_fen": -5 }), 422, "amount_invalid"),
            (json!({ "price_fen": 12_901 }), 422, "amount_above_order"),
            (json!({ "currency": "USD" }), 422, "currency_wrong"),
            (json!({ "consignor": { "phone": "12" } }), 422, "phone_invalid"),
            (json!({ "steps": [{ "step": "paid_out", "at": at(house, 0) }] }), 422, "steps_disagree"),
        ];
        for (more, status, code) in wrong {
            let said = house.post("admin", path, with(sale(house, "A-1001"), more.clone()));
            if status == 400 { drop(said.is(400)) } else { drop(said.problem(status, code)) }
        }
        assert_eq!(owners(house), 0);
        record(house, sale(house, "A-1001"));
        assert_eq!(house.post("admin", path, sale(house, "A-1001")).is(200)["new"], false);
        assert_eq!((owners(house), balance(house, "merchant-m1")), (11_400, 1_500));
        let paid =
            |fen: i64| json!({ "payouts": [{ "reference": "b1", "amount_fen": fen, "at": at(house, -1) }] });
        let too_much = with(sale(house, "A-1001"), paid(11_401));
        house.post("admin", path, too_much).problem(409, "payout_above_due");
        record(house, with(sale(house, "A-1001"), paid(11_400)));
        assert_eq!((owners(house), balance(house, "provider")), (0, -1_500));
    });
}

#[test]
fn each_of_the_three_reads_what_is_theirs() {
    in_house(|house| {
        record(house, sale(house, "A-1001"));
        let (id, link) = house.filed();
        let path = |name: &str| format!("/api/v1/cases/{name}/consignment");
        for reader in ["li", "shop"] {
            let seen = house.get(reader, &path(&id)).is(200);
            assert_eq!(seen["sum"]["left_fen"], 11_400);
            let last =
                |lane: &str| seen[lane].as_array().and_then(|all| all.last()).cloned().expect("a span");
            assert_eq!(last("goods")["owner"], "customer");
            let money = last("money");
            assert_eq!((&money["owner"], &money["holder"]), (&json!("consignor"), &json!("merchant")));
            assert_eq!(money["why"], "payout_due");
        }
        house.get("other", &path(&id)).problem(404, "not_found");
        // A buyer who has not proven it is told nothing.
        house.get("", &path(&link)).problem(409, "not_consigned");
        assert!(!house.get("", &format!("/c/{link}")).text().contains("寄卖：货与钱"));

        // The owner is asked by a link of their own and reads what was found.
        let ask = json!({ "to": "consignor", "kinds": ["condition_record"], "reason": "交货时怎样？" });
        house.act("li", &id, "request-evidence", ask);
        let case = house.case("li", &id);
        let owners = word(&case["requests"][0]["link"]);
        let owners = &owners[owners.find("/t/").expect("a page")..];
        let page = house.get("", owners).text();
        assert!(page.contains("交货时怎样") && page.contains("应付寄卖人") && page.contains("114.00"));
        assert!(!page.contains("快递说已签收"), "the buyer's words are not the owner's");
        let rules = json!(["playbook:consigned"]);
        let share = |party: &str, percent: u8| json!({ "party": party, "percent": percent, "cites": ["e1"], "rules": rules });
        let three = json!({ "shares": [share("consignor", 40), share("merchant", 35), share("platform", 25)], "reasons": "三方各有责任" });
        house.act("li", &id, "finding", three);
        assert!(house.get("", owners).text().contains("三方各有责任"));
        let offer =
            json!({ "items": [{ "remedy": "partial_refund", "amount_fen": 3_333 }], "words": "退一部分" });
        house.act("li", &id, "offers", offer);
        house.act("", &link, "accept", json!({ "offer": "o1" }));
        // 3333 as 40 : 35 : 25 is 1333.2, 1166.55 and 833.25.
        assert_eq!(owners_of(house), (11_400 - 1_333, 1_500 - 1_167, -833));
        for (lang, words) in [("zh-CN", "货与钱"), ("en", "goods and money")] {
            assert!(
                Browser::of(house, "li").get(&format!("/desk/cases/{id}?lang={lang}")).is(200).has(words)
            );
        }
    });
}

fn owners_of(house: &House) -> (i64, i64, i64) {
    (owners(house), balance(house, "merchant-m1"), balance(house, "commission"))
}

#[test]
fn an_owner_complains_proves_it_and_is_paid_by_a_corrected_commission() {
    in_house(|house| {
        record(house, sale(house, "A-1001"));
        let mut new = crate::house::complaint();
        new["matter"]["text"] = "寄卖的台灯卖出去了，结算款没有打款，佣金扣多了，合同写的是百分之五。".into();
        new["person"] = json!({ "name": "叶澜", "phone": "13900006201" });
        let filed = house.post("li", "/api/v1/cases", new).is(201);
        let (id, link) = (word(&filed["id"]), word(&filed["link"]));
        let link = link.rsplit('/').next().expect("a link");
        assert_eq!(house.case("li", &id)["triage"]["kind"], "consignment");
        let page = house.get("", &format!("/c/{link}")).text();
        assert!(page.contains("139****6201") && !page.contains("应付寄卖人"));
        let put = json!({ "commission_bp": 500, "fees_fen": 0, "why": "合同第三条" });
        house.post("li", &format!("/api/v1/cases/{id}/commission"), put.clone()).problem(403, "not_allowed");
        house.act("chief", &id, "commission", put.clone());
        house.post("chief", &format!("/api/v1/cases/{id}/commission"), put).problem(409, "already_there");
        assert_eq!((owners(house), balance(house, "merchant-m1")), (12_255, 645));
        let offer =
            |fen: i64| json!({ "items": [{ "remedy": "payout", "amount_fen": fen }], "words": "结清" });
        house
            .post("li", &format!("/api/v1/cases/{id}/offers"), offer(12_256))
            .problem(409, "payout_above_due");
        house.act("li", &id, "offers", offer(12_255));
        house.act("", link, "accept", json!({ "offer": "o1" }));
        house.act("li", &id, "execute", json!({ "remedy": "r1", "proof": { "payment": "b-7" } }));
        assert_eq!((owners(house), balance(house, &format!("customer-{id}"))), (0, 0));
        assert_eq!(balance(house, "provider"), -645);
        let sum = house.get("li", &format!("/api/v1/cases/{id}/consignment")).is(200)["sum"].clone();
        assert_eq!((&sum["left_fen"], &sum["corrected"]), (&json!(0), &json!(true)));
    });
}

/// As a bank exports it, in the encoding of its programs.
fn bill(house: &House, lines: &[(&str, &str, &str, &str)]) -> Vec<u8> {
    let mut text =
        format!("中国某某银行 账户明细\n共{}笔记录\n交易时间,流水号,商户订单号,收入,支出\n", lines.len());
    let zone = zone("Asia/Shanghai").expect("a zone");
    for (at, (reference, ours, came, went)) in lines.iter().enumerate() {
        let days = if at == 0 { 20 } else { 0 };
        let ms = house.now_ms() - days * DAY_MS;
        let when = jiff::Timestamp::from_millisecond(ms).expect("a time").to_zoned(zone.clone());
        let when = when.strftime("%Y-%m-%d %H:%M:%S");
        text += &format!("{when},{reference},{ours},{came},{went}\n");
    }
    encoding_rs::GB18030.encode(&text).0.into_owned()
}

fn taken(house: &House, bytes: &[u8]) -> Result<statement::Came, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("bank.csv");
    std::fs::write(&file, bytes).expect("a file");
    let zone = zone("Asia/Shanghai").expect("a zone");
    let stated = statement::check(&file, &zone)?;
    house.runtime.block_on(statement::take(&house.store, &Actor::System, &file, &zone, stated, |_| ()))
}

#[test]
fn deducted_and_not_paid_out_is_one_case_with_an_owner_and_clocks_before_anybody_complains() {
    in_house(|house| {
        house.order_worth("A-1002", "m1", 12_900);
        house.order_worth("A-1003", "m1", 12_900);
        record(house, sale(house, "A-1001"));
        let paid =
            json!({ "payouts": [{ "reference": "BANK2", "amount_fen": 11_400, "at": at(house, -5) }] });
        record(house, with(sale(house, "A-1002"), paid));
        // Its last day is to come.
        record(house, with(sale(house, "A-1003"), json!({ "payout_days": 90 })));
        let first = bill(
            house,
            &[("P1", "A-1001", "129.00", "0"), ("BANK2", "", "0", "114.00"), ("X", "", "0", "7.00")],
        );
        let half = &first[..first.len() - 12];
        assert!(taken(house, half).is_err(), "half a statement");
        let came = taken(house, &first).expect("it is whole");
        assert_eq!((came.found.payouts.matched, came.found.payouts.missing, came.found.extra), (1, 0, 1));
        assert_eq!(came.raised.len(), 1);
        assert!(taken(house, &first).expect_err("once").contains("was taken before"));
        let case = house.case("li", &came.raised[0]);
        assert_eq!((&case["triage"]["kind"], &case["channel"]), (&json!("consignment"), &json!("import")));
        assert!(case["owner"].is_string() && !case["clocks"].as_array().expect("clocks").is_empty());
        assert!(word(&case["matter"]["text"]).contains("还应付 ¥114.00"), "{}", case["matter"]["text"]);

        // Another statement without it opens no second one, nor does the owner's complaint beside it.
        let again =
            taken(house, &bill(house, &[("P9", "", "1.00", "0"), ("Y", "", "0", "8.00")])).expect("whole");
        assert_eq!(again.raised.len(), 0);
        let unpaid = house.get("li", "/api/v1/consignments/unpaid").is(200);
        assert_eq!(unpaid["items"].as_array().map(Vec::len), Some(1));
        assert_eq!(unpaid["items"][0]["number"], json!(came.raised[0]));
        let chief = Browser::of(house, "chief");
        for (lang, words) in [("zh-CN", "已扣款、未结算"), ("en", "Deducted, not paid out")] {
            let page = chief.get(&format!("/desk/reconcile?lang={lang}")).is(200);
            assert!(
                page.has(words) && page.has("A-1001") && page.has(&came.raised[0]) && !page.has("A-1003")
            );
        }
        // The link that goes to the owner shows the sale without another code.
        let link = word(&house.case("li", &came.raised[0])["id"]);
        let store = house.store.clone();
        let secret = house.store.db().read_blocking(|db| {
            let loaded = store.case(db, &domain::CaseId::new(link.as_str()))?.expect("the case");
            Ok::<_, store::Error>(store.link(&loaded.case))
        });
        let page = house.get("", &format!("/c/{}", secret.expect("a link"))).text();
        assert!(page.contains("应付寄卖人") && page.contains("已逾期"));
    });
}
