//! Clocks one can argue with: why each is due when it is, on every face.

use crate::desk::browser::Browser;
use crate::house::{House, complaint, in_house, word};
use serde_json::{Value, json};

/// 10:00 in Beijing.
fn at(house: &House, day: &str) {
    let ms = domain::calendar::start_of(day.parse().expect("a date")) + 10 * 3_600_000;
    assert!(ms >= house.store.now_ms(), "time goes on");
    house.clock.set(ms);
}

fn filed(house: &House, text: &str) -> (String, String) {
    let mut body = complaint();
    body["matter"]["text"] = text.into();
    let filed = house.post("li", "/api/v1/cases", body).is(201);
    (word(&filed["id"]), word(&filed["link"]).rsplit('/').next().expect("a link").to_owned())
}

#[track_caller]
fn clock(case: &Value, kind: &str, of: Option<&str>) -> Value {
    let clocks = case["clocks"].as_array().expect("clocks");
    let fits = |one: &&Value| one["kind"] == kind && of.is_none_or(|of| one["of"] == of);
    clocks.iter().rfind(fits).unwrap_or_else(|| panic!("no clock {kind} {of:?} in {clocks:?}")).clone()
}

#[test]
fn a_case_of_the_end_of_september_explains_seven_working_days_across_the_october_holiday() {
    in_house(|house| {
        at(house, "2026-09-29");
        let (id, secret) = filed(house, "商家不退款，我已经向12315投诉，包裹也没有收到。");
        let case = house.case("li", &id);
        let duty = clock(&case, "duty", Some("regulator_accepts"));
        assert_eq!(duty["due_at"], "2026-10-14T15:59:59.999Z", "{duty}");
        let why = &duty["why"];
        assert_eq!((&why["span"]["unit"], &why["span"]["amount"]), (&json!("working_days"), &json!(7)));
        assert_eq!(why["calendar"], domain::calendar::Calendar::shipped().version());
        let steps: Vec<&str> =
            why["steps"].as_array().expect("steps").iter().filter_map(|one| one["step"].as_str()).collect();
        assert_eq!(steps, ["start_day", "holiday", "make_up", "weekend", "last_day"]);
        assert_eq!(why["steps"][1]["notice"]["number"], 7);

        let page = Browser::of(house, "li").get(&format!("/desk/cases/{id}?lang=zh-CN")).is(200);
        for line in [
            "监管部门受理期限",
            "期限 7 个工作日",
            "2026年9月29日 是起算当天，不计入，从下一天数起。",
            "2026年10月1日 至 2026年10月7日 国庆节放假，不计（国办发明电〔2025〕7号，2025年11月4日）。",
            "2026年10月10日 虽是周末，按放假通知上班，计一天。",
            "2026年10月11日 周末，不计。",
            "最后一天是 2026年10月14日，当天 24 点截止。",
            "规则 regulator_accepts，预案版本",
        ] {
            assert!(page.has(line), "{line}");
        }
        let english = Browser::of(house, "li").get(&format!("/desk/cases/{id}?lang=en")).is(200);
        for line in [
            "The regulator accepts or refuses",
            "29 Sep 2026 is the day of the start and does not count.",
            "1 Oct 2026 to 7 Oct 2026: National Day, days off, not counted (notice 国办发明电〔2025〕7号 of 4 Nov 2025).",
            "The last day is 14 Oct 2026, until midnight.",
        ] {
            assert!(english.has(line), "{line}");
        }
        let own = house.get("", &format!("/c/{secret}?lang=zh-CN")).text();
        assert!(own.contains("期限 1 小时"), "the customer reads what binds us");
        assert!(!own.contains("预案版本"), "and nothing of our files");
        let given = house.case("", &secret);
        assert_eq!(clock(&given, "duty", Some("regulator_accepts"))["why"]["steps"], why["steps"]);
    });
}

#[test]
fn what_an_authority_does_counts_from_the_day_of_its_paper_and_both_sides_read_it() {
    in_house(|house| {
        at(house, "2026-10-08");
        let (id, secret) = filed(house, "商家不退款，包裹也没有收到。");
        let paper = house.case("li", &id)["evidence"][0]["id"].clone();
        let step = |what: &str, on: &str| json!({ "what": what, "on": on, "cites": paper });
        let path = format!("/api/v1/cases/{id}/regulator");
        house.act("li", &id, "regulator", step("received", "2026-09-29"));
        let given = house.case("", &secret);
        let accepts = clock(&given, "duty", Some("regulator_accepts"));
        assert_eq!(
            (&accepts["due_at"], &accepts["party"]),
            (&json!("2026-10-14T15:59:59.999Z"), &json!("regulator"))
        );
        house.post("li", &path, step("ended", "2026-10-08")).problem(409, "out_of_turn");
        house.post("li", &path, step("accepted", "8 October")).problem(422, "day_invalid");
        house.post("li", &path, step("accepted", "2026-10-09")).problem(422, "day_invalid");
        house
            .post("li", &path, json!({ "what": "accepted", "on": "2026-10-08", "cites": "e99" }))
            .problem(422, "evidence_unknown");
        house.act("li", &id, "regulator", step("accepted", "2026-10-08"));
        let given = house.case("", &secret);
        assert_eq!(clock(&given, "mediation", None)["due_at"], "2026-12-07T15:59:59.999Z");
        assert_eq!(given["regulator"][1]["what"], "accepted");
        let own = house.get("", &format!("/c/{secret}?lang=en")).text();
        assert!(own.contains("The regulator: accepted it"), "the customer reads it");
    });
}

