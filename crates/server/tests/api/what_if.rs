//! Changed playbooks over the past of a house, asked for by a manager.

use crate::house::{HOUR_MS, House, in_house};
use domain::playbook::Playbooks;
use serde_json::{Value, json};

const PATH: &str = "/api/v1/playbooks/what-if";
const FIRST_ANSWER: &str = "first_answer = { step = \"first_answer\", hours = 1";

fn with(to: &str) -> String {
    Playbooks::shipped_files()[0].1.replace(FIRST_ANSWER, to)
}

/// One answered after forty minutes, one not at all.
fn a_past(house: &House) {
    let (id, _) = house.filed();
    house.filed();
    house.clock.advance(HOUR_MS * 2 / 3);
    house.act("li", &id, "messages", json!({ "to": "customer", "text": "已经收到，正在核实。" }));
    house.clock.advance(HOUR_MS);
    house.pass();
}

fn asked(house: &House, file: &str) -> Value {
    house.post("chief", PATH, json!({ "files": { "common.toml": file } })).is(200)
}

#[test]
fn a_manager_sees_what_a_stricter_clock_would_have_made_of_the_past_and_nothing_is_written() {
    in_house(|house| {
        a_past(house);
        let before = house.get("", "/metrics").text();
        let same = asked(house, &with(FIRST_ANSWER));
        assert_eq!(same["cases"], 2);
        assert_eq!(same["late_cases"], json!({ "before": 1, "after": 1 }), "{same}");
        for line in same["steps"].as_array().expect("steps") {
            assert_eq!(line["late"]["before"], line["late"]["after"], "{line}");
            assert_eq!(line["bounded"]["before"], line["bounded"]["after"], "{line}");
        }
        assert_eq!(same["newly_late"], json!([]));

        let strict = asked(house, &with("first_answer = { step = \"first_answer\", minutes = 30"));
        assert_eq!(strict["late_cases"], json!({ "before": 1, "after": 2 }), "{strict}");
        assert_eq!(strict["steps"][0]["step"], "first_answer");
        assert_eq!(strict["newly_late"][0]["step"], "first_answer");
        let minutes = &strict["cost"]["work_minutes"];
        assert!(minutes["after"].as_u64() > minutes["before"].as_u64(), "{minutes}");
        let half = house
            .post("chief", PATH, json!({ "files": { "common.toml": with(FIRST_ANSWER) }, "cases": 1 }))
            .is(200);
        assert_eq!(half["cases"], 1);
        let entries = |text: &str| -> String {
            text.lines().find(|line| line.starts_with("redress_journal_entries")).unwrap_or_default().into()
        };
        assert_eq!(entries(&before), entries(&house.get("", "/metrics").text()));
    });
}

#[test]
fn playbooks_that_make_no_sense_are_refused_with_their_line() {
    in_house(|house| {
        let negative = with("first_answer = { step = \"first_answer\", hours = -1");
        let problem = house
            .post("chief", PATH, json!({ "files": { "common.toml": negative } }))
            .problem(400, "malformed");
        let detail = problem["detail"].as_str().expect("a detail");
        assert!(detail.contains("common.toml:"), "{detail}");
        for body in [
            json!({ "files": {} }),
            json!({ "files": { "x.toml": "x" }, "cases": 0 }),
            json!({ "files": { "x.toml": "x" }, "more": 1 }),
        ] {
            house.post("chief", PATH, body).problem(400, "malformed");
        }
        house.post("li", PATH, json!({ "files": { "x.toml": "x" } })).problem(403, "not_allowed");
    });
}
