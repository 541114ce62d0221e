//! What a person can ask for: who looked at their case, and everything about them.

use crate::desk::browser::Browser;
use crate::house::{House, NOW_MS, Reply, complaint, in_house, kinds, word};
use crate::record::upload;
use connect::fake::FakeSms;
use connect::sms::SmsConfig;
use serde_json::{Value, json};
use server::jobs::Channels;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::time::Duration;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
const FORM: &str = "application/x-www-form-urlencoded";

/// Looks are written behind the answer; asks until the page tells of all these.
fn looks(house: &House, link: &str, wanted: &[&str]) -> String {
    let mut html = String::new();
    for _ in 0..200 {
        html = house.get("", &format!("/c/{link}/looks?lang=en")).text();
        if wanted.iter().all(|words| html.contains(words)) {
            return html;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("{wanted:?} are not all in {html}");
}

#[test]
fn a_customer_reads_who_looked_in_what_function_and_at_what() {
    in_house(|house| {
        let (id, link) = house.filed();
        assert!(house.get("", &format!("/c/{link}")).text().contains(&format!("/c/{link}/looks")));
        upload(house, "", &link, &[], PNG);
        house.case("chief", &id);
        Browser::of(house, "li").get(&format!("/desk/cases/{id}")).is(200);
        Browser::of(house, "chief").get("/desk?view=all&q=13812345678").is(200);
        Browser::of(house, "shop").get(&format!("/m/cases/{id}")).is(200);
        Browser::of(house, "li").get(&format!("/desk/cases/{id}/evidence/e2/view")).is(200);
        assert_eq!(house.get("admin", &format!("/api/v1/cases/{id}/evidence/e2")).status, 200);
        house.act("li", &id, "reveal", json!({ "what": "phone", "why": "回电给她" }));
        let html = looks(
            house,
            &link,
            &[
                "<b>Manager</b>",
                "read this complaint with a program",
                "saw it come up in a search",
                "<b>Case handler</b>",
                "opened this complaint",
                "<b>Merchant 好物小店</b>",
                "looked at a document: E2",
                "<b>Administrator</b>",
                "downloaded a document: E2",
                "gave a reason and looked at what is covered",
                "You, or somebody with your link",
            ],
        );
        for private in ["chief", "wang", "staff:", "回电给她"] {
            assert!(!html.contains(private), "{private} is in {html}");
        }
        // Another case of the same person was not looked at.
        let (_, other) = house.filed();
        let html = house.get("", &format!("/c/{other}/looks?lang=en")).text();
        assert!(!html.contains("<b>Merchant"), "{html}");
        let last = if link.ends_with('0') { '1' } else { '0' };
        for guessed in ["x", &link[..26], &format!("{}{last}", &link[..51])] {
            assert_eq!(house.get("", &format!("/c/{guessed}/looks")).status, 404, "{guessed}");
            assert_eq!(house.get("", &format!("/c/{guessed}/data")).status, 404, "{guessed}");
        }
    });
}

#[test]
fn a_long_list_of_looks_goes_on_behind_a_link_that_names_nobody() {
    in_house(|house| {
        let (id, link) = house.filed();
        for n in 0..60 {
            house.clock.set(NOW_MS + n * 600_000);
            let case = domain::CaseId::new(&*id);
            let by = domain::Actor::Staff(domain::UserId::new("li"), domain::Role::Handler);
            let look = house.store.looked(&by, &case, "", store::looks::How::Page);
            crate::desk::browser::block(look).expect("written down");
        }
        let first = house.get("", &format!("/c/{link}/looks?lang=en")).text();
        assert_eq!(first.matches("opened this complaint").count(), 50);
        let older = first.split("href=\"").filter_map(|rest| rest.split('"').next());
        let older = older.into_iter().find(|href| href.contains("before=")).expect("a link").to_owned();
        let second = house.get("", &format!("{older}&lang=en")).text();
        assert_eq!(second.matches("opened this complaint").count(), 10);
        assert!(!second.contains("rel=\"next\"") && second.contains("rel=\"first\""));
    });
}

#[test]
fn the_hour_of_the_looks_becomes_an_entry_when_it_is_over() {
    in_house(|house| {
        let (id, link) = house.filed();
        house.case("li", &id);
        looks(house, &link, &["read this complaint with a program"]);
        house.pass();
        let noted = |house: &House| {
            let read = house.store.db().read_blocking(|db| house.store.itself(db));
            read.unwrap_or_else(|error| panic!("{}", error.detail())).access
        };
        assert_eq!(noted(house), None);
        house.clock.set(NOW_MS + 2 * crate::house::HOUR_MS);
        house.pass();
        let access = noted(house).expect("a root");
        assert_eq!((access.hour_ms, access.rows), (NOW_MS, 1));
    });
}

fn channels(sms: &FakeSms) -> Channels {
    let sms = SmsConfig { url: sms.url(), secret: "s".to_owned().into(), timeout: Duration::from_secs(5) };
    Channels { sms: Some(sms), ..Channels::default() }
}

/// The files of a zip by their names within its one folder.
fn unpacked(zip: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(zip)).expect("a zip");
    let mut files = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).expect("a file");
        let mut bytes = vec![];
        file.read_to_end(&mut bytes).expect("its bytes");
        let (folder, name) = file
            .name()
            .expect("a name")
            .split_once('/')
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
            .expect("a folder");
        assert!(folder.starts_with("my-data-2026-"), "{folder}");
        files.insert(name, bytes);
    }
    files
}

