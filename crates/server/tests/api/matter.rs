//! Closed cases like one on the desk, and the same matter elsewhere, through pages and API.

use crate::desk::browser::Browser;
use crate::house::{HOUR_MS, House, complaint, in_house, word};
use domain::command::{CaseCommand, Command, RemedyAnswer};
use domain::{CaseId, Fen};
use serde_json::{Value, json};

/// A complaint with these words, about this order or none.
fn filed(house: &House, order: Option<&str>, phone: &str, text: &str) -> (String, String) {
    let mut new = complaint();
    new["person"] = json!({ "name": "韩梅梅", "phone": phone });
    new["matter"]["text"] = text.into();
    match order {
        Some(order) => new["order"]["number"] = order.into(),
        None => new["order"] = Value::Null,
    }
    let filed = house.post("li", "/api/v1/cases", new).is(201);
    (word(&filed["id"]), word(&filed["link"]).rsplit('/').next().expect("a link").to_owned())
}

/// Part of the price is paid back, and the customer says how it was.
fn ends_with(house: &House, (id, link): &(String, String), fen: i64) {
    let items = json!([{ "remedy": "partial_refund", "amount_fen": fen }]);
    house.act("li", id, "offers", json!({ "items": items, "words": "退一部分" }));
    house.act("", link, "accept", json!({ "offer": "o1" }));
    let reference = word(&house.case("li", id)["remedies"][0]["reference"]);
    let answer = RemedyAnswer::Done { reference: format!("PAY-{id}"), amount: Fen(fen) };
    let command = CaseCommand::RemedyAnswered { remedy: "r1".into(), reference, answer };
    house.by_system(Command::Case(CaseId::new(id.as_str()), command), store::Parcel::default());
    house.clock.advance(49 * HOUR_MS);
    house.pass();
    house.act("", link, "survey", json!({ "solved": 90, "treated": 95 }));
}

#[test]
fn how_a_like_case_ended_stands_beside_the_one_on_the_desk_and_tells_nobodys_data() {
    in_house(|house| {
        let phone = "13900001234";
        let told = "台灯一开就冒烟，灯罩也裂了，找韩梅梅 13900001234";
        let twin = filed(house, Some("A-1001"), phone, told);
        ends_with(house, &twin, 3_870);
        let (id, link) = filed(house, Some("A-1001"), "13900005678", "新买的台灯冒烟，灯罩裂了");
        let found = house.get("li", &format!("/api/v1/cases/{id}/similar")).is(200);
        let first = &found["cases"][0];
        assert_eq!(
            (&first["id"], &first["percent"], &first["survey"]),
            (&json!(twin.0), &json!(30), &json!(90))
        );
        assert_eq!(
            (&found["median_percent"], &first["days"], &first["outcome"]),
            (&json!(30), &json!(2), &json!("settled"))
        );
        let same: Vec<&Value> =
            first["why"].as_array().expect("reasons").iter().map(|why| &why["same"]).collect();
        for why in ["kind", "product", "merchant", "words", "amount"] {
            assert!(same.contains(&&json!(why)), "{why}: {found}");
        }
        let page = Browser::of(house, "li").get(&format!("/desk/cases/{id}/similar?lang=zh-CN")).is(200);
        for part in ["中位补偿：金额的 30%", "同一商品", "冒烟", "2 天办结", "回访 90 分", "<svg"]
        {
            assert!(page.has(part), "{part}: {}", page.html);
        }
        assert!(!found.to_string().contains(phone) && !page.has(phone) && !page.has("韩梅梅"));
        assert!(
            Browser::of(house, "li").get(&format!("/desk/cases/{id}")).is(200).has("/similar\" hx-trigger")
        );
        for (user, name) in [("shop", &id), ("", &link)] {
            let path = format!("/api/v1/cases/{name}/similar");
            assert!(matches!(house.get(user, &path).status, 401 | 403 | 404), "{user}");
        }
    });
}

#[test]
fn the_same_matter_elsewhere_is_shown_by_what_is_shared_and_not_once_it_is_erased() {
    in_house(|house| {
        let parcel = "SF1234567890123";
        let first = filed(house, Some("A-1001"), "13900001111", &format!("快递 {parcel} 一直没到"));
        let second = filed(house, None, "13900002222", &format!("运单号 {parcel} 显示签收，我没收到"));
        let third = filed(house, Some("A-1001"), "13900001111", "还是没有回音");
        let path = format!("/api/v1/cases/{}/matter", first.0);
        let found = house.get("li", &path).is(200);
        let ties = |id: &str| -> Value {
            let cases = found["cases"].as_array().expect("cases");
            cases.iter().find(|case| case["id"] == *id).map(|case| case["ties"].clone()).unwrap_or_default()
        };
        assert_eq!((ties(&second.0), ties(&third.0)), (json!(["parcel"]), json!(["order", "phone", "mail"])));
        let things = found["things"].as_array().expect("things");
        let is_named =
            |tie: &str, name: &str| things.iter().any(|thing| thing["tie"] == tie && thing["name"] == name);
        assert!(is_named("parcel", parcel) && is_named("order", "A-1001"), "{things:?}");
        // The customer's own, and that of whoever bought.
        assert!(is_named("phone", "139****1111") && is_named("phone", "138****5678"), "{things:?}");
        let desk = Browser::of(house, "li");
        let page = desk.get(&format!("/desk/cases/{}/matter?lang=zh-CN", first.0)).is(200);
        let number = word(&house.case("li", &second.0)["number"]);
        assert!(
            page.has(&number) && page.has("同一包裹") && page.has("同一订单、同一电话") && page.has("<svg")
        );
        assert!(!page.has("13900001111") && !page.has("13900002222"));
        let part =
            desk.send("GET", &format!("/desk/cases/{}/matter", first.0), &[("hx-request", "true")], None);
        assert!(part.has(&number) && !part.has("<html"), "the card asks for the list alone");
        house.post("shop", &path, json!({})).is(405);
        assert_eq!(house.get("shop", &path).status, 403);
        house.act(
            "chief",
            &second.0,
            "close",
            json!({ "outcome": "explained", "relief": "explanation", "words": "说明" }),
        );
        house
            .post("chief", &format!("/api/v1/cases/{}/erase", second.0), json!({ "ground": "request" }))
            .is(200);
        let left = house.get("li", &path).is(200);
        assert!(!left.to_string().contains(&second.0) && left.to_string().contains(&third.0), "{left}");
    });
}
