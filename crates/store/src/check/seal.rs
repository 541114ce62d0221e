//! What was signed against what is here: every checkpoint, the stored tiles and the lock file.

use super::Look;
use super::frontier::Frontier;
use crate::db::{Connection, Row};
use crate::journal_of::hash;
use crate::sealer::{LOCK, Published, Signed, read_lock};
use crate::{Error, Store};
use journal::{Checkpoint, Hash};
use std::collections::{BTreeMap, BTreeSet};

pub struct Sealed {
    checkpoints: Vec<Published>,
    lock: Option<Signed>,
    /// At which sizes a root is wanted.
    pub sizes: BTreeSet<u64>,
}

/// The lock is written before its checkpoint, so it is read after it.
pub fn published(store: &Store, db: &mut Connection) -> Result<Sealed, Error> {
    let rows = db.query("select size, at_ms, note from checkpoints order by size", &[])?;
    let one = |row: &Row| -> Result<Published, Error> {
        Ok(Published { size: row.int(0)? as u64, at_ms: row.int(1)?, note: row.text(2)?.to_owned() })
    };
    let checkpoints: Vec<Published> = rows.iter().map(one).collect::<Result<_, _>>()?;
    let lock = read_lock(store)?;
    let sizes = checkpoints.iter().map(|one| one.size).chain(lock.iter().map(|lock| lock.size)).collect();
    Ok(Sealed { checkpoints, lock, sizes })
}

pub fn check(
    look: &mut Look,
    sealed: &Sealed,
    roots: &BTreeMap<u64, Hash>,
    frontier: &Frontier,
) -> Result<(), Error> {
    checkpoints(look, sealed, roots)?;
    lock(look, sealed, roots);
    let newest = sealed.checkpoints.last().map_or(0, |newest| newest.size);
    tiles(look, frontier, newest)
}

fn checkpoints(look: &mut Look, sealed: &Sealed, roots: &BTreeMap<u64, Hash>) -> Result<(), Error> {
    let verifier = look.store.verifier()?;
    for published in &sealed.checkpoints {
        let size = published.size;
        let what = match Checkpoint::open(&published.note, &verifier) {
            Err(error) => format!("the checkpoint of size {size} cannot be believed: {error}"),
            Ok(note) if note.size != size => {
                format!("the checkpoint of size {size} is one of size {}", note.size)
            }
            Ok(_) if size > look.size => format!("{size} entries were signed and {} are here", look.size),
            Ok(note) if roots.get(&size) != Some(&note.root) => {
                format!("the entries up to {size} are not those that were signed")
            }
            Ok(_) => continue,
        };
        look.findings.add("checkpoint_disagrees", None, None, what);
    }
    Ok(())
}

fn lock(look: &mut Look, sealed: &Sealed, roots: &BTreeMap<u64, Hash>) {
    let newest = sealed.checkpoints.last().map(|newest| newest.size);
    let what = match (&sealed.lock, newest) {
        (None, None) => return,
        (None, Some(_)) => format!("{LOCK} is missing although checkpoints were signed"),
        (Some(lock), _) if lock.origin != look.store.keys().origin => {
            format!("{LOCK} belongs to another instance")
        }
        (Some(lock), Some(newest)) if lock.size < newest => {
            format!("{LOCK} remembers {} entries and {newest} were signed", lock.size)
        }
        (Some(lock), _) if lock.size > look.size => {
            format!(
                "{} entries were signed and {} are here: the database is an older copy",
                lock.size, look.size
            )
        }
        (Some(lock), _) if roots.get(&lock.size) != Some(&lock.root) => {
            format!("{LOCK} remembers another history of {} entries", lock.size)
        }
        _ => return,
    };
    look.findings.add("lock_disagrees", None, None, what);
}

/// Proofs are made of stored tiles, so each must be there and right as far as something was signed.
fn tiles(look: &mut Look, frontier: &Frontier, sealed_size: u64) -> Result<(), Error> {
    let rows = look.store.0.db.read_blocking(|db| db.query("select level, idx, hash from tree", &[]))?;
    let mut stored = BTreeMap::new();
    for row in &rows {
        stored.insert((row.int(0)? as u8, row.int(1)? as u64), hash(row, 2)?);
    }
    for ((level, index), root) in &frontier.tiles {
        let ends_at = (index + 1) << (8 * u32::from(*level));
        let wrong = match stored.get(&(*level, *index)) {
            Some(kept) => kept != root,
            None => ends_at <= sealed_size,
        };
        if wrong {
            let what = format!("the stored root of tile {level}/{index} is not that of its entries");
            look.findings.add("tile_disagrees", None, None, what);
        }
    }
    Ok(())
}
