use crate::html::{Tag, tags};
use crate::samples::{Sample, all};
use std::collections::HashSet;

/// Runs a check over every page and tells all failures at once, by page.
fn every_page(check: impl Fn(&Sample, &[Tag]) -> Vec<String>) {
    let mut wrong = Vec::new();
    for sample in all() {
        let found = match tags(&sample.html) {
            Ok(tags) => check(&sample, &tags),
            Err(why) => vec![why],
        };
        wrong
            .extend(found.into_iter().map(|what| format!("{}.{}: {what}", sample.name, sample.locale.tag())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn unless(holds: bool, what: impl Into<String>) -> Option<String> {
    (!holds).then(|| what.into())
}

#[test]
fn every_page_names_its_language_and_has_one_heading_and_one_main() {
    every_page(|sample, tags| {
        let count = |name: &str| tags.iter().filter(|tag| tag.name == name).count();
        let lang = tags.iter().find(|tag| tag.name == "html").and_then(|tag| tag.get("lang"));
        [
            unless(lang == Some(sample.locale.tag()), "the language is not named"),
            unless(count("h1") == 1, format!("{} h1", count("h1"))),
            unless(count("main") == 1 && count("title") == 1, "main or title is not there once"),
            unless(sample.html.contains("class=\"skip\" href=\"#main\""), "no skip link"),
        ]
        .into_iter()
        .flatten()
        .collect()
    });
}

#[test]
fn every_field_has_a_label() {
    every_page(|_, tags| {
        let labelled: HashSet<_> =
            tags.iter().filter(|t| t.name == "label").filter_map(|t| t.get("for")).collect();
        let field = |tag: &&Tag| match tag.name.as_str() {
            "select" | "textarea" => true,
            "input" => tag.get("type") != Some("hidden"),
            _ => false,
        };
        let named = |tag: &&Tag| {
            tag.get("aria-label").is_some()
                || tag.inside.iter().any(|name| name == "label")
                || tag.get("id").is_some_and(|id| labelled.contains(id))
        };
        tags.iter()
            .filter(field)
            .filter(|tag| !named(tag))
            .map(|t| format!("{:?} has no label", t.attributes))
            .collect()
    });
}

#[test]
fn ids_are_unique_and_what_refers_to_one_finds_it() {
    every_page(|_, tags| {
        let mut ids = HashSet::new();
        let mut wrong: Vec<_> = tags
            .iter()
            .filter_map(|tag| tag.get("id"))
            .filter(|id| !ids.insert(*id))
            .map(|id| format!("id {id} twice"))
            .collect();
        for tag in tags {
            let refs =
                ["for", "aria-describedby", "aria-labelledby"].into_iter().filter_map(|name| tag.get(name));
            let anchors = tag.get("href").and_then(|href| href.strip_prefix('#'));
            let targets = refs.flat_map(str::split_whitespace).chain(anchors);
            wrong.extend(targets.filter(|id| !ids.contains(id)).map(|id| format!("nothing has the id {id}")));
        }
        wrong
    });
}

#[test]
fn a_strict_content_security_policy_holds_and_what_people_typed_stays_text() {
    every_page(|sample, tags| {
        let mut wrong = Vec::new();
        for tag in tags {
            let inline = tag.name == "style" || (tag.name == "script" && tag.get("src").is_none());
            wrong.extend(unless(!inline, format!("inline {}", tag.name)));
            let handler = tag.attributes.keys().find(|name| name.starts_with("on") || *name == "style");
            wrong.extend(handler.map(|name| format!("the attribute {name} in {}", tag.name)));
        }
        wrong.extend(unless(!sample.html.contains("<script>"), "what a person typed is a script"));
        wrong
    });
}

#[test]
fn no_key_or_hole_is_shown_instead_of_words() {
    every_page(|sample, _| {
        let marks = ["⟦", "{ $", "{{", "{%"];
        marks
            .into_iter()
            .filter(|mark| sample.html.contains(mark))
            .map(|mark| format!("shows {mark}"))
            .collect()
    });
}

#[test]
fn every_form_of_a_case_carries_the_version_it_was_made_from() {
    every_page(|sample, _| {
        let forms =
            sample.html.split("<form ").skip(1).map(|form| form.split("</form>").next().unwrap_or(""));
        let of_case = ["action=\"/desk/cases/", "action=\"/m/cases/", "action=\"/c/"];
        forms
            .filter(|form| form.contains("method=\"post\"") && of_case.iter().any(|of| form.contains(of)))
            .filter(|form| !form.contains("name=\"version\""))
            .map(|form| format!("without a version: {}", &form[..form.len().min(60)]))
            .collect()
    });
}

#[test]
fn a_customer_page_with_all_it_loads_stays_under_60_kilobytes() {
    let loaded: usize = ["customer.css", "customer.js", "mark.svg"]
        .iter()
        .map(|name| {
            web::assets::ASSETS.iter().find(|asset| asset.name == *name).expect("embedded").gzipped.len()
        })
        .sum();
    for sample in all().iter().filter(|sample| sample.name.starts_with("c-")) {
        // The page is counted uncompressed, which is more than it costs.
        assert!(loaded + sample.html.len() < 60_000, "{}: {} + {}", sample.name, loaded, sample.html.len());
        assert!(!sample.html.contains("tabler.css"), "{} loads the staff's sheet", sample.name);
    }
}

#[test]
fn an_asset_is_found_under_its_own_hash_only() {
    for asset in web::assets::ASSETS {
        assert_eq!(web::assets::asset(asset.name), format!("/assets/{}/{}", asset.hash, asset.name));
        assert!(web::assets::find(asset.hash, asset.name).is_some());
        assert!(web::assets::find("0000000000000000", asset.name).is_none());
    }
}
