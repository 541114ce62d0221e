//! Verdicts kept for another verifier. With `REDRESS_JUDGED` set to a folder, every bundle and receipt these tests judge
//! is left there with what we found, and the verifier in JavaScript has to find the same (`scripts/judge-javascript`).

use std::{env, fs, path::PathBuf};

use journal::{
    Hash,
    note::Verifier,
    tree::{consistency_proof, inclusion_proof, root, verify_consistency, verify_inclusion},
    verify::{Language, Report, Unreadable},
};
use serde_json::{Value, json};

use crate::given::Kept;

/// What another verifier has to agree in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Same {
    /// Every finding, by name, in order and in words.
    Finding,
    /// That it is refused. It may refuse more, as a zip that it cannot read.
    Refusal,
}

pub fn bundle(zip: &[u8], key: Option<&Verifier>, found: &Result<Report, Unreadable>, same: Same) {
    let by = json!({ "key": key.map(ToString::to_string), "exactly": same == Same::Finding });
    keep(&[("zip", zip)], by, found);
}

/// By a policy and the files it names.
pub fn bundle_by(zip: &[u8], policy: &str, files: &[(&str, String)], found: &Result<Report, Unreadable>) {
    let files: serde_json::Map<String, Value> =
        files.iter().map(|(name, text)| ((*name).to_owned(), json!(text))).collect();
    let by = json!({ "key": null, "policy": policy, "files": files, "exactly": true });
    keep(&[("zip", zip)], by, found);
}

/// A policy that cannot be meant, whatever files lie beside it.
pub fn refused_policy(text: &str) {
    let Some(folder) = env::var_os("REDRESS_JUDGED").map(PathBuf::from) else { return };
    fs::write(folder.join(format!("{}.policy", Hash::of(text.as_bytes()))), text).expect("kept");
}

pub fn receipt(receipt: &str, entry: &[u8], key: Option<&Verifier>, found: &Result<Report, Unreadable>) {
    let by = json!({ "key": key.map(ToString::to_string), "exactly": true });
    keep(&[("receipt", receipt.as_bytes()), ("entry", entry)], by, found);
}

/// Named by what is judged, so that tests may judge the same thing at the same time.
fn keep(files: &[(&str, &[u8])], mut by: Value, found: &Result<Report, Unreadable>) {
    let Some(folder) = env::var_os("REDRESS_JUDGED").map(PathBuf::from) else { return };
    by["found"] = json!(found.as_ref().ok().map(verdict));
    let verdict = by.to_string();
    let parts = files.iter().flat_map(|(_, bytes)| bytes.iter().copied().chain([0]));
    let name = Hash::of(&parts.chain(verdict.bytes()).collect::<Vec<u8>>()).to_string();
    for (ending, bytes) in files {
        fs::write(folder.join(format!("{name}.{ending}")), bytes).expect("kept");
    }
    fs::write(folder.join(format!("{name}.json")), verdict).expect("kept");
}

/// The report and each finding in both languages.
fn verdict(report: &Report) -> Value {
    let say = |language| report.problems.iter().map(|one| one.say(language)).collect::<Vec<_>>();
    json!({ "report": report, "zh": say(Language::Chinese), "en": say(Language::English) })
}

/// Numbers that look random and are the same every time.
struct Draws(u64);

impl Draws {
    fn below(&mut self, end: u64) -> u64 {
        self.0 += 1;
        let digest = Hash::of(&self.0.to_be_bytes());
        u64::from_be_bytes(*digest.as_bytes().first_chunk().expect("32 bytes")) % end
    }
}

/// Proofs over trees of random sizes, half of them altered, with what we say of each.
#[test]
fn thousands_of_random_proofs_hold_and_do_not_hold_once_altered() {
    let mut kept = Kept::default();
    kept.append(&(0..70_000u64).map(|leaf| Hash::of(&leaf.to_le_bytes())).collect::<Vec<_>>());
    let mut draws = Draws(0);
    let (mut lines, mut held) = (Vec::new(), 0);
    for round in 0..4_000 {
        let height = draws.below(17);
        let size = 1 + draws.below(1 << height);
        let at = draws.below(size);
        lines.push(inclusion(&mut kept, &mut draws, at, size, round % 2 == 1));
        lines.push(consistency(&mut kept, &mut draws, at, size, round % 2 == 1));
    }
    for line in &lines {
        held += usize::from(line["holds"] == true);
    }
    assert!((4_000..5_000).contains(&held), "{held} of {} hold", lines.len());
    if let Some(folder) = env::var_os("REDRESS_JUDGED").map(PathBuf::from) {
        fs::write(folder.join("trees.json"), json!(lines).to_string()).expect("kept");
    }
}

fn inclusion(kept: &mut Kept, draws: &mut Draws, index: u64, size: u64, altered: bool) -> Value {
    let mut path = inclusion_proof(kept, index, size).expect("a proof");
    let root = root(kept, size).expect("a root");
    let (mut leaf, mut at, mut of) = (kept.leaves[index as usize], index, size);
    if altered {
        match draws.below(4) {
            0 => leaf.0[draws.below(32) as usize] ^= 1,
            1 => at = draws.below(size),
            2 => of += 1 + draws.below(5),
            _ => alter(&mut path, draws),
        }
    }
    let holds = verify_inclusion(&leaf, at, of, &path, &root).is_ok();
    assert!(altered || holds);
    json!({ "leaf": leaf, "index": at.to_string(), "size": of.to_string(), "path": path, "root": root, "holds": holds })
}

fn consistency(kept: &mut Kept, draws: &mut Draws, old: u64, new: u64, altered: bool) -> Value {
    let mut path = consistency_proof(kept, old, new).expect("a proof");
    let (mut from, mut to) = (root(kept, old).expect("a root"), root(kept, new).expect("a root"));
    let (mut old, mut new) = (old, new);
    if altered {
        match draws.below(5) {
            0 => from.0[draws.below(32) as usize] ^= 1,
            1 => to.0[draws.below(32) as usize] ^= 1,
            2 => old = draws.below(new + 1),
            3 => new += 1 + draws.below(5),
            _ => alter(&mut path, draws),
        }
    }
    let holds = verify_consistency(old, new, &path, &from, &to).is_ok();
    assert!(altered || holds);
    let (old, new) = (old.to_string(), new.to_string());
    json!({ "old": old, "new": new, "path": path, "from": from, "to": to, "holds": holds })
}

fn alter(path: &mut Vec<Hash>, draws: &mut Draws) {
    match (path.is_empty(), draws.below(3)) {
        (true, _) | (_, 0) => path.push(Hash::of(b"more")),
        (_, 1) => drop(path.pop()),
        _ => path[0].0[draws.below(32) as usize] ^= 1,
    }
}
