//! The map of heads: how many entries each subject had when the journal had a certain size, and which was its last.
//! Its root stands in the journal from then on, once a day, so that an entry left out of a bundle is missed.
//!
//! The sorted leaves of the newest map lie beside the database, in `heads/`, to make proofs from. That folder holds
//! nothing that cannot be made again: what is missing, damaged or older is gathered from the rows when it is asked for.

mod gather;
mod map;

use crate::db::Connection;
use crate::{Error, Store, disk, journal_of};
use domain::command::HouseCommand;
use domain::house::Heads;
use domain::{Actor, Command, SubjectId};
use journal::Entry;
use journal::bundle::{HeadsPart, Proven};
use journal::heads::Named;
use map::Map;
use std::path::PathBuf;

pub(crate) use gather::gather;

const FOLDER: &str = "heads";

/// Entries of the house looked through at a time for its newest map, the last first.
const LOOK: u64 = 32;

/// The entry that names a map.
pub(crate) struct Mapped {
    pub bytes: Vec<u8>,
    pub seq: u64,
    pub named: Named,
}

impl Store {
    /// Notes the map of the newest checkpoint as that of `day`. Nothing when no entry was signed since the last map.
    pub async fn map_heads(&self, day: &str) -> Result<Option<Heads>, Error> {
        let (store, day) = (self.clone(), day.to_owned());
        let made = tokio::task::spawn_blocking(move || store.make_map(&day)).await;
        let Some(heads) = made.map_err(|_| Error::Stopped)?? else { return Ok(None) };
        let command = Command::House(HouseCommand::MapHeads(heads.clone()));
        self.execute(&Actor::System, command, crate::Parcel::default(), None).await?;
        Ok(Some(heads))
    }

    /// Whether a day has no map yet although something was signed.
    pub fn heads_due(&self, db: &mut Connection, day: &str) -> Result<bool, Error> {
        let Some(signed) = self.checkpoint(db)? else { return Ok(false) };
        let last = newest(db, u64::MAX)?;
        Ok(last.is_none_or(|last| last.named.day.as_str() < day && last.named.size < signed.size))
    }

    fn make_map(&self, day: &str) -> Result<Option<Heads>, Error> {
        let found = self.0.db.read_blocking(|db| {
            let signed = self.checkpoint(db)?.map_or(0, |published| published.size);
            let last = newest(db, u64::MAX)?.map_or(0, |last| last.named.size);
            Ok::<_, Error>((signed > last).then_some(signed))
        })?;
        let Some(size) = found else { return Ok(None) };
        let map = self.0.db.read_blocking(|db| db.in_one_look(|db| gather(self, db, size)))?;
        let heads =
            Heads { day: day.to_owned(), size, subjects: map.subjects(), root: map.root()?.to_string() };
        self.keep_map(map, size)?;
        Ok(Some(heads))
    }

    /// The newest map replaces all others.
    fn keep_map(&self, map: Map, size: u64) -> Result<(), Error> {
        let folder = self.dir().join(FOLDER);
        std::fs::create_dir_all(&folder)?;
        map.persist(&self.map_file(size))?;
        for file in std::fs::read_dir(&folder)? {
            let file = file?.path();
            if file != self.map_file(size) {
                let _ = std::fs::remove_file(file);
            }
        }
        Ok(disk::sync_dir(&folder)?)
    }

    fn map_file(&self, size: u64) -> PathBuf {
        self.dir().join(FOLDER).join(size.to_string())
    }
}

/// What the newest map under a checkpoint says about a subject, for a bundle; nothing before the first map.
pub(crate) fn part(
    store: &Store,
    db: &mut Connection,
    subject: &SubjectId,
    size: u64,
    path: impl FnOnce(&mut Connection, u64) -> Result<Vec<journal::Hash>, Error>,
) -> Result<Option<HeadsPart>, Error> {
    let Some(mapped) = newest(db, size)? else { return Ok(None) };
    let kept = Map::open(&store.map_file(mapped.named.size)).filter(|map| map.is(&mapped.named));
    let mut map = match kept {
        Some(map) => map,
        None => gather(store, db, mapped.named.size)?,
    };
    if !map.is(&mapped.named) {
        return Err(Error::Damaged("the rows of the subjects are not those of the map of heads"));
    }
    let proof = map.place(subject.as_str())?;
    let entry = Proven { path: path(db, mapped.seq)?, bytes: mapped.bytes };
    Ok(Some(HeadsPart { entry, proof }))
}

/// The newest entry before a position that names a map.
pub(crate) fn newest(db: &mut Connection, before: u64) -> Result<Option<Mapped>, Error> {
    let house = SubjectId::house();
    let mut end = journal_of::count_of_subject(db, &house)?;
    while end > 0 {
        let from = end.saturating_sub(LOOK);
        for bytes in journal_of::bytes_between(db, &house, from, end)?.into_iter().rev() {
            let entry = Entry::parse(&bytes).map_err(|_| Error::Damaged("an entry cannot be read"))?;
            if let Some(named) = Named::in_event(entry.event.get()).filter(|_| entry.seq < before) {
                return Ok(Some(Mapped { seq: entry.seq, named, bytes }));
            }
        }
        end = from;
    }
    Ok(None)
}