fn text(files: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(files[name].clone()).expect("UTF-8")
}

fn form(house: &House, path: &str, body: &str) -> Reply {
    house.call("POST", path, "", &[("accept-language", "en")], Some((FORM, body.as_bytes().to_vec())))
}

fn filed_by(house: &House, phone: &str, words: &str) -> (String, String) {
    let mut new = complaint();
    new["person"] = json!({ "name": "韩梅梅", "phone": phone });
    new["matter"]["text"] = words.into();
    new.as_object_mut().expect("an object").remove("order");
    let filed = house.post("li", "/api/v1/cases", new).is(201);
    (word(&filed["id"]), word(&filed["link"]).rsplit('/').next().expect("a link").to_owned())
}

#[test]
fn a_customer_takes_everything_about_them_after_a_code_and_nothing_of_others() {
    in_house(|house| {
        let sms = FakeSms::start().expect("a gateway");
        let (id, link) = house.filed();
        let (second, _) = filed_by(house, "+86 138 1234 5678", "第二件事：锅的涂层掉了，要求退款，谢谢你们");
        let (third, _) = filed_by(house, "13900001234", "别人的事：手表停了，要求退款，谢谢你们");
        upload(house, "", &link, &[], PNG);
        house.act("li", &id, "notes", json!({ "text": "内部备注canary1" }));
        house.act("li", &id, "messages", json!({ "to": "merchant", "text": "对商家说canary2" }));
        house.act("li", &id, "messages", json!({ "to": "customer", "text": "对顾客说hello3" }));
        house.pass_to(&channels(&sms)).expect("a pass");

        let data = format!("/c/{link}/data");
        assert!(house.get("", &data).text().contains(&format!("action=\"{data}\"")));
        assert_eq!(form(house, &data, "version=1").status, 303);
        house.clock.set(NOW_MS + 1_000);
        house.pass_to(&channels(&sms)).expect("a pass");
        let said = sms.received().pop().expect("a code").text;
        let code: String = said.chars().filter(char::is_ascii_digit).take(6).collect();
        assert!(house.get("", &data).text().contains("name=\"code\""));
        let wrong = form(house, &data, "code=000000x");
        assert!(wrong.status == 403 && wrong.text().contains("aria-invalid"), "{}", wrong.text());
        assert!(!kinds(&house.case("li", &id)).contains(&"person_exported".to_owned()));

        let reply = form(house, &data, &format!("code={code}"));
        assert_eq!(
            (reply.status, reply.header("content-type")),
            (200, "application/zip"),
            "{}",
            reply.text()
        );
        assert!(reply.header("content-disposition").contains("attachment; filename=\"my-data-2026-"));
        assert_eq!(reply.header("cache-control"), "private, no-store");
        let files = unpacked(&reply.bytes);
        let number = word(&house.case("li", &id)["number"]);
        let names: Vec<&str> = files.keys().map(String::as_str).collect();
        assert_eq!(names, ["data.json", &format!("files/{number}/e2.png"), "index.html"]);
        assert_eq!(files[&format!("files/{number}/e2.png")], PNG);
        let (index, json) = (text(&files, "index.html"), text(&files, "data.json"));
        for own in [
            crate::house::LATE,
            "13812345678",
            "lei@example.cn",
            "对顾客说hello3",
            "第二件事",
            "A-1001",
            "好物小店",
        ] {
            assert!(json.contains(own) && (index.contains(own) || own == "好物小店"), "{own} is missing");
        }
        for others in ["canary1", "canary2", "别人的事", "13900001234", "staff:", "\"li\"", code.as_str()]
        {
            assert!(!json.contains(others) && !index.contains(others), "{others} is in it");
        }
        let read: Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!((&read["format"], &read["found_by"]), (&json!("redress-person-1"), &json!("phone")));
        assert_eq!(read["cases"].as_array().map(Vec::len), Some(2));
        let own = read["cases"]
            .as_array()
            .and_then(|all| all.iter().find(|one| one["number"] == json!(number)))
            .expect("the case");
        let withheld = json!([{ "what": "notes", "count": 1 }, { "what": "others", "count": 1 }]);
        assert_eq!(own["withheld"], withheld);
        assert_eq!(own["order"]["buyer"]["phone"], "13812345678", "the code proved whose order it is");
        assert!(own["messages_sent"].as_array().is_some_and(|sent| sent.len() >= 2), "{own}");
        assert!(own["looks"].as_array().is_some_and(|looks| !looks.is_empty()), "{own}");
        assert!(index.contains("Our own notes: 1") && index.contains("<html lang=\"en\">"), "{index}");

        for (case, expected) in [(&id, true), (&second, true), (&third, false)] {
            let entries = kinds(&house.case("li", case));
            assert_eq!(entries.contains(&"person_exported".to_owned()), expected);
        }
        looks(house, &link, &["took everything about you"]);
        let again = form(house, &data, &format!("code={code}"));
        assert_eq!(again.status, 409, "a code opens once: {}", again.text());
        let shop = house.get("shop", &format!("/api/v1/cases/{id}")).text();
        assert!(!shop.contains("person_exported"), "{shop}");
    });
}

