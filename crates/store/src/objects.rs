//! Files, sealed, as objects beside the database: `DIR/objects/yz/<object_id>`. Ids begin with whose they are and when
//! that was made, so files are spread by the last two letters, which are chance: a thousand folders fill evenly.
//!
//! What is stored here is already sealed; the key is in the object's `content` row. Erasing the row
//! makes the file worthless even in a backup, deleting it frees the space.
//!
//! LIMIT: an object is sealed and held in memory whole, so keep it at 50 MB or below.
//! An S3 store joins here as a second implementation of the same four functions.

use crate::content::is_id;
use crate::disk;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

#[derive(Debug, Clone)]
pub struct Objects {
    root: PathBuf,
    /// Held while a folder is made, so that nobody writes into one that a power cut would take away.
    making: Arc<Mutex<()>>,
}

#[derive(Debug, thiserror::Error)]
pub enum ObjectError {
    #[error("the file is larger than {limit} bytes")]
    TooLarge { limit: u64 },
    #[error("this is not the id of an object")]
    NotAnId,
    #[error("the file could not be read or written")]
    Disk(#[from] io::Error),
}

type Result<T> = std::result::Result<T, ObjectError>;

impl Objects {
    pub fn open(data_dir: &Path) -> io::Result<Objects> {
        let root = data_dir.join("objects");
        fs::create_dir_all(&root)?;
        Ok(Objects { root, making: Arc::default() })
    }

    /// Returns once the object would survive a power cut.
    pub fn put(&self, object_id: &str, sealed: &[u8], limit: u64) -> Result<()> {
        if sealed.len() as u64 > limit {
            return Err(ObjectError::TooLarge { limit });
        }
        let folder = self.folder(object_id)?;
        self.make(&folder)?;
        Ok(disk::replace(&folder, object_id, sealed)?)
    }

    fn make(&self, folder: &Path) -> io::Result<()> {
        let _making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        if folder.exists() {
            return Ok(());
        }
        fs::create_dir_all(folder)?;
        disk::sync_dir(&self.root)
    }

    /// `None` where there is none, be it erased or never stored.
    pub fn get(&self, object_id: &str, limit: u64) -> Result<Option<Vec<u8>>> {
        let path = self.path(object_id)?;
        let size = match fs::metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            other => other?.len(),
        };
        if size > limit {
            return Err(ObjectError::TooLarge { limit });
        }
        Ok(Some(fs::read(&path)?))
    }

    /// Deleting what is not there is done already.
    pub fn delete(&self, object_id: &str) -> Result<()> {
        match fs::remove_file(self.path(object_id)?) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => Ok(other.and_then(|()| disk::sync_dir(&self.folder_of(object_id)))?),
        }
    }

    /// The ids of all objects that were written before this moment.
    pub fn older_than(&self, before_ms: i64) -> Result<Vec<String>> {
        let mut names = vec![];
        for folder in fs::read_dir(&self.root)? {
            let folder = folder?;
            if !folder.file_type()?.is_dir() {
                continue;
            }
            for file in fs::read_dir(folder.path())? {
                let file = file?;
                let name = file.file_name().into_string().ok().filter(|name| is_id(name));
                if name.is_some() && written_ms(&file)? < before_ms {
                    names.extend(name);
                }
            }
        }
        Ok(names)
    }

    pub fn exists(&self, object_id: &str) -> Result<bool> {
        Ok(self.path(object_id)?.exists())
    }

    /// Where an object lies, seen from the data folder.
    pub(crate) fn relative(object_id: &str) -> String {
        format!("objects/{}/{object_id}", shelf(object_id))
    }

    fn path(&self, object_id: &str) -> Result<PathBuf> {
        Ok(self.folder(object_id)?.join(object_id))
    }

    /// The id becomes a path, so anything else is refused.
    fn folder(&self, object_id: &str) -> Result<PathBuf> {
        if is_id(object_id) { Ok(self.folder_of(object_id)) } else { Err(ObjectError::NotAnId) }
    }

    fn folder_of(&self, object_id: &str) -> PathBuf {
        self.root.join(shelf(object_id))
    }
}

/// The folder of an object, named by the end of its id.
pub fn shelf(object_id: &str) -> &str {
    &object_id[object_id.len() - 2..]
}

/// By the clock of the disk.
fn written_ms(file: &fs::DirEntry) -> io::Result<i64> {
    let written = file.metadata()?.modified()?.duration_since(std::time::UNIX_EPOCH);
    Ok(written.map_or(0, |since| since.as_millis() as i64))
}
