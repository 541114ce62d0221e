//! Copying everything out beside a live server, and putting it back. Rows, files and the lock go to one place, the
//! keys to another: whoever steals one has nothing. Search is left out, it is made again at the first start.
//!
//! LIMIT: a file that is erased while the backup runs may be missing from it although its row is there.

mod files;
mod restore;

use crate::db::{Connection, Database};
use crate::objects::Objects;
use crate::pack::FILE_MAX;
use crate::privacy::epochs_needed;
use crate::sealer::{LOCK, Signed, read_lock};
use crate::{Error, Store};
use files::Folder;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

pub use restore::restore;

const ROWS: &str = "redress.db";
const INSTEAD: &str = "the rows of this instance are in PostgreSQL; back them up with pg_dump (for \
    less personal data in it: --exclude-table-data=sessions --exclude-table-data=drafts --exclude-table-data=leases), \
    then copy the folder objects and the file journal.lock beside the dump, and the folder keys to another place; \
    search.db is made again at the next start";

/// What lies in one of the two places, each file with its length and hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub version: u32,
    pub made_ms: i64,
    /// Whose it is: rows of one instance cannot be read with the keys of another.
    pub origin: String,
    /// Entries of the journal; 0 with the keys.
    pub size: u64,
    /// Epochs whose keys open the rows; with the keys, those that are there.
    #[serde(default)]
    pub epochs: Vec<u32>,
    pub files: Vec<Listed>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    pub path: String,
    pub bytes: u64,
    pub sha256: String,
}

/// Where the keys go when nothing else is said: beside the data, under another name, to be moved elsewhere.
pub fn keys_beside(to: &Path) -> PathBuf {
    let mut name = to.as_os_str().to_owned();
    name.push("-keys");
    name.into()
}

/// Writes a backup into two empty or new folders. Blocks; the server goes on meanwhile.
pub fn backup(store: &Store, to: &Path, keys_to: &Path) -> Result<Manifest, Error> {
    if !store.db().is_sqlite() {
        return Err(Error::Backup(INSTEAD.into()));
    }
    let (mut data, mut keys) = (Folder::fresh(to)?, Folder::fresh(keys_to)?);
    // Before the rows: what was signed by now is in them.
    let signed = read_lock(store)?;
    rows(store, to)?;
    let copy = Database::open(to, None)?;
    let (size, epochs) = copy.read_blocking(|db| {
        lock(store, db, &mut data, signed)?;
        objects(store, db, &mut data)?;
        Ok::<_, Error>((crate::size(db)?, epochs_needed(db)?))
    })?;
    // Opening it has touched the file; only now is it what it will be.
    drop(copy);
    data.list(ROWS)?;
    for path in files::below(&store.dir().join("keys"))? {
        keys.take(&path, &std::fs::read(store.dir().join("keys").join(&path))?)?;
    }
    keys.close(manifest(store, 0, store.keys().epoch_numbers()?))?;
    data.close(manifest(store, size, epochs))
}

fn manifest(store: &Store, size: u64, epochs: Vec<u32>) -> Manifest {
    let origin = store.keys().origin.clone();
    Manifest { version: 1, made_ms: store.now_ms(), origin, size, epochs, files: vec![] }
}

/// One moment of the database, whole, without holding the writer up.
fn rows(store: &Store, to: &Path) -> Result<(), Error> {
    let file = to.join(ROWS);
    let path = file.to_str().ok_or_else(|| Error::Backup("the name of the folder is not UTF-8".into()))?;
    let mut db = store.db().write_connection()?;
    db.execute("vacuum into $1", &[path.into()])?;
    Ok(std::fs::File::open(&file)?.sync_all()?)
}

/// The last thing signed: by the lock file, or by a checkpoint that came while the rows were copied.
fn lock(store: &Store, db: &mut Connection, data: &mut Folder, signed: Option<Signed>) -> Result<(), Error> {
    let newest = store.checkpoint(db)?.map(|published| {
        let opened = journal::Checkpoint::open(&published.note, &store.verifier()?);
        let note = opened.map_err(|_| Error::Damaged("a checkpoint cannot be read"))?;
        Ok::<_, Error>(Signed { origin: note.origin, size: note.size, root: note.root })
    });
    let newest = newest.transpose()?;
    if let Some(signed) = signed.into_iter().chain(newest).max_by_key(|signed| signed.size) {
        data.take(LOCK, &serde_json::to_vec(&signed).expect("a lock has only plain fields"))?;
    }
    Ok(())
}

/// The files the copied rows name, and no others.
fn objects(store: &Store, db: &mut Connection, data: &mut Folder) -> Result<(), Error> {
    let mut after = String::new();
    loop {
        let sql = "select object_id from content where sealed is null and object_id > $1 order by object_id limit 500";
        let rows = db.query(sql, &[after.as_str().into()])?;
        for row in &rows {
            let id = row.text(0)?;
            if let Some(bytes) = store.0.objects.get(id, FILE_MAX)? {
                data.take(&Objects::relative(id), &bytes)?;
            }
            after = id.to_owned();
        }
        if rows.is_empty() {
            return Ok(());
        }
    }
}

fn unusable(path: &Path, why: &str) -> Error {
    Error::Backup(format!("{}: {why}", path.display()))
}
