//! The roots of the read log: one for each hour that is over and in which somebody looked.

use domain::Refusal;
use store::{Error, Store};

pub async fn root(store: &Store) -> Result<usize, Error> {
    let mut rooted = 0;
    loop {
        match store.root_looks().await {
            Ok(Some(_)) => rooted += 1,
            // Another process was faster, and goes on.
            Ok(None) | Err(Error::Refused(Refusal::AlreadyThere)) => return Ok(rooted),
            Err(error) => return Err(error),
        }
    }
}
