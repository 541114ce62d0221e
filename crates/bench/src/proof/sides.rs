//! Two sides that take turns, so that whatever else the machine does falls on both alike.

use super::ground::Result;
use crate::stopwatch;
use crate::table::{Table, Target};
use std::time::Duration;
use store::Store;

/// How often each side has its turn.
pub const TURNS: usize = 6;

/// Time spent and entries written by each side.
#[derive(Default)]
pub struct Sides {
    pub with: Duration,
    pub without: Duration,
    pub entries: usize,
}

impl Sides {
    pub fn add(&self, table: &mut Table, what: &str, names: [&str; 2], least: f64) {
        let rate = |took: Duration| self.entries as f64 / took.as_secs_f64();
        let (with, without) = (rate(self.with), rate(self.without));
        table.add(&format!("{what}, {}", names[0]), with, "/s", Target::None);
        table.add(&format!("{what}, {}", names[1]), without, "/s", Target::None);
        table.add(
            &format!("{what}, {} / {}", names[0], names[1]),
            with / without,
            "",
            Target::AtLeast(least),
        );
    }
}

/// Work with the sealer beside it, as the program runs it: a look each second, and all signed at the end.
pub async fn sealed(store: &Store, work: impl Future<Output = Result<()>>) -> Result<Duration> {
    let before = stopwatch::now();
    tokio::select! {
        done = work => done?,
        failed = sealing(store) => return failed.map(|()| Duration::ZERO),
    }
    store.seal().await.map_err(|error| error.detail())?;
    Ok(before.elapsed())
}

pub async fn unsealed(work: impl Future<Output = Result<()>>) -> Result<Duration> {
    let before = stopwatch::now();
    work.await?;
    Ok(before.elapsed())
}

/// Ends only when it fails.
async fn sealing(store: &Store) -> Result<()> {
    loop {
        tokio::time::sleep(Duration::from_secs(1)).await;
        store.seal().await.map_err(|error| error.detail())?;
    }
}
