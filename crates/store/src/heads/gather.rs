//! The heads of all subjects at a size of the journal, from the rows of today and the entries that came since.
//!
//! A row says what a subject has come to now. The first entry that came after says what it had come to before: its
//! number, and the entry it follows. So of all that is said of a subject the smallest number of entries is right, and
//! one whose smallest is none was not there yet. What is said is spread over buckets on disk by the order of the map
//! and sorted bucket by bucket, so that memory does not grow with the house.

use super::map::{Map, Writing};
use crate::db::Connection;
use crate::journal_of::{hash, stretch};
use crate::{Error, Store};
use journal::Entry;
use journal::heads::Head;
use std::fs::File;
use std::io::{BufWriter, Read, Seek, Write};

const BUCKETS: usize = 64;
/// Rows or entries read at a time.
const PAGE: u64 = 2_048;

/// To be called inside one transaction: rows and entries must be of the same moment.
pub(crate) fn gather(store: &Store, db: &mut Connection, size: u64) -> Result<Map, Error> {
    let mut buckets = Buckets::new(store)?;
    rows(db, &mut buckets)?;
    since(db, size, &mut buckets)?;
    buckets.sorted(Writing::new(store.dir())?)
}

fn rows(db: &mut Connection, buckets: &mut Buckets) -> Result<(), Error> {
    let sql = format!("select id, entries, head from subjects where id > $1 order by id limit {PAGE}");
    let mut after = String::new();
    loop {
        let page = db.query(&sql, &[after.as_str().into()])?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.text(0)?.to_owned();
        for row in &page {
            buckets.put(Head::new(row.text(0)?, row.int(1)? as u64, hash(row, 2)?))?;
        }
    }
}

fn since(db: &mut Connection, size: u64, buckets: &mut Buckets) -> Result<(), Error> {
    let mut at = size;
    let end = crate::size(db)?;
    while at < end {
        let entries = stretch(db, at, PAGE.min(end - at))?;
        if entries.is_empty() {
            return Err(Error::Damaged("an entry is missing"));
        }
        for stored in &entries {
            let entry = Entry::parse(&stored.bytes).map_err(|_| Error::Damaged("an entry cannot be read"))?;
            buckets.put(Head::new(&entry.subject, entry.no, entry.prev))?;
        }
        at += entries.len() as u64;
    }
    Ok(())
}

struct Buckets(Vec<BufWriter<File>>);

impl Buckets {
    fn new(store: &Store) -> Result<Buckets, Error> {
        let file = |_| Ok(BufWriter::new(tempfile::tempfile_in(store.dir())?));
        Ok(Buckets((0..BUCKETS).map(file).collect::<Result<_, Error>>()?))
    }

    fn put(&mut self, head: Head) -> Result<(), Error> {
        let bucket = usize::from(head.key.0[0]) * BUCKETS / 256;
        Ok(self.0[bucket].write_all(&head.to_bytes())?)
    }

    fn sorted(self, mut map: Writing) -> Result<Map, Error> {
        for bucket in self.0 {
            let mut heads = read(bucket)?;
            heads.sort_unstable();
            heads.dedup_by_key(|head| head.key);
            for head in heads.into_iter().filter(|head| head.entries > 0) {
                map.push(head)?;
            }
        }
        map.finish()
    }
}

fn read(bucket: BufWriter<File>) -> Result<Vec<Head>, Error> {
    let mut file = bucket.into_inner().map_err(|error| Error::Files(error.into_error()))?;
    file.rewind()?;
    let mut bytes = vec![];
    file.read_to_end(&mut bytes)?;
    Ok(bytes.as_chunks::<{ Head::BYTES }>().0.iter().map(Head::from_bytes).collect())
}
