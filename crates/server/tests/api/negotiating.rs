//! Limits, approvals, budgets and the ladder, from outside.

use crate::desk::browser::Browser;
use crate::house::{HOUR_MS, House, in_house, word};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

fn dear(house: &House) -> (String, String) {
    house.order_worth("A-9001", "m1", 3_000_000);
    house.filed_about("A-9001")
}

fn refund(fen: i64, why: Option<&str>) -> Value {
    json!({ "items": [{ "remedy": "refund", "amount_fen": fen }, { "remedy": "return" }], "words": "全额退款", "why": why })
}

#[test]
fn what_is_above_a_limit_waits_in_the_inbox_until_another_person_says_yes() {
    in_house(|house| {
        let (id, link) = dear(house);
        let path = format!("/api/v1/cases/{id}/offers");
        house.post("li", &path, refund(2_500_000, None)).problem(422, "approval_reason_missing");
        house.post("li", &path, refund(2_500_000, Some("qxwhy 证据清楚"))).is(200);
        let case = house.case("li", &id);
        assert_eq!(
            (case["offers"].as_array().map(Vec::len), &case["approvals"][0]["state"]),
            (Some(0), &json!("open"))
        );
        assert_eq!(case["approvals"][0]["above"], json!([{ "purse": "merchant", "limit_fen": 500_000 }]));
        let inbox = house.get("chief", "/api/v1/approvals").is(200);
        let one = &inbox["items"][0];
        assert_eq!(
            (&one["case"], &one["to"], &one["may"], &one["why"]),
            (&json!(id), &json!("chief"), &json!("decide"), &json!("qxwhy 证据清楚"))
        );
        assert_eq!(house.get("li", "/api/v1/approvals").is(200)["items"][0]["may"], "own");
        house.get("shop", "/api/v1/approvals").is(403);
        for reader in ["", "shop"] {
            let name = if reader.is_empty() { &link } else { &id };
            assert!(!house.case(reader, name).to_string().contains("qxwhy"), "{reader} reads what is ours");
        }
        let decide = format!("/api/v1/cases/{id}/decide-approval");
        let yes = json!({ "approval": "a1", "ruling": "approve" });
        house.post("li", &decide, yes.clone()).problem(409, "second_person_needed");
        house.post("wang", &decide, yes.clone()).problem(403, "above_limit");
        house
            .post("chief", &decide, json!({ "approval": "a1", "ruling": "refuse" }))
            .problem(422, "reason_missing");
        house.post("chief", &decide, yes.clone()).is(200);
        house.post("chief", &decide, yes).problem(409, "approval_over");
        let case = house.case("", &link);
        assert_eq!(case["offers"][0]["items"][0]["amount_fen"], 2_500_000);
        assert!(
            house.get("chief", "/api/v1/approvals").is(200)["items"].as_array().is_some_and(Vec::is_empty)
        );
    });
}

#[test]
fn the_inbox_answers_with_one_tap_and_says_no_with_words() {
    in_house(|house| {
        let (id, _) = dear(house);
        house.act("li", &id, "offers", refund(2_500_000, Some("证据清楚")));
        let chief = Browser::of(house, "chief");
        let page = chief.get("/desk/approvals?lang=zh-CN").is(200);
        for text in ["25,000.00", "证据清楚", "li 可单独承诺", "同意"] {
            assert!(page.has(text), "{text}");
        }
        let version = house.case("chief", &id)["version"].to_string();
        let no = [("approval", "a1"), ("version", version.as_str())];
        assert!(chief.post(&format!("/desk/approvals/{id}/refuse?lang=zh-CN"), &no).is(422).has("理由"));
        let no = [("approval", "a1"), ("version", version.as_str()), ("why", "先等检测")];
        chief.post(&format!("/desk/approvals/{id}/refuse"), &no).is(303);
        assert_eq!(house.case("li", &id)["approvals"][0]["state"], "refused");
        assert!(
            Browser::of(house, "li").get(&format!("/desk/cases/{id}?lang=zh-CN")).is(200).has("先等检测")
        );
        house.act("li", &id, "offers", refund(2_400_000, Some("检测已出")));
        let version = house.case("chief", &id)["version"].to_string();
        let yes = [("approval", "a2"), ("version", version.as_str())];
        chief.post(&format!("/desk/approvals/{id}/approve"), &yes).is(303);
        assert_eq!(house.case("li", &id)["offers"][0]["state"], "open");
    });
}

#[test]
fn the_offer_form_keeps_what_was_typed_when_it_is_refused() {
    in_house(|house| {
        let (id, _) = dear(house);
        let version = house.case("li", &id)["version"].to_string();
        let form = [
            ("version", version.as_str()),
            ("parts", "refund"),
            ("parts", "return"),
            ("amount_refund", "25000"),
            ("choice", "one"),
            ("expires_hours", "72"),
            ("text", "说过的话不丢"),
        ];
        let page =
            Browser::of(house, "li").post(&format!("/desk/cases/{id}/offer?lang=zh-CN"), &form).is(422);
        for kept in [
            "value=\"25000\"",
            "说过的话不丢",
            "<option value=\"one\" selected>",
            "<option value=\"72\" selected>",
        ] {
            assert!(page.has(kept), "{kept}");
        }
        assert!(page.has("value=\"refund\" checked"));
    });
}

