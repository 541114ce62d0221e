//! Reading the journal: the entries of a subject, a stretch of the whole, and the tiles proofs are made of.
//!
//! Two tables hold it. `leaves` is the order of the whole: position, leaf, place. `journal` is the entries by place,
//! and the places of a subject follow each other, so that a case is read from a page or two however many cases there
//! are.

use crate::Error;
use crate::db::{Connection, DbError, Row};
use crate::packed::unpack;
use domain::{Event, SubjectId};
use journal::tree::Tiles;
use journal::{Entry, Hash};
use serde::Deserialize;

/// How many entries a subject can have: its places are this many.
const PLACES: u64 = 1 << 28;

/// Where an entry lies: behind the position of its subject's first entry, in the order of its own number.
pub fn place(since: u64, no: u64) -> Result<i64, Error> {
    let within = since < i64::MAX as u64 / PLACES && no < PLACES;
    if within { Ok((since * PLACES + no) as i64) } else { Err(Error::Damaged("a subject has no place left")) }
}

/// How many objects one command may bring.
pub(crate) const OBJECTS: u64 = 64;

/// Where content lies: in the order of the entries that name it first, the `k`th object of each. Only for
/// neighbourhood; nothing is looked up by it.
/// LIMIT: a subject whose four millionth entry names content begins again where it began, and is refused there.
pub(crate) fn content_place(entry: i64, k: u64) -> i64 {
    entry - entry % PLACES as i64 + ((number_at(entry) * OBJECTS + k) % PLACES) as i64
}

/// The number within its subject of the entry that lies there.
pub(crate) fn number_at(place: i64) -> u64 {
    place as u64 % PLACES
}

/// The condition that joins entries `j` to their subject `s`.
pub(crate) fn of_its_subject() -> String {
    format!("j.place >= s.since * {PLACES} and j.place < (s.since + 1) * {PLACES}")
}

/// The position of a subject's first entry, from the place of any of its entries.
pub(crate) fn since_of(place: &str) -> String {
    format!("{place} / {PLACES}")
}

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

impl Recorded {
    /// The word of its event in the journal.
    pub fn kind(&self) -> String {
        #[derive(Deserialize)]
        struct Named {
            kind: String,
        }
        let json = serde_json::to_vec(&self.event).unwrap_or_default();
        serde_json::from_slice::<Named>(&json).map(|named| named.kind).unwrap_or_default()
    }
}

/// All entries of a subject, oldest first.
pub fn of_subject(db: &mut Connection, subject: &SubjectId) -> Result<Vec<Recorded>, Error> {
    bytes_of_subject(db, subject)?.iter().map(|bytes| recorded(bytes)).collect()
}

/// The exact bytes of all entries of a subject, oldest first.
pub fn bytes_of_subject(db: &mut Connection, subject: &SubjectId) -> Result<Vec<Vec<u8>>, Error> {
    let rows = db.query(&statement(), &[subject.as_str().into()])?;
    rows.iter().map(|row| unpack(row.bytes(0)?)).collect()
}

/// Apart, so that a test can ask both databases for its plan.
#[doc(hidden)]
pub fn statement() -> String {
    let its = of_its_subject();
    format!("select j.entry from subjects s join journal j on {its} where s.id = $1 order by j.place")
}

/// One entry by its position.
pub fn at(db: &mut Connection, seq: u64) -> Result<Option<Recorded>, Error> {
    let found = stretch(db, seq, 1)?;
    found.first().map(|stored| recorded(&stored.bytes)).transpose()
}

pub fn recorded(bytes: &[u8]) -> Result<Recorded, Error> {
    let entry = Entry::parse(bytes).map_err(|_| Error::Damaged("an entry cannot be read"))?;
    let event =
        serde_json::from_str(entry.event.get()).map_err(|_| Error::Damaged("an event cannot be read"))?;
    Ok(Recorded { seq: entry.seq, no: entry.no, at_ms: entry.at_ms, by: entry.by, event })
}

/// An entry as it is stored: position, exact bytes, and the leaf that was written beside them. Bytes that were damaged
/// so that they do not unpack are none, which fit no leaf and are no entry.
pub struct Stored {
    pub seq: u64,
    pub bytes: Vec<u8>,
    pub leaf: Hash,
}

/// The entries from `first` on, in order, at most `limit`.
pub fn stretch(db: &mut Connection, first: u64, limit: u64) -> Result<Vec<Stored>, Error> {
    let sql = "select l.seq, j.entry, l.leaf from leaves l join journal j on j.place = l.place \
               where l.seq >= $1 and l.seq < $2 order by l.seq";
    let rows = db.query(sql, &[first.into(), (first + limit).into()])?;
    let one = |row: &Row| -> Result<_, Error> {
        let bytes = unpack(row.bytes(1)?).unwrap_or_default();
        Ok(Stored { seq: row.int(0)? as u64, bytes, leaf: hash(row, 2)? })
    };
    rows.iter().map(one).collect()
}

/// How many entries a subject has.
pub(crate) fn count_of_subject(db: &mut Connection, subject: &SubjectId) -> Result<u64, Error> {
    let row = db.query_one_opt("select entries from subjects where id = $1", &[subject.as_str().into()])?;
    row.map_or(Ok(0), |row| Ok(row.int(0)? as u64))
}

/// The exact bytes of some entries of a subject by their numbers, oldest first.
pub(crate) fn bytes_between(
    db: &mut Connection,
    subject: &SubjectId,
    from: u64,
    to: u64,
) -> Result<Vec<Vec<u8>>, Error> {
    let sql = format!(
        "select j.entry from subjects s join journal j on j.place >= s.since * {PLACES} + $2 \
         and j.place < s.since * {PLACES} + $3 where s.id = $1 order by j.place"
    );
    let rows = db.query(&sql, &[subject.as_str().into(), from.into(), to.into()])?;
    rows.iter().map(|row| unpack(row.bytes(0)?)).collect()
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
            self.0.query("select leaf from leaves where seq >= $1 and seq < $2 order by seq", &range)?
        } else {
            let [from, to] = range;
            let sql = "select hash from tree where level = $1 and idx >= $2 and idx < $3 order by idx";
            self.0.query(sql, &[i64::from(level).into(), from, to])?
        };
        rows.iter().map(|row| hash(row, 0)).collect()
    }
}
