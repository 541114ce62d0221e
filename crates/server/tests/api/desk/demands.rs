//! Demands in parts from outside: read, confirmed on the desk without JavaScript, kept, and used for an offer.

use super::browser::Browser;
use crate::house::{House, complaint, in_house, word};
use serde_json::{Value, json};

fn filed(house: &House, text: &str, wants: Value) -> String {
    let mut new = complaint();
    new["matter"]["text"] = text.into();
    new["wants"] = wants;
    let id = word(&house.post("li", "/api/v1/cases", new).is(201)["id"]);
    house.act(
        "li",
        &id,
        "triage",
        json!({ "kind": "quality", "class": "quality", "grade": "B", "why": "看过" }),
    );
    id
}

fn parts(case: &Value) -> Vec<String> {
    case["demands"]["parts"].as_array().expect("parts").iter().map(|one| word(&one["part"])).collect()
}

#[test]
fn refund_and_damages_is_shown_as_parts_with_what_could_meet_each() {
    in_house(|house| {
        let id = filed(house, "台灯坏了，我要退款并赔偿！", json!(["apology"]));
        let case = house.case("li", &id);
        assert_eq!(parts(&case), ["refund", "damages", "apology"]);
        let demands = &case["demands"];
        assert_eq!(demands["confirmed"], false);
        assert_eq!(demands["parts"][0]["meets"][0]["items"][0]["remedy"], "return");
        assert_eq!(demands["parts"][1]["words"], json!(["赔偿"]));
        let coupon = &demands["parts"][1]["meets"][0];
        assert_eq!((&coupon["percent"], &coupon["items"][0]["amount_fen"]), (&json!(5), &json!(645)));
        let kinds: Vec<String> =
            demands["offer"].as_array().expect("an offer").iter().map(|one| word(&one["remedy"])).collect();
        assert_eq!(kinds, ["return", "refund", "coupon", "apology"]);
        let mut li = Browser::of(house, "li");
        li.language = "zh";
        let page = li.get(&format!("/desk/cases/{id}")).is(200);
        for shown in
            ["诉求拆解", "<q>赔偿</q>", "优惠券 5 % (¥6.45)", "方案阶梯第 1 步", "从文字和勾选中读出"]
        {
            assert!(page.has(shown), "{shown}");
        }
        assert!(!page.has("value=\"coupon\" checked> 优惠券</label>\n    <label class=\"amount\">¥ <span class=\"hidden\">优惠券 金额"));
        let link = word(&case["link"]);
        let secret = link.rsplit('/').next().expect("a link");
        assert_eq!(house.case("", secret)["demands"], Value::Null, "how we read it is ours");
        assert_eq!(house.case("shop", &id)["demands"], Value::Null);
    });
}

#[test]
fn a_person_corrects_the_parts_without_javascript_and_an_offer_begins_with_them() {
    in_house(|house| {
        let id = filed(house, "台灯坏了，我要退款并赔偿！", json!([]));
        let li = Browser::of(house, "li");
        let fields =
            [("parts", "return"), ("parts", "coupon"), ("percent_coupon", "10"), ("amount_return", "")];
        let page = li.does(&id, "demands", &fields);
        assert!(page.has("Confirmed by a person") && page.has("Coupon 10 % (¥12.90)"), "{}", page.html);
        assert!(page.has("Asked for, in parts: Return the goods"), "it stands in the timeline");
        assert!(page.has("name=\"amount_coupon\" value=\"12.90\""), "the offer begins with it");
        assert!(page.has("name=\"parts\" value=\"return\" checked"));
        let case = house.case("li", &id);
        assert_eq!(
            (parts(&case), &case["demands"]["confirmed"]),
            (vec!["return".into(), "coupon".into()], &json!(true))
        );
        li.act(&id, "demands", &[("parts", "refund"), ("percent_refund", "many")]).is(422);
        li.act(&id, "demands", &[("parts", "moon")]).is(422);
        house.act("li", &id, "demands", json!({ "parts": [{ "part": "damages", "times": 3 }] }));
        let path = format!("/api/v1/cases/{id}/demands");
        house.post("li", &path, json!({ "parts": [{ "part": "moon" }] })).problem(400, "malformed");
        house
            .post("li", &path, json!({ "parts": [{ "part": "refund", "percent": 101 }] }))
            .problem(422, "amount_invalid");
        house.post("shop", &path, json!({ "parts": [] })).problem(403, "not_allowed");
        assert!(house.case("li", &id)["demands"]["parts"][0]["times"] == 3);
    });
}
