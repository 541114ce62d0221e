//! Playbooks of a house: tried, compared, activated beside a running server, and read again years later.

use super::desk::{Desk, Said, Served, read};
use domain::playbook::Playbooks;
use serde_json::{Value, json};
use std::sync::{Arc, mpsc};
use std::time::Duration;

fn shipped(name: &str) -> &'static str {
    let file = Playbooks::shipped_files().iter().find(|(own, _)| *own == name);
    file.map(|(_, text)| *text).expect("it is shipped")
}

fn with(name: &str, from: &str, to: &str) -> String {
    let text = shipped(name);
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1)
}

fn token(desk: &Desk) -> String {
    let said = desk.run(&["token", "--user", "admin", "--scope", "*"]).ok();
    said.trim().lines().last().expect("a token").to_owned()
}

fn filed(served: &Served, token: &str, text: &str) -> Value {
    let path = format!("http://{}/api/v1/cases", served.address());
    let body = json!({ "matter": { "text": text }, "person": { "phone": "13812345678" } });
    let ask = ureq::post(&path).header("authorization", &format!("Bearer {token}"));
    let answer = ask.header("content-type", "application/json").send(body.to_string()).expect("it is taken");
    let filed: Value = serde_json::from_reader(answer.into_body().into_reader()).expect("an answer");
    let id = filed["id"].as_str().expect("an id");
    serde_json::from_str(&served.get(&format!("/api/v1/cases/{id}"), token).1).expect("a case")
}

/// How many entries of the house speak of playbooks.
fn activated(desk: &Desk) -> usize {
    desk.look(|store| read(store, |db| store.activations(db, 99)).len())
}

#[test]
fn examples_are_run_and_one_that_comes_out_otherwise_fails_the_command() {
    let desk = Desk::new();
    let said = desk.run(&["playbook", "test"]).ok();
    assert!(said.contains("pass  fresh.toml:") && said.contains("examples of 18 playbooks"), "{said}");
    assert!(!desk.data().exists(), "trying examples makes no house");
    let slow = desk.file(
        "fresh.toml",
        with("fresh.toml", "step = \"solution\", hours = 24", "step = \"solution\", hours = 30"),
    );
    let run = desk.run(&["playbook", "test", &slow]);
    run.no(&["examples came out otherwise"]);
    let said = run.out();
    assert!(
        said.contains("FAIL  fresh.toml:") && said.contains("clock solution: expected 24h, got 30h"),
        "{said}"
    );
    let broken = desk.file("fresh.toml", with("fresh.toml", "hours = 24", "hours = -24"));
    desk.run(&["playbook", "test", &broken]).no(&["fresh.toml:", "expected a whole number from 0"]);
}

#[test]
fn two_files_are_compared_field_by_field_in_plain_words() {
    let desk = Desk::new();
    let text = with(
        "common.toml",
        "plan_b = { step = \"plan\", hours = 24",
        "plan_b = { step = \"plan\", hours = 12",
    );
    let text = text.replacen("words = [\"过敏\", ", "words = [\"荨麻疹\", \"过敏\", ", 1);
    let one = desk.file("common.toml", &text);
    let said = desk.run(&["playbook", "diff", &one]).ok();
    assert_eq!(
        said.lines().collect::<Vec<_>>(),
        ["clock plan_b: 24 hours → 12 hours", "grade rule health words: new: 荨麻疹"]
    );
    let other = desk.file("other.toml", format!("# a remark\n{}", shipped("common.toml")));
    let said = desk.run(&["playbook", "diff", &one, &other]).ok();
    assert!(said.contains("clock plan_b: 12 hours → 24 hours") && said.contains("gone: 荨麻疹"), "{said}");
}

