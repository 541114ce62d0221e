//! From which day on an erasure reaches old backups too: when the last epoch key that opens a copy made before it
//! has been destroyed.

use super::rotate::{Epoch, Rotation, epochs};
use crate::db::{Connection, Row};
use crate::{Error, Store};
use domain::SubjectId;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finality {
    Final {
        since_ms: i64,
    },
    /// If the turning of the epochs goes on as configured.
    Expected {
        at_ms: i64,
    },
}

/// One erasure, as the admin page and `doctor` show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasure {
    pub seq: u64,
    pub subject: SubjectId,
    pub at_ms: i64,
    pub objects: u64,
    /// Files and search terms are gone from the disk as well.
    pub swept: bool,
    pub finality: Finality,
}

impl Store {
    /// The newest erasures first.
    pub fn erasures(&self, db: &mut Connection, limit: u32) -> Result<Vec<Erasure>, Error> {
        let (epochs, rotation) = (epochs(db)?, self.rotation());
        let sql = format!(
            "select seq, subject, at_ms, objects, swept from erasures order by seq desc limit {limit}"
        );
        let one = |row: &Row| -> Result<Erasure, Error> {
            let at_ms = row.int(2)?;
            Ok(Erasure {
                seq: row.int(0)? as u64,
                subject: SubjectId::parse(row.text(1)?).ok_or(Error::Damaged("an erasure has no subject"))?,
                at_ms,
                objects: row.int(3)? as u64,
                swept: row.int(4)? == 1,
                finality: finality(&epochs, rotation, at_ms, self.now_ms()),
            })
        };
        db.query(&sql, &[])?.iter().map(one).collect()
    }
}

pub fn finality(epochs: &[Epoch], rotation: Rotation, erased_ms: i64, now_ms: i64) -> Finality {
    let of_then = epochs.iter().rev().find(|epoch| epoch.made_ms <= erased_ms).or(epochs.first());
    match of_then {
        Some(epoch) if epoch.destroyed_ms != 0 => Finality::Final { since_ms: epoch.destroyed_ms },
        Some(epoch) => {
            let turns_ms = (epoch.made_ms + rotation.every_ms).max(now_ms);
            let ends_ms = if epoch.is_retired() { epoch.retired_ms } else { turns_ms };
            Finality::Expected { at_ms: (ends_ms + rotation.escrow_ms).max(now_ms) }
        }
        None => Finality::Expected { at_ms: now_ms + rotation.every_ms + rotation.escrow_ms },
    }
}
