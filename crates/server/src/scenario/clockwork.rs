//! Time passing: from one due thing to the next, at each of them until nothing is left to do.

use super::world::World;
use crate::jobs;
use domain::clock::MINUTE_MS;

/// More rounds without coming to rest is a house that never stops working.
const ROUNDS_MAX: usize = 200;

impl World<'_> {
    pub async fn run_until_idle(&self) -> Result<(), String> {
        for _ in 0..ROUNDS_MAX {
            if jobs::pass(&self.app, &self.channels).await.map_err(|error| error.detail())? == 0 {
                return Ok(());
            }
        }
        Err("事情总也做不完 · the house does not come to rest".into())
    }

    /// Stops at the minute after each due thing on the way.
    pub async fn advance_to(&self, target_ms: i64) -> Result<(), String> {
        self.run_until_idle().await?;
        while let Some(due_ms) = self.next_due_ms().await?.filter(|due_ms| *due_ms <= target_ms) {
            let now_ms = self.store().now_ms();
            if due_ms <= now_ms {
                return Err("有事到期却没人做 · something is due that nobody does".into());
            }
            self.clock
                .set((due_ms + MINUTE_MS - 1).div_euclid(MINUTE_MS).saturating_mul(MINUTE_MS).min(target_ms));
            self.run_until_idle().await?;
        }
        self.clock.set(target_ms.max(self.store().now_ms()));
        self.run_until_idle().await
    }

    async fn next_due_ms(&self) -> Result<Option<i64>, String> {
        let store = self.store().clone();
        self.store().db().read(move |db| store.next_due_ms(db)).await.map_err(|error| error.detail())
    }
}