#[test]
fn an_order_nobody_has_proven_and_a_case_without_a_contact_stay_shut() {
    in_house(|house| {
        let mut new = complaint();
        new["person"] = json!({ "name": "韩梅梅" });
        let filed = house.post("li", "/api/v1/cases", new).is(201);
        let link = word(&filed["link"]).rsplit('/').next().expect("a link").to_owned();
        let page = house.get("", &format!("/c/{link}/data?lang=en")).text();
        assert!(page.contains("no phone and no mail address") && !page.contains("<form"), "{page}");
        assert_eq!(form(house, &format!("/c/{link}/data"), "version=1").status, 409);
        // Whoever writes down the order of somebody else does not get it.
        let (id, _) = filed_by(house, "13700001234", "我来问问这个订单的事情，请尽快答复我，谢谢");
        house.act("li", &id, "supplement", json!({ "order_number": "A-1001" }));
        let asked = json!({ "phone": "13700001234", "why": "本人来电" });
        let files = unpacked(&house.post("chief", "/api/v1/persons/export", asked).bytes);
        let json = text(&files, "data.json");
        assert!(!json.contains("13812345678") && !json.contains("李雷"), "{json}");
        assert!(json.contains("\"what\": \"order\""), "{json}");
    });
}

#[test]
fn programs_export_a_person_with_their_scope_a_reason_and_one_name() {
    in_house(|house| {
        let (id, _) = house.filed();
        let path = "/api/v1/persons/export";
        let asked = json!({ "phone": "138-1234-5678", "why": "本人书面申请", "language": "en" });
        for user in ["li", "shop"] {
            house.post(user, path, asked.clone()).problem(403, "not_allowed");
        }
        assert_eq!(house.post("", path, asked.clone()).status, 401);
        let token = house.issue("chief", "cases:read cases:write");
        house.post(&token, path, asked.clone()).problem(403, "not_allowed");
        let token = house.issue("chief", "persons:export");
        let files = unpacked(&house.post(&token, path, asked.clone()).bytes);
        assert!(text(&files, "index.html").contains("<html lang=\"en\">"));
        assert_eq!(house.get(&token, "/api/v1/cases").status, 403, "the scope opens nothing else");
        let told = house.case("li", &id);
        let entry =
            told["timeline"].as_array().expect("entries").iter().find(|one| one["kind"] == "person_exported");
        assert!(entry.is_some_and(|entry| entry.to_string().contains("本人书面申请")), "{entry:?}");
        for by in [json!({ "email": "LEI@example.cn" }), json!({ "case": id })] {
            let mut asked = by;
            asked["why"] = "本人书面申请".into();
            assert!(
                text(&unpacked(&house.post("chief", path, asked).bytes), "data.json")
                    .contains(crate::house::LATE)
            );
        }
        let refused = |body: Value, status| {
            let reply = house.post("chief", path, body.clone());
            assert_eq!(reply.status, status, "{body}: {}", reply.text());
        };
        refused(json!({ "phone": "13812345678", "why": " " }), 422);
        refused(json!({ "phone": "13812345678" }), 400);
        refused(json!({ "why": "x" }), 400);
        refused(json!({ "phone": "13812345678", "case": id, "why": "x" }), 400);
        refused(json!({ "phone": "12", "why": "x" }), 422);
        refused(json!({ "email": "x", "why": "x" }), 422);
        refused(json!({ "phone": "13511112222", "why": "x" }), 404);
        refused(json!({ "case": "C-1999-000001", "why": "x" }), 404);
        refused(json!({ "phone": "13812345678", "why": "x", "language": "fr" }), 422);
    });
}
