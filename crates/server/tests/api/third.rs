//! The page of a carrier or an inspector: one request by secret link, and nothing else of the case.

use crate::house::{House, in_house};
use serde_json::{Value, json};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

fn link(case: &Value, at: usize) -> String {
    let link = case["requests"][at]["link"].as_str().expect("staff have the link");
    link[link.find("/t/").expect("a page of a third party")..].to_owned()
}

fn send(house: &House, path: &str, fields: &[(&str, &str)]) -> u16 {
    let mut body = vec![];
    for (name, value) in fields {
        let part = format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let head = "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"track.png\"\r\n\r\n";
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(PNG);
    body.extend_from_slice(b"\r\n--x--\r\n");
    house.call("POST", path, "", &[], Some(("multipart/form-data; boundary=x", body))).status
}

#[test]
fn a_carrier_answers_by_its_link_and_learns_nothing_else() {
    in_house(|house| {
        let (id, secret) = house.filed();
        let ask = json!({ "to": "carrier", "kinds": ["track"], "reason": "请提供单号 LL44 的轨迹", "silence": "as_other_side" });
        house.act("li", &id, "request-evidence", ask);
        let case = house.case("li", &id);
        let path = link(&case, 0);
        for reader in ["", "shop"] {
            let name = if reader.is_empty() { &secret } else { &id };
            assert_eq!(
                house.case(reader, name)["requests"][0]["link"],
                Value::Null,
                "only staff give it away"
            );
        }
        let page = house.get("", &path).text();
        assert!(page.contains("请提供单号 LL44 的轨迹") && page.contains("完整运输轨迹"));
        assert!(page.contains("这一点以另一方的说明为准"), "what silence means is said");
        let number = case["number"].as_str().expect("a number");
        assert!(!page.contains(number) && !page.contains(&secret) && !page.contains("快递说已签收"));
        assert_eq!(send(house, &path, &[("text", "附全程轨迹")]), 303);
        let case = house.case("li", &id);
        assert_eq!(case["requests"][0]["state"], "answered");
        let piece = &case["evidence"][1];
        assert_eq!((&piece["party"], &piece["source"]), (&json!("carrier"), &json!("third_party")));
        assert_eq!((&piece["kind"], &piece["record"]["by"]), (&json!("track"), &json!("carrier")));
        assert!(house.get("", &path).text().contains("已收到您的答复"));
        assert_eq!(send(house, &path, &[]), 409, "once is enough");
    });
}

#[test]
fn of_several_things_asked_for_a_carrier_says_which_it_sends() {
    in_house(|house| {
        let (id, _) = house.filed();
        let ask =
            json!({ "to": "carrier", "kinds": ["track", "proof_of_delivery"], "reason": "两样都请提供" });
        house.act("li", &id, "request-evidence", ask.clone());
        house.act("li", &id, "request-evidence", ask);
        let case = house.case("li", &id);
        assert!(house.get("", &link(&case, 0)).text().contains("<option value=\"proof_of_delivery\">"));
        assert_eq!(send(house, &link(&case, 0), &[("kind", "proof_of_delivery")]), 303);
        // What it was not asked for is no more than a file.
        assert_eq!(send(house, &link(&case, 1), &[("kind", "outbound_record")]), 303);
        let case = house.case("li", &id);
        let kinds = [&case["evidence"][1]["kind"], &case["evidence"][2]["kind"]];
        assert_eq!(kinds, [&json!("proof_of_delivery"), &json!("photo")]);
    });
}

#[test]
fn a_guessed_renewed_or_borrowed_link_opens_nothing() {
    in_house(|house| {
        let (id, secret) = house.filed();
        house.act(
            "li",
            &id,
            "request-evidence",
            json!({ "to": "carrier", "kinds": ["track"], "reason": "轨迹" }),
        );
        house.act(
            "li",
            &id,
            "request-evidence",
            json!({ "to": "customer", "kinds": ["photos"], "reason": "照片" }),
        );
        let path = link(&house.case("li", &id), 0);
        let other = format!("{}2", &path[..path.len() - 1]);
        for wrong in [
            other,
            format!("/t/{secret}"),
            format!("/t/{secret}q1"),
            "/t/x".into(),
            format!("/c/{}", &path[3..]),
        ] {
            assert_eq!(house.get("", &wrong).status, 404, "{wrong}");
        }
        house.act("li", &id, "renew-link", json!({ "request": "q1" }));
        assert_eq!(house.get("", &path).status, 404);
        assert_eq!(send(house, &path, &[]), 404);
        assert_eq!(house.get("", &link(&house.case("li", &id), 0)).status, 200);
    });
}

#[test]
fn an_inspector_says_what_came_out_with_the_report() {
    in_house(|house| {
        let (id, _) = house.filed();
        house.act(
            "li",
            &id,
            "inspection",
            json!({ "what": "看看灯座", "cost_fen": 8_000, "payer": "platform" }),
        );
        let path = link(&house.case("li", &id), 0);
        assert!(house.get("", &path).text().contains("检测结果"));
        assert_eq!(send(house, &path, &[]), 422);
        assert_eq!(send(house, &path, &[("result", "misuse")]), 303);
        let case = house.case("li", &id);
        assert_eq!(
            (&case["inspections"][0]["state"], &case["inspections"][0]["result"]),
            (&json!("done"), &json!("misuse"))
        );
    });
}

#[test]
fn the_pages_say_what_each_piece_counts_for_and_what_is_missing() {
    in_house(|house| {
        let (id, secret) = house.filed();
        let page = house.get("", &format!("/c/{secret}")).text();
        assert!(page.contains("证据齐全度") && page.contains("还缺") && page.contains("可能的结果"));
        assert_eq!(send(house, &format!("/c/{secret}/evidence"), &[("kind", "outer_packaging")]), 303);
        let desk = house.get("li", &format!("/desk/cases/{id}")).text();
        assert!(desk.contains("保管记录") && desk.contains("SM3") && desk.contains("track.png"));
        let shop = house.get("shop", &format!("/m/cases/{id}")).text();
        assert!(shop.contains("证据齐全度") && shop.contains("我对它有话说") && !shop.contains("SM3"));
    });
}
