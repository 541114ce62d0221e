//! `redress rotate`.

use super::super::Place;
use super::super::house::{House, Outcome, open, runtime};
use super::super::progress::bar;
use clap::Args;
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

async fn rotate(store: &Store, finish: bool) -> Result<(), Error> {
    let escrow_ms = store.rotation().escrow_ms;
    if !finish {
        let epoch = store.begin_epoch().await?;
        println!("epoch {epoch} has begun; running servers use it at once");
    }
    let bar = bar(0, "keys");
    let rewrapped = store
        .rewrap(&|at, of| {
            bar.set_length(of);
            bar.set_position(at);
        })
        .await;
    bar.finish_and_clear();
    println!("{} keys were wrapped anew", rewrapped?);
    for epoch in store.destroy_epochs(escrow_ms).await? {
        println!(
            "the key of epoch {epoch} was destroyed: backups from before cannot be opened any more. Destroy the \
             copies of the folder keys that were made with them"
        );
    }
    for epoch in store.epochs().await?.iter().filter(|epoch| epoch.is_retired() && epoch.destroyed_ms == 0) {
        let at = day(epoch.retired_ms + escrow_ms);
        println!(
            "the key of epoch {} is kept until {at}, for putting back a backup from before",
            epoch.number
        );
    }
    Ok(())
}
