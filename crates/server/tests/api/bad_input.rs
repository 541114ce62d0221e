use crate::house::{complaint, in_house, word};
use serde_json::json;

const HTML: &str = "<script>alert('x')</script><img src=x onerror=alert(1)>";

#[test]
fn what_is_no_json_is_answered_with_a_problem() {
    in_house(|house| {
        let send = |bytes: &[u8]| {
            house.call("POST", "/api/v1/cases", "li", &[], Some(("application/json", bytes.to_vec())))
        };
        send(b"{\"matter\":").problem(400, "malformed");
        send(b"").problem(400, "malformed");
        send(b"[]").problem(400, "malformed");
        send(b"{\"matter\":{\"text\":\"\xff\xfe\"}}").problem(400, "malformed");
        send(b"{\"matter\":{\"text\":7}}").problem(400, "malformed");
        let deep = [b"[".repeat(100_000), b"]".repeat(100_000)].concat();
        send(&deep).problem(400, "malformed");
        let form = Some(("application/x-www-form-urlencoded", b"matter=x".to_vec()));
        house.call("POST", "/api/v1/cases", "li", &[], form).problem(400, "malformed");
        house.call("DELETE", "/api/v1/cases", "li", &[], None).problem(405, "method_not_allowed");
        house.get("li", "/api/v1/nothing").problem(404, "not_found");
        assert_eq!(house.get("li", "/api/v1/cases").is(200)["items"], json!([]));
    });
}

#[test]
fn too_much_text_is_refused_with_a_word() {
    in_house(|house| {
        let text = |letters: usize| json!({ "matter": { "text": "长".repeat(letters) } });
        house.post("li", "/api/v1/cases", text(20_001)).problem(422, "text_too_long");
        house.post("li", "/api/v1/cases", text(3_500_000)).problem(413, "too_large");
        house.post("li", "/api/v1/cases", text(20_000)).is(201);
        let (id, _) = house.filed();
        let say = json!({ "to": "customer", "text": "长".repeat(20_001) });
        house.post("li", &format!("/api/v1/cases/{id}/messages"), say).problem(422, "text_too_long");
    });
}

#[test]
fn html_and_odd_letters_in_every_field_come_back_as_data() {
    in_house(|house| {
        let mut new = complaint();
        new["person"]["name"] = HTML.into();
        new["order"]["number"] = HTML.into();
        new["matter"]["text"] = format!("{HTML}\u{0}\u{202e}包裹🙂").into();
        new["matter"]["title"] = HTML.into();
        let id = word(&house.post("li", "/api/v1/cases", new).is(201)["id"]);
        house.act("li", &id, "messages", json!({ "to": "customer", "text": HTML }));
        house.act("li", &id, "notes", json!({ "text": HTML }));
        let reply = house.get("li", &format!("/api/v1/cases/{id}"));
        assert_eq!(reply.header("content-type"), "application/json");
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        let case = reply.is(200);
        assert_eq!(case["matter"]["title"], HTML);
        assert!(word(&case["matter"]["text"]).ends_with("包裹🙂"));
        assert_eq!(case["matter"]["order_number"], HTML);
        let timeline = case["timeline"].as_array().expect("a timeline");
        assert_eq!(timeline.iter().filter(|entry| entry["text"] == HTML).count(), 2);
        let words = json!({ "to": "customer", "kinds": [HTML], "reason": HTML });
        house.post("li", &format!("/api/v1/cases/{id}/request-evidence"), words).problem(422, "word_unknown");
    });
}

#[test]
fn odd_names_of_cases_are_simply_not_found() {
    in_house(|house| {
        for name in ["%00", "%ff", "..%2f..%2fetc", "%27%3B--", "C-2026-999999", "case:1"] {
            house.get("li", &format!("/api/v1/cases/{name}")).problem(404, "not_found");
        }
        let long = "x".repeat(5_000);
        house.get("li", &format!("/api/v1/cases/{long}")).problem(404, "not_found");
    });
}

#[test]
fn numbers_out_of_range_are_refused() {
    in_house(|house| {
        let (id, _) = house.filed();
        let offer = |fen: i64| {
            let items = json!([{ "remedy": "refund", "amount_fen": fen }]);
            house.post(
                "li",
                &format!("/api/v1/cases/{id}/offers"),
                json!({ "items": items, "words": "退款" }),
            )
        };
        offer(-1).problem(422, "amount_invalid");
        offer(i64::MAX).problem(422, "amount_invalid");
        offer(13_000).problem(422, "amount_above_order");
        let shares = json!([{ "party": "merchant", "percent": 99, "cites": ["e1"] }]);
        let find = json!({ "shares": shares, "reasons": "理由" });
        house.post("li", &format!("/api/v1/cases/{id}/finding"), find).problem(422, "shares_not_hundred");
        let late = json!({ "to": "customer", "kinds": ["photo"], "reason": "照片", "due_at": "2020-01-01T00:00:00Z" });
        house.post("li", &format!("/api/v1/cases/{id}/request-evidence"), late).problem(422, "due_invalid");
    });
}
