//! Turning the epoch of the keys: every key of a large house is wrapped anew, while somebody goes on writing.

use crate::stopwatch::{self, Times};
use crate::table::{Table, Target};
use domain::law::Library;
use domain::playbook::Playbooks;
use domain::policy::{Limits, Policy};
use domain::{CaseId, UserId};
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use store::content::{ordered_id, seal};
use store::privacy::Turned;
use store::{SetClock, Store};

const NOW_MS: i64 = 1_772_416_800_000;
const DAY_MS: i64 = 86_400_000;

pub async fn measure(table: &mut Table, count: usize) -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let clock = Arc::new(SetClock::at(NOW_MS));
    let policy = Policy {
        playbooks: Playbooks::shipped(),
        calendar: domain::calendar::Calendar::shipped(),
        templates: domain::writing::Templates::shipped(),
        breakers: domain::breaker::Breakers::shipped(),
        fulfilment: Default::default(),
        law: Library::shipped(),
        limits: Limits::default(),
        masks: Default::default(),
    };
    let store = Store::open(folder.path(), None, clock.clone(), Arc::new(policy)).map_err(said)?;
    fill(folder.path(), &store, count)?;
    let name = |what: &str| format!("{what}, {count} keys");
    store.begin_epoch().await.map_err(said)?;
    let over = Arc::new(AtomicBool::new(false));
    let others = tokio::spawn(others(store.clone(), over.clone()));
    let before = stopwatch::now();
    let done = turn(&store).await?.rewrapped;
    let took = before.elapsed().as_secs_f64();
    over.store(true, Ordering::SeqCst);
    let waited = others.await?;
    if (done as usize) < count {
        return Err(format!("{done} of {count} keys were turned").into());
    }
    table.add(&name("turning the epoch"), took, "s", Target::None);
    table.add(&name("wrapped anew"), done as f64 / took, "/s", Target::None);
    table.add(&name("another's write meanwhile, p95"), waited.p95_ms(), "ms", Target::None);
    clock.advance(30 * DAY_MS);
    let before = stopwatch::now();
    if turn(&store).await?.destroyed != Some(1) {
        return Err("the old key was not destroyed".into());
    }
    table.add(
        &name("looking for stragglers, and destroying"),
        before.elapsed().as_secs_f64(),
        "s",
        Target::None,
    );
    Ok(())
}

/// Stretch after stretch, without the rests in which a server does them.
async fn turn(store: &Store) -> Result<Turned, String> {
    let mut all = Turned::default();
    loop {
        let turned = store.turn_on().await.map_err(said)?;
        all.rewrapped += turned.rewrapped;
        all.destroyed = all.destroyed.or(turned.destroyed);
        if !turned.more {
            return Ok(all);
        }
    }
}

fn said(error: store::Error) -> String {
    error.detail()
}

/// Rows as the house writes them, a sentence each, beside every journal: only their keys matter here.
fn fill(dir: &Path, store: &Store, count: usize) -> Result<(), Box<dyn Error>> {
    let mut db = rusqlite::Connection::open(dir.join("redress.db"))?;
    db.busy_timeout(Duration::from_secs(30))?;
    let mut at = 0;
    while at < count {
        let rows = db.transaction()?;
        {
            let sql = "insert into content (place, object_id, owner, wrapped_key, sealed) values (?1, ?2, ?3, ?4, ?5)";
            let mut insert = rows.prepare_cached(sql)?;
            for n in at..count.min(at + 50_000) {
                let id = ordered_id(NOW_MS + n as i64);
                let sealed = seal(store.keys(), &id, "收到的手机壳开裂，要求退款。".as_bytes());
                let place = (1_i64 << 60) + n as i64;
                insert.execute(rusqlite::params![
                    place,
                    id,
                    "case:bench",
                    sealed.wrapped_key,
                    sealed.sealed
                ])?;
            }
        }
        rows.commit()?;
        at += 50_000;
    }
    Ok(())
}

/// How long somebody waits who writes a line every twentieth of a second.
async fn others(store: Store, over: Arc<AtomicBool>) -> Times {
    let (user, case, mut times) = (UserId::new("li"), CaseId::new("bench"), Times::default());
    while !over.load(Ordering::SeqCst) {
        let before = stopwatch::now();
        if store.save_draft(&user, &case, "note", "写到一半").await.is_ok() {
            times.push(before.elapsed());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    times
}
