//! Signals of abuse over HTTP: facts for staff, counted by a person, told and appealed. And a shop's own complaint.

use crate::desk::browser::Browser;
use crate::house::{House, complaint, in_house, kinds, word};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use domain::actor::Role;
use serde_json::{Value, json};

const WORDS: &str = "衣服只穿了两次就严重掉色，把我的白衬衫都染了，要求赔偿。";

/// The same person with the same file and the same words, this often, each about an order nobody knows.
fn again(house: &House, times: usize) -> (String, String) {
    let mut last = None;
    for no in 0..times {
        let mut new = complaint();
        new["matter"]["text"] = WORDS.into();
        new["person"]["name"] = ["李雷", "韩梅"][no % 2].into();
        new["order"]["number"] = if no + 1 == times { "A-1001".into() } else { format!("X-{no}").into() };
        let filed = house.post("li", "/api/v1/cases", new).is(201);
        let link = word(&filed["link"]).rsplit('/').next().expect("a link").to_owned();
        let base64 = BASE64_STANDARD.encode(b"the very same file");
        let body = json!({ "files": [{ "base64": base64, "name": "a.txt" }] });
        house.post("", &format!("/api/v1/cases/{link}/evidence"), body).is(200);
        last = Some((word(&filed["id"]), link));
    }
    last.expect("some")
}

/// All that can be there at once with a known order.
fn suspicious(house: &House) -> (String, String) {
    house.user("rev", Role::Reviewer, None);
    let (id, link) = again(house, 6);
    let parts = json!({ "parts": [{ "part": "damages", "amount_fen": 129_000 }] });
    house.act("li", &id, "demands", parts);
    (id, link)
}

fn found(case: &Value) -> Vec<(String, i64)> {
    let all = case["signals"].as_array().expect("signals").iter();
    all.map(|one| (word(&one["id"]), one["number"].as_i64().expect("a number"))).collect()
}

fn invented() -> Value {
    json!({
        "conduct": "invented", "signals": ["same_picture", "far_above"], "cites": ["e2"],
        "reasons": "同一个文件出现在六件投诉里，没有拍到这件商品。",
    })
}

#[test]
fn signals_are_facts_with_their_cases_and_for_staff_alone() {
    in_house(|house| {
        let (id, link) = suspicious(house);
        let told = house.case("li", &id);
        let there = found(&told);
        for (signal, number) in [
            ("many_cases", 6),
            ("several_names", 4),
            ("same_picture", 6),
            ("same_words", 6),
            ("far_above", 10),
        ] {
            assert!(there.contains(&(signal.to_owned(), number)), "{signal}: {there:?}");
        }
        let same =
            told["signals"].as_array().expect("signals").iter().find(|one| one["id"] == "same_picture");
        let cases = same.expect("it stands")["cases"].as_array().expect("cases").clone();
        assert_eq!(cases.len(), 5);
        let picture = cases[0]["shares"]
            .as_array()
            .expect("what they share")
            .iter()
            .find(|one| one["what"] == "picture");
        assert_eq!(picture.expect("a picture")["theirs"], "e1", "an order nobody knows is not frozen");
        let many = told["signals"].as_array().expect("signals").iter().find(|one| one["id"] == "many_cases");
        let law = many.expect("it stands")["law"].to_string();
        assert!(law.contains("投诉举报处理办法"), "{law}");
        let desk = Browser::of(house, "li");
        let page = desk.get(&format!("/desk/cases/{id}?lang=zh-CN")).is(200);
        assert!(page.has("act-count-signals") && page.has(&format!("/desk/cases/{id}/signals")));
        let page = desk.get(&format!("/desk/cases/{id}/signals?lang=zh-CN")).is(200);
        assert!(page.has("值得留意的事实") && page.has("同一张照片出现在几件投诉里"));
        let number = word(&cases[0]["number"]);
        assert!(page.has(&number), "the case behind it");
        for (user, name) in [("", &link), ("shop", &id)] {
            let seen = house.case(user, name);
            assert!(seen.get("signals").is_none() && !seen.to_string().contains("same_picture"), "{seen}");
        }
        for (user, path) in [("", format!("/c/{link}")), ("shop", format!("/m/cases/{id}"))] {
            let html = house.get(user, &path).text();
            assert!(!html.contains(&number) && !html.contains("同一张照片"), "{path}");
        }
    });
}

