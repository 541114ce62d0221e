//! The map of heads of the day that has ended, in China's calendar: noted at the first pass of the new day.

use store::{Error, Store};

pub async fn map(store: &Store) -> Result<usize, Error> {
    let day = store::door::day(store.now_ms());
    let (reader, today) = (store.clone(), day.clone());
    if !store.db().read(move |db| reader.heads_due(db, &today)).await? {
        return Ok(0);
    }
    match store.map_heads(&day).await {
        Ok(mapped) => Ok(usize::from(mapped.is_some())),
        // Somebody asked for one on the command line at the same moment.
        Err(Error::Refused(domain::Refusal::AlreadyThere)) => Ok(0),
        Err(error) => Err(error),
    }
}
