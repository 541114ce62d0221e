//! Every way of changing a bundle that we thought of, once clumsily and once by a forger who mends the manifests.

use journal::{
    Hash,
    verify::{Confirmation, Language, Problem},
};
use serde_json::{Value, json};

use crate::given::{
    Files, check, check_with, files, heads_before, map, pack, place, sealed, signer, with_new_manifests,
};

fn problems(files: &Files) -> Vec<Problem> {
    check(&pack(files)).expect("readable").problems
}

fn after_mending(files: Files) -> Vec<Problem> {
    problems(&with_new_manifests(files))
}

fn text(problems: &[Problem]) -> String {
    problems.iter().map(|problem| problem.say(Language::English)).collect()
}

/// Only the manifests cover these, and the report says so of the one that matters.
const FOR_READING: [&str; 4] = ["README.txt", "bag-info.txt", "data/case.json", "key.txt"];
const HEADS: [&str; 3] = ["heads/entry.json", "heads/entry.tlog-proof", "heads/proof.json"];
const MANIFESTS: [&str; 2] = ["manifest-sha256.txt", "tagmanifest-sha256.txt"];

#[test]
fn packing_anew_and_mending_the_manifests_changes_nothing() {
    assert_eq!(problems(&files()), []);
    assert_eq!(after_mending(files()), []);
}

#[test]
fn a_byte_flipped_in_any_file_is_noticed_and_the_file_is_named() {
    for (name, bytes) in files() {
        for position in [0, bytes.len() / 2, bytes.len() - 1] {
            let mut changed = files();
            changed.get_mut(&name).expect("it is there")[position] ^= 1;
            let problems = problems(&changed);
            assert!(!problems.is_empty(), "{name} at {position}");
            assert!(
                MANIFESTS.contains(&name.as_str()) || text(&problems).contains(&name),
                "{name}: {problems:?}"
            );
        }
    }
}

#[test]
fn a_byte_flipped_anywhere_in_a_proven_file_is_noticed_though_the_manifests_were_mended() {
    for (name, bytes) in files() {
        if FOR_READING.contains(&name.as_str()) || MANIFESTS.contains(&name.as_str()) {
            continue;
        }
        for position in (0..bytes.len()).step_by(bytes.len().div_ceil(40)) {
            let mut changed = files();
            changed.get_mut(&name).expect("it is there")[position] ^= 1;
            // In these two a flip can hit white space between the members, which says nothing.
            let same = ["data/objects.json", "heads/proof.json"].contains(&name.as_str())
                && serde_json::from_slice::<Value>(&changed[&name]).ok()
                    == serde_json::from_slice(&bytes).ok();
            assert!(same || !after_mending(changed).is_empty(), "{name} at {position}");
        }
    }
}

#[test]
fn a_missing_file_is_named() {
    for name in files().into_keys() {
        let mut changed = files();
        changed.remove(&name);
        assert!(problems(&changed).contains(&Problem::FileMissing { file: name.clone() }), "{name}");
    }
}

#[test]
fn an_entry_taken_out_of_the_middle_is_missed_by_its_number() {
    for no in 0..6 {
        let mut changed = files();
        changed.remove(&format!("data/events/{no:06}.json"));
        changed.remove(&format!("proofs/{no:06}.tlog-proof"));
        assert!(after_mending(changed).contains(&Problem::EntriesMissing { from: no, to: no }), "{no}");
    }
}

#[test]
fn an_entry_taken_from_the_end_is_missed_by_the_map_of_heads() {
    let mut changed = files();
    for no in [5, 6] {
        changed.remove(&format!("data/events/{no:06}.json"));
        changed.remove(&format!("proofs/{no:06}.tlog-proof"));
    }
    let problems = after_mending(changed);
    assert_eq!(problems, [Problem::EntriesWithheld { from: 5, to: 6, size: 299 }]);
    assert!(text(&problems).contains("Entries 5 to 6 are withheld"));
}

#[test]
fn without_a_map_of_heads_the_end_is_open_and_the_report_says_so() {
    let mut changed = files();
    for file in ["data/events/000006.json", "proofs/000006.tlog-proof"].into_iter().chain(HEADS) {
        changed.remove(file);
    }
    let report = check(&pack(&with_new_manifests(changed))).expect("readable");
    assert!(report.is_intact() && report.complete.is_none());
    assert!(report.say(Language::English).join("\n").contains("carries no map of heads"));
    assert!(report.say(Language::Chinese).join("\n").contains("未附每日目录"));
}