#[test]
fn with_all_signals_there_a_case_still_takes_its_normal_way() {
    in_house(|house| {
        let (id, link) = suspicious(house);
        let before = house.case("li", &id);
        assert!(found(&before).len() >= 5, "{before}");
        house.clock.advance(crate::house::HOUR_MS);
        house.pass();
        let after = house.case("li", &id);
        assert_eq!(
            (&after["open"], &after["grade"], &after["closed"]),
            (&json!(true), &before["grade"], &Value::Null)
        );
        assert_eq!((&after["counted"], &after["offers"]), (&json!([]), &json!([])));
        let offer =
            json!({ "items": [{ "remedy": "partial_refund", "amount_fen": 3_000 }], "words": "退三十元" });
        house.act("li", &id, "offers", offer);
        house.act("", &link, "accept", json!({ "offer": "o1", "chosen": [] }));
        let taken = house.case("li", &id);
        assert_eq!(
            taken["remedies"][0]["kind"].as_str().or(taken["remedies"][0]["remedy"].as_str()),
            Some("partial_refund")
        );
        let told = kinds(&taken);
        assert!(!told.iter().any(|kind| kind == "signals_counted" || kind == "closed"), "{told:?}");
    });
}

#[test]
fn what_is_counted_is_frozen_told_in_plain_words_and_decided_again_by_others() {
    in_house(|house| {
        let (id, link) = suspicious(house);
        let path = format!("/api/v1/cases/{id}/count-signals");
        house.post("shop", &path, invented()).problem(403, "not_allowed");
        let mut bare = invented();
        bare["cites"] = json!([]);
        house.post("li", &path, bare).problem(422, "count_uncited");
        let mut gone = invented();
        gone["signals"] = json!(["many_units"]);
        house.post("li", &path, gone).problem(409, "signal_gone");
        let mut cited = invented();
        cited["reasons"] = "依据《消费者权益保护法实施条例》第九十九条。".into();
        assert_eq!(house.post("li", &path, cited).status, 422, "only law of the library is cited");
        house.act("li", &id, "count-signals", invented());
        let told = house.case("li", &id);
        let record = told["evidence"].as_array().and_then(|all| all.last()).expect("a piece").clone();
        assert_eq!((&record["kind"], &record["party"]), (&json!("signal_record"), &json!("platform")));
        let frozen = house.get("li", &format!("/api/v1/cases/{id}/evidence/{}", word(&record["id"])));
        let frozen: Value = serde_json::from_str(&frozen.text()).expect("a record");
        assert_eq!(frozen["signals"][0]["cases"].as_array().map(Vec::len), Some(5), "{frozen}");
        let seen = house.case("", &link);
        assert_eq!(seen["counted"][0]["reasons"], invented()["reasons"]);
        assert!(
            !seen.to_string().contains("other-")
                && seen["evidence"]
                    .as_array()
                    .expect("evidence")
                    .iter()
                    .all(|one| one["kind"] != "signal_record")
        );
        assert_eq!(house.case("shop", &id)["counted"], json!([]), "it is between the customer and us");
        house
            .get("", &format!("/api/v1/cases/{link}/evidence/{}", word(&record["id"])))
            .problem(404, "not_found");
        let page = house.get("", &format!("/c/{link}?lang=zh-CN")).text();
        assert!(page.contains("计入对您不利的一项") && page.contains("没有拍到这件商品"), "{page}");

        house.act("", &link, "appeal", json!({ "against": "s1", "words": "照片是真的" }));
        let owner = word(&house.case("li", &id)["owner"]);
        assert_ne!(owner, "li");
        let ruled = json!({
            "shares": [{ "party": "merchant", "percent": 100, "cites": ["e2"], "rules": ["playbook:as_promised"] }],
            "reasons": "照片里就是这件商品，原判断变更。", "ruling": "changed",
        });
        house.post("li", &format!("/api/v1/cases/{id}/finding"), ruled.clone()).problem(403, "had_part");
        house.act(&owner, &id, "finding", ruled);
        assert_ne!(house.case("", &link)["counted"][0]["lifted_at"], Value::Null);
    });
}

#[test]
fn the_desk_counts_and_a_small_goodwill_comes_from_the_budget() {
    in_house(|house| {
        let (id, link) = suspicious(house);
        house.fund_goodwill(10_000);
        let li = Browser::of(house, "li");
        let form = [
            ("conduct", "unreasonable"),
            ("signals", "far_above"),
            ("text", "超出常理"),
            ("coupon", "15"),
            ("words", "送您十五元券"),
        ];
        li.act(&id, "count-signals", &form).is(303);
        let offers = house.case("", &link)["offers"].clone();
        assert_eq!(offers[0]["items"][0]["amount_fen"], 1_500, "{offers}");
        assert_eq!(house.case("", &link)["counted"], json!([]), "nothing against the customer");
        let page =
            li.act(&id, "count-signals", &[("conduct", "extortion"), ("cites", "e2"), ("text", "要钱才撤")]);
        assert_eq!(page.status, 422, "a lawyer is asked for something");
        let form = [("conduct", "extortion"), ("cites", "e2"), ("text", "要钱才撤"), ("task", "请发律师函")];
        li.act(&id, "count-signals", &form).is(303);
        let told = house.case("rev", &id);
        assert_eq!(
            (told["tasks"][0]["team"].as_str(), told["tasks"][0]["to"].as_str()),
            (Some("legal"), Some("rev"))
        );
    });
}

