//! Key files: readable by us alone, complete or absent, never overwritten.

use super::Key;
use crate::disk;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    pub fn create(path: &Path) -> io::Result<Folder> {
        fs::create_dir_all(path)?;
        fs::set_permissions(path, fs::Permissions::from_mode(0o700))?;
        Ok(Folder(path.to_owned()))
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.join(name).exists()
    }

    /// Makes the key unless there is one, and answers the one that is there now.
    pub fn make_key(&self, name: &str) -> io::Result<Key> {
        let mut fresh = Zeroizing::new([0; 32]);
        getrandom::fill(&mut *fresh).map_err(|error| io::Error::other(error.to_string()))?;
        disk::create_once(&self.0, name, &*fresh)?;
        self.key(name)
    }

    pub fn make_text(&self, name: &str, text: &str) -> io::Result<String> {
        disk::create_once(&self.0, name, text.as_bytes())?;
        self.text(name)
    }

    pub fn key(&self, name: &str) -> io::Result<Key> {
        let bytes = Zeroizing::new(fs::read(self.0.join(name)).map_err(|error| named(name, &error))?);
        let bytes = <[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| {
            io::Error::new(io::ErrorKind::InvalidData, format!("keys/{name} is not 32 bytes"))
        })?;
        Ok(Key::new(bytes))
    }

    pub fn text(&self, name: &str) -> io::Result<String> {
        let text = fs::read_to_string(self.0.join(name)).map_err(|error| named(name, &error))?;
        Ok(text.trim().to_owned())
    }

    /// Ascending.
    pub fn epoch_numbers(&self) -> io::Result<Vec<u32>> {
        let mut numbers = Vec::new();
        for entry in fs::read_dir(&self.0)? {
            numbers.extend(epoch_number(&entry?.file_name().to_string_lossy()));
        }
        numbers.sort_unstable();
        Ok(numbers)
    }

    pub fn epochs(&self) -> io::Result<BTreeMap<u32, Key>> {
        self.epoch_numbers()?.into_iter().map(|n| Ok((n, self.key(&epoch_name(n))?))).collect()
    }

    /// LIMIT: overwriting before unlinking helps on plain disks only; flash and copying file systems
    /// may keep the old blocks until they are reused.
    pub fn destroy(&self, name: &str) -> io::Result<()> {
        let path = self.0.join(name);
        let file = fs::OpenOptions::new().write(true).open(&path)?;
        io::Write::write_all(&mut &file, &[0; 32])?;
        file.sync_all()?;
        fs::remove_file(&path)?;
        disk::sync_dir(&self.0)
    }
}

pub fn epoch_name(number: u32) -> String {
    format!("epoch-{number}.key")
}

fn epoch_number(name: &str) -> Option<u32> {
    name.strip_prefix("epoch-")?.strip_suffix(".key")?.parse().ok()
}

fn named(name: &str, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("keys/{name}: {error}"))
}