#[test]
fn of_two_clocks_the_stricter_one_wins_and_the_page_says_so() {
    in_house(|house| {
        at(house, "2026-09-29");
        let (id, _) = filed(house, "支付失败，重复扣款，请退款。");
        let case = house.case("li", &id);
        let solution = clock(&case, "solution", None);
        assert_eq!(
            (&solution["due_at"], &solution["why"]["rule"]),
            (&json!("2026-09-30T02:00:00Z"), &json!("system_fault"))
        );
        assert_eq!(solution["why"]["beaten"][0]["rule"], "solution");
        let page = Browser::of(house, "li").get(&format!("/desk/cases/{id}?lang=zh-CN")).is(200);
        assert!(
            page.has("同一步还有「solution」（48 小时，到 2026-10-01 10:00:00 UTC+08:00），以最早的为准。")
        );
        let line = clock(&case, "duty", Some("fifteen_days"));
        assert_eq!(line["due_at"], "2026-10-14T15:59:59.999Z");
    });
}

#[test]
fn a_clock_waits_for_the_customer_and_goes_on_when_they_answer() {
    in_house(|house| {
        let (id, secret) = house.filed();
        let ask = json!({ "to": "customer", "kinds": ["photo"], "reason": "请补一张照片" });
        house.act("li", &id, "request-evidence", ask);
        let bare = json!({ "reason": "waiting_customer", "cites": [], "why": "等照片" });
        house.post("li", &format!("/api/v1/cases/{id}/pause"), bare).problem(422, "proof_missing");
        let before = clock(&house.case("li", &id), "solution", None)["due_at"].clone();
        let waits = json!({ "reason": "waiting_customer", "cites": ["q1"], "why": "等照片" });
        house.act("li", &id, "pause", waits);
        house.clock.advance(3 * 3_600_000);
        let case = house.case("li", &id);
        assert_eq!(clock(&case, "solution", None)["paused_for"], json!(["waiting_customer"]));
        assert_eq!(clock(&case, "first_answer", None)["paused_for"], json!([]));
        assert_eq!(case["pauses"][0]["state"], "open");
        for words in ["现因等待顾客补充停住不计", "暂停计时：等待顾客补充", "等照片"]
        {
            assert!(page_says(house, &id, words), "{words}");
        }
        let own = house.get("", &format!("/c/{secret}?lang=zh-CN")).text();
        assert!(own.contains("暂停计时：等待顾客补充") && !own.contains("等照片"), "why is ours");
        house
            .post(
                "",
                &format!("/api/v1/cases/{secret}/messages"),
                json!({ "to": "platform", "text": "照片在路上" }),
            )
            .is(200);
        let case = house.case("li", &id);
        assert_eq!(case["pauses"][0]["state"], "acted");
        let after = clock(&case, "solution", None);
        assert_eq!((&after["paused_ms"], after["due_at"] == before), (&json!(3 * 3_600_000), false));
        assert!(page_says(house, &id, "恢复计时：等待顾客补充，顾客已答复"));
    });
}

#[test]
fn the_desk_offers_the_reasons_of_the_playbook_and_what_they_may_rest_on() {
    in_house(|house| {
        let (id, _) = house.filed();
        assert!(page_says(house, &id, "等待外部机构处理（"));
        assert!(page_says(house, &id, "name=\"cites\" value=\"e1\""));
        let waits = json!({ "reason": "outside_body", "cites": ["e1"], "why": "等回函" });
        house.act("li", &id, "pause", waits);
        assert!(page_says(house, &id, "name=\"pause\""));
        house.act("li", &id, "resume", json!({ "pause": "p1" }));
        assert_eq!(house.case("li", &id)["pauses"][0]["state"], "by_hand");
        let again = json!({ "pause": "p1" });
        house.post("li", &format!("/api/v1/cases/{id}/resume"), again).problem(409, "already_answered");
    });
}

fn page_says(house: &House, id: &str, words: &str) -> bool {
    Browser::of(house, "li").get(&format!("/desk/cases/{id}?lang=zh-CN")).is(200).has(words)
}

