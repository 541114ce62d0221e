//! The law of a case over HTTP: what applies on which day, what may be cited, sums, and the other ways in notices.

use crate::desk::browser::Browser;
use crate::house::{HOUR_MS, House, NOW_MS, in_house, word};
use connect::fake::FakeSmtp;
use serde_json::{Value, json};

/// 2026-05-01, when the new measures on complaints apply; the house opens on 2026-03-02.
const LATER_MS: i64 = NOW_MS + 60 * 24 * HOUR_MS;

fn laws(case: &Value) -> Vec<String> {
    case["law"]["articles"].as_array().expect("articles").iter().map(|one| word(&one["law"])).collect()
}

fn finding(house: &House, id: &str, reasons: &str) -> Value {
    let proof = house.case("li", id)["evidence"][0]["id"].clone();
    json!({ "shares": [{ "party": "merchant", "percent": 100, "cites": [proof], "rules": ["playbook:carriage"] }], "reasons": reasons })
}

#[test]
fn a_case_names_the_law_of_its_day_with_why_and_source() {
    in_house(|house| {
        let (id, link) = house.filed();
        let case = house.case("li", &id);
        assert!(laws(&case).contains(&"complaint_measures_interim".to_owned()), "{:?}", laws(&case));
        assert!(!laws(&case).contains(&"complaint_measures".to_owned()));
        house.clock.set(LATER_MS);
        let (later, _) = house.filed();
        let after = house.case("li", &later);
        assert!(laws(&after).contains(&"complaint_measures".to_owned()), "{:?}", laws(&after));
        assert!(!laws(&after).contains(&"complaint_measures_interim".to_owned()));
        for one in after["law"]["articles"].as_array().expect("articles") {
            for part in [&one["why"]["zh"], &one["why"]["en"], &one["source"], &one["checked"], &one["on"]] {
                assert!(!word(part).is_empty(), "{one}");
            }
            assert!(one["tag"] != "V3" || one["quote"].is_null(), "second-hand law is not quoted: {one}");
        }
        let mine = house.case("", &link);
        assert_eq!(mine["law"], Value::Null, "what may apply is for those who decide");
        assert_eq!(mine["other_ways"].as_array().map(Vec::len), Some(5));
    });
}

#[test]
fn a_finding_or_reply_that_cites_what_is_not_there_is_refused_by_name() {
    in_house(|house| {
        let (id, _) = house.filed();
        let wrong = "依据《消费者权益保护法》第五十五条第一款和第九十九条";
        let problem = house
            .post("li", &format!("/api/v1/cases/{id}/finding"), finding(house, &id, wrong))
            .problem(422, "article_unknown");
        assert!(word(&problem["detail"]).contains("第九十九条"), "{problem}");
        assert_eq!(problem["citations"][0]["verdict"]["is"], "stands");
        assert_eq!(problem["citations"][1]["verdict"]["is"], "not_held");
        let early = json!({ "to": "customer", "text": "按《投诉举报处理办法》第十五条，七个工作日内答复。" });
        let problem = house
            .post("li", &format!("/api/v1/cases/{id}/messages"), early.clone())
            .problem(422, "article_not_in_force");
        assert!(word(&problem["detail"]).contains("2026-04-15"), "{problem}");
        let past = json!({ "to": "customer", "text": "消法实施条例第六十条" });
        house.post("li", &format!("/api/v1/cases/{id}/messages"), past).problem(422, "article_unknown");
        let doubtful = json!({ "to": "customer", "text": "按第五十五条处理；另见《合同法》第九十四条。" });
        let done = house.act("li", &id, "messages", doubtful);
        assert_eq!(done["citations"][0]["verdict"]["is"], "unnamed");
        assert_eq!(done["citations"][1]["verdict"]["is"], "unknown_law");
        let right = "依据《消费者权益保护法》第二十四条、《电子商务法》第二十条";
        house.act("li", &id, "finding", finding(house, &id, right));
        let cited = &house.case("li", &id)["findings"][0]["law"];
        assert_eq!((&cited[0]["article"], &cited[1]["law"]), (&json!(24), &json!("ecommerce")));
        assert_eq!(cited[0]["zh"], "《消费者权益保护法》第二十四条");
    });
}

#[test]
fn customers_and_shops_cite_what_they_like() {
    in_house(|house| {
        let (id, link) = house.filed();
        let text = json!({ "to": "platform", "text": "消法实施条例第六十条说要赔！" });
        house.post("", &format!("/api/v1/cases/{link}/messages"), text.clone()).is(200);
        house.act("shop", &id, "messages", text);
    });
}

