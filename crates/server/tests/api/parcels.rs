//! Parcels told by a program, the breaker they trip, and what people do with it; page and API.

use crate::desk::browser::Browser;
use crate::house::{House, in_house};
use domain::{CaseId, account};
use serde_json::{Value, json};

fn time(house: &House, hours: i64) -> String {
    let at = jiff::Timestamp::from_millisecond(house.now_ms() + hours * 3_600_000).expect("a time");
    at.to_string()
}

/// A parcel of an order of its own, promised two days ago.
fn late(house: &House, number: u32) -> Value {
    let order = format!("P-{number}");
    house.order_worth(&order, "m1", 10_000);
    json!({
        "tracking_number": format!("YD{number}"), "order_number": order, "carrier": "迅达快递", "route": "SH-BJ",
        "promised_at": time(house, -48), "shipped_at": time(house, -96),
    })
}

fn storm(house: &House) -> Value {
    let parcels: Vec<Value> = (1..=5).map(|number| late(house, number)).collect();
    json!({ "parcels": parcels })
}

#[test]
fn five_late_parcels_trip_the_route_and_their_customers_read_an_offer_before_they_complain() {
    in_house(|house| {
        let fund = json!({ "amount_fen": 100_000, "reference": "bank-1" });
        house.post("chief", "/api/v1/accounts/advance/fund", fund).is(200);
        let told = storm(house);
        assert_eq!(
            house.post("chief", "/api/v1/parcels", told.clone()).is(200),
            json!({ "told": 5, "new": 5 })
        );
        assert_eq!(house.post("chief", "/api/v1/parcels", told).is(200), json!({ "told": 5, "new": 0 }));
        house.pass();
        house.pass();
        let all = house.get("li", "/api/v1/breakers").is(200);
        let one = &all["items"][0];
        assert_eq!(
            (&one["id"], &one["name"], &one["trips"]),
            (&json!("late_route.SH-BJ"), &json!("SH-BJ"), &json!(1))
        );
        assert_eq!((&one["tripped"]["offers"], &one["tripped"]["left_fen"]), (&json!(5), &json!(950_000)));
        let case = one["parcels"][0]["case"].as_str().expect("a case").to_owned();
        let read = house.case("li", &case);
        assert_eq!((&read["channel"], &read["offers"][0]["state"]), (&json!("rule"), &json!("open")));
        let link = house.store.link_of(&CaseId::new(&case), 0);
        house.act("", &link, "accept", json!({ "offer": "o1", "chosen": [0] }));
        let books = house
            .get("chief", &format!("/api/v1/accounts/{}", account::carrier(&CaseId::new(&case))))
            .is(200);
        assert_eq!(books["balance_fen"], -10_000, "the carrier owes what was paid ahead");
        // The page says the same, and only managers change it.
        let browser = Browser::of(house, "chief");
        let page = browser.get("/desk/logistics").is(200);
        for words in ["SH-BJ", "Late on a route", "YD1", "Parcels of the last 14 days", "Reset"] {
            assert!(page.has(words), "{words}");
        }
        let handler = Browser::of(house, "li");
        let seen = handler.get("/desk/logistics").is(200);
        assert!(seen.has("SH-BJ") && !seen.has("name=\"why\""), "a handler reads it");
        let why = json!({ "why": "道路已通" });
        house.post("li", "/api/v1/breakers/late_route.SH-BJ/reset", why.clone()).problem(403, "not_allowed");
        let widen = json!({ "amount_fen": 5_000, "why": "雪灾" });
        let after = house.post("chief", "/api/v1/breakers/late_route.SH-BJ/widen", widen).is(200);
        assert_eq!(after["items"][0]["tripped"]["left_fen"], 955_000);
        browser.post("/desk/logistics/late_route.SH-BJ/reset", &[("why", "道路已通")]);
        let after = house.get("li", "/api/v1/breakers").is(200);
        assert_eq!(
            (&after["items"][0]["tripped"], &after["items"][0]["last"]["by"]),
            (&Value::Null, &json!("hand"))
        );
        house.post("chief", "/api/v1/breakers/late_route.SH-BJ/reset", why).problem(409, "breaker_shut");
        assert!(browser.get("/desk/logistics").is(200).has("Earlier trips"));
    });
}

#[test]
fn a_wrong_word_about_a_parcel_is_refused_and_nothing_is_recorded() {
    in_house(|house| {
        let wrong = [
            (json!({ "parcels": [{ "tracking_number": "" }] }), 422, "text_missing"),
            (json!({ "parcels": [{ "tracking_number": "x".repeat(201) }] }), 422, "text_too_long"),
            (json!({ "parcels": [{ "tracking_number": "A", "promised_at": "soon" }] }), 422, "due_invalid"),
            (
                json!({ "parcels": [{ "tracking_number": "A", "temperature": "warm", "scanned_at": "2026-01-01T00:00:00Z" }] }),
                400,
                "malformed",
            ),
            (json!({ "parcels": [{ "tracking_number": "A", "temperature": "8.5" }] }), 400, "malformed"),
            (json!({ "parcels": [{ "tracking": "A" }] }), 400, "malformed"),
        ];
        for (body, status, code) in wrong {
            let mut parcels = vec![json!({ "tracking_number": "GOOD" })];
            parcels.extend(body["parcels"].as_array().expect("parcels").iter().cloned());
            house.post("chief", "/api/v1/parcels", json!({ "parcels": parcels })).problem(status, code);
        }
        let good = house.store.parcel_id("GOOD");
        let there = house.store.db().read_blocking(|db| house.store.parcel(db, &good)).expect("a query");
        assert!(there.is_none(), "all are looked at before the first is recorded");
    });
}
