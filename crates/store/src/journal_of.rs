//! Reading the journal: the entries of a subject, a stretch of the whole, and the tiles proofs are made of.

use crate::Error;
use crate::db::{Connection, DbError, Row};
use domain::{Event, SubjectId};
use journal::tree::Tiles;
use journal::{Entry, Hash};

/// How many entries there are.
pub fn size(db: &mut Connection) -> Result<u64, Error> {
    crate::size(db)
}

/// An entry as a page shows it.
#[derive(Clone, Debug)]
pub struct Recorded {
    pub seq: u64,
    pub no: u64,
    pub at_ms: i64,
    pub by: String,
    pub event: Event,
}

/// All entries of a subject, oldest first.
pub fn of_subject(db: &mut Connection, subject: &SubjectId) -> Result<Vec<Recorded>, Error> {
    let rows =
        db.query("select entry from journal where subject = $1 order by no", &[subject.as_str().into()])?;
    rows.iter().map(|row| recorded(row.bytes(0)?)).collect()
}

/// One entry by its position.
pub fn at(db: &mut Connection, seq: u64) -> Result<Option<Recorded>, Error> {
    let row = db.query_one_opt("select entry from journal where seq = $1", &[seq.into()])?;
    row.map(|row| recorded(row.bytes(0)?)).transpose()
}

pub fn recorded(bytes: &[u8]) -> Result<Recorded, Error> {
    let entry = Entry::parse(bytes).map_err(|_| Error::Damaged("an entry cannot be read"))?;
    let event =
        serde_json::from_str(entry.event.get()).map_err(|_| Error::Damaged("an event cannot be read"))?;
    Ok(Recorded { seq: entry.seq, no: entry.no, at_ms: entry.at_ms, by: entry.by, event })
}

/// Position, subject, exact bytes and stored leaf.
pub type Stored = (u64, String, Vec<u8>, Hash);

/// Exact bytes and stored leaf of each entry from `first` on, in order, at most `limit`.
pub fn stretch(db: &mut Connection, first: u64, limit: u64) -> Result<Vec<Stored>, Error> {
    let sql = "select seq, subject, entry, leaf from journal where seq >= $1 and seq < $2 order by seq";
    let rows = db.query(sql, &[first.into(), (first + limit).into()])?;
    let one = |row: &Row| -> Result<_, Error> {
        Ok((row.int(0)? as u64, row.text(1)?.to_owned(), row.bytes(2)?.to_vec(), hash(row, 3)?))
    };
    rows.iter().map(one).collect()
}

pub fn hash(row: &Row, column: usize) -> Result<Hash, DbError> {
    row.bytes(column)?.try_into().map(Hash).map_err(|_| DbError::WrongType { column, wanted: "a hash" })
}

/// The Merkle tree as it lies in the database.
pub struct StoredTiles<'a>(pub &'a mut Connection);

impl Tiles for StoredTiles<'_> {
    type Error = DbError;

    fn tile(&mut self, level: u8, index: u64, width: u16) -> Result<Vec<Hash>, DbError> {
        let first = index * journal::tree::WIDTH;
        let range = [first.into(), (first + u64::from(width)).into()];
        let rows = if level == 0 {
            self.0.query("select leaf from journal where seq >= $1 and seq < $2 order by seq", &range)?
        } else {
            let [from, to] = range;
            let sql = "select hash from tree where level = $1 and idx >= $2 and idx < $3 order by idx";
            self.0.query(sql, &[i64::from(level).into(), from, to])?
        };
        rows.iter().map(|row| hash(row, 0)).collect()
    }
}
