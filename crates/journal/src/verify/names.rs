//! The names in a zip. We never unpack to disk, but the reader may, after we said that all is well; so a name that leads
//! anywhere but into the folder is refused outright.

use std::io::{Read, Seek};

use zip::ZipArchive;

use super::limits::Unreadable;
use crate::bundle::layout;

pub(super) fn names<R: Read + Seek>(zip: &ZipArchive<R>) -> Result<Vec<String>, Unreadable> {
    let names = zip.file_names().map(|name| Ok(name?.into_owned()));
    let names = names.collect::<Result<Vec<String>, Unreadable>>()?;
    match names.iter().find(|name| !is_harmless(name)) {
        Some(name) => Err(Unreadable::DangerousName(name.clone())),
        None => Ok(names),
    }
}

/// Relative, without steps upwards, and meaning the same on every system.
fn is_harmless(name: &str) -> bool {
    let path = name.strip_suffix('/').unwrap_or(name);
    let parts = path.split('/').all(|part| !matches!(part, "" | "." | ".."));
    parts && name.len() <= 500 && !name.contains(|letter: char| letter.is_control() || "\\:".contains(letter))
}

/// A bag is packed from outside its folder (RFC 8493), so the folder comes before every name.
pub(super) fn folder(names: &[String]) -> Result<String, Unreadable> {
    let marks = [layout::CHECKPOINT, layout::BAGIT, layout::MANIFEST, layout::TAG_MANIFEST];
    let found = marks.iter().find_map(|mark| {
        let mut folders = names.iter().filter_map(|name| name.strip_suffix(mark));
        folders.find(|folder| folder.ends_with('/') && folder.matches('/').count() == 1)
    });
    found.map(str::to_owned).ok_or(Unreadable::NotABundle)
}
