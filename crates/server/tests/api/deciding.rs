//! Findings with a second reader, appeals by people who had no part, and asking for a person, through pages and API.

use crate::desk::browser::Browser;
use crate::house::{HOUR_MS, House, allowed, in_house, word};
use serde_json::{Value, json};

const DAY_MS: i64 = 24 * HOUR_MS;

fn found(party: &str, reasons: &str) -> Value {
    let share = json!({ "party": party, "percent": 100, "cites": ["e1"], "rules": ["playbook:carriage", "ecommerce:20"] });
    json!({ "shares": [share], "reasons": reasons })
}

/// More is asked for than one person decides alone.
fn dear(house: &House) -> (String, String) {
    let (id, link) = house.filed();
    house.act("li", &id, "demands", json!({ "parts": [{ "part": "damages", "amount_fen": 300_000 }] }));
    (id, link)
}

#[test]
fn a_draft_is_for_staff_alone_until_a_second_person_issues_it() {
    in_house(|house| {
        let (id, link) = dear(house);
        let path = |action: &str| format!("/api/v1/cases/{id}/{action}");
        let none = json!({ "shares": [{ "party": "merchant", "percent": 100, "cites": ["e1"] }], "reasons": "理由" });
        house.post("li", &path("finding"), none).problem(422, "share_unruled");
        let done = house.act("li", &id, "finding", found("merchant", "秘密的草稿"));
        assert!(allowed(&done).contains(&"issue-finding".to_owned()));
        assert_eq!(house.case("li", &id)["findings"], json!([]));
        for (user, name) in [("", &link), ("shop", &id)] {
            assert!(!house.case(user, name).to_string().contains("秘密的草稿"), "{user} reads a draft");
        }
        let stranger = Browser::stranger(house);
        assert!(!stranger.get(&format!("/c/{link}?lang=zh-CN")).is(200).has("秘密的草稿"));
        let desk = Browser::of(house, "chief").get(&format!("/desk/cases/{id}?lang=zh-CN")).is(200);
        assert!(desk.has("秘密的草稿") && desk.has("认定草稿（内部）"));
        assert_eq!(house.case("li", &id)["drafts"][0]["state"], "waiting");
        house
            .post("li", &path("issue-finding"), json!({ "draft": "d1" }))
            .problem(409, "second_person_needed");
        house.post("wang", &path("issue-finding"), json!({ "draft": "d1" })).problem(403, "not_allowed");
        house.act("chief", &id, "return-finding", json!({ "draft": "d1", "why": "理由不够" }));
        house.post("chief", &path("issue-finding"), json!({ "draft": "d1" })).problem(409, "draft_gone");
        let case = house.case("li", &id);
        assert_eq!(case["drafts"][0]["returned"]["why"], "理由不够");
        house.act("li", &id, "finding", found("merchant", "照片与物流记录都说明货未送到。"));
        house.act("chief", &id, "issue-finding", json!({ "draft": "d2" }));
        let case = house.case("li", &id);
        let issued = &case["findings"][0];
        assert_eq!((&issued["by"], &issued["reader"]), (&json!("li"), &json!("chief")));
        assert_eq!(issued["shares"][0]["rules"][1]["zh"], "《电子商务法》第二十条");
        let customer = stranger.get(&format!("/c/{link}?lang=zh-CN")).is(200);
        for part in ["照片与物流记录都说明", "卖方对顾客负责", "《电子商务法》第二十条", "申诉"]
        {
            assert!(customer.has(part), "{part}");
        }
        assert!(!customer.has("秘密的草稿") && !customer.has("理由不够"));
        let seen = house.case("shop", &id);
        assert_eq!(seen["findings"][0]["by"], Value::Null);
        assert_eq!(seen["goes_on"]["appeal"], json!(["f1"]));
    });
}

#[test]
fn an_appeal_by_form_goes_to_others_and_too_late_names_the_other_ways() {
    in_house(|house| {
        let (id, link) = house.filed();
        let before = word(&house.case("li", &id)["owner"]);
        house.act(&before, &id, "finding", found("customer", "收货后造成。"));
        let stranger = Browser::stranger(house);
        let page = format!("/c/{link}");
        let fields = [("against", "f1"), ("text", "我有开箱录像")];
        let sent = stranger.post(&format!("{page}/appeal"), &fields);
        assert_eq!(sent.status, 303, "{}", sent.html);
        let case = house.case("li", &id);
        let owner = word(&case["owner"]);
        assert_ne!(owner, before);
        assert_eq!(
            (&case["appeals"][0]["by"], &case["appeals"][0]["state"]),
            (&json!("customer"), &json!("open"))
        );
        let seen = Browser::of(house, "shop").get(&format!("/m/cases/{id}?lang=zh-CN")).is(200);
        assert!(seen.has("我有开箱录像"), "the other side reads the reasons");
        let path = format!("/api/v1/cases/{id}/finding");
        let mut new = found("merchant", "录像说明收货时已损坏。");
        new["ruling"] = "changed".into();
        house.post(&before, &path, new.clone()).problem(403, "had_part");
        house.act(&owner, &id, "finding", new);
        let case = house.case("", &link);
        assert_eq!(case["findings"][1]["on_appeal"], json!({ "appeals": ["a1"], "ruling": "changed" }));
        let appeal = |name: &str| format!("/api/v1/cases/{name}/appeal");
        let again = json!({ "against": "f2", "words": "再来" });
        let problem = house.post("", &appeal(&link), again.clone()).problem(409, "appealed_already");
        assert_eq!(problem["other_ways"].as_array().map(Vec::len), Some(5));
        house.clock.advance(9 * DAY_MS);
        house.pass();
        let problem = house.post("shop", &appeal(&id), again).problem(409, "appeal_late");
        assert_eq!(problem["other_ways"].as_array().map(Vec::len), Some(5));
        let shop = Browser::of(house, "shop");
        let late = shop.post(&format!("/m/cases/{id}/appeal"), &[("against", "f2"), ("text", "再来")]);
        assert_eq!(late.status, 409);
        assert!(late.has("12315"), "the page names the other ways: {}", late.html);
    });
}

