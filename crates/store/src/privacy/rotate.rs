//! Turning the epoch of the keys. A new epoch key is made, every surviving object key is wrapped anew under it, and
//! after the escrow the old epoch key is destroyed: whoever then holds an older copy of the rows holds nothing.
//! A large house has millions of keys, so the work goes by stretches, between which others write, and how far it is
//! stands beside the epoch: it can be stopped at any moment and goes on where keys and rows say it is.

use super::rewrap;
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
    /// Content before this place was looked through in the pass that is under way.
    pub reached: i64,
    pub rewrapped_ms: i64,
    pub destroyed_ms: i64,
}

/// What one stretch did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turned {
    pub begun: Option<u32>,
    /// Keys that were looked at, and those of them that were wrapped anew.
    pub looked: u64,
    pub rewrapped: u64,
    pub destroyed: Option<u32>,
    /// Whether there may be more to do at once.
    pub more: bool,
}

impl Store {
    /// As configured.
    pub fn rotation(&self) -> Rotation {
        let limits = &self.policy().limits;
        Rotation { every_ms: limits.epoch_ms, escrow_ms: limits.escrow_ms }
    }

    /// Begins the next epoch when it is due, and does the next stretch of [`turn_on`](Store::turn_on).
    pub async fn turn(&self) -> Result<Turned, Error> {
        let epochs = self.epochs().await?;
        let newest = epochs.last().ok_or(Error::Damaged("there is no epoch"))?;
        let is_due = newest.made_ms + self.rotation().every_ms <= self.now_ms();
        let begun = if is_due { Some(self.begin_epoch().await?) } else { None };
        Ok(Turned { begun, ..self.turn_on().await? })
    }

    /// The next stretch of the work on old epochs. One is passed over twice: its keys are wrapped anew when it is over,
    /// and when its escrow is, for what a process sealed that had not yet heard of the new one; then its key is destroyed.
    pub async fn turn_on(&self) -> Result<Turned, Error> {
        let (escrow_ms, now_ms) = (self.rotation().escrow_ms, self.now_ms());
        let Some(epoch) = self.epochs().await?.into_iter().find(|epoch| epoch.is_due(escrow_ms, now_ms))
        else {
            return Ok(Turned::default());
        };
        let mut turned = rewrap::stretch(self, epoch).await?;
        if !turned.more {
            turned = Turned { more: true, ..turned };
            turned.rewrapped += rewrap::drafts(self).await?;
            if epoch.rewrapped_ms == 0 {
                self.rewrapped(epoch.number, now_ms).await?;
            } else {
                self.keys().destroy_epoch(epoch.number)?;
                self.epochs().await?;
                turned.destroyed = Some(epoch.number);
            }
            self.emptied_log().await?;
        }
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

    /// How many keys a pass looks at; it counts them one by one.
    pub async fn sealed_keys(&self) -> Result<u64, Error> {
        let row = self.db().read(|db| db.query_one_opt("select count(*) from content", &[])).await?;
        Ok(row.map_or(Ok(0), |row| row.int(0))? as u64)
    }

    async fn rewrapped(&self, number: u32, now_ms: i64) -> Result<(), Error> {
        self.keep(move |db| {
            let sql = "update epochs set rewrapped_ms = $1, reached = 0 where number = $2";
            Ok(db.execute(sql, &[now_ms.into(), u64::from(number).into()]).map(|_| ())?)
        })
        .await
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
    let sql =
        "select number, made_ms, retired_ms, reached, rewrapped_ms, destroyed_ms from epochs order by number";
    let one = |row: &Row| -> Result<Epoch, Error> {
        Ok(Epoch {
            number: u32::try_from(row.int(0)?).map_err(|_| Error::Damaged("an epoch has no number"))?,
            made_ms: row.int(1)?,
            retired_ms: row.int(2)?,
            reached: row.int(3)?,
            rewrapped_ms: row.int(4)?,
            destroyed_ms: row.int(5)?,
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
            "insert into epochs (number, made_ms, retired_ms, reached, rewrapped_ms, destroyed_ms) \
             values ($1, $2, 0, 0, 0, 0) on conflict (number) do update set destroyed_ms = 0",
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

    /// Whether its keys are still to be wrapped anew, or its own is to be destroyed.
    fn is_due(&self, escrow_ms: i64, now_ms: i64) -> bool {
        let ends = self.rewrapped_ms == 0 || self.retired_ms + escrow_ms <= now_ms;
        self.is_retired() && self.destroyed_ms == 0 && ends
    }
}
