//! Work among colleagues: tasks for other teams, whose case it is by skill, shift and load, and handing over.

use crate::desk::browser::Browser;
use crate::house::{HOUR_MS, NOW_MS, in_house, word};
use serde_json::{Value, json};

#[test]
fn a_task_goes_to_another_team_with_a_clock_and_the_answer_stays() {
    in_house(|house| {
        let (id, link) = house.filed();
        house.act("li", &id, "set-task", json!({ "team": "legal", "text": "这单算欺诈吗？" }));
        let asked = &house.case("li", &id)["tasks"][0];
        assert_eq!(
            (&asked["id"], &asked["by"], &asked["text"]),
            (&json!("t1"), &json!("li"), &json!("这单算欺诈吗？"))
        );
        assert!(["chief", "admin"].contains(&word(&asked["to"]).as_str()), "{asked}");
        let clock = |case: &Value| {
            let clocks = case["clocks"].as_array().expect("clocks").clone();
            clocks.into_iter().find(|clock| clock["kind"] == "task").expect("its clock")
        };
        assert_eq!(clock(&house.case("li", &id))["due_at"], asked["due_at"]);
        let answer = |text: &str| json!({ "task": "t1", "answer": text });
        let path = format!("/api/v1/cases/{id}/answer-task");
        house.post("li", &path, answer("我自己答")).problem(403, "not_allowed");
        house.post("chief", &path, answer("见消法实施条例第六十条")).problem(422, "article_unknown");
        house.act("chief", &id, "answer-task", answer("按消法第五十五条，先查是否故意。"));
        house.post("chief", &path, answer("再答")).problem(409, "already_answered");
        let case = house.case("li", &id);
        let answered = &case["tasks"][0]["answer"];
        assert_eq!(
            (&answered["by"], &answered["text"]),
            (&json!("chief"), &json!("按消法第五十五条，先查是否故意。"))
        );
        assert!(clock(&case)["met_at"].is_string());
        let page = Browser::of(house, "li").get(&format!("/desk/cases/{id}?lang=zh-CN")).is(200);
        assert!(page.has("这单算欺诈吗？") && page.has("先查是否故意"));
        for (user, name) in [("", &link), ("shop", &id)] {
            let seen = house.case(user, name).to_string();
            assert!(
                !seen.contains("欺诈") && !seen.contains("是否故意"),
                "{user} reads what is ours: {seen}"
            );
        }
    });
}

#[test]
fn who_asks_does_not_answer_and_a_clock_that_is_missed_says_so() {
    in_house(|house| {
        let (id, _) = house.filed();
        let to = |name: &str| json!({ "team": "legal", "text": "怎么办？", "to": name });
        let path = format!("/api/v1/cases/{id}/set-task");
        house.post("chief", &path, to("chief")).problem(409, "second_person_needed");
        house.post("li", &path, to("wang")).problem(422, "handler_unknown");
        house.post("li", &path, json!({ "team": "legal", "text": " " })).problem(422, "text_missing");
        house.act("chief", &id, "set-task", to("admin"));
        let own = json!({ "task": "t1", "answer": "自己答" });
        house
            .post("chief", &format!("/api/v1/cases/{id}/answer-task"), own)
            .problem(409, "second_person_needed");
        house.clock.set(NOW_MS + 30 * 24 * HOUR_MS);
        house.pass();
        let clocks = house.case("li", &id)["clocks"].as_array().expect("clocks").clone();
        let clock = clocks.iter().find(|clock| clock["kind"] == "task").expect("its clock");
        assert!(clock["missed_at"].is_string(), "{clock}");
    });
}

fn colleague(house: &crate::house::House, name: &str) -> Value {
    let all = house.get("li", "/api/v1/colleagues").is(200);
    let items = all["items"].as_array().expect("colleagues").clone();
    items.into_iter().find(|one| one["user"] == *name).expect("a colleague")
}

