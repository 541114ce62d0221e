//! What a bundle looks like when nobody has touched it.

use std::io::Cursor;

use journal::{
    bundle::BundleError,
    note::generate,
    verify::{Complete, Confirmation, Language, Problem},
};

use crate::given::{CASE, ORIGIN, bundle, check, check_with, files, pack, signer, unpack, zipped};

#[test]
fn an_untouched_bundle_is_intact() {
    let report = check(&zipped(&bundle(&signer()))).expect("readable");
    assert_eq!(report.problems, []);
    assert_eq!(report.subject.as_deref(), Some(CASE));
    assert_eq!((report.entries, report.present, report.redacted, report.erased), (7, 4, 0, 1));
    let complete = Complete { day: "2026-11-22".into(), size: 299, entries: 7, later: 0 };
    assert_eq!(report.complete, Some(complete));
    assert_eq!(report.verdict().exit_code(), 0);
    assert_eq!(report.journal.expect("a checkpoint").size, 300);
    assert_eq!(report.signer.expect("a signer").confirmation, Confirmation::Confirmed);
}

#[test]
fn made_twice_it_is_the_same_file_in_whatever_order_things_were_given() {
    let mut other = bundle(&signer());
    other.entries.reverse();
    other.objects.reverse();
    assert_eq!(zipped(&bundle(&signer())), zipped(&other));
}

#[test]
fn it_has_the_files_a_bag_and_a_case_have() {
    let expected = [
        "README.txt",
        "bag-info.txt",
        "bagit.txt",
        "checkpoint.note",
        "data/case.json",
        "data/content/form1.json",
        "data/content/text1.txt",
        "data/events/000000.json",
        "data/events/000006.json",
        "data/evidence/photo1.jpg",
        "data/redaction/record1.json",
        "heads/entry.json",
        "heads/entry.tlog-proof",
        "heads/proof.json",
        "data/objects.json",
        "key.txt",
        "manifest-sha256.txt",
        "proofs/000000.tlog-proof",
        "proofs/000006.tlog-proof",
        "tagmanifest-sha256.txt",
    ];
    let files = files();
    assert_eq!(files.len(), expected.len() + 2 * 5);
    assert!(expected.iter().all(|file| files.contains_key(*file)));
}

#[test]
fn without_a_key_it_is_intact_but_the_signer_is_unconfirmed() {
    let report = check_with(&zipped(&bundle(&signer())), None);
    let report = report.expect("readable");
    assert!(report.is_intact());
    let print = signer().verifier().fingerprint();
    let (zh, en) = (report.say(Language::Chinese).join("\n"), report.say(Language::English).join("\n"));
    assert!(zh.contains("未经确认") && zh.contains(&print));
    assert!(en.contains("UNCONFIRMED") && en.contains(&print));
}

#[test]
fn a_bundle_signed_by_someone_else_is_refused_by_our_key() {
    let forger = generate(ORIGIN, [66; 32]).expect("a key");
    let report = check(&zipped(&bundle(&forger))).expect("readable");
    assert!(matches!(report.problems[..], [Problem::OtherSigner { .. }]), "{:?}", report.problems);
}

#[test]
fn names_that_could_lead_out_of_the_folder_are_not_written() {
    for name in ["", "..", "a/b", "a.b", "a\\b", "文"] {
        let mut bundle = bundle(&signer());
        bundle.objects[0].id = name.into();
        let refused = bundle.write(Cursor::new(Vec::new()));
        assert!(matches!(refused, Err(BundleError::Name(_))), "{name}");
    }
}

#[test]
fn extra_files_have_their_places_and_are_covered_by_the_manifests() {
    let with = |name: &str| {
        let mut bundle = bundle(&signer());
        bundle.extra.push((name.into(), b"<html></html>".to_vec()));
        bundle
    };
    for name in ["verify.html", "report/report.zh.html", "tsa/chain-1.pem"] {
        let report = check(&zipped(&with(name))).expect("readable");
        assert_eq!(report.problems, [], "{name}");
        let mut bag = unpack(&zipped(&with(name)));
        bag.get_mut(name).expect("it is there").push(b' ');
        let report = check(&pack(&bag)).expect("readable");
        assert_eq!(report.problems, [Problem::FileAltered { file: name.into() }], "{name}");
    }
    for name in [
        "index.html",
        "report/",
        "report/x",
        "report/../x.html",
        "data/x.html",
        "tsa/a/b.pem",
        "/verify.html",
    ] {
        let refused = with(name).write(Cursor::new(Vec::new()));
        assert!(matches!(refused, Err(BundleError::Place(_))), "{name}");
    }
}

#[test]
fn the_same_object_or_entry_twice_is_not_written() {
    let mut twice = bundle(&signer());
    twice.objects.extend(bundle(&signer()).objects);
    assert!(matches!(twice.write(Cursor::new(Vec::new())), Err(BundleError::Twice(_))));
    let mut twice = bundle(&signer());
    twice.entries.extend(bundle(&signer()).entries);
    assert!(matches!(twice.write(Cursor::new(Vec::new())), Err(BundleError::Twice(_))));
}
