//! Files of a backup: written once, synced, listed with their hash, and read back only when they still fit it.

use super::{Listed, Manifest, unusable};
use crate::Error;
use crate::disk;
use journal::Hash;
use std::path::{Component, Path, PathBuf};

const MANIFEST: &str = "manifest.json";

/// A folder that is being filled.
pub struct Folder {
    at: PathBuf,
    files: Vec<Listed>,
}

impl Folder {
    /// New, or there and empty: nothing is ever mixed or overwritten.
    pub fn fresh(at: &Path) -> Result<Folder, Error> {
        std::fs::create_dir_all(at)?;
        if std::fs::read_dir(at)?.next().is_some() {
            return Err(unusable(at, "this folder is not empty"));
        }
        Ok(Folder { at: at.to_owned(), files: vec![] })
    }

    pub fn take(&mut self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        self.write(path, bytes)?;
        self.files.push(Listed {
            path: path.into(),
            bytes: bytes.len() as u64,
            sha256: Hash::of(bytes).to_string(),
        });
        Ok(())
    }

    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        let full = self.at.join(path);
        let (Some(folder), Some(name)) = (full.parent(), full.file_name().and_then(|name| name.to_str()))
        else {
            return Err(unusable(&full, "not the name of a file"));
        };
        std::fs::create_dir_all(folder)?;
        Ok(disk::replace(folder, name, bytes)?)
    }

    /// A file that somebody else has put there.
    pub fn list(&mut self, path: &str) -> Result<(), Error> {
        let (bytes, hash) = hashed(&self.at.join(path))?;
        self.files.push(Listed { path: path.into(), bytes, sha256: hash.to_string() });
        Ok(())
    }

    /// The manifest is written last: without it there is no backup.
    pub fn close(self, manifest: Manifest) -> Result<Manifest, Error> {
        let manifest = Manifest { files: self.files, ..manifest };
        let json = serde_json::to_vec_pretty(&manifest).expect("a manifest has only plain fields");
        disk::replace(&self.at, MANIFEST, &json)?;
        Ok(manifest)
    }
}

/// Reads a manifest and compares every file with it.
pub fn checked(at: &Path) -> Result<Manifest, Error> {
    let json =
        std::fs::read(at.join(MANIFEST)).map_err(|_| unusable(at, "there is no complete backup here"))?;
    let manifest: Manifest =
        serde_json::from_slice(&json).map_err(|_| unusable(at, "the manifest cannot be read"))?;
    if manifest.version != 1 {
        return Err(unusable(at, "the backup was made by a newer version of Redress"));
    }
    for listed in &manifest.files {
        if !is_below(&listed.path) {
            return Err(unusable(at, "the manifest names a file outside of the backup"));
        }
        let file = at.join(&listed.path);
        let (bytes, hash) = hashed(&file).map_err(|_| unusable(&file, "this file is missing"))?;
        if bytes != listed.bytes || hash.to_string() != listed.sha256 {
            return Err(unusable(&file, "this file was altered since the backup"));
        }
    }
    Ok(manifest)
}

fn is_below(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

fn hashed(file: &Path) -> Result<(u64, Hash), Error> {
    use sha2::{Digest, Sha256};
    let mut digest = Sha256::new();
    let mut reader = std::fs::File::open(file)?;
    let mut buffer = vec![0; 1 << 20];
    let mut length = 0;
    loop {
        match std::io::Read::read(&mut reader, &mut buffer)? {
            0 => return Ok((length, Hash(digest.finalize().into()))),
            read => {
                digest.update(&buffer[..read]);
                length += read as u64;
            }
        }
    }
}

/// The names of the plain files in a folder, without its hidden ones.
pub fn below(folder: &Path) -> Result<Vec<String>, Error> {
    let mut names = vec![];
    for entry in std::fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
