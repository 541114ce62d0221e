//! Offering the next rung of a ladder by rule: its words are sealed here, the rules look again. A rung that cannot be
//! offered is an entry of the case.

use domain::Actor;
use store::outbox::Outgoing;
use store::{Error, Store};

const AT_ONCE: u32 = 32;

pub async fn all(store: &Store) -> Result<usize, Error> {
    let reader = store.clone();
    let due = store.db().read(move |db| reader.outbox_due(db, "climb", i64::MAX, 0, AT_ONCE)).await?;
    for row in &due {
        one(store, row).await?;
    }
    Ok(due.len())
}

async fn one(store: &Store, row: &Outgoing) -> Result<(), Error> {
    let case = row.subject.case().ok_or(Error::Damaged("a rung belongs to no case"))?;
    match store.climb(&Actor::System, &case, &row.remedy, None, None).await {
        // The playbook or the case has changed so that there is no such rung any more.
        Err(error) if error.refusal().is_none() => Err(error),
        _ => store.settle_outbox(&row.id).await,
    }
}