#[test]
fn an_approval_let_lie_goes_to_the_next_above() {
    in_house(|house| {
        let (id, _) = dear(house);
        house.act("li", &id, "offers", refund(2_500_000, Some("证据清楚")));
        house.clock.set(house.now_ms() + 5 * HOUR_MS);
        house.pass();
        let one = &house.case("li", &id)["approvals"][0];
        assert_eq!((&one["to"], &one["state"]), (&json!("admin"), &json!("open")));
    });
}

#[test]
fn a_days_budget_brakes_and_a_manager_lifts_it() {
    in_house(|house| {
        house.fund_goodwill(100_000);
        let set = json!({ "what": "set", "amount_fen": 3_000, "why": "本周试行" });
        house.post("li", "/api/v1/budgets", set.clone()).problem(403, "not_allowed");
        house.post("chief", "/api/v1/budgets", set).is(200);
        let (id, _) = house.filed();
        let path = format!("/api/v1/cases/{id}/offers");
        let coupon =
            |fen: i64| json!({ "items": [{ "remedy": "coupon", "amount_fen": fen }], "words": "优惠券" });
        house.post("li", &path, coupon(2_000)).is(200);
        house.post("li", &path, coupon(1_001)).problem(409, "budget_braked");
        let budget = |house: &House| house.get("li", "/api/v1/budgets").is(200)["items"][0].clone();
        assert_eq!((&budget(house)["brake"], &budget(house)["left_fen"]), (&json!("reached"), &json!(1_000)));
        let page = Browser::of(house, "chief").get("/desk/approvals?lang=zh-CN").is(200);
        assert!(page.has("已用完"));
        let form = [("what", "release"), ("amount", "10"), ("why", "今天投诉多")];
        Browser::of(house, "li").post("/desk/budgets/house", &form).is(403);
        Browser::of(house, "chief").post("/desk/budgets/house", &form).is(303);
        assert_eq!((&budget(house)["brake"], &budget(house)["left_fen"]), (&json!("off"), &json!(2_000)));
        house.post("li", &path, coupon(1_001)).is(200);
    });
}

#[test]
fn a_ladder_shows_why_a_rung_is_or_is_not_reachable_and_climbs_by_rule() {
    in_house(|house| {
        house.order_worth("A-9002", "m1", 30_000);
        let (id, link) = house.filed_about("A-9002");
        house.act(
            "li",
            &id,
            "triage",
            json!({ "kind": "quality", "class": "quality", "grade": "B", "why": "质量" }),
        );
        let states = |house: &House| -> Vec<(String, String)> {
            let ladder = house.case("li", &id)["ladder"].as_array().expect("a ladder").clone();
            ladder.iter().map(|rung| (word(&rung["id"]), word(&rung["state"]))).collect()
        };
        assert_eq!(states(house)[0], ("return_refund".into(), "next".into()));
        assert_eq!(states(house)[1], ("keep_or_mend".into(), "later".into()));
        let climb = format!("/api/v1/cases/{id}/climb");
        house.post("li", &climb, json!({ "rung": "keep_or_mend" })).problem(409, "rung_shut");
        house.post("li", &climb, json!({})).is(200);
        assert_eq!(house.case("", &link)["offers"][0]["items"][2]["amount_fen"], 30_000);
        house.post("", &format!("/api/v1/cases/{link}/decline"), json!({ "offer": "o1" })).is(200);
        house.clock.set(house.now_ms() + 1_000);
        house.pass();
        assert_eq!(states(house)[1].1, "offered", "by rule");
        let case = house.case("", &link);
        assert_eq!(
            (&case["offers"][1]["choice"], &case["offers"][1]["state"]),
            (&json!("one"), &json!("open"))
        );
        assert!(case["ladder"].is_null(), "the ladder is ours");
        let page = Browser::of(house, "li").get(&format!("/desk/cases/{id}?lang=zh-CN")).is(200);
        assert!(page.has("方案阶梯") && page.has("退货退款加赠品"));
    });
}

#[test]
fn what_was_agreed_is_a_paper_whose_digest_stands_in_the_journal() {
    in_house(|house| {
        let (id, link) = dear(house);
        house.act("li", &id, "offers", refund(300_000, None));
        house.post("", &format!("/api/v1/cases/{link}/accept"), json!({ "offer": "o1" })).is(200);
        house.pass();
        house.pass();
        let offer = &house.case("", &link)["offers"][0];
        let papers = offer["settlement"].as_array().expect("papers").clone();
        assert_eq!(papers.len(), 2);
        for paper in &papers {
            let path = |name: &str| format!("/api/v1/cases/{name}/settlement/o1/{}", word(&paper["locale"]));
            for (user, name) in [("", &link), ("shop", &id), ("li", &id)] {
                let reply = house.get(user, &path(name));
                assert_eq!((reply.status, reply.header("content-type")), (200, "application/pdf"), "{user}");
                let digest =
                    Sha256::digest(&reply.bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
                assert_eq!(paper["sha256"], digest);
            }
            house.get("other", &path(&id)).is(404);
        }
        let page = house.get("", &format!("/c/{link}/settlement/o1?lang=zh-CN"));
        assert_eq!(page.status, 200);
        let text = page.text();
        for part in ["和解书", "¥3,000.00", &word(&papers[0]["sha256"]), "李*"] {
            assert!(text.contains(part), "{part}");
        }
        assert!(!text.contains("李雷"), "the paper names nobody in full");
        house.pass();
        let proof = house.get("", &format!("/c/{link}/proof/settlement-o1?lang=zh-CN"));
        assert!(proof.status == 200 && proof.text().contains("/verify#r2~"), "{}", proof.status);
    });
}
