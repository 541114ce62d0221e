//! `redress seal`: having entries signed, beside a server that signs or without one; on demand the map of heads too.

use super::Place;
use super::house::{House, Outcome, open, runtime};
use clap::Args;
use std::time::Duration;
use store::content::random_id;
use store::{Error, Store, journal_of};

#[derive(Args)]
pub struct Seal {
    #[command(flatten)]
    place: Place,
    /// Note now what every case has come to, not only when the day ends.
    #[arg(long)]
    heads: bool,
}

impl Seal {
    pub fn run(self) -> Outcome {
        let House { store, .. } = open(&self.place)?;
        let runtime = runtime()?;
        let size = runtime.block_on(signed(&store))?.1;
        runtime.block_on(covers(&store, size))?;
        println!("{size} entries are signed.");
        if self.heads {
            let day = store::door::day(store.now_ms());
            match runtime.block_on(store.map_heads(&day)).map_err(words)? {
                Some(heads) => println!(
                    "The map of {day}: {} subjects when the journal had {} entries, root {}.",
                    heads.subjects, heads.size, heads.root
                ),
                None => println!("The newest map of heads speaks of all of them already."),
            }
            let (_, size) = runtime.block_on(signed(&store))?;
            runtime.block_on(covers(&store, size))?;
        }
        Ok(())
    }
}

/// What a server that was killed still holds must run out in the meantime.
const TRIES: u32 = 200;
const PAUSE: Duration = Duration::from_millis(100);

/// Answers once a checkpoint covers `size` entries. A running server signs within a second; where none runs we take
/// its place for a moment, for two must never sign at once.
pub async fn covers(store: &Store, size: u64) -> Outcome {
    let holder = random_id();
    for _ in 0..TRIES {
        let (signed, entries) = signed(store).await?;
        if signed >= size {
            return Ok(());
        }
        if entries < size {
            return Err(format!("the journal has {entries} entries, not {size}"));
        }
        if store.lease(crate::jobs::LEASE, &holder, 10_000).await.map_err(words)? {
            let sealed = store.seal().await;
            store.lease(crate::jobs::LEASE, &holder, 0).await.map_err(words)?;
            sealed.map_err(words)?;
        } else {
            tokio::time::sleep(PAUSE).await;
        }
    }
    Err("the newest entries are still not signed; see what the server says, or try again".into())
}

async fn signed(store: &Store) -> Outcome<(u64, u64)> {
    let reader = store.clone();
    let read = store.db().read(move |db| {
        let signed = reader.checkpoint(db)?.map_or(0, |published| published.size);
        Ok::<_, Error>((signed, journal_of::size(db)?))
    });
    read.await.map_err(words)
}

fn words(error: Error) -> String {
    error.detail()
}