#[test]
fn files_are_activated_beside_a_server_in_one_entry_and_cases_keep_the_version_they_came_under() {
    let desk = Desk::new();
    let token = token(&desk);
    let served = Served::on(&desk);
    let text = "寄售的包两个月前就卖出去了，到现在没有打款";
    let before = filed(&served, &token, text);
    assert_eq!(before["triage"]["kind"], "consignment", "{before}");
    let changed = with("consignment.toml", "version = 1", "version = 2")
        .replacen("[[example]]", "[clocks]\npayout = { step = \"plan\", hours = 6, from = \"graded\", who = \"platform\" }\n\n[[example]]", 1)
        .replace("clocks = { plan = \"24h\", solution = \"48h\" }", "clocks = { plan = \"6h\" }");
    let file = desk.file("consignment.toml", &changed);
    let said = desk.run(&["playbook", "activate", &file, "--why", "结算要快"]).ok();
    assert!(said.contains("activation 1") && said.contains("consignment.toml  "), "{said}");
    assert_eq!(activated(&desk), 1, "one entry of the house");
    desk.run(&["playbook", "activate", &file]).no(&["these files count already"]);
    desk.run(&["playbook", "activate", &file, "--from", "0"]).no(&["others were activated meanwhile"]);
    assert_eq!(activated(&desk), 1);

    let after = filed(&served, &token, text);
    let due = |case: &Value| {
        let clocks = case["clocks"].as_array().expect("clocks").clone();
        let plan = clocks.into_iter().find(|clock| clock["kind"] == "plan").expect("a plan");
        (plan["why"]["span"]["amount"].as_u64(), plan["why"]["span"]["unit"] == "hours")
    };
    assert_eq!(
        [due(&before), due(&after)],
        [(Some(24), true), (Some(6), true)],
        "the server follows without a restart"
    );
    let version = |case: &Value| case["triage"]["playbook"].as_str().expect("a version").to_owned();
    assert_ne!(version(&before), version(&after));
    let again = served.get(&format!("/api/v1/cases/{}", before["id"].as_str().expect("an id")), &token).1;
    let again: Value = serde_json::from_str(&again).expect("a case");
    assert_eq!(version(&again), version(&before), "an old case keeps its version");

    let shown = |version: &str| desk.run(&["playbook", "show", "consignment", "--version", version]).ok();
    assert_eq!(shown(&version(&after)), changed);
    assert_eq!(shown(&version(&before)), shipped("consignment.toml"));
    let said = desk.run(&["playbook", "list"]).ok();
    assert!(said.contains("结算要快") && said.contains("of this house"), "{said}");
    desk.run(&["playbook", "activate", "--shipped", "consignment"]).ok();
    assert_eq!(due(&filed(&served, &token, text)), (Some(24), true));
    assert_eq!(shown(&version(&after)), changed, "and the one in between can still be read");
    desk.run(&["doctor"]).ok();
}

/// A file may be hostile: it is answered soon, whatever it says.
fn soon(desk: &Arc<Desk>, does: &'static str, file: &str) -> Said {
    let (sender, answer) = mpsc::channel();
    let (desk, file) = (desk.clone(), file.to_owned());
    std::thread::spawn(move || sender.send(desk.run(&["playbook", does, &file])));
    answer.recv_timeout(Duration::from_secs(20)).expect("an answer within 20 seconds")
}

#[test]
fn a_set_that_cannot_run_is_refused_with_a_clear_word_and_the_running_one_stays() {
    let desk = Arc::new(Desk::new());
    let token = token(&desk);
    let served = Served::on(&desk);
    let ternaries = format!("{}minor", "minor ? minor : ".repeat(15));
    let and_or = "minor&&minor||".repeat(20) + "minor";
    let large = format!("# {}\n{}", "长".repeat(40_000), shipped("other.toml"));
    let nested =
        format!("{} = {}1{}\n{}", "deep", "[".repeat(5_000), "]".repeat(5_000), shipped("other.toml"));
    let condition = |when: &str| with("common.toml", "when = \"minor\"", &format!("when = \"{when}\""));
    let cases = [
        ("common.toml", condition("wants.all(w, wants.exists(v, v == w))"), "common.toml:", "is not allowed"),
        (
            "common.toml",
            condition("words.map(w, words.map(v, v)).size() > 0"),
            "common.toml:",
            "is not allowed",
        ),
        ("common.toml", condition("somebody == 'x'"), "common.toml:", "somebody is not known"),
        ("common.toml", condition("((((((((((minor))))))))))"), "common.toml:", "more than 8 brackets"),
        ("common.toml", condition(&"minor || ".repeat(200)), "common.toml:", "longer than 300"),
        (
            "other.toml",
            with("other.toml", "version = 1", "version = -1"),
            "other.toml:3",
            "a whole number from 0",
        ),
        (
            "other.toml",
            with("other.toml", "version = 1", "version = 1\nsteps = 3"),
            "other.toml:4",
            "unknown field",
        ),
        (
            "other.toml",
            with("other.toml", "grade = \"C\"", "grade = \"A\""),
            "other.toml:",
            "comes out otherwise",
        ),
        ("other.toml", large, "other.toml:1", "larger than 64 KB"),
        ("other.toml", nested, "other.toml:", "other.toml"),
    ];
    for (name, text, place, words) in &cases {
        let file = desk.file(name, text);
        soon(&desk, "activate", &file).no(&["nothing was changed", place, words]);
    }
    for slow in [ternaries, and_or, "minor ".repeat(49), "-".repeat(290) + "1 > 0", "!".repeat(16) + "minor"]
    {
        let file = desk.file("common.toml", condition(&slow));
        soon(&desk, "test", &file);
    }
    assert_eq!(activated(&desk), 0, "nothing was written");
    assert_eq!(filed(&served, &token, "退货寄回去十天了还不退款")["triage"]["kind"], "return_procedure");
}
