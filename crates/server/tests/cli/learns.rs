//! `redress learn`: the program learns from a house's own past.

use super::desk::{Desk, Served};
use serde_json::{Value, json};

fn filed(served: &Served, token: &str, text: &str) -> Value {
    let path = format!("http://{}/api/v1/cases", served.address());
    let body =
        json!({ "matter": { "text": text }, "person": { "phone": "13812345678" }, "wants": ["refund"] });
    let ask = ureq::post(&path).header("authorization", &format!("Bearer {token}"));
    let answer = ask.header("content-type", "application/json").send(body.to_string()).expect("it is taken");
    let filed: Value = serde_json::from_reader(answer.into_body().into_reader()).expect("an answer");
    let id = filed["id"].as_str().expect("an id");
    serde_json::from_str(&served.get(&format!("/api/v1/cases/{id}"), token).1).expect("a case")
}

#[test]
fn a_past_is_learned_beside_a_server_which_suggests_by_it_at_once() {
    let desk = Desk::new();
    desk.run(&["learn"]).no(&["too little to learn from yet"]);
    desk.run(&["seed", "--cases", "300"]).ok();
    let token = desk.run(&["token", "--user", "admin", "--scope", "*"]).ok();
    let token = token.trim().lines().last().expect("a token").to_owned();
    let served = Served::on(&desk);
    let text = "快递说已签收，但我根本没收到包裹，客服一直不回复";
    assert_eq!(filed(&served, &token, text)["triage"]["learned"], Value::Null);
    let said = desk.run(&["learn"]).ok();
    assert!(said.contains("closed cases could teach") && said.contains("kind: of "), "{said}");
    assert!(said.lines().any(|line| line.trim().starts_with("delivery")), "{said}");
    assert_eq!(desk.run(&["learn"]).ok(), said, "the same cases make the same model");
    let triage = filed(&served, &token, text)["triage"].clone();
    let model = triage["learned"]["kind"]["model"].as_str().expect("a model spoke");
    assert!(said.contains(model), "{triage}");
    assert_eq!(triage["kind"], "delivery", "{triage}");
    desk.run(&["doctor"]).ok();
}
