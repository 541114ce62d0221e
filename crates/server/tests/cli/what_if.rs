//! `redress playbook what-if`: a changed playbook over a lived year.

use super::desk::Desk;
use domain::playbook::Playbooks;
use serde_json::Value;

const FIRST_ANSWER: &str = "first_answer = { step = \"first_answer\", hours = 1";

fn asked(desk: &Desk, file: &str, more: &[&str]) -> Value {
    let said = desk.run(&[&["playbook", "what-if", file, "--json"], more].concat()).ok();
    serde_json::from_str(&said).expect("JSON")
}

#[test]
fn a_lived_year_under_its_own_playbooks_is_as_it_was_and_under_stricter_ones_later() {
    let desk = Desk::new();
    desk.run(&["seed", "--cases", "300"]).ok();
    let size = desk.size();
    let common = Playbooks::shipped_files()[0].1;
    let same = asked(&desk, &desk.file("common.toml", common), &[]);
    assert_eq!(same["cases"], 300);
    assert_eq!(same["late_cases"]["before"], same["late_cases"]["after"], "{same:#}");
    for line in same["steps"].as_array().expect("steps") {
        assert_eq!(
            (&line["late"]["before"], &line["bounded"]["before"]),
            (&line["late"]["after"], &line["bounded"]["after"]),
            "{line}"
        );
    }
    let strict = common.replace(FIRST_ANSWER, "first_answer = { step = \"first_answer\", minutes = 5");
    let file = desk.file("common.toml", strict);
    let stricter = asked(&desk, &file, &[]);
    assert!(
        stricter["late_cases"]["after"].as_u64() > stricter["late_cases"]["before"].as_u64(),
        "{stricter:#}"
    );
    assert!(stricter["newly_late"].as_array().is_some_and(|named| !named.is_empty() && named.len() <= 20));
    assert_eq!(asked(&desk, &file, &["--cases", "50"])["cases"], 50);
    let said = desk.run(&["playbook", "what-if", &file]).ok();
    for words in ["300 cases", "first_answer", "owner", "compensation", "newest of the cases"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let wrong = desk
        .file("common.toml", common.replace(FIRST_ANSWER, "first_answer = { step = \"nonsense\", hours = 1"));
    desk.run(&["playbook", "what-if", &wrong]).no(&["nothing was changed", "common.toml:"]);
    assert_eq!(desk.size(), size, "nothing is written");
}
