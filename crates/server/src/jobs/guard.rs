//! Keeping no more and no longer than we may: periods that have ended, files nobody names. Looked at
//! once a minute; all of it may be late without harm.

use domain::Actor;
use domain::words::{Because, Ground};
use store::privacy::{Due, What};
use store::{Error, Store};

/// `first` is the first look after the start, when a crash may have left files behind.
pub async fn watch(store: &Store, first: bool) -> Result<usize, Error> {
    if first {
        let cleaner = store.clone();
        let orphans = tokio::task::spawn_blocking(move || cleaner.remove_orphans()).await;
        let orphans = orphans.map_err(|_| Error::Stopped)??;
        if orphans > 0 {
            tracing::info!(orphans, "files that no row names were removed");
        }
    }
    retain(store).await
}

/// Does what was agreed to, once the person was told: afterwards there is nobody to write to.
pub async fn forget(store: &Store) -> Result<usize, Error> {
    let (mut done, reader) = (0, store.clone());
    for case in store.db().read(move |db| reader.granted(db, 64)).await? {
        match store.erase(&Actor::System, &case, &What::Everything, Ground::Request, None).await {
            Ok(_) => done += 1,
            Err(error) => {
                tracing::warn!(%case, error = %error.detail(), "an erasure was granted and not done")
            }
        }
    }
    Ok(done)
}

/// Moves every case whose period has ended to erasure, or restricts it, as its playbook says.
pub async fn retain(store: &Store) -> Result<usize, Error> {
    let mut done = 0;
    let reader = store.clone();
    for (case, due) in store.db().read(move |db| reader.retention_due(db, 256)).await? {
        let by = Actor::System;
        let result = match due {
            Due::Erase => {
                store.erase(&by, &case, &What::Everything, Ground::PurposeEnded, None).await.map(|_| ())
            }
            Due::Restrict => store.restrict(&by, &case, Because::Retention, None).await.map(|_| ()),
        };
        match result {
            Ok(()) => done += 1,
            Err(error) => {
                tracing::warn!(%case, error = %error.detail(), "a period ended and nothing was done")
            }
        }
    }
    Ok(done)
}
