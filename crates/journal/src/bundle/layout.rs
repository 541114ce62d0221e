//! The names of the files in a bundle, for its writer and its verifier alike.

use super::{BundleError, Part};

pub const BAGIT: &str = "bagit.txt";
pub const BAG_INFO: &str = "bag-info.txt";
pub const MANIFEST: &str = "manifest-sha256.txt";
pub const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";
pub const README: &str = "README.txt";
pub const CHECKPOINT: &str = "checkpoint.note";
pub const KEY: &str = "key.txt";
pub const CASE: &str = "data/case.json";
pub const OBJECTS: &str = "data/objects.json";

/// The house's entry about a map of heads, its proof, and the subject's place in the map: all three or none.
pub const HEADS_ENTRY: &str = "heads/entry.json";
pub const HEADS_RECEIPT: &str = "heads/entry.tlog-proof";
pub const HEADS_PROOF: &str = "heads/proof.json";
pub const HEADS: [&str; 3] = [HEADS_ENTRY, HEADS_RECEIPT, HEADS_PROOF];

/// The files every bundle has.
pub const ALWAYS: [&str; 9] =
    [BAGIT, BAG_INFO, MANIFEST, TAG_MANIFEST, README, CHECKPOINT, KEY, CASE, OBJECTS];

const EVENTS: (&str, &str) = ("data/events/", ".json");
const PROOFS: (&str, &str) = ("proofs/", ".tlog-proof");
const EVIDENCE: &str = "data/evidence/";
const CONTENT: &str = "data/content/";
/// What a redacted edition shows for hidden content, and the records that say so.
const SHOWN: &str = "data/redacted/";
const REDACTION: &str = "data/redaction/";

/// Where the files for people lie that not every bundle has.
const EXTRA: &str = "verify.html";
const EXTRA_FOLDERS: [&str; 3] = ["report", "tsa", "witness"];

/// Whether an extra file may have this name: the page that checks the bundle, or `name.ending` in a folder of its own.
pub fn is_extra(file: &str) -> bool {
    let in_folder = |(folder, name): (&str, &str)| {
        let mut parts = name.split('.');
        let plain = parts.all(|part| check_name(part).is_ok()) && name.contains('.');
        EXTRA_FOLDERS.contains(&folder) && plain
    };
    file == EXTRA || file.split_once('/').is_some_and(in_folder)
}

pub fn event_file(no: u64) -> String {
    numbered(EVENTS, no)
}

pub fn proof_file(no: u64) -> String {
    numbered(PROOFS, no)
}

pub fn event_no(file: &str) -> Option<u64> {
    number(EVENTS, file)
}

pub fn proof_no(file: &str) -> Option<u64> {
    number(PROOFS, file)
}

/// Whether content may lie here at all.
pub fn is_object_file(file: &str) -> bool {
    [EVIDENCE, CONTENT, SHOWN, REDACTION].iter().any(|folder| file.starts_with(folder))
}

/// Whether it is content whose bytes the verifier looks into.
pub fn is_redaction(file: &str) -> bool {
    file.starts_with(REDACTION)
}

pub fn object_file(id: &str, part: &Part) -> Result<String, BundleError> {
    let folder = match part {
        Part::Evidence { .. } => EVIDENCE,
        Part::Json | Part::Text => CONTENT,
        Part::Redaction => REDACTION,
    };
    named(folder, id, part)
}

pub fn shown_file(id: &str, part: &Part) -> Result<String, BundleError> {
    named(SHOWN, id, part)
}

fn named(folder: &str, id: &str, part: &Part) -> Result<String, BundleError> {
    check_name(id)?;
    let ending = match part {
        Part::Evidence { ending } => ending,
        Part::Json | Part::Redaction => "json",
        Part::Text => "txt",
    };
    check_name(ending)?;
    Ok(format!("{folder}{id}.{ending}"))
}

/// Letters, digits, hyphens and underscores: what means the same on every system and leads out of no folder.
pub fn check_name(name: &str) -> Result<(), BundleError> {
    let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if plain && (1..=100).contains(&name.len()) { Ok(()) } else { Err(BundleError::Name(name.to_owned())) }
}

fn numbered((before, after): (&str, &str), no: u64) -> String {
    format!("{before}{no:06}{after}")
}

/// Only the one spelling that `numbered` gives, so that no entry can be there under two names.
fn number(ends: (&str, &str), file: &str) -> Option<u64> {
    let no = file.strip_prefix(ends.0)?.strip_suffix(ends.1)?.parse().ok()?;
    (numbered(ends, no) == file).then_some(no)
}