#[test]
fn cases_go_to_whoever_knows_the_kind_and_the_load_is_known() {
    in_house(|house| {
        let work = |skills: Value| json!({ "skills": skills, "shifts": ["1-7 00:00-24:00"] });
        let path = "/api/v1/colleagues/wang/work";
        house.post("li", path, work(json!(["delivery"]))).problem(403, "not_allowed");
        house.post("chief", path, work(json!(["magic"]))).problem(422, "word_unknown");
        house.post("chief", path, json!({ "shifts": ["8 09:00-10:00"] })).problem(422, "due_invalid");
        house.post("chief", path, json!({ "shifts": ["never"] })).is(400);
        house.post("chief", path, json!({ "apart_from": ["m1"] })).is(200);
        let (first, _) = house.filed();
        assert_eq!(house.case("chief", &first)["owner"], "li", "wang keeps away from this shop");
        house
            .post("chief", &format!("/api/v1/cases/{first}/assign"), json!({ "owner": "wang" }))
            .problem(409, "conflict_of_interest");
        house.post("chief", path, json!({})).is(200);
        let (second, _) = house.filed();
        assert_eq!(house.case("chief", &second)["owner"], "wang", "wang has nothing to do, li has");
        assert_eq!(
            (&colleague(house, "li")["open"], &colleague(house, "wang")["open"]),
            (&json!(1), &json!(1))
        );
        house.act("chief", &second, "assign", json!({ "owner": "li" }));
        assert_eq!(
            (&colleague(house, "li")["open"], &colleague(house, "wang")["open"]),
            (&json!(2), &json!(0))
        );
    });
}

#[test]
fn at_the_end_of_a_shift_everything_open_goes_with_a_note() {
    in_house(|house| {
        house.post("chief", "/api/v1/colleagues/wang/duty", json!({ "duty": "off" })).is(200);
        let ids: Vec<String> = (0..3).map(|_| house.filed().0).collect();
        house.post("wang", "/api/v1/colleagues/wang/duty", json!({ "duty": "on" })).is(200);
        let path = "/api/v1/colleagues/li/hand-over";
        house.post("li", path, json!({ "note": " " })).problem(422, "text_missing");
        let refused = house.post("wang", path, json!({ "note": "我来接" })).is(200);
        assert_eq!((&refused["cases"], refused["refused"].as_array().map(Vec::len)), (&json!(0), Some(3)));
        let done = house.post("li", path, json!({ "note": "顾客下午三点后接电话" })).is(200);
        assert_eq!(done, json!({ "cases": 3, "refused": [] }));
        for id in &ids {
            let case = house.case("li", id);
            assert_eq!(case["owner"], "wang");
            assert!(case["timeline"].to_string().contains("下午三点后"), "{case}");
        }
        assert_eq!(
            (&colleague(house, "li")["open"], &colleague(house, "wang")["open"]),
            (&json!(0), &json!(3))
        );

        let desk = Browser::of(house, "wang");
        assert!(desk.get("/desk/roster?lang=zh-CN").is(200).has("交班：交出手上 3 张单"));
        desk.get("/desk/roster/li").is(403);
        let form = [("to", "li"), ("note", "下班了"), ("off", "1")];
        desk.post("/desk/roster/hand-over", &form).is(303);
        assert_eq!(colleague(house, "wang")["duty"], "off");
        assert_eq!(house.case("li", &ids[0])["owner"], "li");
        let chief = Browser::of(house, "chief");
        let wrong = [("shifts", "早九晚六"), ("skill", "delivery")];
        assert!(chief.post("/desk/roster/li?lang=zh-CN", &wrong).is(422).has("班次要写成"));
        let right =
            [("shifts", "1-5 09:00-18:00\n6 10:00-12:00"), ("skill", "delivery"), ("leave", "2026-12-01")];
        chief.post("/desk/roster/li", &right).is(303);
        let li = colleague(house, "li");
        assert_eq!(li["work"]["shifts"], json!(["1-5 09:00-18:00", "6 10:00-12:00"]));
        assert_eq!(li["work"]["leave"], json!(["2026-12-01 2026-12-01"]));
    });
}
