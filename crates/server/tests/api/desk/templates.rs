//! Templates from outside: picked on the desk without JavaScript, listed by the API, counted when a reply goes out.

use super::browser::Browser;
use crate::house::{House, in_house, word};
use serde_json::{Value, json};

fn templates(house: &House, user: &str, case: &str) -> Value {
    house.get(user, &format!("/api/v1/cases/{case}/templates")).is(200)
}

fn one(all: &Value, id: &str) -> Value {
    let found = all["templates"].as_array().and_then(|all| all.iter().find(|one| one["id"] == id));
    found.unwrap_or_else(|| panic!("no template {id}")).clone()
}

fn count(house: &House, answer: &str) -> i64 {
    let metrics = house.get("", "/metrics").text();
    let name = format!("redress_suggestions_total{{what=\"template\",voice=\"all\",answer=\"{answer}\"}} ");
    let line = metrics.lines().find_map(|line| line.strip_prefix(&name));
    line.and_then(|count| count.parse().ok()).unwrap_or_else(|| panic!("{name}: {metrics}"))
}

#[test]
fn a_template_is_filled_from_the_case_and_suggested_for_its_situation() {
    in_house(|house| {
        let (id, link) = house.filed();
        let case = house.case("li", &id);
        let all = templates(house, "li", &id);
        // Nobody answers the customer: the need behind the words comes first.
        assert_eq!(all["suggested"], "respect", "{all}");
        assert_eq!(all["templates"][0]["id"], "respect");
        let first = one(&all, "first_delivery");
        let text = word(&first["text"]);
        assert!(text.starts_with("李先生/女士，您好。"), "{text}");
        assert!(text.contains(&word(&case["number"])) && text.contains("{接下来谁做什么}"), "{text}");
        assert!(text.contains("2026年3月3日 10:00"), "the plan of grade B is due in a day: {text}");
        assert_eq!(first["open"], json!(["next"]));
        assert!(word(&one(&all, "delay_parcel")["text"]).contains("订单 A-1001 的 台灯"));
        assert!(word(&one(&all, "refusal")["text"]).contains("· "), "the other ways are named");
        assert_eq!(one(&all, "offer")["open"], json!(["facts", "offer", "expires"]));
        assert!(!all.to_string().contains("李雷"), "of the name only what stays behind the mask");
        house.get("", &format!("/api/v1/cases/{id}/templates")).problem(401, "sign_in");
        for stranger in ["shop", "other"] {
            assert!(
                house.get(stranger, &format!("/api/v1/cases/{id}/templates")).status >= 403,
                "{stranger}"
            );
        }
        house.get("li", &format!("/api/v1/cases/{link}/templates")).problem(403, "not_allowed");
    });
}

#[test]
fn an_english_customer_is_answered_in_english() {
    in_house(|house| {
        let new = json!({
            "locale": "en",
            "person": { "name": "Anna Lee", "phone": "13812345678" },
            "matter": { "text": "The lamp arrived broken, please exchange it." },
            "wants": ["exchange"],
        });
        let id = word(&house.post("li", "/api/v1/cases", new).is(201)["id"]);
        let all = templates(house, "li", &id);
        assert_eq!(all["locale"], "en");
        let first = &all["templates"][0];
        assert!(word(&first["text"]).starts_with("Hello {name}"), "her name stays masked: {first}");
        assert!(!all.to_string().contains("Anna"));
        let mut zh = Browser::of(house, "li");
        zh.language = "zh";
        let page = zh.get(&format!("/desk/cases/{id}?template={}", word(&first["id"]))).is(200);
        assert!(
            page.has("Hello {name}") && page.has("用模板开头"),
            "the letter is hers, the page the reader's"
        );
    });
}

