//! What was learned from closed cases, from the first lesson to the share of suggestions that people took.

use crate::desk::browser::Browser;
use crate::house::{House, in_house, word};
use serde_json::{Value, json};

/// Words no playbook knows, for two kinds of this house.
const POINTS: [&str; 8] = [
    "签到积分没有到账，已经等了三天",
    "连续打卡的签到积分被清零了",
    "积分商城兑换不了礼品，签到积分白攒",
    "上个月的签到积分一直没有到账",
    "签到积分无故被扣",
    "升级以后签到积分没有翻倍",
    "My bonus points are missing",
    "签到积分显示错误，bonus points are wrong",
];
const INVOICE: [&str; 8] = [
    "发票抬头开错了，需要重开",
    "电子发票一直没有开出来",
    "发票税号写错",
    "申请开发票三次都没有开",
    "发票金额和订单对不上，要求重开发票",
    "专用发票没有寄来",
    "The invoice has the wrong name",
    "电子发票打不开，please send the invoice again",
];
const CANARY: &str = "欧阳翠花";

fn filed(house: &House, text: &str) -> String {
    let complaint = json!({
        "channel": "web",
        "person": { "name": "李雷", "phone": "13812345678" },
        "matter": { "text": text },
        "wants": ["explanation"],
    });
    word(&house.post("li", "/api/v1/cases", complaint).is(201)["id"])
}

fn confirmed(house: &House, id: &str, kind: &str, class: &str, grade: &str) {
    let triage = json!({ "kind": kind, "class": class, "grade": grade, "why": "看过内容" });
    house.act("li", id, "triage", triage);
}

fn closed(house: &House, id: &str) {
    house.act(
        "li",
        id,
        "close",
        json!({ "outcome": "explained", "relief": "explanation", "words": "已说明。" }),
    );
}

/// Sixteen closed cases; the first also names somebody.
fn a_past(house: &House) -> Vec<String> {
    let points = POINTS.iter().map(|text| (*text, "prepaid", "service", "C"));
    let invoices = INVOICE.iter().map(|text| (*text, "service", "service", "B"));
    let past = points.chain(invoices).enumerate().map(|(number, (text, kind, class, grade))| {
        let text = if number == 0 { format!("{text}，联系人{CANARY}") } else { text.to_owned() };
        let id = filed(house, &text);
        confirmed(house, &id, kind, class, grade);
        closed(house, &id);
        id
    });
    past.collect()
}

fn learned(house: &House) -> Value {
    house.post("chief", "/api/v1/learn", json!({})).is(200)
}

fn figure(house: &House, labels: &str) -> i64 {
    let metrics = house.get("", "/metrics").text();
    let name = format!("redress_suggestions_total{{{labels}}} ");
    let line = metrics.lines().find_map(|line| line.strip_prefix(&name));
    line.and_then(|count| count.parse().ok()).unwrap_or_else(|| panic!("{name}: {metrics}"))
}

