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