#[test]
fn the_desk_shows_the_law_beside_the_case_and_calculates() {
    in_house(|house| {
        let (id, _) = house.filed();
        let li = Browser::of(house, "li");
        let page = li.get(&format!("/desk/cases/{id}?lang=zh-CN")).is(200);
        for part in [
            "适用的法律和理由",
            "《电子商务法》第二十条",
            "运输中的风险由卖家承担",
            "须请法务确认",
            "2026-03-02",
        ] {
            assert!(page.has(part), "{part}");
        }
        let sum = "sum=prepaid_operator&paid=1000&gift=200&used_list=600";
        let page = li.get(&format!("/desk/cases/{id}/law?lang=en&{sum}")).is(200);
        for part in ["¥500.00", "600.00 × ¥1,000.00 ÷ ¥1,200.00", "Article 18 of the Judicial Interpretation"]
        {
            assert!(page.has(part), "{part}");
        }
        let page = li.get(&format!("/desk/cases/{id}/law?lang=en&sum=interest&paid=1000")).is(200);
        assert!(page.has("Some numbers are missing"));
        let page = li.get(&format!("/desk/cases/{id}/law?lang=en&sum=triple&paid=-5")).is(200);
        assert!(page.has("role=\"alert\""));
        let refused = li.act(&id, "reply", &[("text", "消法实施条例第六十条"), ("to", "customer")]);
        assert!(refused.has("第六十条") && refused.has("53"), "the page says what is wrong");
    });
}

#[test]
fn the_worked_examples_come_out_over_the_api() {
    in_house(|house| {
        let sum = |sum: &str, given: Value| {
            house.post("li", "/api/v1/law/sum", json!({ "sum": sum, "given": given })).is(200)
        };
        let triple = sum("triple", json!({ "paid_fen": 10_000 }));
        assert_eq!(triple["total_fen"], 60_000);
        assert_eq!(triple["steps"][2]["by"]["zh"], "《消费者权益保护法》第五十五条第一款");
        assert_eq!(sum("food", json!({ "paid_fen": 2_000 }))["total_fen"], 102_000);
        let pass = json!({ "paid_fen": 365_000, "days_total": 365, "days_left": 265 });
        assert_eq!(sum("prepaid_period", pass)["total_fen"], 265_000);
        let card = json!({ "paid_fen": 100_000, "gift_fen": 20_000, "used_list_fen": 60_000 });
        assert_eq!(sum("prepaid_operator", card.clone())["total_fen"], 50_000);
        assert_eq!(sum("prepaid_consumer", card)["total_fen"], 40_000);
        let bad = |body: Value| house.post("li", "/api/v1/law/sum", body);
        bad(json!({ "sum": "triple" })).problem(422, "sum_incomplete");
        bad(json!({ "sum": "triple", "given": { "paid_fen": -1 } })).problem(422, "amount_invalid");
        bad(json!({ "sum": "everything" })).problem(422, "word_unknown");
        let library = house.get("li", "/api/v1/law").is(200);
        assert!(library["laws"].as_array().is_some_and(|laws| laws.len() >= 25));
    });
}

#[test]
fn every_no_names_the_other_ways_in_the_mail_and_on_the_page() {
    in_house(|house| {
        let smtp = FakeSmtp::start().expect("a mail server");
        let (id, link) = house.filed();
        house.act("li", &id, "finding", finding(house, &id, "证据不足"));
        let offer = json!({ "items": [{ "remedy": "apology" }], "words": "致歉" });
        let made = house.act("li", &id, "offers", offer);
        drop(made);
        house.act("li", &id, "withdraw-offer", json!({ "offer": "o1" }));
        let close = json!({ "outcome": "refused", "relief": "none", "words": "查无此事" });
        house.act("li", &id, "close", close);
        house.pass_to(&crate::notices::channels(&smtp)).expect("a pass");
        let mails = smtp.received();
        for subject in ["责任认定", "方案已撤回", "已结案"] {
            let mail = mails.iter().find(|mail| mail.subject.contains(subject));
            let text = &mail.unwrap_or_else(|| panic!("no mail {subject}")).text;
            for way in ["协商和解", "调解", "12315", "仲裁", "人民法院"] {
                assert!(text.contains(way), "{way} in {text}");
            }
        }
        let filed = mails.iter().find(|mail| mail.subject.contains("收到了")).expect("the first notice");
        assert!(!filed.text.contains("人民法院"), "nobody was told no");
        let page = Browser::stranger(house).get(&format!("/c/{link}?lang=zh-CN")).is(200);
        assert!(page.has("人民法院") && page.has("https://www.12315.cn/"));
    });
}
