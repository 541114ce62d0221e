//! Drafts from an endpoint that the operator configured: what leaves holds nobody's data, what comes back is a draft.

use super::browser::Browser;
use crate::house::{House, complaint, in_house, kinds, word};
use connect::Secret;
use connect::fake::FakeDraft;
use connect::fake::draft::Behaviour;
use serde_json::{Value, json};
use server::config::Draft;
use server::writer::Endpoint;
use std::sync::Arc;
use std::time::Duration;

fn configured(house: &House) -> FakeDraft {
    let fake = FakeDraft::start().expect("a fake");
    let draft =
        Draft { url: fake.url(), model: "small-1".into(), secret: Some(Secret::new("key-1")), timeout_s: 1 };
    house.app.set_writer(Arc::new(Endpoint::of(&draft)));
    fake
}

const WORDS: &str = "我叫李雷，电话13812345678，住杭州市西湖区文三路90号3幢502室，身份证330106199001011234。\
                     订单A-1001的台灯坏了，邻居王小明13900001111也买了，快递单号SF1234567890123，\
                     邮箱lei@example.cn，请退款。小狗叫qxhidden。";

/// Everything in it that points at somebody or at the order.
const SECRETS: [&str; 12] = [
    "李雷",
    "13812345678",
    "5678",
    "文三路",
    "502室",
    "330106199001011234",
    "A-1001",
    "台灯",
    "13900001111",
    "SF1234567890123",
    "lei@example.cn",
    "qxhidden",
];

fn filed(house: &House) -> String {
    let mut new = complaint();
    new["matter"]["text"] = WORDS.into();
    let id = word(&house.post("li", "/api/v1/cases", new).is(201)["id"]);
    house.act("li", &id, "hide", json!({ "entry": 0, "words": ["qxhidden"] }));
    let said = "李先生，我们打过13812345678没有人接，台灯的订单A-1001正在查。";
    house.act("li", &id, "messages", json!({ "to": "customer", "text": said }));
    house.act("li", &id, "notes", json!({ "text": "qxnote" }));
    house.act("li", &id, "messages", json!({ "to": "merchant", "text": "qxtoshop" }));
    id
}

fn ask(house: &House, id: &str, purpose: &str) -> Value {
    house.post("li", &format!("/api/v1/cases/{id}/draft"), json!({ "purpose": purpose })).is(200)
}

#[test]
fn nothing_personal_leaves_and_only_what_a_reply_may_say_comes_back() {
    in_house(|house| {
        let fake = configured(house);
        let id = filed(house);
        fake.set_behaviour(Behaviour::Says(
            "{NAME_1}，您好。订单 {ORDER_1} 的 {ITEM_1} 我们正在查，今天给您答复。请留意 {PHONE_1} 和 {PHONE_99}，退您 777 元。".into(),
        ));
        let draft = ask(house, &id, "reply");
        assert_eq!((&draft["draft"], &draft["model"]), (&json!(true), &json!("small-1")));
        let text = word(&draft["text"]);
        assert!(text.starts_with("李先生/女士，您好。订单 A-1001 的 台灯"), "{text}");
        assert!(
            text.contains("{PHONE_1}") && text.contains("{PHONE_99}"),
            "a phone is nothing to say: {text}"
        );
        assert_eq!(draft["open"], json!(["{PHONE_1}", "{PHONE_99}"]));
        let remarks = draft["remarks"].to_string();
        assert!(
            remarks.contains("\"open\"") && remarks.contains("777 元"),
            "the reply check reads it: {remarks}"
        );
        let asked = fake.received();
        assert_eq!(asked.len(), 1);
        for secret in SECRETS.iter().chain(&["qxnote", "qxtoshop", "key-1"]) {
            assert!(!asked[0].body.contains(secret), "{secret} has left: {}", asked[0].body);
        }
        let body: Value = serde_json::from_str(&asked[0].body).expect("JSON");
        let matter = word(&body["messages"][1]["content"]);
        assert!(
            matter.contains("请退款") && matter.contains("customer: "),
            "what it is about is there: {matter}"
        );
        assert!(asked[0].head.contains("Bearer key-1"));
        let case = house.case("li", &id);
        assert!(kinds(&case).contains(&"draft_asked".to_owned()), "that it left is on record");
        let link = word(&case["link"]).rsplit('/').next().expect("a link").to_owned();
        assert!(!kinds(&house.case("", &link)).contains(&"draft_asked".to_owned()));
        house.post("shop", &format!("/api/v1/cases/{id}/draft"), json!({})).problem(403, "not_allowed");
    });
}