#[test]
fn a_kind_is_suggested_from_closed_cases_with_its_words_and_a_person_confirms() {
    in_house(|house| {
        let before = filed(house, "签到积分没有到账怎么办");
        assert_eq!(house.case("li", &before)["triage"]["voice"], "nobody", "no playbook knows these words");
        house.post("chief", "/api/v1/learn", json!({})).problem(409, "too_little_to_learn");
        a_past(house);
        let lesson = learned(house);
        assert_eq!(lesson["cases"], 16);
        assert_eq!(lesson["kinds"]["cases"], json!({ "prepaid": 8, "service": 8 }));
        assert_eq!(lesson["kinds"]["held_back"]["cases"], 16);
        assert_eq!(learned(house), lesson, "the same cases make the same model");

        let id = filed(house, "我的签到积分到现在还没有到账，请尽快处理");
        let triage = house.case("li", &id)["triage"].clone();
        assert_eq!((&triage["kind"], &triage["voice"]), (&json!("prepaid"), &json!("model")), "{triage}");
        assert_eq!(triage["confirmed"], false, "a person confirms");
        assert_eq!(triage["learned"]["kind"]["model"], lesson["kinds"]["model"]);
        assert!(triage["learned"]["kind"]["percent"].as_u64().is_some_and(|sure| sure >= 60), "{triage}");
        let reason =
            triage["reasons"].as_array().and_then(|all| all.iter().find(|one| one["code"] == "kind_learned"));
        let words = reason.map(|reason| reason["words"].to_string()).unwrap_or_default();
        assert!(words.contains("积分"), "{triage}");
        let page = Browser::of(house, "li").get(&format!("/desk/cases/{id}")).is(200);
        let mut quoted = page.html.split("<q>").skip(1).filter_map(|rest| rest.split("</q>").next());
        assert!(quoted.any(|words| words.contains("积分")), "the words stand on the desk");
        assert!(page.has(&word(&lesson["kinds"]["model"])), "and which model it was");

        house.act(
            "li",
            &id,
            "triage",
            json!({ "kind": "prepaid", "class": "service", "grade": triage["grade"] }),
        );
        let other = filed(house, "签到积分没有到账，bonus points");
        confirmed(house, &other, "delivery", "service", "B");
        confirmed(house, &other, "prepaid", "service", "B");
        assert_eq!(figure(house, r#"what="kind",voice="model",answer="accepted""#), 1);
        assert_eq!(
            figure(house, r#"what="kind",voice="model",answer="changed""#),
            1,
            "the first answer counts"
        );
        assert!(figure(house, r#"what="grade",voice="all",answer="accepted""#) >= 1);
        let page = Browser::of(house, "chief").get("/desk/manager").is(200);
        assert!(page.has("Suggestions taken") && page.has("closed cases"), "{}", page.html);
        assert!(page.has("Learned from 16 closed cases"));
    });
}

#[test]
fn words_of_one_case_are_not_in_what_was_learned_and_erased_cases_teach_no_more() {
    in_house(|house| {
        let past = a_past(house);
        learned(house);
        let folder = house.store.dir().join("learned");
        let mut files = 0;
        for file in std::fs::read_dir(&folder).expect("a folder").map(|file| file.expect("a file").path()) {
            let bytes = std::fs::read(file).expect("a file");
            files += 1;
            for word in [CANARY, "翠花", "积分", "发票", "invoice", "bonus", "13812345678", "李雷"] {
                let found = bytes.windows(word.len()).any(|window| window == word.as_bytes());
                assert!(!found, "{word} can be read");
            }
        }
        assert_eq!(files, 2, "one model of kinds and one of grades");
        let erase = format!("/api/v1/cases/{}/erase", past[0]);
        assert!(
            house.post("chief", &erase, json!({ "ground": "request" })).is(200)["erased"].as_u64() > Some(0)
        );
        assert_eq!(learned(house)["cases"], 15);
        house.post("chief", &format!("/api/v1/cases/{}/restrict", past[1]), json!({})).is(200);
        assert_eq!(learned(house)["cases"], 14, "what is restricted is kept and not used");
    });
}

#[test]
fn learning_is_for_those_who_lead_and_for_tokens_that_name_it() {
    in_house(|house| {
        a_past(house);
        house.post("li", "/api/v1/learn", json!({})).problem(403, "not_allowed");
        house.post("shop", "/api/v1/learn", json!({})).problem(403, "not_allowed");
        assert_eq!(house.post("", "/api/v1/learn", json!({})).status, 401);
        let writes = house.issue("chief", "cases:read cases:write");
        house.post(&writes, "/api/v1/learn", json!({})).problem(403, "not_allowed");
        let learns = house.issue("chief", "learn");
        assert_eq!(house.post(&learns, "/api/v1/learn", json!({})).is(200)["cases"], 16);
        house.get(&learns, "/api/v1/cases").problem(403, "not_allowed");
    });
}

#[test]
fn a_model_that_is_damaged_stops_no_complaint() {
    in_house(|house| {
        a_past(house);
        learned(house);
        let file = house.store.dir().join("learned/kind");
        let bytes = std::fs::read(&file).expect("a model");
        std::fs::write(&file, &bytes[..bytes.len() / 2]).expect("half a model");
        let id = filed(house, "签到积分没有到账");
        assert_eq!(house.case("li", &id)["triage"]["voice"], "nobody");
        std::fs::remove_dir_all(house.store.dir().join("learned")).expect("the folder goes");
        filed(house, "签到积分还是没有到账");
        learned(house);
        let id = filed(house, "签到积分仍然没有到账");
        assert_eq!(house.case("li", &id)["triage"]["voice"], "model", "learned again from the same cases");
    });
}
