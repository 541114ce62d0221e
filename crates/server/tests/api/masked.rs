//! What others than its author read of a text: nothing personal, unless they have said why, and that is on record.

use crate::desk::browser::Browser;
use crate::house::{House, in_house, kinds, word};
use serde_json::{Value, json};

/// Nobody's: a birthday of 1900 and a card of zeros.
const PERSONAL: [&str; 6] =
    ["13800001234", "11010119000101009X", "6222020000000015", "建国路88号", "lover_8080", "王小花"];
const TEXT: &str = "快递说已签收但没收到。我叫王小花，电话13800001234，身份证11010119000101009X，退到银行卡6222020000000015，\
                    收货地址：北京市朝阳区建国路88号5栋1203室，微信号lover_8080。订单号935050023376，我家的狗叫旺财。";

fn filed(house: &House) -> (String, String) {
    let mut complaint = crate::house::complaint();
    complaint["matter"]["text"] = TEXT.into();
    let filed = house.post("li", "/api/v1/cases", complaint).is(201);
    (word(&filed["id"]), word(&filed["link"]).rsplit('/').next().expect("a link").to_owned())
}

#[track_caller]
fn is_masked(text: &str) {
    for secret in PERSONAL {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

#[test]
fn merchant_and_handler_read_a_complaint_masked_and_its_customer_reads_it_whole() {
    in_house(|house| {
        let (id, link) = filed(house);
        let say = json!({ "to": "merchant", "text": "店家请打13800001234找王小花，我叫王小花" });
        house.post("", &format!("/api/v1/cases/{link}/messages"), say).is(200);
        for user in ["li", "chief", "shop"] {
            let case = house.case(user, &id);
            is_masked(&case.to_string());
            assert_eq!(case["matter"]["masked"], true);
            assert_eq!(case["timeline"][0]["masked"], true);
            let text = word(&case["matter"]["text"]);
            assert!(text.contains("我叫王**，电话138****1234，身份证110***********009X"), "{text}");
            assert!(text.contains("订单号935050023376"), "an order number is not personal: {text}");
            let list = house.get(user, "/api/v1/cases?view=all").is(200);
            is_masked(&list.to_string());
            assert!(list.to_string().contains("138****1234"), "{list}");
            let found = house.get(user, "/api/v1/cases?q=13800001234").is(200);
            is_masked(&found.to_string());
        }
        for (user, pages) in [("li", ["/desk/cases/", "/desk?view=all&q="]), ("shop", ["/m/cases/", "/m?"])] {
            let browser = Browser::of(house, user);
            let case = browser.get(&format!("{}{id}", pages[0])).is(200).html;
            is_masked(&case);
            assert!(case.contains("138****1234"), "{case}");
            is_masked(&browser.get(pages[1]).is(200).html);
        }
        let own = house.get("", &format!("/c/{link}")).text();
        let read = house.get("", &format!("/api/v1/cases/{link}")).text();
        for secret in PERSONAL {
            assert!(own.contains(secret) && read.contains(secret), "{secret} is the customer's own");
        }
    });
}

#[test]
fn what_a_merchant_writes_is_masked_for_us_and_whole_for_itself() {
    in_house(|house| {
        let (id, _) = house.filed();
        let say = json!({ "to": "platform", "text": "我们找联系人：赵大宝，手机13900001234" });
        house.act("shop", &id, "messages", say);
        let ours = house.case("li", &id).to_string();
        assert!(!ours.contains("13900001234") && !ours.contains("赵大宝"), "{ours}");
        let own = house.case("shop", &id).to_string();
        assert!(own.contains("13900001234") && own.contains("赵大宝"), "{own}");
    });
}

#[test]
fn a_text_is_shown_whole_after_a_reason_that_is_on_record_first() {
    in_house(|house| {
        let (id, link) = filed(house);
        let path = format!("/api/v1/cases/{id}/reveal");
        house
            .post("li", &path, json!({ "what": "text", "entry": 0, "why": " " }))
            .problem(422, "text_missing");
        house
            .post("li", &path, json!({ "what": "text", "entry": 99, "why": "核实" }))
            .problem(404, "not_found");
        house.post("li", &path, json!({ "what": "text", "why": "核实" })).problem(422, "word_unknown");
        let look = json!({ "what": "text", "entry": 0, "why": "联系顾客核实" });
        house.post("shop", &path, look.clone()).problem(403, "not_allowed");
        house.post("", &format!("/api/v1/cases/{link}/reveal"), look.clone()).problem(401, "sign_in");
        assert!(!kinds(&house.case("li", &id)).contains(&"revealed".to_owned()), "a refused look is no look");
        let seen = house.act("li", &id, "reveal", look);
        assert_eq!(seen["revealed"], json!({ "text": TEXT }));
        let case = house.case("li", &id);
        let last = case["timeline"].as_array().and_then(|told| told.last()).expect("an entry");
        assert_eq!((&last["kind"], &last["text"]), (&json!("revealed"), &json!("联系顾客核实")));
        is_masked(&case.to_string());
    });
}

#[test]
fn on_the_desk_a_text_is_shown_whole_once_to_who_said_why() {
    in_house(|house| {
        let (id, _) = filed(house);
        let li = Browser::of(house, "li");
        li.act(&id, "reveal", &[("entry", "0")]).is(422);
        let refused = li.act(&id, "reveal", &[("entry", "0"), ("reason", "")]).is(422);
        is_masked(&refused.html);
        let plain = li.act(&id, "reveal", &[("entry", "0"), ("reason", "核实收货地址")]).is(200);
        for secret in PERSONAL {
            assert!(plain.has(secret), "{secret}");
        }
        assert!(plain.has("核实收货地址"), "the reason stands in the timeline of the same page");
        is_masked(&li.get(&format!("/desk/cases/{id}")).is(200).html);
        is_masked(&Browser::of(house, "wang").get(&format!("/desk/cases/{id}")).is(200).html);
    });
}

#[test]
fn words_hidden_by_hand_are_hidden_from_all_others_and_stay_hidden() {
    in_house(|house| {
        let (id, link) = filed(house);
        let path = format!("/api/v1/cases/{id}/hide");
        let hide = |words: &str| json!({ "entry": 0, "words": [words] });
        house.post("li", &path, hide("没有这几个字")).problem(422, "words_not_there");
        house.post("shop", &path, hide("旺财")).problem(403, "not_allowed");
        house.act("li", &id, "hide", hide("旺财"));
        let shown = |user: &str| word(&house.case(user, &id)["matter"]["text"]);
        for user in ["li", "shop"] {
            assert!(shown(user).ends_with("我家的狗叫**。"), "{}", shown(user));
        }
        let li = Browser::of(house, "li");
        li.does(&id, "hide", &[("entry", "0"), ("words", "快递")]);
        assert!(shown("shop").starts_with("**说已签收") && shown("shop").ends_with("我家的狗叫**。"));
        let list = house.get("shop", "/api/v1/cases").is(200);
        assert!(word(&list["items"][0]["brief"]["words"]).starts_with("**说已签收"), "{list}");
        assert!(
            house.get("", &format!("/c/{link}")).text().contains("快递说已签收"),
            "one's own stays whole"
        );
        let told = kinds(&house.case("li", &id));
        assert_eq!(told.iter().filter(|kind| *kind == "text_masked").count(), 2);
        assert!(!kinds(&house.case("shop", &id)).contains(&"text_masked".to_owned()));
        let by = house.case("li", &id)["version"].clone();
        house.act("li", &id, "hide", hide("旺财"));
        assert_eq!(house.case("li", &id)["version"], by, "what is hidden already changes nothing");
    });
}

#[test]
fn what_was_said_to_the_customer_is_hidden_from_them_only_by_hand() {
    in_house(|house| {
        let (id, link) = house.filed();
        let text = "请寄回浙江省杭州市西湖区文三路478号，收件人：赵大宝，旺财";
        house.act("li", &id, "messages", json!({ "to": "customer", "text": text }));
        let read = |user: &str, id: &str| -> Value {
            let case = house.case(user, id);
            let told = case["timeline"].as_array().expect("a timeline").clone();
            told.into_iter().find(|one| one["kind"] == "said").expect("a message")
        };
        assert_eq!(read("", &link)["text"], text);
        let no = read("", &link)["no"].clone();
        house.act("li", &id, "hide", json!({ "entry": no, "words": ["旺财"] }));
        assert!(word(&read("", &link)["text"]).ends_with("478号，收件人：赵大宝，**"));
    });
}