#[test]
fn a_draft_lands_in_the_box_marked_and_is_sent_by_a_person_only() {
    in_house(|house| {
        let id = filed(house);
        let li = Browser::of(house, "li");
        let path = format!("/desk/cases/{id}");
        assert!(!li.get(&path).is(200).has("purpose"), "off until it is configured");
        house.post("li", &format!("/api/v1/cases/{id}/draft"), json!({})).problem(409, "draft_off");
        let fake = configured(house);
        fake.set_behaviour(Behaviour::Says("很抱歉，<b>我们</b>正在查，今天给您答复。".into()));
        let before = house.case("li", &id)["timeline"].as_array().map(Vec::len);
        li.post(&format!("{path}/draft"), &[("place", "reply"), ("text", "我写了一半")]).is(200);
        let done = li.post(&format!("{path}/write"), &[("purpose", "reply")]).is(303);
        assert!(done.location.ends_with("#act-reply"), "{}", done.location);
        let page = li.get(&path).is(200);
        assert!(page.has("Machine draft.") && page.has("正在查，今天给您答复") && page.has("我写了一半"));
        assert!(!page.has("<b>我们</b>") && page.field("template") == "machine");
        let after = house.case("li", &id);
        assert_eq!(
            after["timeline"].as_array().map(Vec::len),
            before.map(|count| count + 1),
            "nothing was sent"
        );
        let sent =
            [("text", "很抱歉，我们正在查，今天给您答复。"), ("template", "machine"), ("suggested", "delay")];
        li.act(&id, "reply", &sent).is(303);
        assert!(!li.get(&path).is(200).has("Machine draft."));
        fake.set_behaviour(Behaviour::Says("灯坏了，要退款。".into()));
        li.post(&format!("{path}/write"), &[("purpose", "summary")]).is(303);
        assert!(li.get(&path).is(200).has("[Machine summary by small-1, not checked by a person]\n灯坏了"));
    });
}

#[test]
fn whatever_the_endpoint_does_the_case_goes_on_and_the_reader_is_told_in_their_language() {
    in_house(|house| {
        let fake = configured(house);
        let id = filed(house);
        let mut li = Browser::of(house, "li");
        li.language = "zh";
        let path = format!("/desk/cases/{id}");
        for (behaviour, says, code) in [
            (Behaviour::Late(Duration::from_secs(20)), "没有及时答复", "draft_late"),
            (Behaviour::Slow(Duration::from_millis(50)), "没有及时答复", "draft_late"),
            (Behaviour::Refuses(500), "起草服务拒绝了请求", "draft_refused"),
            (Behaviour::OtherContract, "返回的内容不是草稿", "draft_unreadable"),
            (Behaviour::Down, "连不上起草服务", "draft_unreachable"),
        ] {
            fake.set_behaviour(behaviour.clone());
            let page = li.post(&format!("{path}/write"), &[("purpose", "reply")]).is(409);
            assert!(page.has(says), "{behaviour:?}");
            house.post("li", &format!("/api/v1/cases/{id}/draft"), json!({})).problem(409, code);
        }
        assert!(!li.get(&path).is(200).has("机器草稿"));
        li.post(&format!("{path}/write"), &[("purpose", "poem")]).is(422);
    });
}
