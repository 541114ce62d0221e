//! The files that make a folder a bag (RFC 8493): a declaration, a few words about it, and two manifests.

use super::{Files, layout};
use crate::hash::Hash;

pub const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// To be called when all other files are there: the manifests list them.
pub fn add_tag_files(files: &mut Files<'_>, subject: &str) {
    let payload = manifest(files, |name| name.starts_with("data/"));
    let info = bag_info(files, subject);
    files.insert(layout::BAGIT.to_owned(), DECLARATION.as_bytes().into());
    files.insert(layout::BAG_INFO.to_owned(), info.into_bytes().into());
    files.insert(layout::MANIFEST.to_owned(), payload.into_bytes().into());
    let tags = manifest(files, |name| !name.starts_with("data/"));
    files.insert(layout::TAG_MANIFEST.to_owned(), tags.into_bytes().into());
}

/// The subject is a plain identifier; anything else in it could open a second line.
fn bag_info(files: &Files<'_>, subject: &str) -> String {
    let payload = files.iter().filter(|(name, _)| name.starts_with("data/"));
    let (count, octets) = payload.fold((0, 0), |(count, sum), (_, bytes)| (count + 1, sum + bytes.len()));
    let subject: String = subject.chars().filter(|letter| !letter.is_control()).collect();
    format!("External-Identifier: {subject}\nPayload-Oxum: {octets}.{count}\n")
}

fn manifest(files: &Files<'_>, lists: impl Fn(&str) -> bool) -> String {
    let listed = files.iter().filter(|(name, _)| lists(name));
    listed.map(|(name, bytes)| format!("{}  {name}\n", Hash::of(bytes))).collect()
}

/// The lines of a manifest: digest and file name. `None` when a line is anything else.
pub fn parse_manifest(text: &[u8]) -> Option<Vec<(Hash, &str)>> {
    let text = std::str::from_utf8(text).ok()?.strip_suffix('\n')?;
    text.split('\n').map(manifest_line).collect()
}

fn manifest_line(line: &str) -> Option<(Hash, &str)> {
    let (digest, name) = line.split_once("  ")?;
    Some((digest.parse().ok()?, name))
}
