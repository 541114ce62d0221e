//! Wrapping the keys of sealed rows under the epoch of today, in the order in which they lie, a stretch at a time that
//! lets others write in between. A row changes only while its key is still the one that was read, so that what is
//! erased meanwhile stays erased.

use super::rotate::{Epoch, Turned};
use crate::content::{epoch_of, rewrap};
use crate::db::{Connection, Row, Value};
use crate::{Error, Store};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Rows of a stretch: others wait for milliseconds.
const STRETCH: usize = 200;

/// Where a row is, its key as it is, and as it will be.
type Fresh<K> = (K, Vec<u8>, Vec<u8>);

struct Stretch {
    looked: u64,
    /// Where the next one begins.
    next: i64,
    fresh: Vec<Fresh<i64>>,
}

/// The next rows of the pass over content for this epoch. There is more as long as there were any.
pub async fn stretch(store: &Store, epoch: Epoch) -> Result<Turned, Error> {
    let reader = store.clone();
    let Stretch { looked, next, fresh } = store.db().read(move |db| read(&reader, db, epoch.reached)).await?;
    if looked == 0 {
        return Ok(Turned::default());
    }
    let done = Arc::new(AtomicU64::new(0));
    let counted = done.clone();
    store
        .keep(move |db| {
            counted.store(db.exchange_bytes("content", "place", "wrapped_key", &fresh)?, Ordering::SeqCst);
            // Somebody else may have gone on, or begun the next pass.
            let sql = "update epochs set reached = $1 where number = $2 and reached = $3";
            db.execute(sql, &[next.into(), u64::from(epoch.number).into(), epoch.reached.into()])?;
            Ok(())
        })
        .await?;
    Ok(Turned { looked, rewrapped: done.load(Ordering::SeqCst), more: true, ..Turned::default() })
}

fn read(store: &Store, db: &mut Connection, from: i64) -> Result<Stretch, Error> {
    let sql = format!(
        "select place, object_id, wrapped_key from content where place >= $1 order by place limit {STRETCH}"
    );
    let rows = db.query(&sql, &[from.into()])?;
    let mut stretch = Stretch { looked: rows.len() as u64, next: from, fresh: vec![] };
    for row in &rows {
        let (place, id, old) = (row.int(0)?, row.text(1)?, row.bytes(2)?);
        stretch.next = place + 1;
        stretch.fresh.extend(anew(store, place, id, old)?);
    }
    Ok(stretch)
}

/// A row whose key does not open is left for `doctor` to name; it must not stop the others.
fn anew<K>(store: &Store, key: K, sealed_as: &str, old: &[u8]) -> Result<Option<Fresh<K>>, Error> {
    match rewrap(store.keys(), sealed_as, old) {
        Ok(fresh) => Ok(fresh.map(|fresh| (key, old.to_vec(), fresh))),
        Err(error) => {
            tracing::error!(object = sealed_as, epoch = epoch_of(old), %error, "a key could not be wrapped anew");
            Ok(None)
        }
    }
}

/// What somebody has begun to write is sealed in the same way.
pub async fn drafts(store: &Store) -> Result<u64, Error> {
    let reader = store.clone();
    let fresh = store
        .db()
        .read(move |db| {
            let rows = db.query("select user_id, case_id, form, wrapped_key from drafts", &[])?;
            let mut fresh = vec![];
            for row in &rows {
                let name = format!("draft:{}:{}:{}", row.text(0)?, row.text(1)?, row.text(2)?);
                let key = [row.text(0)?, row.text(1)?, row.text(2)?].map(str::to_owned);
                fresh.extend(anew(&reader, key, &name, row.bytes(3)?)?);
            }
            Ok::<_, Error>(fresh)
        })
        .await?;
    let done = fresh.len() as u64;
    store
        .keep(move |db| {
            for ([user, case, form], old, new) in fresh {
                let sql = "update drafts set wrapped_key = $5 \
                           where user_id = $1 and case_id = $2 and form = $3 and wrapped_key = $4";
                let values: [Value; 5] = [user.into(), case.into(), form.into(), old.into(), new.into()];
                db.execute(sql, &values)?;
            }
            Ok(())
        })
        .await?;
    Ok(done)
}

/// Which epochs the rows of a database need, for a backup to say.
pub(crate) fn epochs_needed(db: &mut Connection) -> Result<Vec<u32>, Error> {
    let sql = "select distinct substr(wrapped_key, 1, 4) from content";
    let one = |row: &Row| Ok::<_, Error>(epoch_of(row.bytes(0)?));
    let mut epochs: Vec<u32> =
        db.query(sql, &[])?.iter().map(one).collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
    epochs.sort_unstable();
    Ok(epochs)
}
