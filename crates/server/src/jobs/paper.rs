//! Writing down what was agreed. It waits for the checkpoint that covers the acceptance, whose receipt stands on the
//! paper, but not for ever.

use domain::Refusal;
use store::Error;
use store::outbox::Outgoing;
use web::app::App;
use web::settlement::papers;

const AT_ONCE: u32 = 16;
const SEAL_WAIT_MS: i64 = 60_000;

pub async fn all(app: &App) -> Result<usize, Error> {
    let store = app.store().clone();
    let due = app.store().db().read(move |db| {
        let sealed = store.checkpoint(db)?.map_or(0, |published| published.size as i64);
        store.outbox_due(db, "paper", sealed, SEAL_WAIT_MS, AT_ONCE)
    });
    let due = due.await?;
    for row in &due {
        one(app, row).await?;
    }
    Ok(due.len())
}

async fn one(app: &App, row: &Outgoing) -> Result<(), Error> {
    let id = row.subject.case().ok_or(Error::Damaged("a settlement belongs to no case"))?;
    let (store, wanted, offer) = (app.store().clone(), id.clone(), row.remedy.clone());
    let made = app.store().db().read(move |db| papers(&store, db, &wanted, &offer)).await?;
    // A restricted case is not written about; an erased one has nobody left to give it to.
    let Some(made) = made else { return app.store().settle_outbox(&row.id).await };
    match app.store().write_settlement(&id, &row.remedy, made).await {
        Err(error) if error.refusal().is_some_and(is_over) => app.store().settle_outbox(&row.id).await,
        done => done.map(drop),
    }
}

fn is_over(refusal: Refusal) -> bool {
    matches!(
        refusal,
        Refusal::AlreadyThere | Refusal::CaseErased | Refusal::CaseRestricted | Refusal::NotFound
    )
}
