use crate::house::in_house;
use serde_json::Value;
use std::collections::BTreeSet;

#[test]
fn the_document_names_every_route_for_programs_and_no_other() {
    let document: Value = serde_json::from_str(server::api::openapi::DOCUMENT).expect("the document is JSON");
    let paths = document["paths"].as_object().expect("paths");
    let described: BTreeSet<String> = paths
        .iter()
        .flat_map(|(path, methods)| {
            methods.as_object().into_iter().flatten().map(move |(method, _)| (path, method))
        })
        .map(|(path, method)| format!("{} {path}", method.to_uppercase()))
        .collect();
    let for_programs = |path: &str| path.starts_with("/api/") || path == "/healthz" || path == "/metrics";
    let routed: BTreeSet<String> = server::routes::table()
        .iter()
        .filter(|route| for_programs(route.path))
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    assert_eq!(described, routed);
}

#[test]
fn every_reference_of_the_document_leads_somewhere() {
    let document: Value = serde_json::from_str(server::api::openapi::DOCUMENT).expect("the document is JSON");
    let mut references = vec![];
    collect(&document, &mut references);
    assert!(references.len() > 20);
    for reference in references {
        let place = reference.strip_prefix('#').expect("a reference into the document");
        assert!(document.pointer(place).is_some(), "{reference}");
    }
}

fn collect(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            found.extend(members.get("$ref").and_then(Value::as_str).map(str::to_owned));
            members.values().for_each(|member| collect(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        _ => {}
    }
}

#[test]
fn the_house_says_how_it_is_without_naming_anybody() {
    in_house(|house| {
        assert_eq!(house.get("", "/healthz").text(), "ok\n");
        assert_eq!(house.get("", "/api/openapi.json").is(200)["openapi"], "3.1.0");
        assert_eq!(house.get("", "/api/v1/checkpoint").status, 202);
        let (id, link) = house.filed();
        house.case("li", &id);
        house.case("", &link);
        let before = house.get("", "/metrics").text();
        house.pass();
        let after = house.get("", "/metrics").text();
        let figure = |text: &str, name: &str| -> i64 {
            let line = text.lines().find(|line| line.starts_with(name) && !line.starts_with('#'));
            line.and_then(|line| line.rsplit(' ').next()?.parse().ok())
                .unwrap_or_else(|| panic!("{name}: {text}"))
        };
        let size = figure(&before, "redress_journal_entries");
        assert_eq!(figure(&before, "redress_unsealed_entries"), size);
        assert_eq!(figure(&after, "redress_unsealed_entries"), 0);
        assert!(after.contains("route=\"/api/v1/cases/{id}\""));
        assert!(after.contains("redress_request_seconds_bucket"));
        assert!(!after.contains(&id) && !after.contains(&link));
    });
}