#[test]
fn one_file_of_the_map_is_not_enough() {
    for file in HEADS {
        let mut changed = files();
        changed.remove(file);
        assert_eq!(after_mending(changed), [Problem::FileMissing { file: file.into() }]);
    }
}

#[test]
fn a_map_that_was_altered_or_belongs_to_another_case_is_refused() {
    let entry = String::from_utf8(files()["heads/entry.json"].clone()).expect("text");
    let proof = String::from_utf8(files()["heads/proof.json"].clone()).expect("text");
    let sealed = sealed(&signer());
    let map = map(&heads_before(&sealed.journal));
    let foreign = serde_json::to_string(&place(&map, "case:other0")).expect("JSON");
    let absent = serde_json::to_string(&place(&map, "case:nobody")).expect("JSON");
    let changes = [
        ("heads/entry.json", entry.replace("\"size\":299", "\"size\":100")),
        ("heads/entry.json", String::from_utf8(sealed.journal[0].clone()).expect("text")),
        ("heads/proof.json", proof.replace("\"entries\": 7", "\"entries\": 6")),
        ("heads/proof.json", proof.replace("\"subjects\": 3", "\"subjects\": 4")),
        ("heads/proof.json", foreign),
        ("heads/proof.json", absent),
        (
            "heads/entry.tlog-proof",
            String::from_utf8(files()["proofs/000000.tlog-proof"].clone()).expect("text"),
        ),
    ];
    for (file, text) in changes {
        let mut changed = files();
        assert_ne!(changed.insert(file.into(), text.clone().into_bytes()), Some(text.clone().into_bytes()));
        assert_eq!(after_mending(changed), [Problem::HeadsAltered], "{file}: {text}");
    }
}

#[test]
fn entries_moved_up_to_hide_a_gap_are_noticed() {
    let mut changed = files();
    for part in ["data/events/", "proofs/"] {
        let ending = if part == "proofs/" { "tlog-proof" } else { "json" };
        for no in 3..6 {
            let next = changed.remove(&format!("{part}{:06}.{ending}", no + 1)).expect("the next");
            changed.insert(format!("{part}{no:06}.{ending}"), next);
        }
    }
    let problems = after_mending(changed);
    assert!(problems.contains(&Problem::EntryMisnumbered { no: 3, says: 4 }), "{problems:?}");
}

#[test]
fn swapped_proofs_are_noticed() {
    let mut changed = files();
    let first = changed["proofs/000000.tlog-proof"].clone();
    let second = changed.insert("proofs/000001.tlog-proof".into(), first).expect("it was there");
    changed.insert("proofs/000000.tlog-proof".into(), second);
    let problems = after_mending(changed);
    assert_eq!(problems, [Problem::ProofOfOtherEntry { no: 0 }, Problem::ProofOfOtherEntry { no: 1 }]);
}

#[test]
fn a_rewritten_entry_is_named_and_so_is_its_successor() {
    let mut changed = files();
    let entry = String::from_utf8(changed["data/events/000005.json"].clone()).expect("text");
    changed.insert("data/events/000005.json".into(), entry.replace("1990", "9990").into());
    let problems = after_mending(changed);
    assert_eq!(problems, [Problem::ChainBroken { no: 6 }, Problem::EntryAltered { no: 5 }]);
    assert!(text(&problems).contains("Entry 5 or its proof was altered"));
    assert!(problems[1].say(Language::Chinese).contains("第 5 号记录"));
}

#[test]
fn a_genuine_entry_of_another_case_does_not_pass_for_one_of_this() {
    let mut changed = files();
    let mut sealed = sealed(&signer());
    let proven = sealed.proven(12);
    let receipt = journal::Receipt::new(12, proven.path, sealed.checkpoint);
    let no = journal::Entry::parse(&proven.bytes).expect("an entry").no;
    assert_eq!(no, 6, "the test needs an entry with the number of the one it replaces");
    changed.insert("data/events/000006.json".into(), proven.bytes);
    changed.insert("proofs/000006.tlog-proof".into(), receipt.to_string().into());
    let problems = after_mending(changed);
    assert!(matches!(problems[0], Problem::OtherSubject { no: 6, .. }), "{problems:?}");
    assert!(problems.contains(&Problem::ChainBroken { no: 6 }));
}

