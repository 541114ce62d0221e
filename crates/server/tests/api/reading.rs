use crate::house::{in_house, kinds, word};
use serde_json::{Value, json};

#[test]
fn a_case_is_read_by_id_and_by_number_with_its_version_as_etag() {
    in_house(|house| {
        let (id, _) = house.filed();
        let reply = house.get("li", &format!("/api/v1/cases/{id}"));
        let etag = reply.header("etag").to_owned();
        let case = reply.is(200);
        assert_eq!(etag, format!("\"{}\"", case["version"]));
        let number = word(&case["number"]);
        assert_eq!(house.case("li", &number.to_lowercase())["id"], id);
        assert_eq!(house.case("li", &number)["version"], case["version"]);
    });
}

#[test]
fn staff_see_the_case_with_people_masked() {
    in_house(|house| {
        let (id, link) = house.filed();
        let case = house.case("li", &id);
        assert_eq!(
            case["person"],
            json!({ "name": "李*", "phone": "138****5678", "email": "l**@example.cn" })
        );
        assert_eq!(case["order"]["buyer"]["phone"], "138****5678");
        assert_eq!(case["order"]["total_fen"], 12_900);
        assert!(word(&case["link"]).ends_with(&link));
        assert!(word(&case["matter"]["text"]).contains("签收"));
        assert_eq!(case["completeness"], json!({ "person": 100, "order": 100, "matter": 100 }));
        let reason = &case["triage"]["reasons"][0];
        assert!(reason["code"].is_string() && reason["zh"].is_string() && reason["en"].is_string());
        assert_eq!(case["timeline"][0]["no"], 0);
        assert!(word(&case["timeline"][0]["text"]).contains("签收"));
        assert_eq!(kinds(&case), ["filed", "order_frozen", "triaged", "assigned"]);
        assert!(!case.to_string().contains("13812345678"));
    });
}

#[test]
fn a_merchant_sees_its_case_without_notes_looks_or_other_peoples_words() {
    in_house(|house| {
        let (id, _) = house.filed();
        house.act("li", &id, "notes", json!({ "text": "内部备注" }));
        house.act("li", &id, "reveal", json!({ "what": "phone", "why": "回电" }));
        house.act("li", &id, "messages", json!({ "to": "customer", "text": "只给顾客的话" }));
        house.act("li", &id, "messages", json!({ "to": "merchant", "text": "请说明" }));
        let case = house.case("shop", &id);
        assert_eq!(case["person"], json!({ "name": "李*" }));
        assert_eq!(case["order"]["buyer"], json!({ "name": "李*" }));
        assert_eq!((&case["link"], &case["owner"]), (&Value::Null, &Value::Null));
        let text = case.to_string();
        for hidden in
            ["内部备注", "回电", "只给顾客的话", "138****5678", "staff:", "\"li\"", "reasons\":[{\"code"]
        {
            assert!(!text.contains(hidden), "{hidden} in {text}");
        }
        assert!(text.contains("请说明"));
        let kinds = kinds(&case);
        assert!(!kinds.iter().any(|kind| kind == "noted" || kind == "revealed"), "{kinds:?}");
    });
}

#[test]
fn another_merchants_case_is_not_found_whatever_is_tried() {
    in_house(|house| {
        let (id, _) = house.filed();
        house.get("other", &format!("/api/v1/cases/{id}")).problem(404, "not_found");
        let say = json!({ "to": "platform", "text": "你好" });
        house.post("other", &format!("/api/v1/cases/{id}/messages"), say).problem(404, "not_found");
        house.get("other", &format!("/api/v1/cases/{id}/evidence/e1")).problem(404, "not_found");
    });
}

#[test]
fn a_customer_reads_the_case_by_the_link_and_nobody_by_a_guessed_one() {
    in_house(|house| {
        let (_, link) = house.filed();
        let case = house.case("", &link);
        assert_eq!(
            (&case["order"], &case["triage"], &case["kind"]),
            (&Value::Null, &Value::Null, &Value::Null)
        );
        assert!(case["allowed_actions"].to_string().contains("withdraw"));
        let mut guessed = link.clone();
        let last = if guessed.pop() == Some('0') { '1' } else { '0' };
        guessed.push(last);
        house.get("", &format!("/api/v1/cases/{guessed}")).problem(404, "not_found");
        house.get("", &format!("/api/v1/cases/{}", word(&case["number"]))).problem(401, "sign_in");
    });
}

#[test]
fn a_guessed_token_is_forbidden_and_a_scope_holds() {
    in_house(|house| {
        let (id, _) = house.filed();
        house.get("rdr_li_guessed", "/api/v1/cases").problem(403, "not_allowed");
        house.get("", "/api/v1/cases").problem(401, "sign_in");
        let reads = house.issue("li", "cases:read");
        assert_eq!(house.get(&reads, &format!("/api/v1/cases/{id}")).status, 200);
        let note = json!({ "text": "不许" });
        house.post(&reads, &format!("/api/v1/cases/{id}/notes"), note.clone()).problem(403, "not_allowed");
        let say = json!({ "to": "customer", "text": "不许" });
        house.post(&reads, &format!("/api/v1/cases/{id}/messages"), say).problem(403, "not_allowed");
    });
}
