//! `redress seal`: having entries signed, beside a server that signs or without one; on demand the map of heads, and
//! stamps from outside.

use super::Place;
use super::house::{House, Outcome, open, runtime};
use crate::jobs::outside::{Outside, stamp};
use clap::Args;
use std::time::Duration;
use store::content::random_id;
use store::{Error, Store, journal_of};

/// What a server that was killed still holds must run out in the meantime.
const TRIES: u32 = 200;
const PAUSE: Duration = Duration::from_millis(100);

#[derive(Args)]
pub struct Seal {
    #[command(flatten)]
    place: Place,
    /// Note now what every case has come to, not only when the day ends.
    #[arg(long)]
    heads: bool,
    /// Ask every configured authority for a stamp now, whatever the hour.
    #[arg(long)]
    stamp: bool,
}

impl Seal {
    pub fn run(self) -> Outcome {
        let House { store, config } = open(&self.place)?;
        let outside = Outside::of(&config)?;
        if self.stamp && outside.authorities.is_empty() {
            return Err("no authority is configured: see outside.tsa in docs/operating.md".into());
        }
        runtime()?.block_on(self.seal(&store, &outside))
    }

    async fn seal(&self, store: &Store, outside: &Outside) -> Outcome {
        let size = all(store).await?;
        println!("{size} entries are signed.");
        if self.heads {
            heads(store).await?;
            all(store).await?;
        }
        if self.stamp {
            let stamped = stamps(store, outside).await;
            // The stamps are entries; a bundle can show those only that were signed.
            all(store).await?;
            stamped?;
        }
        Ok(())
    }
}

/// Signs what is there; answers how many entries that are.
async fn all(store: &Store) -> Outcome<u64> {
    let (_, size) = signed(store).await?;
    covers(store, size).await?;
    Ok(size)
}

async fn heads(store: &Store) -> Outcome {
    let day = store::door::day(store.now_ms());
    match store.map_heads(&day).await.map_err(words)? {
        Some(heads) => println!(
            "The map of {day}: {} subjects when the journal had {} entries, root {}.",
            heads.subjects, heads.size, heads.root
        ),
        None => println!("The newest map of heads speaks of all of them already."),
    }
    Ok(())
}

async fn stamps(store: &Store, outside: &Outside) -> Outcome {
    let mut failed = 0;
    for (authority, config) in &outside.authorities {
        match stamp::stamp(store, authority, config).await {
            Ok(()) => println!("{}: stamped", authority.name()),
            Err(words) => {
                failed += 1;
                eprintln!("{}: {words}", authority.name());
            }
        }
    }
    if failed == 0 { Ok(()) } else { Err("not every authority has stamped".into()) }
}

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