fn accusation() -> Value {
    json!({ "order": "A-1001", "text": "顾客给了不实的差评，还说打五百块才删。", "files": [] })
}

#[test]
fn a_shop_complains_about_its_own_customer_and_learns_no_phone() {
    in_house(|house| {
        let path = "/api/v1/merchants/m1/complaints";
        house.post("other", path, accusation()).problem(404, "not_found");
        house.post("li", path, accusation()).problem(403, "not_allowed");
        house.post("other", "/api/v1/merchants/m2/complaints", accusation()).problem(404, "not_its_customer");
        let mut unknown = accusation();
        unknown["order"] = "nobody".into();
        house.post("shop", path, unknown).problem(404, "not_its_customer");
        let mut bare = accusation();
        bare["text"] = "差评".into();
        house.post("shop", path, bare).problem(422, "text_missing");
        let filed = house.post_with("shop", path, &[("idempotency-key", "k1")], accusation()).is(201);
        let twice = house.post_with("shop", path, &[("idempotency-key", "k1")], accusation()).is(200);
        assert_eq!(filed["id"], twice["id"]);
        assert!(filed.get("link").is_none(), "the link is the customer's");
        let id = word(&filed["id"]);
        let seen = house.case("shop", &id);
        assert_eq!(
            (&seen["complainant"], &seen["kind"]["kind"].as_str().or(seen["kind"].as_str())),
            (&json!("merchant"), &Some("merchant_complaint"))
        );
        let all = seen.to_string() + &house.get("shop", &format!("/m/cases/{id}")).text();
        assert!(!all.contains("13812345678") && !all.contains("lei@example.cn"), "{all}");
        let told = house.case("li", &id);
        let link = word(&told["link"]).rsplit('/').next().expect("a link").to_owned();
        let page = house.get("", &format!("/c/{link}?lang=zh-CN")).text();
        assert!(page.contains("好物小店 对您提出了投诉") && page.contains("打五百块才删"), "{page}");
        house.act("", &link, "messages", json!({ "to": "platform", "text": "差评是真的" }));
        let found = json!({
            "shares": [{ "party": "customer", "percent": 100, "cites": ["e1"], "rules": ["playbook:no_threats"] }],
            "reasons": "以差评要钱。",
        });
        house.act("li", &id, "finding", found);
        house.act("", &link, "appeal", json!({ "against": "f1", "words": "差评是真的" }));
        let later = complaint();
        let own = house.post("li", "/api/v1/cases", later).is(201);
        let own = house.case("li", &word(&own["id"]));
        assert!(
            found_none(&own),
            "what a shop says of somebody is no complaint of theirs: {}",
            own["signals"]
        );
    });
}

fn found_none(case: &Value) -> bool {
    case["signals"].as_array().is_some_and(Vec::is_empty)
}

#[test]
fn a_shop_complains_on_its_page_about_a_complaint_too() {
    in_house(|house| {
        let (id, _) = house.filed();
        let number = word(&house.case("li", &id)["number"]);
        let shop = Browser::of(house, "shop");
        let form = shop.get("/m/complain?lang=zh-CN").is(200);
        assert!(form.has("本店的订单号"));
        let token = form.field("token");
        let empty = shop.post("/m/complain", &[("token", &token), ("text", "顾客的照片不是我们的商品。")]);
        assert!(empty.status == 422 && empty.has("顾客的照片不是我们的商品"), "what was typed stays");
        let sent = shop.post(
            "/m/complain",
            &[("token", &token), ("about", &number), ("text", "顾客的照片不是我们的商品，要求核实。")],
        );
        let goal = sent.is(303).location;
        let page = shop.get(goal.split('?').next().expect("a path")).is(200);
        assert!(page.has("/withdraw") && !page.has("/offer\""), "its own complaint, no offer in it");
        let other = Browser::of(house, "other");
        let refused = other
            .post("/m/complain", &[("about", &number), ("text", "顾客的照片不是我们的商品，要求核实。")]);
        assert_eq!(refused.status, 422);
    });
}
