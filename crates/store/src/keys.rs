//! The secrets of this instance, in `DIR/keys/`, outside the database and its backups.
//!
//! Epoch keys wrap the key of every sealed object; the highest number is used for new ones, and once
//! an old one is destroyed, backups older than it cannot be read. All other keys live as long as the
//! instance. Files are made once, whole or not at all, and are never overwritten: several processes
//! may start at the same moment and must end up with the same keys. What another process makes or
//! destroys counts at once: the folder is asked, never only the memory.

mod file;

use file::Folder;
pub(crate) use file::epoch_name;
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::Path;
use std::sync::RwLock;
use zeroize::Zeroizing;

/// 32 secret bytes, wiped from memory when dropped and never printed.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; 32]>);

impl Key {
    pub fn new(bytes: [u8; 32]) -> Key {
        Key(Zeroizing::new(bytes))
    }

    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(secret)")
    }
}

#[derive(Debug)]
pub struct Keys {
    folder: Folder,
    epochs: RwLock<BTreeMap<u32, Key>>,
    pub lookup: Key,
    pub link: Key,
    pub session: Key,
    /// The seed of the key that signs checkpoints.
    pub journal: Key,
    /// The name under which the journal signs; made at first start, it never changes.
    pub origin: String,
}

impl Keys {
    /// Reads the keys, making them where there are none yet; only then is `new_origin` used.
    pub fn open(data_dir: &Path, new_origin: &str) -> io::Result<Keys> {
        let folder = Folder::create(&data_dir.join("keys"))?;
        // The origin is written last: where it stands, every key must be there, and a missing one is
        // a loss to be repaired from the backup, not to be papered over with a fresh key.
        let first_start = !folder.has("origin");
        let key = |name: &str| if first_start { folder.make_key(name) } else { folder.key(name) };
        let (lookup, link) = (key("lookup.key")?, key("link.key")?);
        let (session, journal) = (key("session.key")?, key("journal")?);
        if folder.epoch_numbers()?.is_empty() {
            key("epoch-1.key")?;
        }
        let origin =
            if first_start { folder.make_text("origin", new_origin)? } else { folder.text("origin")? };
        let epochs = RwLock::new(folder.epochs()?);
        Ok(Keys { epochs, lookup, link, session, journal, origin, folder })
    }

    /// The one new objects are sealed under.
    pub fn current_epoch(&self) -> (u32, Key) {
        let (number, key) = self.newest();
        let stands = self.folder.has(&file::epoch_name(number));
        if stands && !self.folder.has(&file::epoch_name(number + 1)) {
            return (number, key);
        }
        match self.folder.epochs() {
            Ok(epochs) if !epochs.is_empty() => *self.write() = epochs,
            // Sealing under what is known loses nothing: the turning of the epoch looks for stragglers.
            _ => tracing::error!("the folder of the keys cannot be read"),
        }
        self.newest()
    }

    fn newest(&self) -> (u32, Key) {
        let epochs = self.epochs.read().unwrap_or_else(|poisoned| poisoned.into_inner());
        let (number, key) = epochs.last_key_value().expect("there is always an epoch key");
        (*number, key.clone())
    }

    /// `None` once it has been destroyed. A key that another process has made meanwhile is read now.
    pub fn epoch(&self, number: u32) -> Option<Key> {
        let (newest, key) = self.newest();
        if number == newest {
            return Some(key);
        }
        if !self.folder.has(&file::epoch_name(number)) {
            self.write().remove(&number);
            return None;
        }
        let known = self.epochs.read().unwrap_or_else(|poisoned| poisoned.into_inner()).get(&number).cloned();
        known.or_else(|| self.learn(number))
    }

    pub fn epoch_numbers(&self) -> io::Result<Vec<u32>> {
        self.folder.epoch_numbers()
    }

    /// Makes the next epoch key; objects sealed from now on need it.
    pub fn rotate(&self) -> io::Result<u32> {
        let next = self.folder.epoch_numbers()?.last().copied().unwrap_or(0) + 1;
        let key = self.folder.make_key(&file::epoch_name(next))?;
        self.remember(next, key);
        Ok(next)
    }

    /// Forgets an old epoch for ever. The current one cannot be destroyed.
    pub fn destroy_epoch(&self, number: u32) -> io::Result<()> {
        if self.folder.epoch_numbers()?.last() == Some(&number) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "the current epoch key is in use"));
        }
        self.folder.destroy(&file::epoch_name(number))?;
        self.write().remove(&number);
        Ok(())
    }

    fn learn(&self, number: u32) -> Option<Key> {
        let key = self.folder.key(&file::epoch_name(number)).ok()?;
        self.remember(number, key.clone());
        Some(key)
    }

    fn remember(&self, number: u32, key: Key) {
        self.write().insert(number, key);
    }

    fn write(&self) -> std::sync::RwLockWriteGuard<'_, BTreeMap<u32, Key>> {
        self.epochs.write().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}
