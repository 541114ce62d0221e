//! The hourly root over the read log. Its leaves are the rows of the hour, each with all it says, in the order of their
//! hashes; so a look that is deleted, altered or added later no longer fits the entry of the house.

use super::{SLOT_MS, rooted_until};
use crate::db::{Connection, Row};
use crate::{Error, Store};
use domain::clock::HOUR_MS;
use domain::command::HouseCommand;
use domain::house::Access;
use journal::tree::root_over;
use journal::{Hash, leaf_hash};

/// An hour gets its root so long after its end, when every process has surely written what it saw.
const GRACE_MS: i64 = SLOT_MS;

impl Store {
    /// Notes the root of the oldest hour that is over and has none. Nothing when nobody looked.
    pub async fn root_looks(&self) -> Result<Option<Access>, Error> {
        let now_ms = self.now_ms();
        if self.db().read(move |db| due(db, now_ms)).await?.is_none() {
            return Ok(None);
        }
        // A look whose moment was taken before and that is being written now belongs to the hour.
        self.keep(|_| Ok(())).await?;
        let Some(access) = self.db().read(move |db| due(db, now_ms)).await? else { return Ok(None) };
        self.note_itself(HouseCommand::RootAccess(access.clone())).await?;
        Ok(Some(access))
    }
}

fn due(db: &mut Connection, now_ms: i64) -> Result<Option<Access>, Error> {
    let from_ms = rooted_until(db)?;
    let over = |hour_ms: &i64| now_ms >= hour_ms + HOUR_MS + GRACE_MS;
    let Some(hour_ms) = hour_from(db, from_ms)?.filter(over) else { return Ok(None) };
    let Hour { rows, root } = hour_of(db, hour_ms)?;
    Ok(Some(Access { hour_ms, rows, root: root.to_string() }))
}

/// The first hour from this moment on in which somebody looked.
pub(crate) fn hour_from(db: &mut Connection, from_ms: i64) -> Result<Option<i64>, Error> {
    let sql = "select min(slot_ms) from views where slot_ms >= $1";
    let first = db.query_one_opt(sql, &[from_ms.into()])?.map(|row| row.opt_int(0)).transpose()?.flatten();
    Ok(first.map(|slot_ms| slot_ms - slot_ms.rem_euclid(HOUR_MS)))
}

/// What the read log holds of an hour.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Hour {
    pub rows: u64,
    pub root: Hash,
}

/// LIMIT: the rows of one hour are held in memory.
pub(crate) fn hour_of(db: &mut Connection, hour_ms: i64) -> Result<Hour, Error> {
    let sql = "select case_id, slot_ms, item, how, actor, role, at_ms, id from views \
               where slot_ms >= $1 and slot_ms < $2";
    let rows = db.query(sql, &[hour_ms.into(), (hour_ms + HOUR_MS).into()])?;
    let mut leaves: Vec<Hash> = rows.iter().map(leaf).collect::<Result<_, _>>()?;
    leaves.sort_unstable_by_key(|leaf| leaf.0);
    Ok(Hour { rows: leaves.len() as u64, root: root_over(&leaves) })
}

/// No field can hold a line break, so no two rows read alike.
fn leaf(row: &Row) -> Result<Hash, Error> {
    let (case, slot_ms, item) = (row.text(0)?, row.int(1)?, row.text(2)?);
    let (how, actor, role) = (row.text(3)?, row.text(4)?, row.text(5)?);
    let (at_ms, id) = (row.int(6)?, row.text(7)?);
    let text = format!("look\n{case}\n{slot_ms}\n{item}\n{how}\n{actor}\n{role}\n{at_ms}\n{id}\n");
    Ok(leaf_hash(text.as_bytes()))
}
