//! The route table as addresses: every place in a path filled with everything this reader could put there.

use super::readers::Reader;
use super::scene::Scene;
use crate::house::Reply;
use crate::permissions::body;
use serde_json::Value;
use std::io::{Cursor, Read};

/// The route and the address, for everything that is read.
pub fn reads(scene: &Scene, reader: &Reader) -> Vec<(String, String)> {
    let table = server::routes::table();
    let reads = table.iter().filter(|route| route.method == "GET");
    let all = reads.flat_map(|route| {
        filled(scene, reader, route.path).into_iter().map(|path| (route.path.to_owned(), path))
    });
    let views = ["all", "mine", "open"].map(|view| ("/desk".to_owned(), format!("/desk?view={view}")));
    let lists = ["asked", "held", "restricted", "ending", "erased"]
        .map(|list| ("/desk/privacy".to_owned(), format!("/desk/privacy?list={list}")));
    let listed = ("/api/v1/cases".to_owned(), "/api/v1/cases?view=all".to_owned());
    all.chain(views).chain(lists).chain([listed]).collect()
}

pub fn writes(scene: &Scene, reader: &Reader) -> Vec<(String, String, Value)> {
    let table = server::routes::table();
    // Erasing would take away what the readers after this one must not see; its answers are counts.
    let skipped = ["erase", "withdraw", "/sign-out", "totp", "password", "sign-out"];
    let writes = table
        .iter()
        .filter(|route| route.method == "POST")
        .filter(|route| !skipped.iter().any(|end| route.path.ends_with(end)));
    let one = |path: &str| {
        let body = body(path.rsplit('/').next().unwrap_or_default());
        filled(scene, reader, path).into_iter().map(move |filled| (filled, body.clone()))
    };
    writes.flat_map(|route| one(route.path).map(|(path, body)| (route.path.to_owned(), path, body))).collect()
}

fn filled(scene: &Scene, reader: &Reader, route: &str) -> Vec<String> {
    let mut paths = vec![route.to_owned()];
    for (place, values) in places(scene, reader, route) {
        if !route.contains(place) {
            continue;
        }
        paths = paths.iter().flat_map(|path| values.iter().map(|value| path.replace(place, value))).collect();
    }
    // One case has all sorts of pieces; of the others the first two are enough.
    let others = [&scene.neighbour, &scene.restricted, &scene.erased];
    let late = |path: &String| (3..=scene.pieces).any(|n| path.contains(&format!("/e{n}")));
    paths.retain(|path| !(others.iter().any(|other| path.contains(other.as_str())) && late(path)));
    paths
}

fn places(scene: &Scene, reader: &Reader, route: &str) -> Vec<(&'static str, Vec<String>)> {
    let pieces: Vec<String> = (1..=scene.pieces).map(|n| format!("e{n}")).collect();
    // Whoever has no link tries what they know.
    let guess = vec![format!("{}{}", scene.case, scene.neighbour)];
    let own = |links: &Vec<String>| if links.is_empty() { guess.clone() } else { links.clone() };
    let links = if route.starts_with("/t/") { own(&reader.third) } else { own(&reader.links) };
    let ids: Vec<String> =
        [&scene.case, &scene.neighbour, &scene.restricted, &scene.erased].map(String::clone).to_vec();
    let named = if route.starts_with("/api/") { [ids, reader.links.clone()].concat() } else { ids };
    let acts = [
        "reply", "note", "reveal", "hide", "offer", "assess", "message", "forget", "remark", "draft", "deny",
        "hold",
    ];
    vec![
        ("{link}", links),
        // Below a link it is a piece, everywhere else a case.
        ("{id}", if route.starts_with("/c/") { pieces.clone() } else { named }),
        ("{evidence}", pieces.clone()),
        ("{thing}", [vec!["filed".into()], pieces].concat()),
        ("{redaction}", vec!["x1".into()]),
        ("{action}", acts.map(str::to_owned).to_vec()),
        ("{answer}", vec!["approve".into()]),
        ("{account}", vec!["goodwill".into(), "deposit-m1".into(), format!("customer-{}", scene.case)]),
        ("{merchant}", vec!["m1".into()]),
        ("{measure}", vec!["x1".into()]),
        ("{claim}", vec!["k1".into()]),
        ("{hash}", vec!["0".into()]),
        ("{name}", vec!["desk.css".into()]),
    ]
}

/// Everything an answer consists of: its headers, its body, and what is packed in it.
pub fn texts(reply: &Reply) -> Vec<String> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut texts: Vec<String> = reply.headers.values().map(|value| text(value.as_bytes())).collect();
    if reply.bytes.starts_with(b"PK") {
        let mut zip = zip::ZipArchive::new(Cursor::new(&reply.bytes)).expect("a bundle");
        for at in 0..zip.len() {
            let mut file = zip.by_index(at).expect("a file of it");
            texts.push(file.name().expect("a name").into_owned());
            let mut bytes = vec![];
            file.read_to_end(&mut bytes).expect("it unpacks");
            texts.push(text(&bytes));
        }
    }
    texts.push(text(&reply.bytes));
    texts
}
