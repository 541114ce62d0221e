//! Reading old entries again, a stretch each minute and in turn, so that one that was altered, or has rotted on the
//! disk, is found within a week and not when somebody needs it. Whoever finds one leaves a note beside the database;
//! while it lies there nothing is signed, because a signature would say that all is well.

use crate::db::Connection;
use crate::journal_of::{StoredTiles, stretch};
use crate::{Error, Store, disk};
use journal::tree::{Tiles, WIDTH};
use journal::{Entry, Hash, leaf_hash, node_hash};
use serde::{Deserialize, Serialize};
use std::io::ErrorKind;

/// Lies beside the database from the finding until the entry is right again.
const ALARM: &str = "journal.alarm";
/// Which tile comes next.
const PLACE: &str = "journal.scrubbed";
/// Minutes of a week.
const WEEK: u64 = 7 * 24 * 60;
/// Tiles a minute, however small the journal is.
const LEAST: u64 = 4;

/// An entry that is not what was signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alarm {
    pub seq: u64,
    pub what: String,
    pub found_ms: i64,
}

impl Store {
    /// Looks at the next stretch of what is signed, and again at what was found before. Answers the alarm that stands.
    pub async fn scrub(&self) -> Result<Option<Alarm>, Error> {
        let store = self.clone();
        self.db().look(move |db| store.scrub_in(db)).await
    }

    /// The alarm that stands, if one does.
    pub fn alarm(&self) -> Result<Option<Alarm>, Error> {
        match std::fs::read(self.dir().join(ALARM)) {
            Ok(bytes) => serde_json::from_slice(&bytes)
                .map(Some)
                .map_err(|_| Error::Damaged("the alarm beside the journal cannot be read")),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn scrub_in(&self, db: &mut Connection) -> Result<Option<Alarm>, Error> {
        let signed = self.checkpoint(db)?.map_or(0, |published| published.size);
        let tiles = signed.div_ceil(WIDTH);
        if let Some(alarm) = self.alarm()?.filter(|alarm| alarm.seq < signed) {
            if tile(db, alarm.seq / WIDTH, signed)?.is_some() {
                return Ok(Some(alarm));
            }
            std::fs::remove_file(self.dir().join(ALARM))?;
        }
        let from = self.scrubbed().filter(|at| *at < tiles).unwrap_or(0);
        let to = tiles.min(from + tiles.div_ceil(WEEK).max(LEAST));
        for at in from..to {
            if let Some((seq, what)) = tile(db, at, signed)? {
                let alarm = Alarm { seq, what: what.into(), found_ms: self.now_ms() };
                let bytes = serde_json::to_vec(&alarm).expect("an alarm has only plain fields");
                disk::replace(self.dir(), ALARM, &bytes)?;
                return Ok(Some(alarm));
            }
        }
        std::fs::write(self.dir().join(PLACE), to.to_string())?;
        Ok(None)
    }

    fn scrubbed(&self) -> Option<u64> {
        std::fs::read_to_string(self.dir().join(PLACE)).ok()?.parse().ok()
    }
}

/// What is wrong with the entries of one tile, and from where on.
fn tile(db: &mut Connection, at: u64, signed: u64) -> Result<Option<(u64, &'static str)>, Error> {
    let first = at * WIDTH;
    let wanted = WIDTH.min(signed - first);
    let mut leaves = Vec::with_capacity(wanted as usize);
    let Ok(entries) = stretch(db, first, wanted) else { return Ok(Some((first, "cannot be read"))) };
    for (seq, stored) in (first..).zip(&entries) {
        if stored.seq != seq {
            return Ok(Some((seq, "is missing")));
        }
        let says = Entry::parse(&stored.bytes).map(|entry| entry.seq);
        if leaf_hash(&stored.bytes) != stored.leaf || !says.is_ok_and(|says| says == seq) {
            return Ok(Some((seq, "is not what was written")));
        }
        leaves.push(stored.leaf);
    }
    if (leaves.len() as u64) < wanted {
        return Ok(Some((first + leaves.len() as u64, "is missing")));
    }
    // Entry and leaf may have been altered together; the root of a full tile was signed.
    let rooted = wanted < WIDTH
        || StoredTiles(db).tile(1, at / WIDTH, 1 + (at % WIDTH) as u16)?.last() == Some(&root(&leaves));
    Ok((!rooted).then_some((first, "or one of the 255 behind it is not what was signed")))
}

/// The root over a row whose length is a power of two.
fn root(row: &[Hash]) -> Hash {
    match row {
        [hash] => *hash,
        _ => {
            let (left, right) = row.split_at(row.len() / 2);
            node_hash(&root(left), &root(right))
        }
    }
}
