//! `redress rotate`.

use super::super::Place;
use super::super::house::{House, Outcome, open, runtime};
use super::super::progress::bar;
use clap::Args;
use indicatif::ProgressBar;
use store::door::day;
use store::{Error, Store};

#[derive(Args)]
pub struct Rotate {
    #[command(flatten)]
    place: Place,
    /// Begin no new epoch: only finish what was begun, and destroy what is due.
    #[arg(long)]
    finish: bool,
}

impl Rotate {
    pub fn run(self) -> Outcome {
        let House { store, .. } = open(&self.place)?;
        runtime()?.block_on(rotate(&store, self.finish)).map_err(|error| error.detail())
    }
}

/// Stretch after stretch without a rest. Answers how many keys were wrapped anew, and which epochs ended.
async fn turned(store: &Store, bar: &ProgressBar) -> Result<(u64, Vec<u32>), Error> {
    let (mut rewrapped, mut destroyed) = (0, vec![]);
    loop {
        let turned = store.turn_on().await?;
        rewrapped += turned.rewrapped;
        destroyed.extend(turned.destroyed);
        bar.inc(turned.looked);
        if !turned.more {
            return Ok((rewrapped, destroyed));
        }
    }
}

async fn rotate(store: &Store, finish: bool) -> Result<(), Error> {
    if !finish {
        let epoch = store.begin_epoch().await?;
        println!("epoch {epoch} has begun; running servers use it at once");
    }
    let bar = bar(store.sealed_keys().await?, "keys");
    let done = turned(store, &bar).await;
    bar.finish_and_clear();
    let (rewrapped, destroyed) = done?;
    println!("{rewrapped} keys were wrapped anew");
    for epoch in destroyed {
        println!(
            "the key of epoch {epoch} was destroyed: backups from before cannot be opened any more. Destroy the \
             copies of the folder keys that were made with them"
        );
    }
    let escrow_ms = store.rotation().escrow_ms;
    for epoch in store.epochs().await?.iter().filter(|epoch| epoch.is_retired() && epoch.destroyed_ms == 0) {
        let at = day(epoch.retired_ms + escrow_ms);
        println!(
            "the key of epoch {} is kept until {at}, for putting back a backup from before",
            epoch.number
        );
    }
    Ok(())
}
