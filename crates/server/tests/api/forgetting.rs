//! Asking to be forgotten, from the customer's page to the last mail: agreed to, not agreed to, and not possible yet.

use crate::desk::browser::Browser;
use crate::house::{House, complaint, in_house, word};
use crate::notices::channels;
use connect::fake::FakeSmtp;
use serde_json::{Value, json};

const SECRET: &str = "我家的狗叫旺财";

/// A case that is over, and its customer's link.
fn closed(house: &House, order: Value) -> (String, String) {
    let mut new = complaint();
    new["matter"]["text"] = SECRET.into();
    new["order"] = order;
    let filed = house.post("li", "/api/v1/cases", new).is(201);
    let id = word(&filed["id"]);
    house.act(
        "li",
        &id,
        "close",
        json!({ "outcome": "explained", "relief": "explanation", "words": "已说明" }),
    );
    (id, word(&filed["link"]).rsplit('/').next().expect("a link").to_owned())
}

fn asks(house: &House, link: &str) {
    let mut customer = Browser::stranger(house);
    customer.language = "zh-CN";
    customer.post(&format!("/c/{link}/forget"), &[("text", "不想留下电话")]).is(303);
    assert!(customer.get(&format!("/c/{link}")).is(200).has("还没有答复"));
}

fn decides(house: &House, id: &str, act: &str, fields: &[(&str, &str)]) {
    let chief = Browser::of(house, "chief");
    let path = format!("/desk/privacy/{id}");
    let page = chief.get(&path).is(200);
    let version = page.field("version");
    let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("version", version.as_str())]).collect();
    chief.post(&format!("{path}/{act}"), &fields).is(303);
}

/// Mails of one round of the house, oldest first.
fn told(house: &House, smtp: &FakeSmtp) -> Vec<String> {
    let before = smtp.received().len();
    house.pass();
    house.pass_to(&channels(smtp)).expect("a pass");
    house.pass_to(&channels(smtp)).expect("a pass");
    smtp.received().iter().skip(before).map(|mail| mail.text.clone()).collect()
}

#[test]
fn what_is_agreed_to_is_told_first_and_then_done() {
    in_house(|house| {
        let smtp = FakeSmtp::start().expect("a mail server");
        let (id, link) = closed(house, Value::Null);
        told(house, &smtp);
        asks(house, &link);
        let list = Browser::of(house, "chief").get("/desk/privacy").is(200);
        assert!(list.has("waits for your answer") && list.has(&format!("/desk/privacy/{id}")));
        let page = Browser::of(house, "chief").get(&format!("/desk/privacy/{id}")).is(200);
        assert!(page.has("不想留下电话") && page.has("What stays, and why"));
        decides(house, &id, "grant", &[]);
        assert!(house.get("", &format!("/c/{link}")).text().contains(SECRET), "it is told before it is done");
        let mails = told(house, &smtp);
        assert!(mails.iter().any(|mail| mail.contains("我们同意了") && mail.contains("备份")), "{mails:?}");
        let left = house.get("", &format!("/c/{link}")).text();
        assert!(left.contains("您的个人信息已经删除") && !left.contains(SECRET));
        let case = house.case("chief", &id);
        let erased =
            case["timeline"].as_array().and_then(|told| told.iter().find(|one| one["kind"] == "erased"));
        assert!(erased.is_some(), "{case}");
        assert!(Browser::of(house, "chief").get("/desk/privacy?list=erased").is(200).has("final on"));
    });
}

#[test]
fn whoever_is_refused_reads_why_and_what_else_they_can_do() {
    in_house(|house| {
        let smtp = FakeSmtp::start().expect("a mail server");
        let (id, link) = closed(house, Value::Null);
        told(house, &smtp);
        asks(house, &link);
        let chief = Browser::of(house, "chief");
        let empty = chief.post(&format!("/desk/privacy/{id}/deny"), &[("why", " ")]).is(422);
        assert!(empty.has("aria-invalid"));
        let li = Browser::of(house, "li").post(&format!("/desk/privacy/{id}/deny"), &[("why", "x")]);
        assert_eq!(li.status, 403, "a handler does not decide it");
        decides(house, &id, "deny", &[("why", "另一案正在用这份记录")]);
        let mails = told(house, &smtp);
        let mail = mails.iter().find(|mail| mail.contains("另一案正在用这份记录"));
        assert!(mail.is_some_and(|mail| mail.contains("人民法院")), "{mails:?}");
        let page = house.get("", &format!("/c/{link}")).text();
        assert!(page.contains("另一案正在用这份记录") && page.contains(SECRET));
    });
}

#[test]
fn what_may_not_go_yet_is_kept_unread_and_its_person_is_told_until_when() {
    in_house(|house| {
        let smtp = FakeSmtp::start().expect("a mail server");
        let (id, link) = closed(house, json!({ "number": "A-1001" }));
        told(house, &smtp);
        asks(house, &link);
        let page = Browser::of(house, "chief").get(&format!("/desk/privacy/{id}")).is(200);
        assert!(page.has("The law wants the case kept until 2029-03-02"), "{}", page.html);
        decides(house, &id, "grant", &[]);
        let mails = told(house, &smtp);
        let mail = mails.iter().find(|mail| mail.contains("还不能删除"));
        assert!(mail.is_some_and(|mail| mail.contains("2029-03-02")), "{mails:?}");
        assert!(!house.get("", &format!("/c/{link}")).text().contains(SECRET));
        assert!(!house.get("li", &format!("/desk/cases/{id}")).text().contains(SECRET));
        decides(house, &id, "hold", &[("why", "法院来函")]);
        decides(house, &id, "ask-unseal", &[("why", "律师要看")]);
        let own = Browser::of(house, "chief").get(&format!("/desk/privacy/{id}")).is(200);
        assert!(own.has("律师要看") && !own.has("/unseal\""), "one cannot be one's own second person");
        let second = Browser::of(house, "admin");
        let page = second.get(&format!("/desk/privacy/{id}")).is(200);
        assert!(page.has("法院来函") && page.has("/unseal\""));
        second.post(&format!("/desk/privacy/{id}/unseal"), &[("version", &page.field("version"))]).is(303);
        assert!(house.get("li", &format!("/desk/cases/{id}")).text().contains(SECRET), "for a day");
        let held = Browser::of(house, "li").get("/desk/privacy?list=held").is(200);
        assert!(held.has(&id));
    });
}
