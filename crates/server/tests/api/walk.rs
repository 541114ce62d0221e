//! Every route with everybody who could ask, looking for words they must not see. Each secret is a word of its own, a
//! canary; a table says who may read it. It is looked for in every body, every header, and inside every bundle.
//!
//! LIMIT: letters of a PDF stand in it as numbers of its own font and are not read back; the report beside it says
//! the same as HTML and is.

mod readers;
mod routes;
mod scene;

use crate::house::House;
use readers::{Reader, readers};
use scene::{Canary, Scene};
use std::collections::BTreeSet;

#[test]
fn no_route_gives_anybody_a_word_that_is_not_for_them() {
    let place = store::testing::sqlite();
    let house = House::open(&place);
    let scene = Scene::set(&house);
    let mut leaks = BTreeSet::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let readers = readers(&house, &scene);
    for reader in &readers {
        // Whoever asks too often is slowed down.
        house.clock.advance(61_000);
        for (route, path) in routes::reads(&scene, reader) {
            let reply = reader.get(&house, &path);
            seen.extend(look(&scene.canaries, reader, &route, &path, &reply, &mut leaks));
        }
        for canary in &scene.canaries {
            if finds(&house, reader, canary) && !canary.is_found_by(reader) {
                leaks.insert(format!("{} finds a case by {}", reader.name, canary.name));
            }
        }
    }
    // Answers and refusals of everything one can send, last, because some of it changes the cases.
    for reader in &readers {
        house.clock.advance(61_000);
        for (route, path, body) in routes::writes(&scene, reader) {
            let reply = reader.post(&house, &route, &path, body);
            seen.extend(look(&scene.canaries, reader, &route, &path, &reply, &mut leaks));
        }
    }
    let leaks: Vec<String> = leaks.into_iter().collect();
    assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
    // A canary nobody ever saw would prove nothing.
    let unseen: Vec<&str> =
        scene.canaries.iter().filter(|one| one.is_for_somebody()).map(|one| one.name).collect();
    let unseen: Vec<&str> = unseen.into_iter().filter(|name| !seen.contains(name)).collect();
    assert!(unseen.is_empty(), "shown to nobody at all, not even to whom they are for: {unseen:?}");
}

#[test]
fn a_proposal_for_what_one_may_not_see_is_not_shown_either() {
    let place = store::testing::sqlite();
    let house = House::open(&place);
    let scene = Scene::set(&house);
    let path = format!("/desk/cases/{}/redactions/{}", scene.case, scene.proposal);
    assert_eq!(house.get("wang", &path).status, 200);
    assert_eq!(house.get("li", &path).status, 404);
    let boxes = serde_json::json!({ "evidence": scene.picture, "boxes": [{ "x": 0, "y": 0, "width": 1, "height": 1 }] });
    let propose = format!("/api/v1/cases/{}/redact", scene.case);
    house.post("li", &propose, boxes).problem(422, "evidence_unknown");
    let reveal = format!("/api/v1/cases/{}/reveal", scene.case);
    let look = serde_json::json!({ "what": "text", "entry": scene.reasons, "why": "想看" });
    house.post("li", &reveal, look.clone()).problem(404, "not_found");
    house.post("wang", &reveal, look).is(200);
    house
        .post("li", &format!("/api/v1/cases/{}/bundle", scene.case), serde_json::json!({}))
        .problem(403, "not_allowed");
}

/// The canaries in an answer; those that are not for this reader are leaks.
fn look<'c>(
    canaries: &'c [Canary],
    reader: &Reader,
    route: &str,
    path: &str,
    reply: &crate::house::Reply,
    leaks: &mut BTreeSet<String>,
) -> Vec<&'c str> {
    assert!(reply.status < 500 || reply.status == 503, "{} fails at {path}: {}", reader.name, reply.text());
    let texts = routes::texts(reply);
    let there = |canary: &&Canary| texts.iter().any(|text| text.contains(canary.text));
    let there: Vec<&Canary> = canaries.iter().filter(there).collect();
    for canary in &there {
        if !canary.is_for(reader, route) {
            leaks.insert(format!("{} reads {} by {route} ({path})", reader.name, canary.name));
        }
    }
    there.into_iter().map(|canary| canary.name).collect()
}

fn finds(house: &House, reader: &Reader, canary: &Canary) -> bool {
    let found = reader.get(house, &format!("/api/v1/cases?view=all&q={}", canary.text));
    found.status == 200 && found.json()["items"].as_array().is_some_and(|items| !items.is_empty())
}
