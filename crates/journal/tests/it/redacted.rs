//! The redacted edition: what is hidden is said to be, and what is shown instead is what was promised.

use journal::verify::{Language, ObjectState, Problem, Report};

use crate::given::{
    Files, MASKED, bundle, check, contents, pack, redacted_bundle, signer, unpack, with_new_manifests, zipped,
};

fn edition() -> Files {
    unpack(&zipped(&redacted_bundle(&signer())))
}

fn after_mending(files: Files) -> Vec<Problem> {
    check(&pack(&with_new_manifests(files))).expect("readable").problems
}

fn state<'r>(report: &'r Report, object: &str) -> &'r ObjectState {
    &report.objects.iter().find(|found| found.object == object).expect("it is listed").state
}

#[test]
fn it_is_valid_and_every_hidden_object_names_the_entry_that_hides_it() {
    let report = check(&zipped(&redacted_bundle(&signer()))).expect("readable");
    assert_eq!(report.problems, []);
    assert_eq!((report.present, report.redacted, report.erased), (1, 3, 1));
    let file = Some("data/redacted/text1.txt".to_owned());
    assert_eq!(*state(&report, "text1"), ObjectState::ValidRedacted { by_no: 3, file });
    assert_eq!(*state(&report, "photo1"), ObjectState::ValidRedacted { by_no: 3, file: None });
    assert_eq!(*state(&report, "gone1"), ObjectState::ValidErased { by_no: 4 });
    assert!(report.say(Language::English).join(" ").contains("3 valid and redacted"));
    assert!(report.say(Language::Chinese)[0].contains("遮盖版"));
}

#[test]
fn neither_hidden_content_nor_its_salt_is_in_it() {
    let zip = edition();
    for (id, salt, _, bytes) in contents().into_iter().filter(|content| content.0 != "record1") {
        let salt: String = salt.iter().map(|byte| format!("{byte:02x}")).collect();
        for (name, file) in &zip {
            let has = |part: &[u8]| file.windows(part.len()).any(|window| window == part);
            assert!(!has(&bytes) && !has(salt.as_bytes()), "{id} in {name}");
        }
    }
}

#[test]
fn it_has_the_entries_and_commitments_of_the_full_edition() {
    let (full, redacted) = (unpack(&zipped(&bundle(&signer()))), edition());
    for (name, bytes) in full.iter().filter(|(name, _)| name.contains("events/") || name.contains("proofs/"))
    {
        assert_eq!(redacted.get(name), Some(bytes));
    }
    let commitments = |files: &Files| {
        let list: serde_json::Value = serde_json::from_slice(&files["data/objects.json"]).expect("JSON");
        let each = list["objects"].as_array().expect("a list").clone();
        each.into_iter().map(|one| (one["id"].clone(), one["commitment"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(commitments(&full), commitments(&redacted));
}

#[test]
fn what_is_shown_instead_cannot_be_changed_taken_away_or_added() {
    let altered = Problem::ObjectAltered { object: "text1".into(), file: "data/redacted/text1.txt".into() };
    let mut changed = edition();
    changed.insert("data/redacted/text1.txt".into(), MASKED.replace('盒', "袋").into_bytes());
    assert_eq!(after_mending(changed), [altered]);
    let mut changed = edition();
    changed.remove("data/redacted/text1.txt");
    assert_eq!(after_mending(changed), [Problem::FileMissing { file: "data/redacted/text1.txt".into() }]);
    let mut changed = edition();
    changed.insert("data/redacted/photo1.jpg".into(), b"another".to_vec());
    assert_eq!(after_mending(changed), [Problem::FileUnknown { file: "data/redacted/photo1.jpg".into() }]);
}

#[test]
fn hiding_more_than_the_entry_says_is_noticed() {
    let unproven = |object: &str, by_no| vec![Problem::RedactionUnproven { object: object.into(), by_no }];
    let list = String::from_utf8(edition()["data/objects.json"].clone()).expect("text");
    let with = |from: &str, to: &str| {
        let mut changed = edition();
        assert!(list.contains(from), "{list}");
        changed.insert("data/objects.json".into(), list.replacen(from, to, 1).into_bytes());
        after_mending(changed)
    };
    let erased = "\"state\": \"erased\",\n      \"by_no\": 4";
    let hidden = "\"state\": \"redacted\",\n      \"by_no\": 3,\n      \"file\": null";
    assert_eq!(with(erased, hidden), unproven("gone1", 3));
    let by_another = hidden.replace(": 3", ": 5");
    assert_eq!(with(hidden, &by_another), unproven("form1", 5));
    // The text may not be left out when the entry says that a masked one is shown.
    let without = "\"file\": null";
    let mut problems = with("\"file\": \"data/redacted/text1.txt\"", without);
    problems.retain(|problem| !matches!(problem, Problem::FileUnknown { .. }));
    assert_eq!(problems, unproven("text1", 3));
}

#[test]
fn a_record_that_was_changed_hides_nothing() {
    let mut changed = edition();
    let record = changed.get_mut("data/redaction/record1.json").expect("it is there");
    *record = String::from_utf8(record.clone()).expect("text").replace("mask/1", "mask/2").into_bytes();
    let problems = after_mending(changed);
    assert!(problems.iter().any(|problem| matches!(problem, Problem::ObjectAltered { .. })), "{problems:?}");
    let unproven = problems.iter().filter(|problem| matches!(problem, Problem::RedactionUnproven { .. }));
    assert_eq!(unproven.count(), 3);
}
