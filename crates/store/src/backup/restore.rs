//! Putting a backup back into an empty folder. Everything is checked before anything is written.

use super::files::{Folder, checked};
use super::{Manifest, unusable};
use crate::{Error, disk};
use std::path::Path;

/// Copies a backup and its keys into `into`, where the next start makes search anew. Blocks.
pub fn restore(from: &Path, keys_from: &Path, into: &Path) -> Result<Manifest, Error> {
    let (data, keys) = (checked(from)?, checked(keys_from)?);
    if data.origin != keys.origin {
        return Err(unusable(keys_from, "these keys belong to another instance"));
    }
    Folder::fresh(into)?;
    copy(from, into, &data)?;
    copy(keys_from, &into.join("keys"), &keys)?;
    Ok(data)
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
