//! Evidence as a record over HTTP: how a piece came, its versions, what is made of it, and who may.

use crate::house::{House, allowed, in_house};
use serde_json::{Value, json};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

/// Uploads by form, under the name it has there.
pub fn upload(house: &House, user: &str, id: &str, fields: &[(&str, &str)], bytes: &[u8]) -> Value {
    let mut body = vec![];
    for (name, value) in fields {
        let part = format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let head = "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"厨房 (1).png\"\r\n\r\n";
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--x--\r\n");
    let kind = "multipart/form-data; boundary=x";
    house.call("POST", &format!("/api/v1/cases/{id}/evidence"), user, &[], Some((kind, body))).is(200)
}

fn act(house: &House, user: &str, id: &str, action: &str, body: Value) -> crate::house::Reply {
    house.post(user, &format!("/api/v1/cases/{id}/{action}"), body)
}

fn piece(case: &Value, id: &str) -> Value {
    let all = case["evidence"].as_array().expect("evidence");
    all.iter().find(|one| one["id"] == id).cloned().unwrap_or_default()
}

#[test]
fn staff_read_how_a_piece_came_and_the_parties_do_not() {
    in_house(|house| {
        let (id, link) = house.filed();
        upload(house, "", &link, &[], PNG);
        let seen = piece(&house.case("li", &id), "e2");
        let record = &seen["record"];
        assert_eq!(record["name"], "厨房 (1).png");
        assert_eq!(record["by"], "customer");
        assert_eq!(record["from"], "customer");
        assert_eq!((record["network"].as_str(), record["size"].as_u64()), (None, Some(PNG.len() as u64)));
        assert_eq!(record["sha256"].as_str().map(str::len), Some(64));
        assert_eq!(record["sm3"].as_str().map(str::len), Some(64));
        assert!(record["tool"].as_str().is_some_and(|tool| tool.starts_with("redress ")));
        for reader in ["", "shop"] {
            let name = if reader.is_empty() { &link } else { &id };
            let seen = piece(&house.case(reader, name), "e2");
            assert_eq!(seen["id"], "e2");
            for hidden in ["record", "facts", "custody", "elsewhere"] {
                assert!(seen.get(hidden).is_none(), "{reader} reads {hidden}");
            }
        }
    });
}

#[test]
fn what_a_file_says_of_itself_stands_on_its_own_page_and_only_there() {
    in_house(|house| {
        let (id, link) = house.filed();
        upload(house, "", &link, &[], PNG);
        let page = |path: &str| house.get("li", &format!("/desk/cases/{id}{path}")).text();
        let (case, piece) = (page(""), page("/evidence/e2/view"));
        assert!(piece.contains("image/png") && !case.contains("image/png"));
        assert!(case.contains("处异常") && piece.contains("class=\"odd\""));
        let file = format!("/desk/cases/{id}/evidence/e2?download");
        assert!(case.contains(&file) && piece.contains(&file));
        let kept = house.get("li", &file);
        assert_eq!((kept.status, kept.bytes.as_slice()), (200, PNG));
    });
}

#[test]
fn staff_write_down_calls_and_what_they_fetched_elsewhere() {
    in_house(|house| {
        let (id, link) = house.filed();
        let note =
            json!({ "source": "phone", "from": "customer", "kind": "who_signed", "text": "是邻居代收的" });
        act(house, "", &link, "evidence", note.clone()).problem(403, "not_allowed");
        act(house, "li", &id, "evidence", note).is(200);
        let case = house.case("li", &id);
        let call = piece(&case, "e2");
        assert_eq!(
            (&call["source"], &call["from"], &call["party"]),
            (&json!("phone"), &json!("customer"), &json!("platform"))
        );
        assert_eq!(call["record"]["method"], "call");
        let file = json!({ "base64": "aVZCT1J3", "name": "轨迹.txt" });
        let pulled = json!({
            "source": "pulled", "from": "carrier", "kind": "track", "request_id": "REQ-77",
            "captured_at": "2026-03-01T08:00:00Z", "files": [file],
        });
        act(house, "li", &id, "evidence", pulled).is(200);
        let pulled = piece(&house.case("li", &id), "e3");
        assert_eq!(
            (&pulled["source"], &pulled["record"]["request_id"]),
            (&json!("pulled"), &json!("REQ-77"))
        );
        assert_eq!(pulled["record"]["captured_ms"], 1_772_352_000_000i64);
        assert_eq!(pulled["record"]["name"], "轨迹.txt");
    });
}

#[test]
fn a_correction_says_why_and_leaves_the_old_piece_where_it_was() {
    in_house(|house| {
        let (id, link) = house.filed();
        upload(house, "", &link, &[("kind", "outer_packaging")], PNG);
        let wrong = json!({ "corrects": "e2", "why": "拍错了", "files": [{ "base64": "aVZCT1J3" }] });
        act(house, "shop", &id, "evidence", wrong.clone()).problem(404, "not_found");
        upload(house, "", &link, &[("corrects", "e2"), ("why", "上一张拍错了面单")], &[PNG, b"2"].concat());
        let case = house.case("", &link);
        let (old, new) = (piece(&case, "e2"), piece(&case, "e3"));
        assert_eq!((&old["superseded_by"], &new["supersedes"]), (&json!("e3"), &json!("e2")));
        assert_eq!((&new["why"], &new["kind"]), (&json!("上一张拍错了面单"), &json!("outer_packaging")));
        act(house, "", &link, "evidence", wrong).problem(409, "evidence_superseded");
        assert_eq!(house.get("", &format!("/api/v1/cases/{link}/evidence/e2")).status, 200);
    });
}

#[test]
fn an_assessment_is_read_by_who_sees_the_piece_and_a_rejected_one_bears_nothing() {
    in_house(|house| {
        let (id, link) = house.filed();
        upload(house, "shop", &id, &[("kind", "outbound_record")], PNG);
        let judge = |verdict: &str| {
            json!({ "evidence": "e2", "authenticity": verdict, "legality": "accepted", "weight": 70,
                    "reasons": "时间与快递记录对不上" })
        };
        for (user, name) in [("", &link), ("shop", &id)] {
            let status = act(house, user, name, "assess", judge("rejected")).status;
            assert!(matches!(status, 401 | 403), "{user}: {status}");
        }
        act(house, "li", &id, "assess", judge("rejected")).is(200);
        let finding = json!({
            "shares": [{ "party": "merchant", "percent": 100, "cites": ["e2"], "rules": ["playbook:as_promised"] }], "reasons": "商家责任",
        });
        act(house, "li", &id, "finding", finding.clone()).problem(409, "evidence_rejected");
        let seen = piece(&house.case("shop", &id), "e2");
        assert_eq!(seen["assessment"]["verdict"], "rejected");
        assert_eq!(seen["assessment"]["reasons"], "时间与快递记录对不上");
        assert_eq!(seen["assessment"]["by"], Value::Null, "who of us judged is ours");
        assert_eq!(piece(&house.case("", &link), "e2"), Value::Null, "the customer does not see the piece");
        let told = house.case("", &link)["timeline"].to_string();
        assert!(!told.contains("时间与快递记录对不上") && !told.contains("evidence_assessed"));
        act(house, "li", &id, "assess", judge("accepted")).is(200);
        act(house, "li", &id, "finding", finding).is(200);
        assert_eq!(piece(&house.case("", &link), "e2")["assessment"]["verdict"], "accepted");
    });
}

#[test]
fn each_side_speaks_to_what_it_sees_of_the_other() {
    in_house(|house| {
        let (id, link) = house.filed();
        upload(house, "", &link, &[], PNG);
        upload(house, "shop", &id, &[], &[PNG, b"shop"].concat());
        let remark = |piece: &str| json!({ "evidence": piece, "text": "这不是我们发的那个箱子" });
        act(house, "shop", &id, "remark", remark("e2")).is(200);
        assert!(allowed(&house.case("shop", &id)).contains(&"remark".to_owned()));
        act(house, "", &link, "remark", remark("e3")).problem(404, "not_found");
        act(house, "other", &id, "remark", remark("e2")).problem(404, "not_found");
        let seen = piece(&house.case("", &link), "e2");
        assert_eq!(seen["remarks"][0]["text"], "这不是我们发的那个箱子");
        assert_eq!(seen["remarks"][0]["by"], "merchant");
    });
}

#[test]
fn what_a_side_says_on_the_telephone_stands_under_its_name() {
    in_house(|house| {
        let (id, link) = house.filed();
        upload(house, "", &link, &[], PNG);
        let said =
            |from: &str| json!({ "evidence": "e2", "from": from, "text": "箱子发出时是好的，旺财作证" });
        act(house, "li", &id, "remark", said("customer")).problem(422, "own_evidence");
        act(house, "li", &id, "remark", said("carrier")).problem(403, "not_allowed");
        act(house, "", &link, "remark", said("merchant")).problem(403, "not_allowed");
        act(house, "li", &id, "remark", said("merchant")).is(200);
        let case = house.case("li", &id);
        let remark = &piece(&case, "e2")["remarks"][0];
        assert_eq!(remark["by"], "merchant");
        let timeline = case["timeline"].as_array().expect("a timeline");
        let entry = timeline.iter().rfind(|entry| entry["kind"] == "evidence_remarked").expect("the entry");
        assert!(entry["by"].to_string().contains("li"), "who wrote it down is on record");
        let pages = [format!("/c/{link}"), format!("/c/{link}/evidence/e2/view")];
        let all_say = |words: &str| pages.iter().all(|page| house.get("", page).text().contains(words));
        assert!(all_say("旺财作证"));
        // What was hidden by hand is hidden wherever it stands.
        act(house, "li", &id, "hide", json!({ "entry": entry["no"], "words": ["旺财"] })).is(200);
        assert!(pages.iter().all(|page| !house.get("", page).text().contains("旺财")) && all_say("**作证"));
    });
}

#[test]
fn the_matrix_says_what_is_there_and_what_is_missing_in_percent() {
    in_house(|house| {
        let (id, link) = house.filed();
        let side = |case: &Value, side: &str| -> Value {
            let sides = case["evidence_matrix"]["sides"].as_array().expect("sides");
            sides.iter().find(|one| one["side"] == side).cloned().expect("the side")
        };
        let before = house.case("li", &id);
        assert_eq!(side(&before, "platform")["percent"], 100);
        assert_eq!(side(&before, "merchant")["percent"], 0);
        upload(house, "shop", &id, &[("kind", "outbound_record")], PNG);
        let (staff, customer) = (house.case("li", &id), house.case("", &link));
        assert!(side(&staff, "merchant")["percent"].as_u64() > Some(0));
        assert!(staff["evidence_matrix"]["percent"].as_u64() > before["evidence_matrix"]["percent"].as_u64());
        let row = |case: &Value| {
            let merchant = side(case, "merchant");
            let rows = merchant["rows"].as_array().expect("rows").clone();
            rows.into_iter().find(|row| row["kind"] == "outbound_record").expect("the row")
        };
        assert_eq!((&row(&staff)["state"], &row(&staff)["items"]), (&json!("shown"), &json!(["e2"])));
        assert_eq!((&row(&customer)["state"], &row(&customer)["items"]), (&json!("shown"), &json!([])));
        assert!(row(&staff)["label"]["zh"].is_string() && row(&staff)["why"]["en"].is_string());
    });
}

#[test]
fn the_same_file_in_another_case_is_pointed_out_to_staff() {
    in_house(|house| {
        let ((one, first), (two, second)) = (house.filed(), house.filed());
        for link in [&first, &second] {
            upload(house, "", link, &[], PNG);
        }
        assert_eq!(piece(&house.case("li", &one), "e2")["elsewhere"], json!([two]));
        assert_eq!(piece(&house.case("li", &two), "e2")["elsewhere"], json!([one]));
        assert!(!house.case("", &first).to_string().contains(&two));
    });
}

#[test]
fn an_inspection_stops_the_clocks_until_the_report_is_there() {
    in_house(|house| {
        let (id, link) = house.filed();
        let order = json!({ "what": "看看压缩机是不是坏的", "cost_fen": 30_000, "payer": "loser" });
        act(house, "", &link, "inspection", order.clone()).problem(401, "sign_in");
        act(house, "li", &id, "inspection", order.clone()).is(200);
        act(house, "li", &id, "inspection", order).problem(409, "inspection_open");
        let case = house.case("li", &id);
        let clock = |case: &Value, kind: &str| -> Value {
            let clocks = case["clocks"].as_array().expect("clocks");
            clocks.iter().find(|one| one["kind"] == kind).cloned().expect("the clock")
        };
        assert_eq!(clock(&case, "solution")["paused_for"], json!(["inspection"]));
        assert_eq!(clock(&case, "first_answer")["paused_for"], json!([]));
        let due = clock(&case, "solution")["due_at"].clone();
        house.clock.advance(crate::house::HOUR_MS);
        let report = json!({
            "inspection": "i1", "result": "defect",
            "files": [{ "base64": "aVZCT1J3", "name": "报告.txt" }],
        });
        let mut bare = report.clone();
        bare.as_object_mut().expect("fields").remove("result");
        bare.as_object_mut().expect("fields").remove("inspection");
        act(house, "li", &id, "inspected", bare).problem(422, "result_missing");
        act(house, "li", &id, "inspected", report).is(200);
        let case = house.case("li", &id);
        assert_eq!(clock(&case, "solution")["paused_ms"], crate::house::HOUR_MS);
        assert_ne!(clock(&case, "solution")["due_at"], due);
        assert_eq!(case["inspections"][0]["result"], "defect");
        assert_eq!(piece(&case, "e2")["from"], "inspector");
    });
}

#[test]
fn custody_is_written_by_what_happens() {
    in_house(|house| {
        let (id, link) = house.filed();
        upload(house, "", &link, &[], PNG);
        let what = |house: &House| -> Vec<String> {
            let seen = piece(&house.case("li", &id), "e2");
            let chain = seen["custody"].as_array().expect("a chain").clone();
            chain.iter().map(|one| one["what"].as_str().unwrap_or_default().to_owned()).collect()
        };
        assert_eq!(what(house), ["received"]);
        house.pass();
        house.clock.advance(crate::house::HOUR_MS);
        assert_eq!(house.get("shop", &format!("/m/cases/{id}/evidence/e2")).status, 200);
        house.clock.advance(crate::house::HOUR_MS);
        assert_eq!(house.get("li", &format!("/api/v1/cases/{id}/evidence/e2")).status, 200);
        assert_eq!(what(house), ["received", "sealed", "viewed", "copied"]);
        let told = house.case("", &link)["timeline"].to_string();
        assert!(!told.contains("evidence_handed_out"), "who of us took a copy is ours");
    });
}