#[test]
fn an_added_file_is_noticed_whether_listed_or_not() {
    for name in [
        "extra.txt",
        "data/extra.txt",
        "data/evidence/photo2.jpg",
        "data/events/7.json",
        "proofs/000099.tlog-proof",
    ] {
        let mut changed = files();
        changed.insert(name.into(), b"hello".to_vec());
        assert!(problems(&changed).contains(&Problem::FileUnlisted { file: name.into() }), "{name}");
        assert!(!after_mending(changed).is_empty(), "{name}");
    }
}

#[test]
fn exchanged_content_is_named_though_manifests_and_salts_were_mended() {
    let mut changed = files();
    changed.insert("data/evidence/photo1.jpg".into(), b"another photo".to_vec());
    let file = "data/evidence/photo1.jpg".to_owned();
    assert_eq!(after_mending(changed.clone()), [Problem::ObjectAltered { object: "photo1".into(), file }]);
    // Nor does it help to commit to the new photo, because the entry still commits to the old one.
    change_list(&mut changed, "photo1", |listed| {
        listed["commitment"] = json!(journal::commitment(&[1; 32], b"another photo"));
    });
    assert_eq!(after_mending(changed), [Problem::CommitmentDisagrees { object: "photo1".into(), no: 1 }]);
}

fn change_list(files: &mut Files, id: &str, change: impl FnOnce(&mut Value)) {
    let mut list: Value = serde_json::from_slice(&files["data/objects.json"]).expect("a list");
    let listed = list["objects"].as_array_mut().expect("objects").iter_mut();
    change(listed.into_iter().find(|listed| listed["id"] == id).expect("the object"));
    files.insert("data/objects.json".into(), list.to_string().into());
}

#[test]
fn content_that_was_lost_cannot_be_passed_off_as_erased() {
    for by_no in [4, 5, 99] {
        let mut changed = files();
        changed.remove("data/evidence/photo1.jpg");
        let commitment = journal::commitment(&[1; 32], &[0xd8; 3000]);
        change_list(&mut changed, "photo1", |listed| {
            *listed = json!({ "id": "photo1", "commitment": commitment, "state": "erased", "by_no": by_no });
        });
        assert_eq!(after_mending(changed), [Problem::ErasureUnproven { object: "photo1".into(), by_no }]);
    }
}

#[test]
fn content_no_longer_listed_is_missed_by_the_entry_that_speaks_of_it() {
    let mut changed = files();
    let mut list: Value = serde_json::from_slice(&changed["data/objects.json"]).expect("a list");
    list["objects"].as_array_mut().expect("objects").retain(|listed| listed["id"] != "photo1");
    changed.insert("data/objects.json".into(), list.to_string().into());
    changed.remove("data/evidence/photo1.jpg");
    assert_eq!(after_mending(changed), [Problem::ObjectMissing { object: "photo1".into(), no: 1 }]);
}

#[test]
fn content_no_entry_speaks_of_is_noticed() {
    let mut changed = files();
    let mut list: Value = serde_json::from_slice(&changed["data/objects.json"]).expect("a list");
    let commitment = journal::commitment(&[1; 32], b"slipped in");
    let added = json!({ "id": "photo2", "commitment": commitment, "state": "present",
        "salt": Hash([1; 32]), "file": "data/evidence/photo2.jpg" });
    list["objects"].as_array_mut().expect("objects").push(added);
    changed.insert("data/objects.json".into(), list.to_string().into());
    changed.insert("data/evidence/photo2.jpg".into(), b"slipped in".to_vec());
    assert_eq!(after_mending(changed), [Problem::ObjectUnmentioned { object: "photo2".into() }]);
}

#[test]
fn the_key_in_the_bundle_can_be_exchanged_but_then_it_does_not_fit_the_checkpoint() {
    let other = journal::note::generate(crate::given::ORIGIN, [5; 32]).expect("a key");
    let mut changed = files();
    changed.insert("key.txt".into(), format!("{}\n", other.verifier()).into());
    let zip = pack(&with_new_manifests(changed));
    let report = check_with(&zip, None).expect("readable");
    assert!(matches!(report.problems[..], [Problem::OtherSigner { .. }]));
    assert_eq!(report.signer.expect("a signer").confirmation, Confirmation::Unconfirmed);
}
