//! A complaint about our handling from outside: found by the number in its words, shown with the earlier conversation,
//! and kept from whoever it is about.

use super::browser::Browser;
use crate::house::{HOUR_MS, House, complaint, in_house, word};
use serde_json::{Value, json};

/// A second complaint with these words and this phone.
fn filed(house: &House, words: &str, phone: &str) -> String {
    let mut new = complaint();
    new["matter"]["text"] = words.into();
    new["person"] = json!({ "name": "李雷", "phone": phone });
    word(&house.post("admin", "/api/v1/cases", new).is(201)["id"])
}

#[test]
fn a_complaint_that_names_an_earlier_case_is_shown_against_its_playbook_and_owned_by_somebody_else() {
    in_house(|house| {
        let (first, _) = house.filed();
        let before = house.case("li", &first);
        let (number, owner) = (word(&before["number"]), word(&before["owner"]));
        house.clock.advance(3 * HOUR_MS);
        house.pass();
        let id = filed(house, &format!("投诉 {number} 的客服一直敷衍我，三个小时没人理！"), "13812345678");
        let case = house.case("li", &id);
        assert_ne!(word(&case["owner"]), owner);
        let service = &case["service_complaint"];
        assert_eq!(service["complained_of"], json!([owner]));
        let steps = service["earlier"][0]["steps"].as_array().expect("steps");
        let first_answer = steps.iter().find(|step| step["step"] == "first_answer").expect("a first answer");
        assert_eq!((&first_answer["mark"], &first_answer["done_at"]), (&json!("unanswered"), &Value::Null));
        let page = Browser::of(house, "li").get(&format!("/desk/cases/{id}")).is(200);
        assert!(page.has(&number) && page.has("<b>unanswered</b>") && page.has("never own this case"));
        let assign = format!("/api/v1/cases/{id}/assign");
        house.post("chief", &assign, json!({ "owner": owner })).problem(409, "complained_of");
        let secret = word(&case["link"]).rsplit('/').next().expect("a link").to_owned();
        let own = house.case("", &secret);
        assert_eq!(own["service_complaint"], Value::Null, "whom it is about stays with us");
        assert!(
            !own.to_string().contains("complained_of") && !own["timeline"].to_string().contains("related")
        );
    });
}

#[test]
fn the_number_of_somebody_elses_case_tells_nothing_and_by_hand_it_is_related() {
    in_house(|house| {
        let (first, _) = house.filed();
        let before = house.case("li", &first);
        let (number, owner) = (word(&before["number"]), word(&before["owner"]));
        let words = format!("投诉 {number} 的客服态度很差");
        let id = filed(house, &words, "13500001111");
        assert_eq!(house.case("li", &id)["service_complaint"], Value::Null, "another person's number");
        let chief = Browser::of(house, "chief");
        chief.act(&id, "relate", &[("earlier", "C-1999-000001")]).is(404);
        chief.act(&id, "relate", &[]).is(422);
        let page = chief.does(&id, "relate", &[("earlier", &number)]);
        assert!(page.has("Complains about our handling") && page.has("never own this case"), "{}", page.html);
        let after = house.case("li", &id);
        assert_ne!(word(&after["owner"]), owner);
        assert_eq!(after["service_complaint"]["complained_of"], json!([owner]));
        house.act("chief", &id, "relate", json!({ "handler": "admin" }));
        assert_eq!(house.case("li", &id)["service_complaint"]["complained_of"], json!([owner, "admin"]));
        house
            .post("shop", &format!("/api/v1/cases/{id}/relate"), json!({ "handler": "li" }))
            .problem(403, "not_allowed");
    });
}