#[test]
fn a_clock_turned_back_an_hour_misses_nothing_twice_and_takes_nothing_back() {
    in_house(|house| {
        let (id, _) = house.filed();
        house.clock.advance(61 * 60_000);
        house.pass();
        let answer = clock(&house.case("li", &id), "first_answer", None);
        assert!(answer["missed_at"].is_string(), "{answer}");
        house.clock.advance(-3_600_000);
        house.pass();
        assert_eq!(clock(&house.case("li", &id), "first_answer", None), answer);
        // Work goes on meanwhile, and what is filed now is due an hour from now.
        let (other, _) = house.filed();
        let words = json!({ "to": "customer", "text": "已经收到，正在核实。" });
        house.act("li", &id, "messages", words.clone());
        for _ in 0..4 {
            house.clock.advance(20 * 60_000);
            house.pass();
        }
        let running = clock(&house.case("li", &other), "first_answer", None);
        assert_eq!(running["missed_at"], Value::Null, "the hour that was lived twice is not counted twice");
        for _ in 0..3 {
            house.clock.advance(20 * 60_000);
            house.pass();
        }
        let missed = |case: &str| {
            let case = house.case("li", case);
            let times: Vec<String> =
                case["timeline"].as_array().expect("a timeline").iter().map(|one| word(&one["at"])).collect();
            assert!(times.is_sorted(), "the journal never runs backwards: {times:?}");
            crate::house::kinds(&case).into_iter().filter(|kind| kind == "clock_missed").count()
        };
        assert_eq!(missed(&id), 1);
        assert!(clock(&house.case("li", &other), "first_answer", None)["missed_at"].is_string());
        assert_eq!(clock(&house.case("li", &id), "first_answer", None)["missed_at"], answer["missed_at"]);
    });
}

const NOTICE: &str = r#"
year = 2027
state = "notice"
notice = { year = 2026, number = 8, issued = "2026-11-05" }
source = "https://www.gov.cn/"

[[holiday]]
name = "national_day"
from = "2027-10-01"
to = "2027-10-07"
work = ["2027-10-09"]
"#;

fn upload(house: &House, user: &str, language: &str, file: &str) -> (u16, String) {
    let body = format!(
        "--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"2027.toml\"\r\n\
         content-type: text/plain\r\n\r\n{file}\r\n--edge--\r\n"
    );
    let kind = "multipart/form-data; boundary=edge";
    let path = format!("/desk/calendar?lang={language}");
    let reply = house.call("POST", &path, user, &[], Some((kind, body.into_bytes())));
    (reply.status, reply.text())
}

#[test]
fn an_administrator_imports_a_notice_on_the_page_and_a_wrong_one_is_refused_in_their_language() {
    in_house(|house| {
        at(house, "2026-11-23");
        let page = |user: &str| Browser::of(house, user).get("/desk/calendar?lang=zh-CN").is(200);
        for words in ["暂定：通知尚未发布", "国办发明电〔2025〕7号", "通知出处", "国庆节"]
        {
            assert!(page("chief").has(words), "{words}");
        }
        assert!(page("admin").has("导入放假通知") && !page("chief").has("type=\"file\""));
        let version = || house.get("li", "/api/v1/calendar").is(200)["version"].clone();
        let before = version();
        for (from, to, zh, en) in [
            ("2027-10-09", "2027-10-05", "既是假日又是上班日", "a holiday and a working day"),
            ("2027-10-09", "2027-10-11", "本来就上班", "is worked anyhow"),
            ("year = 2027", "year = 1027", "不是可用的年份", "no year of this age"),
            ("to = \"2027-10-07\"", "to = \"2027-09-07\"", "不是一段假期", "no run of days off"),
            ("state", "stat", "读不懂", "cannot be read"),
        ] {
            let wrong = NOTICE.replacen(from, to, 1);
            for (language, words) in [("zh-CN", zh), ("en", en)] {
                let (status, page) = upload(house, "admin", language, &wrong);
                assert!(status == 422 && page.contains(words), "{words}: {status} {page}");
            }
            house.post("admin", "/api/v1/calendar", json!({ "file": wrong })).problem(400, "malformed");
        }
        assert_eq!(version(), before, "the running calendar stays");
        assert_eq!(upload(house, "chief", "zh-CN", NOTICE).0, 403);
        assert_eq!(upload(house, "admin", "zh-CN", NOTICE).0, 303);
        assert!(page("admin").has("国办发明电〔2026〕8号") && page("admin").has("导入文件的 SHA-256"));
        let calendar = house.get("li", "/api/v1/calendar").is(200);
        let year = calendar["years"].as_array().expect("years").iter().find(|one| one["year"] == 2027);
        let year = year.expect("the year");
        assert_eq!((&year["state"], &year["notice"]["number"]), (&json!("notice"), &json!(8)));
        assert!(year["sha256"].is_string() && year.get("source").is_none(), "{year}");
        assert_ne!(version(), before);
        house.post("admin", "/api/v1/calendar", json!({ "file": NOTICE })).is(200);
    });
}
