//! What the house does by itself: lets clocks strike and signs checkpoints, and in rounds of their own empties the
//! outbox. A round does all that is due and can be stopped at any moment, because everything done stands in the
//! database. Of several processes on one database only the holder of the lease works.

mod channels;
mod claim_letter;
mod climb;
mod clocks;
mod epochs;
mod fulfillers;
mod guard;
mod heads;
mod letter;
mod looks;
mod measure_letter;
mod nudge;
mod order;
pub mod outside;
mod paper;
mod pay;
mod payers;
mod robots;
mod tell;

pub use channels::Channels;
pub use fulfillers::Fulfillers;
pub use guard::retain;
pub use order::told as told_of_order;
pub use pay::told;
pub use payers::Payers;

use std::time::Duration;
use store::Error;
use web::app::App;

/// Whoever signs and sends holds it.
pub const LEASE: &str = "jobs";
const LEASE_MS: i64 = 15_000;
/// Even a house at rest looks at its clocks this often.
const REST: Duration = Duration::from_secs(1);
/// A rest has so many parts, each with a stretch of what is never urgent.
const PARTS: u32 = 10;
const ROUNDS_OF_A_MINUTE: u64 = 60;

pub fn start(app: &App, channels: Channels) -> tokio::task::JoinHandle<()> {
    let (app, holder) = (app.clone(), store::content::random_id());
    tokio::spawn(async move {
        tokio::join!(keep_house(&app, &holder), reach_out(&app, &channels, &holder));
    })
}

async fn keep_house(app: &App, holder: &str) {
    let mut turning = false;
    for round in 0u64.. {
        report(app.store().follow_books().await.map(|()| 0));
        match app.store().lease(LEASE, holder, LEASE_MS).await {
            Ok(true) => {
                report(inside(app).await);
                if round % ROUNDS_OF_A_MINUTE == 0 {
                    report(guard::watch(app.store(), round == 0).await);
                    report(scrub(app).await);
                    turning = true;
                }
            }
            Ok(false) => turning = false,
            Err(error) => report(Err(error)),
        }
        for _ in 0..PARTS {
            turning = turning && epochs::turn(app.store()).await;
            tokio::time::sleep(REST / PARTS).await;
        }
    }
}

/// Partners may be slow or silent, and no clock waits for them: they have rounds of their own.
async fn reach_out(app: &App, channels: &Channels, holder: &str) {
    loop {
        match app.store().lease(LEASE, holder, LEASE_MS).await {
            Ok(true) => report(outwards(app, channels).await),
            Ok(false) => {}
            Err(error) => report(Err(error)),
        }
        tokio::time::sleep(REST).await;
    }
}

/// One round of both. Answers how much was done, so that tests can go on until nothing is left.
pub async fn pass(app: &App, channels: &Channels) -> Result<usize, Error> {
    let (within, without) = (inside(app).await, outwards(app, channels).await);
    Ok(within? + without?)
}

async fn inside(app: &App) -> Result<usize, Error> {
    let struck = clocks::strike(app.store()).await?;
    let climbed = climb::all(app.store()).await?;
    let weighed = app.store().weigh_parcels().await?;
    let mapped = heads::map(app.store()).await;
    let rooted = looks::root(app.store()).await;
    // A sealer that refuses holds nobody up: what waits for it goes without a receipt, and the refusal is reported.
    let sealed = app.store().seal().await;
    let written = paper::all(app).await?;
    let forgotten = guard::forget(app.store()).await?;
    let swept = app.store().sweep().await?.erasures;
    let proven = usize::from(sealed?.is_some()) + mapped? + rooted?;
    Ok(struck + climbed + weighed + proven + written + forgotten + swept)
}

async fn outwards(app: &App, channels: &Channels) -> Result<usize, Error> {
    let told = if channels.can_tell() {
        tell::all(app, channels).await? + nudge::all(app, channels).await?
    } else {
        0
    };
    Ok(told + pay::all(app, channels).await? + order::all(app, channels).await?)
}

/// What is found altered stops the sealer, and is said once a minute until it is right again.
async fn scrub(app: &App) -> Result<usize, Error> {
    if let Some(alarm) = app.store().scrub().await? {
        tracing::error!(
            entry = alarm.seq,
            "ALARM: an entry of the journal {}; nothing is signed",
            alarm.what
        );
    }
    Ok(0)
}

fn report(result: Result<usize, Error>) {
    if let Err(error) = result {
        tracing::error!(error = %error.detail(), "the house's own work failed; it is tried again");
    }
}
