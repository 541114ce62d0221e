//! Other people's programs judge what we sign, prove and hand out: Go's checksum database, pymerkle, and bagit of the
//! Library of Congress. Where one is not installed the test says so and passes; with `REDRESS_REQUIRE_JUDGES=1` it
//! fails. `scripts/test` installs them.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use base64::{Engine, prelude::BASE64_STANDARD};
use journal::{Checkpoint, Hash, leaf_hash, tree};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::given::{
    CASE, Files, Kept, ORIGIN, bundle, files, heads_before, map, place, redacted_bundle, sealed, signer,
    unpack, with_new_manifests, zipped,
};

fn scripts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judges")
}

/// Says which judge is missing, or fails where it must be there.
fn absent<T>(judge: &str) -> Option<T> {
    let required = std::env::var("REDRESS_REQUIRE_JUDGES").is_ok_and(|value| value == "1");
    assert!(!required, "{judge} is required and not installed");
    eprintln!("SKIPPED: {judge} is not installed");
    None
}

/// Go with the packages of `golang-golang-x-mod-dev`, and our claims built once.
fn go_judge() -> Option<PathBuf> {
    const PACKAGES: &str = "/usr/share/gocode";
    let there = Command::new("go").arg("version").output().is_ok_and(|output| output.status.success());
    if !there || !Path::new(PACKAGES).join("src/golang.org/x/mod/sumdb/tlog").exists() {
        return absent("Go with golang.org/x/mod (Debian: golang-go golang-golang-x-mod-dev)");
    }
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join("judge-tlog");
    let built = Command::new("go")
        .args(["build", "-o"])
        .arg(&program)
        .arg(scripts().join("tlog.go"))
        .envs([("GO111MODULE", "off"), ("GOPATH", PACKAGES), ("GOFLAGS", "")])
        .env("GOCACHE", Path::new(env!("CARGO_TARGET_TMPDIR")).join("go"))
        .output()
        .expect("go runs");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    Some(program)
}

/// Python with what `requirements.txt` lists.
fn python(module: &str) -> Option<Command> {
    let venv = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/judges/bin/python3");
    let candidates = [std::env::var_os("REDRESS_JUDGES_PYTHON").map(PathBuf::from), Some(venv)];
    for python in candidates.into_iter().flatten() {
        let has = Command::new(&python).args(["-c", &format!("import {module}")]).output();
        if has.is_ok_and(|output| output.status.success()) {
            return Some(Command::new(python));
        }
    }
    absent(&format!(
        "{module} (pip install -r crates/journal/tests/judges/requirements.txt into target/judges)"
    ))
}

fn answer(command: &mut Command, asked: &Value) -> Value {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the judge starts");
    child.stdin.take().expect("a pipe").write_all(asked.to_string().as_bytes()).expect("asked");
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("an answer")
}

fn base64(hash: &Hash) -> String {
    BASE64_STANDARD.encode(hash.0)
}

fn path(hashes: &[Hash]) -> Vec<String> {
    hashes.iter().map(base64).collect()
}

fn flipped(hash: &Hash) -> Hash {
    let mut other = *hash;
    other.0[17] ^= 4;
    other
}

/// Claims for a judge, and whether each should hold.
#[derive(Default)]
struct Claims(Vec<(Value, bool)>);

impl Claims {
    /// A claim, and the same with one member exchanged.
    fn add(&mut self, claim: Value, altered: &[(&str, Value)]) {
        for (member, other) in altered {
            let mut false_claim = claim.clone();
            assert_ne!(false_claim[*member], *other);
            false_claim[*member] = other.clone();
            self.0.push((false_claim, false));
        }
        self.0.push((claim, true));
    }

    fn inclusion(&mut self, kept: &mut Kept, index: u64, size: u64) {
        let (leaf, root) = (kept.leaves[index as usize], tree::root(kept, size).expect("a root"));
        let proof = tree::inclusion_proof(kept, index, size).expect("a proof");
        let mut altered = vec![
            ("leaf", json!(base64(&flipped(&leaf)))),
            ("root", json!(base64(&flipped(&root)))),
            ("path", json!([path(&proof), vec![base64(&leaf)]].concat())),
        ];
        if let Some((first, rest)) = proof.split_first() {
            altered.push(("path", json!([vec![base64(&flipped(first))], path(rest)].concat())));
            altered.push(("path", json!(path(rest))));
        }
        let claim = json!({ "kind": "inclusion", "leaf": base64(&leaf), "index": index, "size": size,
            "root": base64(&root), "path": path(&proof) });
        self.add(claim, &altered);
    }

