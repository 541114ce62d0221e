//! Signs at most once a second while there is news. A refusal to sign is serious and is said every time.

use std::time::Duration;
use store::Store;

pub async fn run(store: Store) {
    let mut grown = store.grown();
    loop {
        if let Err(error) = store.seal().await {
            tracing::error!(error = %error.detail(), "no checkpoint was signed");
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
        if grown.changed().await.is_err() {
            return;
        }
    }
}