#[test]
fn an_appeal_on_the_telephone_is_taken_down_and_read_by_both_sides() {
    in_house(|house| {
        let (id, link) = house.filed();
        let done = house.act("li", &id, "finding", found("customer", "收货后造成。"));
        assert!(allowed(&done).contains(&"appeal-for".to_owned()));
        let before = word(&house.case("li", &id)["owner"]);
        let wang = Browser::of(house, "wang");
        let page = wang.get(&format!("/desk/cases/{id}?lang=zh-CN")).is(200);
        assert!(page.has("代记电话申诉") && page.has("customer:f1") && page.has("merchant:f1"));
        let version = page.field("version");
        let form = |identified: &'static str| {
            let fields = [
                ("version", version.clone()),
                ("which", "customer:f1".to_owned()),
                ("caller", "李雷本人，电话 13812345678".to_owned()),
                ("identified", identified.to_owned()),
                ("text", "我有开箱录像，请再看".to_owned()),
            ];
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            wang.post(&format!("/desk/cases/{id}/appeal-for"), &fields)
        };
        assert_eq!(form("").status, 422, "how they were known is said");
        assert_eq!(form("callback").status, 303);
        let case = house.case("li", &id);
        let appeal = &case["appeals"][0];
        assert_eq!((&appeal["by"], &appeal["by_telephone"]), (&json!("customer"), &json!(true)));
        assert_eq!(
            (&appeal["call"]["taken_by"], &appeal["call"]["identified"]),
            (&json!("wang"), &json!("callback"))
        );
        assert!(!appeal["call"]["caller"].to_string().contains("13812345678"), "masked as everywhere");
        assert_ne!(word(&case["owner"]), before);
        let own = house.case("", &link);
        assert_eq!(
            (&own["appeals"][0]["words"], &own["appeals"][0]["call"]),
            (&json!("我有开箱录像，请再看"), &Value::Null)
        );
        let seen = Browser::of(house, "shop").get(&format!("/m/cases/{id}?lang=zh-CN")).is(200);
        assert!(seen.has("请再看") && seen.has("电话提出，由工作人员代记") && !seen.has("wang"));
        let desk = wang.get(&format!("/desk/cases/{id}?lang=zh-CN")).is(200);
        assert!(desk.has("代记消费者的电话申诉") && desk.has("按登记的号码回拨"), "{}", desk.html);
        let again = json!({ "against": "f1", "words": "再来" });
        house.post("", &format!("/api/v1/cases/{link}/appeal"), again).problem(409, "appealed_already");
        let call = json!({ "side": "merchant", "against": "f1", "words": "我们也不同意", "caller": "店长", "identified": "facts" });
        house
            .post("shop", &format!("/api/v1/cases/{id}/appeal-for"), call.clone())
            .problem(403, "not_allowed");
        house.act("li", &id, "appeal-for", call);
    });
}

#[test]
fn one_tap_brings_a_person_where_a_rule_decided() {
    in_house(|house| {
        let (id, _) = house.filed();
        let ask = json!({ "to": "merchant", "kinds": ["track"], "reason": "发货记录" });
        house.act("li", &id, "request-evidence", ask);
        house.clock.advance(3 * DAY_MS);
        house.pass();
        let shop = Browser::of(house, "shop");
        let page = shop.get(&format!("/m/cases/{id}?lang=zh-CN")).is(200);
        assert!(page.has("请人来定") && page.has("没有人看过"));
        assert_eq!(shop.post(&format!("/m/cases/{id}/person"), &[("of", "q1")]).status, 303);
        let case = house.case("li", &id);
        let clocks = case["clocks"].as_array().expect("clocks");
        assert!(clocks.iter().any(|clock| clock["kind"] == "person" && clock["of"] == "h1"), "{case}");
        let answer = json!({ "plea": "h1", "ruling": "changed", "text": "商家当天停电，理由成立。" });
        house.act("li", &id, "answer-plea", answer);
        let seen = house.case("shop", &id);
        assert_eq!(seen["pleas"][0]["answer"], "商家当天停电，理由成立。");
        assert!(!shop.get(&format!("/m/cases/{id}?lang=zh-CN")).is(200).has("请人来定</button>"));
    });
}
