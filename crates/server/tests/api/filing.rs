use crate::house::{LATE, complaint, in_house, word};
use serde_json::json;

#[test]
fn filing_answers_with_number_link_and_receipt() {
    in_house(|house| {
        let filed = house.post("li", "/api/v1/cases", complaint()).is(201);
        assert!(word(&filed["number"]).starts_with("C-2026-"));
        assert!(word(&filed["link"]).contains("/c/"));
        let receipt = &filed["receipt"];
        assert!(receipt["index"].is_u64());
        assert_eq!(word(&receipt["leaf"]).len(), 64);
        assert!(word(&receipt["url"]).ends_with(&format!("/api/v1/cases/{}/receipt", word(&filed["id"]))));
    });
}

#[test]
fn the_same_key_files_once_and_another_users_key_is_another() {
    in_house(|house| {
        let file =
            |user: &str| house.post_with(user, "/api/v1/cases", &[("idempotency-key", "k-1")], complaint());
        let first = file("li").is(201);
        let again = file("li").is(200);
        assert_eq!(first, again);
        let other = file("wang").is(201);
        assert_ne!(first["id"], other["id"]);
    });
}

#[test]
fn a_case_is_found_by_the_very_next_search() {
    in_house(|house| {
        let (id, _) = house.filed();
        for words in ["签收", "包裹", "13812345678", "lei@example.cn", "A-1001"] {
            let found = house.get("li", &format!("/api/v1/cases?q={}", percent(words))).is(200);
            assert_eq!(found["items"][0]["id"], id, "{words}");
        }
    });
}

#[test]
fn the_receipt_waits_for_the_checkpoint_and_then_proves_the_first_entry() {
    in_house(|house| {
        let filed = house.post("li", "/api/v1/cases", complaint()).is(201);
        let (id, index) = (word(&filed["id"]), filed["receipt"]["index"].as_u64().expect("an index"));
        let waiting = house.get("", &format!("/api/v1/cases/{id}/receipt")).is(202);
        assert_eq!(waiting, json!({ "status": "waiting" }));
        house.pass();
        let proof = house.get("", &format!("/api/v1/cases/{id}/receipt"));
        assert!(proof.header("content-type").starts_with("text/plain"));
        let receipt = journal::Receipt::parse(&proof.text()).expect("a receipt");
        assert_eq!(receipt.index, index);
        let leaf = word(&filed["receipt"]["leaf"]).parse().expect("a hash");
        receipt.verify_leaf(&leaf, &house.store.verifier().expect("a key")).expect("the proof holds");
        let note = house.get("", "/api/v1/checkpoint").text();
        assert_eq!(receipt.checkpoint, note);
        let number = word(&filed["number"]);
        house.get("", &format!("/api/v1/cases/{number}/receipt")).problem(404, "not_found");
        assert_eq!(house.get("li", &format!("/api/v1/cases/{number}/receipt")).status, 200);
    });
}

#[test]
fn what_is_missing_is_named_and_a_complaint_without_words_is_refused() {
    in_house(|house| {
        let filed = house.post("li", "/api/v1/cases", json!({ "matter": { "text": LATE } })).is(201);
        let case = house.case("li", &word(&filed["id"]));
        assert_eq!(case["gaps"], json!(["contact", "order", "noticed", "wants"]));
        assert_eq!(case["state"], "complete");
        let empty = json!({ "matter": { "text": "  " } });
        house.post("li", "/api/v1/cases", empty).problem(422, "text_missing");
        let unknown = json!({ "matter": { "text": LATE }, "wants": ["a pony"] });
        house.post("li", "/api/v1/cases", unknown).problem(422, "word_unknown");
    });
}

pub fn percent(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
