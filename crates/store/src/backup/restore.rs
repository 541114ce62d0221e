//! Putting a backup back into an empty folder. Everything is checked before anything is written.

use super::files::{Folder, checked};
use super::{Manifest, unusable};
use crate::keys::epoch_name;
use crate::{Error, disk};
use std::path::Path;

/// Copies a backup and its keys into `into`, where the next start makes search anew. Blocks.
pub fn restore(from: &Path, keys_from: &Path, into: &Path) -> Result<Manifest, Error> {
    let (data, keys) = (checked(from)?, checked(keys_from)?);
    if data.origin != keys.origin {
        return Err(unusable(keys_from, "these keys belong to another instance"));
    }
    readable(&data, &keys, keys_from)?;
    Folder::fresh(into)?;
    copy(from, into, &data)?;
    copy(keys_from, &into.join("keys"), &keys)?;
    Ok(data)
}

/// A backup from before a key was destroyed stays closed: that is what makes an erasure final. It is said before
/// anything is written.
fn readable(data: &Manifest, keys: &Manifest, keys_from: &Path) -> Result<(), Error> {
    let there = |epoch: &&u32| keys.files.iter().any(|file| file.path == epoch_name(**epoch));
    let gone: Vec<String> =
        data.epochs.iter().filter(|epoch| !there(epoch)).map(ToString::to_string).collect();
    if gone.is_empty() {
        return Ok(());
    }
    let why = format!(
        "the content of this backup is sealed under epoch {}, whose key is not here. Once an epoch key has been \
         destroyed, backups from before cannot be opened any more, by design: what was erased since stays erased. \
         Take a newer backup, or the copy of the keys that was made with this one, if it still exists",
        gone.join(", ")
    );
    Err(unusable(keys_from, &why))
}

fn copy(from: &Path, into: &Path, manifest: &Manifest) -> Result<(), Error> {
    for listed in &manifest.files {
        let to = into.join(&listed.path);
        let folder = to.parent().unwrap_or(into);
        std::fs::create_dir_all(folder)?;
        std::fs::copy(from.join(&listed.path), &to)?;
        std::fs::File::open(&to)?.sync_all()?;
        disk::sync_dir(folder)?;
    }
    Ok(())
}
