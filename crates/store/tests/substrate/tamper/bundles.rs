//! The operator changes what is handed out, and mends the manifests afterwards.

use super::By::Operator as C;
use super::looks::Look::{Heads, Receipts, Verifier};
use super::scene::Scene;
use super::{Way, never, way};
use journal::note::generate;
use journal::{Checkpoint, Hash};
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

pub type Files = BTreeMap<String, Vec<u8>>;

pub fn ways() -> Vec<Way> {
    [content(), entries(), proofs(), maps(), bags(), receipts()].into_iter().flatten().collect()
}

pub fn unpacked(zip: &[u8]) -> Option<Files> {
    let mut zip = ZipArchive::new(Cursor::new(zip)).ok()?;
    let mut files = Files::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).ok()?;
        let mut bytes = vec![];
        file.read_to_end(&mut bytes).ok()?;
        let name = file.name().ok()?.split_once('/')?.1.to_owned();
        files.insert(name, bytes);
    }
    Some(files)
}

fn packed(files: &Files) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(vec![]));
    for (name, bytes) in files {
        zip.start_file(format!("case/{name}"), SimpleFileOptions::default()).expect("a file");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

fn mended(mut files: Files) -> Files {
    files.remove("tagmanifest-sha256.txt");
    for (manifest, payload) in [("manifest-sha256.txt", true), ("tagmanifest-sha256.txt", false)] {
        let covered = files.iter().filter(|(name, _)| name.starts_with("data/") == payload);
        let covered = covered.filter(|(name, _)| name.as_str() != manifest);
        let lines: String = covered.map(|(name, bytes)| format!("{}  {name}\n", Hash::of(bytes))).collect();
        files.insert(manifest.into(), lines.into_bytes());
    }
    files
}

pub fn hand_out(scene: &mut Scene, change: impl FnOnce(&mut Files)) {
    let mut files = unpacked(&scene.base.bundle).expect("our own");
    change(&mut files);
    scene.handed = Some(packed(&mended(files)));
}

fn first(files: &Files, start: &str) -> String {
    files.keys().find(|name| name.starts_with(start)).expect("there is one").clone()
}

fn event(no: usize) -> String {
    format!("data/events/{no:06}.json")
}

fn proof(no: usize) -> String {
    format!("proofs/{no:06}.tlog-proof")
}

fn count(files: &Files) -> usize {
    files.keys().filter(|name| name.starts_with("data/events/")).count()
}

pub fn replaced(files: &mut Files, name: &str, from: &str, to: &str) {
    let text = String::from_utf8(files[name].clone()).expect("text");
    assert!(text.contains(from), "{name} has no {from}: {text}");
    files.insert(name.into(), text.replacen(from, to, 1).into_bytes());
}

fn bundle(what: &'static str, change: fn(&mut Files)) -> Way {
    way("bundle", C, what, &[Verifier], move |scene| hand_out(scene, change))
}

fn content() -> Vec<Way> {
    vec![
        bundle("one byte of a photo is changed", |files| {
            let photo = first(files, "data/evidence/");
            files.get_mut(&photo).expect("it")[20] ^= 1;
        }),
        bundle("a text is changed", |files| {
            let text = first(files, "data/content/");
            files.get_mut(&text).expect("it").push(b' ');
        }),
        bundle("a photo is left out", |files| {
            let photo = first(files, "data/evidence/");
            files.remove(&photo);
        }),
        bundle("a photo is left out, also of the list", |files| {
            let photo = first(files, "data/evidence/");
            files.remove(&photo);
            let mut list: serde_json::Value =
                serde_json::from_slice(&files["data/objects.json"]).expect("JSON");
            list["objects"].as_array_mut().expect("a list").retain(|one| one["file"] != photo);
            files.insert("data/objects.json".into(), list.to_string().into_bytes());
        }),
        bundle("a photo is said to be erased", |files| {
            let photo = first(files, "data/evidence/");
            files.remove(&photo);
            let mut list: serde_json::Value =
                serde_json::from_slice(&files["data/objects.json"]).expect("JSON");
            for one in list["objects"].as_array_mut().expect("a list") {
                if one["file"] == photo {
                    *one = serde_json::json!({ "id": one["id"], "commitment": one["commitment"],
                        "state": "erased", "by_no": 1 });
                }
            }
            files.insert("data/objects.json".into(), list.to_string().into_bytes());
        }),
        bundle("a text is said to be redacted", |files| {
            let text = first(files, "data/content/");
            files.remove(&text);
            let mut list: serde_json::Value =
                serde_json::from_slice(&files["data/objects.json"]).expect("JSON");
            for one in list["objects"].as_array_mut().expect("a list") {
                if one["file"] == text {
                    *one = serde_json::json!({ "id": one["id"], "commitment": one["commitment"],
                        "state": "redacted", "by_no": 1, "file": null });
                }
            }
            files.insert("data/objects.json".into(), list.to_string().into_bytes());
        }),
    ]
}

fn entries() -> Vec<Way> {
    vec![
        bundle("an entry is changed", |files| replaced(files, &event(1), "\"seq\":", "\"seq\":1")),
        way(
            "omission",
            C,
            "an entry is left out of the middle of a bundle",
            &[Verifier, Receipts],
            |scene| {
                hand_out(scene, |files| {
                    files.remove(&event(2));
                    files.remove(&proof(2));
                });
            },
        ),
        way("omission", C, "the last entries are left out of a bundle", &[Heads, Receipts], |scene| {
            hand_out(scene, |files| {
                let last = count(files) - 1;
                for no in [last, last - 1] {
                    files.remove(&event(no));
                    files.remove(&proof(no));
                }
            });
        }),
        way("omission", C, "an entry is left out and the next moved up", &[Verifier, Receipts], |scene| {
            hand_out(scene, |files| {
                let last = count(files) - 1;
                for no in 2..last {
                    let (next, its_proof) = (files[&event(no + 1)].clone(), files[&proof(no + 1)].clone());
                    files.insert(event(no), next);
                    files.insert(proof(no), its_proof);
                }
                files.remove(&event(last));
                files.remove(&proof(last));
            });
        }),
        way("omission", C, "all entries are left out", &[Verifier, Receipts], |scene| {
            hand_out(scene, |files| files.retain(|name, _| !name.starts_with("data/events/")));
        }),
    ]
}

fn proofs() -> Vec<Way> {
    vec![
        bundle("the proofs of two entries are exchanged", |files| {
            let one = files[&proof(0)].clone();
            let other = files.insert(proof(1), one).expect("it");
            files.insert(proof(0), other);
        }),
        bundle("a proof is left out", |files| drop(files.remove(&proof(1)))),
        bundle("a path in a proof is changed", |files| replaced(files, &proof(1), "index ", "index 1")),
        bundle("the checkpoint names another size", |files| {
            let note = String::from_utf8(files["checkpoint.note"].clone()).expect("text");
            let size = note.lines().nth(1).expect("a size").to_owned();
            replaced(files, "checkpoint.note", &format!("\n{size}\n"), &format!("\n{size}0\n"));
        }),
        way("bundle", C, "all is signed with another key, which lies in the bundle", &[Verifier], |scene| {
            let key = scene.base.key.clone();
            hand_out(scene, |files| {
                let thief = generate(key.name(), [66; 32]).expect("a key");
                let note = String::from_utf8(files["checkpoint.note"].clone()).expect("text");
                let signed = Checkpoint::open(&note, &key).expect("ours").sign(&thief).expect("signed");
                for bytes in files.values_mut() {
                    if let Ok(text) = String::from_utf8(bytes.clone()) {
                        *bytes = text.replace(&note, &signed).into_bytes();
                    }
                }
                files.insert("key.txt".into(), format!("{}\n", thief.verifier()).into_bytes());
            });
        }),
    ]
}

fn maps() -> Vec<Way> {
    vec![
        way("map", C, "the map is made to say fewer entries", &[Heads], |scene| {
            hand_out(scene, |files| {
                let proof: serde_json::Value =
                    serde_json::from_slice(&files["heads/proof.json"]).expect("JSON");
                let mut fewer = proof.clone();
                fewer["heads"][0]["entries"] =
                    (proof["heads"][0]["entries"].as_u64().expect("a count") - 1).into();
                files.insert("heads/proof.json".into(), fewer.to_string().into_bytes());
            });
        }),
        way("map", C, "the entry of the map is changed", &[Heads], |scene| {
            hand_out(scene, |files| replaced(files, "heads/entry.json", "\"subjects\":", "\"subjects\":1"));
        }),
        way("map", C, "a file of the map is left out", &[Verifier], |scene| {
            hand_out(scene, |files| drop(files.remove("heads/proof.json")));
        }),
        way("map", C, "the map and the last entries are left out", &[Receipts], |scene| {
            hand_out(scene, |files| {
                let last = count(files) - 1;
                files.remove(&event(last));
                files.remove(&proof(last));
                files.retain(|name, _| !name.starts_with("heads/"));
            });
        }),
    ]
}

fn bags() -> Vec<Way> {
    vec![
        way("bundle", C, "a photo is changed and the manifest is not", &[Verifier], |scene| {
            let mut files = unpacked(&scene.base.bundle).expect("our own");
            let photo = first(&files, "data/evidence/");
            files.get_mut(&photo).expect("it")[20] ^= 1;
            scene.handed = Some(packed(&files));
        }),
        way("bundle", C, "a file is added that no manifest lists", &[Verifier], |scene| {
            let mut files = unpacked(&scene.base.bundle).expect("our own");
            files.insert("data/evidence/more.png".into(), vec![1; 20]);
            scene.handed = Some(packed(&files));
        }),
        bundle("a file is added and listed", |files| {
            files.insert("data/evidence/more.png".into(), vec![1; 20]);
        }),
        bundle("a file is missing that every bundle has", |files| drop(files.remove("data/case.json"))),
        way("bundle", C, "half of the zip is cut off", &[Verifier], |scene| {
            scene.handed = Some(scene.base.bundle[..scene.base.bundle.len() / 2].to_vec());
        }),
        never(
            "bundle",
            C,
            "the readable index says something else than the entries",
            "data/case.json is for reading, as every verdict says; the entries decide",
            |scene| hand_out(scene, |files| replaced(files, "data/case.json", "\"entries\"", "\"steps\"")),
        ),
    ]
}

fn receipts() -> Vec<Way> {
    let sent = |what, change: fn(&mut Scene, String, Vec<u8>)| {
        way("receipt", C, what, &[Verifier], move |scene| {
            let held = &scene.base.held[2];
            let (receipt, entry) = (held.receipt.to_string(), held.entry.clone());
            change(scene, receipt, entry);
        })
    };
    vec![
        sent("the receipt of another entry is sent", |scene, _, entry| {
            scene.sent = Some((scene.base.held[1].receipt.to_string(), entry));
        }),
        sent("a receipt with an altered path is sent", |scene, receipt, entry| {
            let index = receipt.lines().nth(2).expect("an index").to_owned();
            scene.sent = Some((receipt.replacen(&index, "index 3", 1), entry));
        }),
        sent("a receipt for an entry that was changed is sent", |scene, receipt, mut entry| {
            let at = entry.len() / 2;
            entry[at] ^= 1;
            scene.sent = Some((receipt, entry));
        }),
        sent("a receipt with another key is sent", |scene, receipt, entry| {
            let note = scene.base.held[2].receipt.checkpoint.clone();
            let thief = generate(scene.base.key.name(), [66; 32]).expect("a key");
            let signed =
                Checkpoint::open(&note, &scene.base.key).expect("ours").sign(&thief).expect("signed");
            scene.sent = Some((receipt.replace(&note, &signed), entry));
        }),
    ]
}
