//! Signing checkpoints. At most once a second, while there is news, the new entries are read back and hashed again,
//! the root is computed and signed. A lock file beside the database remembers the last signed size and root; the
//! sealer refuses to sign a shorter or a different history, so a database put back from a backup is noticed.

use crate::db::Connection;
use crate::journal_of::{StoredTiles, hash, stretch};
use crate::{Error, Store, disk};
use journal::note::{Signer, Verifier};
use journal::tree::Tiles;
use journal::tree::{TileRoot, completed_tiles, root};
use journal::{Checkpoint, Hash, leaf_hash};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

pub(crate) const LOCK: &str = "journal.lock";
/// Entries read back at a time.
const STRETCH: u64 = 4_096;

/// The last thing this instance signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Signed {
    pub origin: String,
    pub size: u64,
    pub root: Hash,
}

/// A checkpoint as it was published.
#[derive(Clone, Debug)]
pub struct Published {
    pub size: u64,
    pub at_ms: i64,
    pub note: String,
}

impl Store {
    fn signer(&self) -> Result<Signer, Error> {
        let made = journal::note::generate(&self.keys().origin, *self.keys().journal.bytes());
        made.map_err(|error| Error::Unsealable(error.to_string()))
    }

    /// The public key in the form that Go's sumdb tools read.
    pub fn verifier(&self) -> Result<Verifier, Error> {
        Ok(self.signer()?.verifier().clone())
    }

    pub fn checkpoint(&self, db: &mut Connection) -> Result<Option<Published>, Error> {
        let sql = "select size, at_ms, note from checkpoints order by size desc limit 1";
        let row = db.query_one_opt(sql, &[])?;
        row.map(|row| {
            Ok(Published { size: row.int(0)? as u64, at_ms: row.int(1)?, note: row.text(2)?.to_owned() })
        })
        .transpose()
    }

    /// Signs what has come since the last checkpoint. Answers the new one, or nothing when there is no news.
    pub async fn seal(&self) -> Result<Option<Published>, Error> {
        let _alone = self.0.sealing.lock().await;
        let store = self.clone();
        let made = self.0.db.look(move |db| store.prepare(db)).await?;
        let Some(made) = made else { return Ok(None) };
        write_lock(self, &made.signed)?;
        let published = made.published.clone();
        self.keep(move |db| publish(db, &made)).await?;
        Ok(Some(published))
    }

    fn prepare(&self, db: &mut Connection) -> Result<Option<Made>, Error> {
        let size = crate::size(db)?;
        let before = self.checkpoint(db)?.map_or(0, |published| published.size);
        check_history(self, db, size)?;
        if let Some(alarm) = self.alarm()? {
            return Err(Error::Unsealable(format!("entry {} {}", alarm.seq, alarm.what)));
        }
        if size == before {
            return Ok(None);
        }
        let mut tiles = Overlay { stored: StoredTiles(db), fresh: HashMap::new() };
        let tile_roots = rehash(&mut tiles, before, size)?;
        let root = root(&mut tiles, size).map_err(|error| Error::Unsealable(error.to_string()))?;
        let signed = Signed { origin: self.keys().origin.clone(), size, root };
        let note = Checkpoint { origin: signed.origin.clone(), size, root }.sign(&self.signer()?);
        let note = note.map_err(|error| Error::Unsealable(error.to_string()))?;
        let published = Published { size, at_ms: self.now_ms(), note };
        Ok(Some(Made { tile_roots, signed, published }))
    }
}

struct Made {
    tile_roots: Vec<TileRoot>,
    signed: Signed,
    published: Published,
}

fn publish(db: &mut Connection, made: &Made) -> Result<(), Error> {
    for tile in &made.tile_roots {
        db.execute(
            "insert into tree (level, idx, hash) values ($1, $2, $3) on conflict do nothing",
            &[i64::from(tile.level).into(), tile.index.into(), tile.hash.0.into()],
        )?;
    }
    let Published { size, at_ms, note } = &made.published;
    db.execute(
        "insert into checkpoints (size, at_ms, note) values ($1, $2, $3) on conflict do nothing",
        &[(*size).into(), (*at_ms).into(), note.into()],
    )?;
    Ok(())
}

