use crate::house::{House, Reply, allowed, in_house};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

fn form(house: &House, user: &str, id: &str, files: &[&[u8]], fields: &[(&str, &str)]) -> Reply {
    let mut body = vec![];
    for (name, value) in fields {
        let part = format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    for file in files {
        let head = "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"<b>.png\"\r\n\r\n";
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(file);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--x--\r\n");
    let kind = "multipart/form-data; boundary=x";
    house.call("POST", &format!("/api/v1/cases/{id}/evidence"), user, &[], Some((kind, body)))
}

#[test]
fn a_file_comes_in_by_form_or_json_and_goes_out_with_safe_headers() {
    in_house(|house| {
        let (id, link) = house.filed();
        form(house, "", &link, &[PNG], &[("kind", "parcel_photo")]).is(200);
        let text = BASE64_STANDARD.encode("快递员说放在门口了");
        house.act("li", &id, "evidence", json!({ "files": [{ "base64": text }] }));
        let case = house.case("li", &id);
        let (photo, words) = (&case["evidence"][1], &case["evidence"][2]);
        assert_eq!((&photo["kind"], &photo["media"]), (&json!("parcel_photo"), &json!("image/png")));
        assert_eq!((&words["party"], &words["media"]), (&json!("platform"), &json!("text/plain")));
        let file = house.get("li", photo["url"].as_str().expect("a url"));
        assert_eq!((file.status, file.bytes.as_slice()), (200, PNG));
        assert_eq!(file.header("content-type"), "image/png");
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        assert!(file.header("content-disposition").starts_with("attachment; filename=\"C-2026-"));
        assert!(file.header("content-security-policy").contains("sandbox"));
        let file = house.get("li", words["url"].as_str().expect("a url"));
        assert!(file.header("content-disposition").starts_with("attachment"));
    });
}

#[test]
fn files_go_only_to_who_may_see_them_and_the_order_record_to_nobody() {
    in_house(|house| {
        let (id, link) = house.filed();
        form(house, "", &link, &[PNG], &[]).is(200);
        form(house, "li", &id, &[PNG], &[]).is(200);
        let see = |user: &str, id: &str, evidence: &str| {
            house.get(user, &format!("/api/v1/cases/{id}/evidence/{evidence}")).status
        };
        assert_eq!((see("", &link, "e2"), see("shop", &id, "e2"), see("li", &id, "e2")), (200, 200, 200));
        assert_eq!((see("", &link, "e3"), see("shop", &id, "e3"), see("li", &id, "e3")), (404, 404, 200));
        assert_eq!((see("", &link, "e1"), see("shop", &id, "e1"), see("li", &id, "e1")), (404, 404, 404));
        assert_eq!((see("other", &id, "e2"), see("", &id, "e2"), see("li", &id, "e9")), (404, 401, 404));
    });
}

#[test]
fn a_file_is_taken_for_what_its_bytes_are() {
    in_house(|house| {
        let (id, _) = house.filed();
        let script = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
        form(house, "li", &id, &[script], &[]).problem(422, "file_type_refused");
        form(house, "li", &id, &[b""], &[]).problem(422, "file_empty");
        form(house, "li", &id, &[b"PK\x03\x04 a zip"], &[]).problem(422, "file_type_refused");
        form(house, "li", &id, &[PNG; 10], &[]).problem(422, "too_many_files");
        form(house, "li", &id, &[&vec![b'a'; 21 << 20]], &[]).problem(422, "file_too_large");
        form(house, "li", &id, &[PNG], &[("kind", "<script>")]).problem(422, "word_unknown");
        form(house, "li", &id, &[], &[]).problem(422, "nothing_chosen");
        let broken = json!({ "files": [{ "base64": "***" }] });
        house.post("li", &format!("/api/v1/cases/{id}/evidence"), broken).problem(400, "malformed");
        assert_eq!(house.case("li", &id)["evidence"].as_array().map(Vec::len), Some(1));
    });
}

#[test]
fn a_merchant_answers_a_request_once() {
    in_house(|house| {
        let (id, _) = house.filed();
        let ask = json!({ "to": "merchant", "kinds": ["packing_video"], "reason": "请提供打包视频", "due_at": "2026-03-04T02:00:00Z" });
        let done = house.act("li", &id, "request-evidence", ask);
        assert!(allowed(&done).contains(&"finding".to_owned()));
        let case = house.case("shop", &id);
        assert_eq!(case["requests"][0]["reason"], "请提供打包视频");
        assert_eq!(case["requests"][0]["due_at"], "2026-03-04T02:00:00Z");
        let answer = json!({ "request": "q1", "text": "视频已覆盖" });
        house.act("shop", &id, "evidence", answer.clone());
        house.post("shop", &format!("/api/v1/cases/{id}/evidence"), answer).problem(409, "already_answered");
        assert_eq!(house.case("li", &id)["requests"][0]["state"], "answered");
    });
}
