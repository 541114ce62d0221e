//! Where models lie: files written whole or not at all, read again when another process has written a newer one.

use crate::disk;
use learn::{HeldBack, Label, Model};
use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

/// What was learned, in figures.
#[derive(Clone, Debug)]
pub struct Lessons {
    /// Closed cases that could teach.
    pub cases: usize,
    pub kinds: Lesson,
    /// Nothing where fewer than two grades have enough cases.
    pub grades: Option<Lesson>,
}

#[derive(Clone, Debug)]
pub struct Lesson {
    pub model: String,
    pub labels: Vec<Label>,
    pub held_back: HeldBack,
    pub bytes: usize,
}

impl Lesson {
    pub fn of(model: &Model) -> Lesson {
        Lesson {
            model: model.version().to_owned(),
            labels: model.labels().to_vec(),
            held_back: model.held_back(),
            bytes: model.to_bytes().len(),
        }
    }

    pub fn cases(&self) -> u32 {
        self.labels.iter().map(|label| label.cases).sum()
    }
}

/// The models of one data folder.
pub struct Shelf {
    dir: PathBuf,
    taken: Mutex<BTreeMap<&'static str, (Mark, Arc<Model>)>>,
    turn: Mutex<()>,
}

/// What tells one writing of a file from another.
type Mark = (u64, i64, i64, u64);

impl Shelf {
    pub fn new(data_dir: &Path) -> Shelf {
        Shelf { dir: data_dir.join("learned"), taken: Mutex::default(), turn: Mutex::default() }
    }

    /// One learns at a time: it takes a processor and memory.
    pub fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Nothing takes away what lay there.
    pub fn put(&self, name: &'static str, model: Option<&Model>) -> io::Result<()> {
        fs::create_dir_all(&self.dir)?;
        match model {
            Some(model) => disk::replace(&self.dir, name, &model.to_bytes()),
            None => fs::remove_file(self.dir.join(name)).or_else(|error| match error.kind() {
                io::ErrorKind::NotFound => Ok(()),
                _ => Err(error),
            }),
        }
    }

    /// The model as it lies there now. One that cannot be read is no reason to take no complaints.
    pub fn get(&self, name: &'static str) -> Option<Arc<Model>> {
        let path = self.dir.join(name);
        let mark = mark(&fs::metadata(&path).ok()?);
        let mut taken = self.taken.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some((_, model)) = taken.get(name).filter(|(of, _)| *of == mark) {
            return Some(model.clone());
        }
        let model = fs::read(&path).ok().and_then(|bytes| Model::from_bytes(&bytes).ok());
        let Some(model) = model.map(Arc::new) else {
            tracing::error!("what was learned cannot be read; learn again");
            return None;
        };
        taken.insert(name, (mark, model.clone()));
        Some(model)
    }
}

fn mark(file: &Metadata) -> Mark {
    (file.ino(), file.mtime(), file.mtime_nsec(), file.len())
}
