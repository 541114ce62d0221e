//! The program `redress-verify`: what it prints and how it ends.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use journal::{Receipt, note::generate};
use serde_json::Value;
use tempfile::TempDir;

use crate::given::{ORIGIN, bundle, files, pack, sealed, signer, zipped};

fn run(arguments: &[&str]) -> (i32, String) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_redress-verify")).args(arguments).output().expect("it runs");
    (output.status.code().expect("it ended"), String::from_utf8(output.stdout).expect("text"))
}

fn put(folder: &TempDir, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("written");
    path
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

#[test]
fn an_intact_bundle_ends_with_0_and_is_reported_in_both_languages() {
    let folder = TempDir::new().expect("a folder");
    let zip = put(&folder, "case.zip", zipped(&bundle(&signer())));
    let (code, said) = run(&[text(&zip), "--key", &signer().verifier().to_string()]);
    assert_eq!(code, 0);
    assert!(said.contains("INTACT") && said.contains("核验通过"), "{said}");
    let key = put(&folder, "published.key", format!("{}\n", signer().verifier()));
    assert_eq!(run(&[text(&zip), "--key", text(&key)]).0, 0);
}

#[test]
fn without_a_key_it_ends_with_0_and_says_the_signer_is_unconfirmed() {
    let folder = TempDir::new().expect("a folder");
    let zip = put(&folder, "case.zip", zipped(&bundle(&signer())));
    let (code, said) = run(&[text(&zip), "--lang", "en"]);
    assert_eq!(code, 0);
    assert!(said.contains("UNCONFIRMED") && said.contains(&signer().verifier().fingerprint()), "{said}");
    assert!(!said.contains("核验"));
}

#[test]
fn an_altered_bundle_ends_with_1_and_another_signer_with_3() {
    let folder = TempDir::new().expect("a folder");
    let mut changed = files();
    changed.get_mut("data/evidence/photo1.jpg").expect("it is there")[5] ^= 1;
    let zip = put(&folder, "case.zip", pack(&changed));
    let (code, said) = run(&[text(&zip)]);
    assert_eq!(code, 1);
    assert!(said.contains("The object photo1") && said.contains("内容 photo1"), "{said}");
    let honest = put(&folder, "honest.zip", zipped(&bundle(&signer())));
    let other = generate(ORIGIN, [8; 32]).expect("a key").verifier().to_string();
    let (code, said) = run(&[text(&honest), "--key", &other]);
    assert_eq!(code, 3);
    assert!(said.contains("NOT SIGNED BY WHOM YOU TRUST") && said.contains("不是您所信任的"), "{said}");
    assert_eq!(run(&[text(&zip), "--key", &other]).0, 1, "that it was altered weighs more");
}

#[test]
fn what_cannot_be_read_ends_with_2() {
    let folder = TempDir::new().expect("a folder");
    let zip = put(&folder, "case.zip", "not a zip");
    assert_eq!(run(&[text(&zip)]).0, 2);
    assert_eq!(run(&[text(&zip), "--key", "no key"]).0, 2);
    assert_eq!(run(&["/nowhere/case.zip"]).0, 2);
    assert_eq!(run(&[]).0, 2);
}

#[test]
fn programs_get_json() {
    let folder = TempDir::new().expect("a folder");
    let mut changed = files();
    changed.remove("proofs/000002.tlog-proof");
    let zip = put(&folder, "case.zip", pack(&changed));
    let (code, said) = run(&[text(&zip), "--json"]);
    let answer: Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!((code, answer["verdict"].as_str()), (1, Some("altered")));
    assert_eq!(answer["signer"]["confirmation"], "unconfirmed");
    let missing =
        |problem: &Value| problem["finding"]["problem"] == "proof_missing" && problem["finding"]["no"] == 2;
    assert!(answer["problems"].as_array().expect("problems").iter().any(missing), "{said}");
}

#[test]
fn a_receipt_is_checked_with_its_entry() {
    let folder = TempDir::new().expect("a folder");
    let mut sealed = sealed(&signer());
    let proven = sealed.proven(45);
    let receipt = Receipt::new(45, proven.path, sealed.checkpoint).with_key_hint(signer().verifier());
    let receipt = put(&folder, "receipt.tlog-proof", receipt.to_string());
    let entry = put(&folder, "entry.json", &proven.bytes);
    let other = put(&folder, "other.json", &sealed.journal[46]);
    assert_eq!(run(&[text(&receipt), "--entry", text(&entry)]).0, 0);
    assert_eq!(run(&[text(&receipt), "--entry", text(&other)]).0, 1);
    let stranger = generate(ORIGIN, [8; 32]).expect("a key").verifier().to_string();
    assert_eq!(run(&[text(&receipt), "--entry", text(&entry), "--key", &stranger]).0, 3);
}
