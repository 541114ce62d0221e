//! Turning the epoch of the keys. A new epoch key is made, every surviving object key is wrapped anew under it, and
//! after the escrow the old epoch key is destroyed: whoever then holds an older copy of the rows holds nothing.
//! Each step can be stopped at any moment and goes on where keys and rows say it is.

use super::rewrap::rewrap_all;
use crate::db::{Connection, Row};
use crate::keys::Keys;
use crate::{Error, Store};

/// How often the epoch turns, and how long the key of the one before is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rotation {
    pub every_ms: i64,
    pub escrow_ms: i64,
}

/// One epoch; times are 0 where it has not come to that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Epoch {
    pub number: u32,
    pub made_ms: i64,
    pub retired_ms: i64,
    pub rewrapped_ms: i64,
    pub destroyed_ms: i64,
}

/// What a round of the job did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turned {
    pub begun: Option<u32>,
    pub rewrapped: u64,
    pub destroyed: Vec<u32>,
}

impl Store {
    /// As configured.
    pub fn rotation(&self) -> Rotation {
        let limits = &self.policy().limits;
        Rotation { every_ms: limits.epoch_ms, escrow_ms: limits.escrow_ms }
    }

    /// All that is due: the next epoch, keys that are not under it yet, old epoch keys whose escrow is over.
    pub async fn turn(&self) -> Result<Turned, Error> {
        let (rotation, mut turned) = (self.rotation(), Turned::default());
        let epochs = self.epochs().await?;
        let newest = epochs.last().ok_or(Error::Damaged("there is no epoch"))?;
        if newest.made_ms + rotation.every_ms <= self.now_ms() {
            turned.begun = Some(self.begin_epoch().await?);
        }
        if self.epochs().await?.iter().any(|epoch| epoch.is_retired() && epoch.rewrapped_ms == 0) {
            turned.rewrapped = self.rewrap(&|_, _| {}).await?;
        }
        turned.destroyed = self.destroy_epochs(rotation.escrow_ms).await?;
        Ok(turned)
    }

    /// From now on, in every process of this house, new content is sealed under a new epoch.
    pub async fn begin_epoch(&self) -> Result<u32, Error> {
        let number = self.keys().rotate()?;
        self.epochs().await?;
        let now_ms = self.now_ms();
        self.keep(move |db| {
            let sql = "update epochs set retired_ms = $1 where number < $2 and retired_ms = 0";
            Ok(db.execute(sql, &[now_ms.into(), u64::from(number).into()]).map(|_| ())?)
        })
        .await?;
        Ok(number)
    }

    /// Wraps every key that is under an older epoch anew. `progress` hears how many rows were looked at, of how many.
    pub async fn rewrap(&self, progress: &(dyn Fn(u64, u64) + Sync)) -> Result<u64, Error> {
        let done = rewrap_all(self, progress).await?;
        let (newest, now_ms) = (self.keys().current_epoch().0, self.now_ms());
        self.keep(move |db| {
            let sql = "update epochs set rewrapped_ms = $1 where number < $2 and rewrapped_ms = 0";
            Ok(db.execute(sql, &[now_ms.into(), u64::from(newest).into()]).map(|_| ())?)
        })
        .await?;
        self.emptied_log().await?;
        Ok(done)
    }

    /// Destroys the keys of epochs that ended at least this long ago, once nothing alive needs them.
    pub async fn destroy_epochs(&self, escrow_ms: i64) -> Result<Vec<u32>, Error> {
        let mut destroyed = vec![];
        for epoch in self.epochs().await? {
            let over = epoch.is_retired() && epoch.retired_ms + escrow_ms <= self.now_ms();
            if !over || epoch.rewrapped_ms == 0 || epoch.destroyed_ms != 0 {
                continue;
            }
            // What was sealed by a process that had not yet heard of the new epoch.
            rewrap_all(self, &|_, _| {}).await?;
            self.keys().destroy_epoch(epoch.number)?;
            destroyed.push(epoch.number);
        }
        if !destroyed.is_empty() {
            self.epochs().await?;
            self.emptied_log().await?;
        }
        Ok(destroyed)
    }

    /// All epochs this house has had, oldest first. What the folder of the keys says goes before what the rows say.
    pub async fn epochs(&self) -> Result<Vec<Epoch>, Error> {
        let (numbers, now_ms) = (self.keys().epoch_numbers()?, self.now_ms());
        let known = self.db().read(epochs).await?;
        if is_told(&known, &numbers) {
            return Ok(known);
        }
        self.keep(move |db| tell(db, &numbers, now_ms)).await?;
        self.db().read(epochs).await
    }

    async fn emptied_log(&self) -> Result<(), Error> {
        let store = self.clone();
        tokio::task::spawn_blocking(move || store.truncate_log()).await.map_err(|_| Error::Stopped)?
    }
}

/// The same at the start, before there is a writer.
pub(crate) fn tell_at_start(db: &mut Connection, keys: &Keys, now_ms: i64) -> Result<(), Error> {
    let numbers = keys.epoch_numbers()?;
    if is_told(&epochs(db)?, &numbers) { Ok(()) } else { tell(db, &numbers, now_ms) }
}

pub fn epochs(db: &mut Connection) -> Result<Vec<Epoch>, Error> {
    let sql = "select number, made_ms, retired_ms, rewrapped_ms, destroyed_ms from epochs order by number";
    let one = |row: &Row| -> Result<Epoch, Error> {
        Ok(Epoch {
            number: u32::try_from(row.int(0)?).map_err(|_| Error::Damaged("an epoch has no number"))?,
            made_ms: row.int(1)?,
            retired_ms: row.int(2)?,
            rewrapped_ms: row.int(3)?,
            destroyed_ms: row.int(4)?,
        })
    };
    db.query(sql, &[])?.iter().map(one).collect()
}

fn is_told(known: &[Epoch], numbers: &[u32]) -> bool {
    let alive = known.iter().filter(|epoch| epoch.destroyed_ms == 0).map(|epoch| epoch.number);
    alive.eq(numbers.iter().copied())
}

fn tell(db: &mut Connection, numbers: &[u32], now_ms: i64) -> Result<(), Error> {
    for number in numbers {
        db.execute(
            "insert into epochs (number, made_ms, retired_ms, rewrapped_ms, destroyed_ms) \
             values ($1, $2, 0, 0, 0) on conflict (number) do update set destroyed_ms = 0",
            &[u64::from(*number).into(), now_ms.into()],
        )?;
    }
    let alive: Vec<i64> = numbers.iter().map(|number| i64::from(*number)).collect();
    let newest = alive.last().copied().unwrap_or(0);
    db.execute(
        "update epochs set retired_ms = $1 where number < $2 and retired_ms = 0",
        &[now_ms.into(), newest.into()],
    )?;
    for epoch in epochs(db)?.iter().filter(|epoch| !numbers.contains(&epoch.number)) {
        let sql = "update epochs set destroyed_ms = $1 where number = $2 and destroyed_ms = 0";
        db.execute(sql, &[now_ms.into(), u64::from(epoch.number).into()])?;
    }
    Ok(())
}

impl Epoch {
    pub fn is_retired(&self) -> bool {
        self.retired_ms != 0
    }
}