    fn consistency(&mut self, kept: &mut Kept, old: u64, new: u64) {
        let (old_root, root) =
            (tree::root(kept, old).expect("a root"), tree::root(kept, new).expect("a root"));
        let proof = tree::consistency_proof(kept, old, new).expect("a proof");
        let mut altered =
            vec![("old_root", json!(base64(&flipped(&old_root)))), ("root", json!(base64(&flipped(&root))))];
        if let Some((first, rest)) = proof.split_first() {
            altered.push(("path", json!([vec![base64(&flipped(first))], path(rest)].concat())));
        }
        let claim = json!({ "kind": "consistency", "old": old, "old_root": base64(&old_root), "size": new,
            "root": base64(&root), "path": path(&proof) });
        self.add(claim, &altered);
    }

    fn judged(&self, answers: &Value) {
        let answers = answers.as_array().expect("a list");
        assert_eq!(answers.len(), self.0.len());
        for ((claim, holds), answer) in self.0.iter().zip(answers) {
            assert_eq!(answer.as_bool(), Some(*holds), "{claim}");
        }
    }

    fn asked(&self) -> Value {
        self.0.iter().map(|(claim, _)| claim.clone()).collect()
    }
}

const PLACES: [(u64, u64); 9] =
    [(0, 1), (0, 2), (1, 2), (4, 7), (6, 7), (0, 256), (255, 257), (256, 300), (299, 300)];

#[test]
fn go_accepts_our_checkpoints_and_proofs_and_refuses_altered_ones() {
    let Some(go) = go_judge() else { return };
    let mut sealed = sealed(&signer());
    let size = sealed.journal.len() as u64;
    let root = Checkpoint::open(&sealed.checkpoint, signer().verifier()).expect("ours").root;
    let mut claims = Claims::default();
    let other = journal::note::generate(ORIGIN, [9; 32]).expect("a key").verifier().to_string();
    let claim = json!({ "kind": "checkpoint", "key": signer().verifier().to_string(), "note": sealed.checkpoint,
        "size": size, "root": base64(&root) });
    let altered = [
        ("key", json!(other)),
        ("note", json!(sealed.checkpoint.replace("\n300\n", "\n299\n"))),
        ("note", json!(sealed.checkpoint.replace(&base64(&root), &base64(&flipped(&root))))),
        ("size", json!(299)),
    ];
    claims.add(claim, &altered);
    for (index, size) in PLACES {
        claims.inclusion(&mut sealed.kept, index, size);
    }
    for (old, new) in [(1, 2), (2, 3), (4, 7), (128, 256), (255, 256), (256, 257), (77, 300), (299, 300)] {
        claims.consistency(&mut sealed.kept, old, new);
    }
    // The map of heads is hashed the same way.
    let heads = map(&heads_before(&sealed.journal));
    let shown = place(&heads, CASE).heads.remove(0);
    let mut kept = Kept::default();
    kept.append(&heads.iter().map(|head| head.leaf()).collect::<Vec<_>>());
    claims.inclusion(&mut kept, shown.index, heads.len() as u64);
    claims.judged(&answer(&mut Command::new(go), &claims.asked()));
}

