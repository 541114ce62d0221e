//! Turning the epoch of the keys: hours of work in a large house, done in the rests between the rounds, so that clocks
//! strike and pages are served as if nothing were.

use store::Store;

/// A stretch. Answers whether there is more to do.
pub async fn turn(store: &Store) -> bool {
    match store.turn().await {
        Ok(turned) => {
            if let Some(epoch) = turned.begun {
                tracing::info!(epoch, "a new epoch of the keys has begun");
            }
            if let Some(epoch) = turned.destroyed {
                tracing::info!(
                    epoch,
                    "the key of an epoch was destroyed; backups from before cannot be opened any more"
                );
            }
            turned.more
        }
        Err(error) => {
            tracing::error!(error = %error.detail(), "the keys were not turned; it is tried again");
            false
        }
    }
}