/// Reads the new entries back from disk: a leaf that does not belong to its bytes is found before it is signed.
fn rehash(tiles: &mut Overlay, from: u64, to: u64) -> Result<Vec<TileRoot>, Error> {
    let mut all = vec![];
    let mut at = from;
    while at < to {
        let entries = stretch(tiles.stored.0, at, STRETCH.min(to - at))?;
        let mut leaves = Vec::with_capacity(entries.len());
        for (i, entry) in entries.iter().enumerate() {
            if entry.seq != at + i as u64 || leaf_hash(&entry.bytes) != entry.leaf {
                return Err(Error::Unsealable(format!("entry {} is not what was written", at + i as u64)));
            }
            leaves.push(entry.leaf);
        }
        if leaves.is_empty() {
            return Err(Error::Unsealable(format!("entry {at} is missing")));
        }
        let done =
            completed_tiles(tiles, at, &leaves).map_err(|error| Error::Unsealable(error.to_string()))?;
        tiles.fresh.extend(done.iter().map(|tile| ((tile.level, tile.index), tile.hash)));
        all.extend(done);
        at += leaves.len() as u64;
    }
    Ok(all)
}

/// Refuses a history that is shorter than, or different from, what was signed last.
fn check_history(store: &Store, db: &mut Connection, size: u64) -> Result<(), Error> {
    let Some(signed) = read_lock(store)? else {
        let published = store.checkpoint(db)?;
        return match published {
            Some(_) => Err(Error::Unsealable(format!("{LOCK} is missing although checkpoints were signed"))),
            None => Ok(()),
        };
    };
    if signed.origin != store.keys().origin {
        return Err(Error::Unsealable("the lock file belongs to another instance".into()));
    }
    if size < signed.size {
        return Err(Error::Unsealable(format!("{} entries were signed and {size} are here", signed.size)));
    }
    let published = match store.checkpoint(db)? {
        Some(published) => ours(store, &published)?,
        None => 0,
    };
    // Signed but not yet published: a crash came between; the root is compared when it is signed again.
    if published < signed.size {
        let mut tiles = Overlay { stored: StoredTiles(db), fresh: HashMap::new() };
        rehash(&mut tiles, published, signed.size)?;
        return same_root(root(&mut tiles, signed.size), signed.root);
    }
    same_root(root(&mut StoredTiles(db), signed.size), signed.root)
}

/// Whoever exchanged the key, or the newest checkpoint, does not go on from here.
fn ours(store: &Store, published: &Published) -> Result<u64, Error> {
    match Checkpoint::open(&published.note, &store.verifier()?) {
        Ok(signed) if signed.size == published.size => Ok(signed.size),
        _ => Err(Error::Unsealable("the newest checkpoint was not signed with this key".into())),
    }
}

fn same_root<E: std::fmt::Display>(found: Result<Hash, E>, signed: Hash) -> Result<(), Error> {
    match found {
        Ok(found) if found == signed => Ok(()),
        Ok(_) => Err(Error::Unsealable("the history is not the one that was signed".into())),
        Err(error) => Err(Error::Unsealable(error.to_string())),
    }
}

pub(crate) fn read_lock(store: &Store) -> Result<Option<Signed>, Error> {
    match std::fs::read(store.dir().join(LOCK)) {
        Ok(bytes) => serde_json::from_slice(&bytes)
            .map(Some)
            .map_err(|_| Error::Damaged("the lock file cannot be read")),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Durable before the checkpoint is published.
fn write_lock(store: &Store, signed: &Signed) -> Result<(), Error> {
    let bytes = serde_json::to_vec(signed).expect("a lock has only plain fields");
    Ok(disk::replace(store.dir(), LOCK, &bytes)?)
}

/// Stored tiles with the roots that are about to be stored.
struct Overlay<'a> {
    stored: StoredTiles<'a>,
    fresh: HashMap<(u8, u64), Hash>,
}

impl Tiles for Overlay<'_> {
    type Error = crate::db::DbError;

    fn tile(&mut self, level: u8, index: u64, width: u16) -> Result<Vec<Hash>, Self::Error> {
        if level == 0 {
            return self.stored.tile(level, index, width);
        }
        let first = index * journal::tree::WIDTH;
        let wanted = first..first + u64::from(width);
        let kept = wanted.clone().take_while(|at| !self.fresh.contains_key(&(level, *at))).count() as u16;
        let mut row = if kept == 0 { vec![] } else { self.stored.tile(level, index, kept)? };
        row.extend(wanted.skip(usize::from(kept)).map_while(|at| self.fresh.get(&(level, at)).copied()));
        Ok(row)
    }
}

/// The leaf of one entry, for a receipt.
pub fn leaf_at(db: &mut Connection, seq: u64) -> Result<Option<Hash>, Error> {
    let row = db.query_one_opt("select leaf from leaves where seq = $1", &[seq.into()])?;
    row.map(|row| hash(&row, 0).map_err(Error::from)).transpose()
}
