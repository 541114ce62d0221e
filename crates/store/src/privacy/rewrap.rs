//! Wrapping the keys of all sealed rows under the epoch of today, in batches that let others write in between. A row
//! changes only while its key is still the one that was read, so that what is erased meanwhile stays erased.

use crate::content::{epoch_of, rewrap};
use crate::db::{Connection, Row, Value};
use crate::{Error, Store};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Rows a turn of the writer wraps anew: others wait for milliseconds.
const BATCH: usize = 500;

/// The id of a row, its key as it is, and as it will be.
type Fresh = (String, Vec<u8>, Vec<u8>);

pub async fn rewrap_all(store: &Store, progress: &(dyn Fn(u64, u64) + Sync)) -> Result<u64, Error> {
    let of = store.db().read(count).await?;
    let (mut after, mut looked, mut done) = (String::new(), 0, 0);
    loop {
        let (reader, from) = (store.clone(), after.clone());
        let (last, rows, fresh) = store.db().read(move |db| batch(&reader, db, &from)).await?;
        let Some(last) = last else { break };
        after = last;
        looked += rows;
        done += write(store, fresh).await?;
        progress(looked, of);
    }
    Ok(done + drafts(store).await?)
}

fn count(db: &mut Connection) -> Result<u64, Error> {
    let row = db.query_one_opt("select count(*) from content", &[])?;
    Ok(row.map_or(Ok(0), |row| row.int(0))? as u64)
}

fn batch(
    store: &Store,
    db: &mut Connection,
    after: &str,
) -> Result<(Option<String>, u64, Vec<Fresh>), Error> {
    let sql = format!(
        "select object_id, wrapped_key from content where object_id > $1 order by object_id limit {BATCH}"
    );
    let rows = db.query(&sql, &[after.into()])?;
    let last = rows.last().map(|row| row.text(0).map(str::to_owned)).transpose()?;
    let mut fresh = vec![];
    for row in &rows {
        let (id, old) = (row.text(0)?, row.bytes(1)?);
        fresh.extend(anew(store, id, id, old)?);
    }
    Ok((last, rows.len() as u64, fresh))
}

/// A row whose key does not open is left for `doctor` to name; it must not stop the others.
fn anew(store: &Store, id: &str, sealed_as: &str, old: &[u8]) -> Result<Option<Fresh>, Error> {
    match rewrap(store.keys(), sealed_as, old) {
        Ok(fresh) => Ok(fresh.map(|fresh| (id.to_owned(), old.to_vec(), fresh))),
        Err(error) => {
            tracing::error!(object = id, epoch = epoch_of(old), %error, "a key could not be wrapped anew");
            Ok(None)
        }
    }
}

async fn write(store: &Store, fresh: Vec<Fresh>) -> Result<u64, Error> {
    if fresh.is_empty() {
        return Ok(0);
    }
    let done = Arc::new(AtomicU64::new(0));
    let counted = done.clone();
    store
        .keep(move |db| {
            counted
                .store(db.exchange_bytes("content", "object_id", "wrapped_key", &fresh)?, Ordering::SeqCst);
            Ok(())
        })
        .await?;
    Ok(done.load(Ordering::SeqCst))
}

/// What somebody has begun to write is sealed in the same way.
async fn drafts(store: &Store) -> Result<u64, Error> {
    let reader = store.clone();
    let fresh = store
        .db()
        .read(move |db| {
            let rows = db.query("select user_id, case_id, form, wrapped_key from drafts", &[])?;
            let mut fresh = vec![];
            for row in &rows {
                let name = format!("draft:{}:{}:{}", row.text(0)?, row.text(1)?, row.text(2)?);
                let key = [row.text(0)?, row.text(1)?, row.text(2)?].map(str::to_owned);
                fresh.extend(anew(&reader, &name, &name, row.bytes(3)?)?.map(|fresh| (key, fresh)));
            }
            Ok::<_, Error>(fresh)
        })
        .await?;
    let done = fresh.len() as u64;
    store
        .keep(move |db| {
            for ([user, case, form], (_, old, new)) in fresh {
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