#[test]
fn a_template_is_picked_without_javascript_read_and_sent() {
    in_house(|house| {
        let (id, _) = house.filed();
        let li = Browser::of(house, "li");
        let path = format!("/desk/cases/{id}");
        let page = li.get(&path).is(200);
        assert!(page.has("<option value=\"respect\">Suggested · First answer"), "{}", page.html);
        assert!(!page.has("autofocus"));
        let picked = li.get(&format!("{path}?template=respect")).is(200);
        assert!(picked.has("李先生/女士，您好。") && picked.has("option value=\"respect\" selected"));
        assert!(
            picked.has("To fill in") && picked.has("<q>{已查到的情况}</q>"),
            "what is open is pointed at"
        );
        assert_eq!(
            (picked.field("template"), picked.field("suggested")),
            ("respect".into(), "respect".into())
        );
        let text =
            picked.html.split("data-key=\"r\"").nth(1).and_then(|rest| rest.split("</textarea>").next());
        let text = text.and_then(|rest| rest.split_once('>')).expect("a text").1.to_owned();
        let fields = |text: &'static str| [("text", text), ("template", "respect"), ("suggested", "respect")];
        let open = li.act(&id, "reply", &fields("很抱歉。接下来：{接下来谁做什么}，今天告诉您。")).is(422);
        assert!(open.has("{接下来谁做什么}") && open.has("name=\"sure\""), "nothing open goes out unseen");
        assert_eq!(open.field("template"), "respect", "what it was begun with is not forgotten");
        assert!(text.contains("{接下来谁做什么}"));
        let sent = li.act(&id, "reply", &fields("很抱歉。接下来由仓库核对，今天告诉您。"));
        sent.is(303);
        assert_eq!((count(house, "accepted"), count(house, "changed")), (1, 0));
        let entry = house.case("li", &id)["timeline"].to_string();
        assert!(!entry.contains("respect"), "the parties are not told how we write: {entry}");
        let manager = Browser::of(house, "chief").get("/desk/manager").is(200);
        assert!(manager.has("1 template was suggested for a reply; taken: 100 %"), "{}", manager.html);
    });
}

#[test]
fn what_was_typed_stays_below_a_template_and_a_template_nobody_touched_gives_way() {
    in_house(|house| {
        let (id, _) = house.filed();
        let li = Browser::of(house, "li");
        let path = format!("/desk/cases/{id}");
        let draft = |text: &str, template: &str| {
            li.post(&format!("{path}/draft"), &[("place", "reply"), ("text", text), ("template", template)])
                .is(200)
        };
        draft("我自己写的一句", "");
        let both = li.get(&format!("{path}?template=delay")).is(200);
        assert!(both.has("没有在说好的时间内有结果") && both.has("我自己写的一句"));
        let whole = word(&one(&templates(house, "li", &id), "delay")["text"]);
        draft(&whole, "delay");
        let again = li.get(&format!("{path}?template=delay")).is(200);
        assert_eq!(again.html.matches("没有在说好的时间内有结果").count(), 1, "a reload does not double it");
        let other = li.get(&format!("{path}?template=refusal")).is(200);
        assert!(other.has("没能给您想要的结果") && !other.has("没有在说好的时间内有结果"));
        assert_eq!(li.get(&path).is(200).field("template"), "delay", "it comes back with the draft");
        li.get(&format!("{path}?template=no_such_one")).is(200);
    });
}

#[test]
fn another_beginning_than_the_suggested_one_is_counted_as_that() {
    in_house(|house| {
        let (id, _) = house.filed();
        let say = |template: Value| {
            house.post(
                "li",
                &format!("/api/v1/cases/{id}/messages"),
                json!({ "to": "customer", "text": "已收到，正在核对。", "template": template }),
            )
        };
        say(json!({ "suggested": "respect", "used": "delay" })).is(200);
        say(json!({ "suggested": "respect" })).is(200);
        say(json!({})).is(200);
        say(json!({ "suggested": "respect", "used": "nonsense" })).problem(422, "template_unknown");
        assert_eq!((count(house, "accepted"), count(house, "changed")), (0, 2));
    });
}