/// Go's package checks the note and leaves it to its caller what a witness's signature is; that is twenty lines of Go.
#[test]
fn go_accepts_what_a_witness_writes_below_our_checkpoint() {
    let Some(go) = go_judge() else { return };
    let note = sealed(&signer()).checkpoint;
    let text = journal::note::unverified_text(&note).expect("a text");
    let witness = |seed| journal::cosign::Cosigner::new("witness.example/1", [seed; 32]).expect("a key");
    let line = |at_s| witness(5).sign(text, at_s).line;
    let with = |line: String| journal::note::with_lines(&note, &[line]);
    let plain = journal::note::generate("witness.example/1", [5; 32]).expect("a key");
    let claim = json!({ "kind": "cosignature", "key": witness(5).witness().to_string(),
        "note": with(line(1_780_000_000)) });
    let altered = [
        ("key", json!(witness(6).witness().to_string())),
        ("note", json!(with(line(1_780_000_000)).replace("\n300\n", "\n299\n"))),
        ("note", json!(with(witness(6).sign(text, 1_780_000_000).line))),
        ("note", json!(journal::note::sign(text, &plain).expect("a note"))),
        ("note", json!(note)),
    ];
    let mut claims = Claims::default();
    claims.add(claim, &altered);
    claims.judged(&answer(&mut Command::new(go), &claims.asked()));
}

#[test]
fn pymerkle_makes_the_same_roots_and_paths_and_refuses_altered_proofs() {
    let Some(mut python) = python("pymerkle") else { return };
    let mut sealed = sealed(&signer());
    let sizes: Vec<u64> = (1..=300).collect();
    let inclusions: Vec<(u64, u64)> =
        PLACES.into_iter().chain((1..300).map(|index| (index * 7 % 300, 300))).collect();
    let mut claims = Claims::default();
    for (index, size) in PLACES {
        claims.inclusion(&mut sealed.kept, index, size);
    }
    let entries: Vec<String> = sealed.journal.iter().map(|bytes| BASE64_STANDARD.encode(bytes)).collect();
    let asked =
        json!({ "entries": entries, "sizes": sizes, "inclusions": inclusions, "claims": claims.asked() });
    let answer = answer(python.arg(scripts().join("tree.py")), &asked);
    for (size, root) in sizes.iter().zip(answer["roots"].as_array().expect("roots")) {
        assert_eq!(*root, base64(&tree::root(&mut sealed.kept, *size).expect("a root")), "{size}");
    }
    for ((index, size), theirs) in inclusions.iter().zip(answer["inclusions"].as_array().expect("paths")) {
        let ours = tree::inclusion_proof(&mut sealed.kept, *index, *size).expect("a proof");
        assert_eq!(*theirs, json!(path(&ours)), "{index} of {size}");
    }
    claims.judged(&answer["claims"]);
    assert_eq!(base64(&sealed.kept.leaves[5]), base64(&leaf_hash(&sealed.journal[5])));
}

fn laid_out(files: &Files) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, bytes).expect("written");
    }
    folder
}

#[test]
fn bagit_accepts_our_bags_and_refuses_altered_ones() {
    let Some(mut python) = python("bagit") else { return };
    let mut with_page = bundle(&signer());
    with_page.extra.push(("verify.html".into(), b"<html></html>".to_vec()));
    let good = [
        files(),
        unpack(&zipped(&redacted_bundle(&signer()))),
        unpack(&zipped(&with_page)),
        with_new_manifests(files()),
    ];
    let altered = |change: &dyn Fn(&mut Files)| {
        let mut changed = files();
        change(&mut changed);
        changed
    };
    let bad = [
        altered(&|files| files.get_mut("data/evidence/photo1.jpg").expect("it")[3] ^= 1),
        altered(&|files| drop(files.remove("data/events/000003.json"))),
        altered(&|files| drop(files.insert("data/more.txt".into(), b"more".to_vec()))),
        altered(&|files| files.get_mut("checkpoint.note").expect("it")[3] ^= 1),
        altered(&|files| drop(files.remove("bagit.txt"))),
    ];
    let folders: Vec<TempDir> = good.iter().chain(&bad).map(laid_out).collect();
    let output = python
        .arg(scripts().join("bag.py"))
        .args(folders.iter().map(TempDir::path))
        .output()
        .expect("the judge runs");
    let said = String::from_utf8(output.stdout).expect("text");
    let verdicts: Vec<bool> = said.lines().map(|line| line == "valid").collect();
    let expected: Vec<bool> = good.iter().map(|_| true).chain(bad.iter().map(|_| false)).collect();
    assert_eq!(verdicts, expected, "{said}{}", String::from_utf8_lossy(&output.stderr));
}
