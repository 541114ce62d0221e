//! The sweep: a house with very many clocks that run, of which many come due at once, while people read the queue. The
//! cases are filed through the door; every hundredth speaks of danger, has stricter clocks, and comes due first.

use crate::http::{Client, get};
use crate::served::House;
use crate::staff;
use crate::stopwatch::{self, Times};
use crate::table::{Table, Target};
use domain::Actor;
use domain::personal::Personal;
use domain::words::{Noticed, Want};
use rusqlite::Connection;
use std::error::Error;
use std::sync::Arc;
use std::time::Duration;
use store::door::{Errand, Telling};
use store::filing::{Intake, Known};
use store::record::{Matter, Person};
use store::{SetClock, Store};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const URGENT_ONE_IN: usize = 100;
const GROUP: usize = 20_000;
/// Whoever holds it does the work of the house; a server that does not get it only serves.
const LEASE: &str = "jobs";
const HOLDER: &str = "bench";
const LEASE_MS: i64 = 3_600_000;
/// Forty pages a second are the morning of a large desk.
const EVERY: Duration = Duration::from_millis(25);
const LOOKS: usize = 600;
const ENTRIES: &str = "select size from head where id > ?1";
const PAGES: [&str; 2] = ["/desk?view=open", "/desk?view=all"];

pub async fn measure(table: &mut Table, clocks: usize) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let house = House::at(folder.path());
    let (urgent_ms, other_ms) = first_ticks().await?;
    let begun_ms = stopwatch::wall_ms() - urgent_ms;
    let clock = Arc::new(SetClock::at(begun_ms));
    let store = staff::open_at(folder.path().to_owned(), clock.clone()).await?;
    fill(&store, clocks, begun_ms).await?;
    // So that the sweep is the only thing that is done meanwhile.
    store.seal().await.map_err(said)?;
    clock.set(stopwatch::wall_ms());
    if !store.lease(LEASE, HOLDER, LEASE_MS).await.map_err(said)? {
        return Err("somebody else works in this house".into());
    }
    let token = house.token()?;
    let served = house.serve().await?;
    let mut client = Client::connect(&served.address).await?;
    looked(&mut client, &token, |looks| looks < LOOKS / 4).await?;
    let quiet = looked(&mut client, &token, |looks| looks < LOOKS).await?;
    let db = Connection::open(folder.path().join("redress.db"))?;
    let now_ms = stopwatch::wall_ms();
    let due = count(&db, "select count(*) from deadlines where tick_ms <= ?1", now_ms)?;
    if now_ms >= begun_ms + other_ms {
        return Err(
            format!("filling {clocks} clocks took too long, the others are due as well; try fewer").into()
        );
    }
    let entries = count(&db, ENTRIES, 0)?;
    clock.set(now_ms);
    store.lease(LEASE, HOLDER, 0).await.map_err(said)?;
    let before = stopwatch::now();
    let left = |_| {
        count(&db, "select exists (select 1 from deadlines where tick_ms <= ?1)", now_ms).unwrap_or(1) > 0
    };
    let swept = looked(&mut client, &token, left).await?;
    let took = before.elapsed().as_secs_f64();
    let noted = count(&db, ENTRIES, 0)? - entries;
    if noted < due {
        return Err(format!("{due} clocks were due, and {noted} entries say so").into());
    }
    let name = |what: &str| format!("{what}, {clocks} clocks");
    table.add(&name(&format!("sweep of {due} due at once")), took, "s", Target::AtMost(15.0));
    table.add(&name("queue page at rest, p95"), quiet.p95_ms(), "ms", Target::None);
    table.add(&name("queue page in the sweep, p50"), swept.p50_ms(), "ms", Target::None);
    table.add(&name("queue page in the sweep, p95"), swept.p95_ms(), "ms", Target::None);
    let ratio = swept.p95_ms() / quiet.p95_ms();
    table.add(&name("queue page, p95 in the sweep / p95 at rest"), ratio, "", Target::AtMost(2.0));
    table.add(&name("memory in the sweep, most"), served.memory_mb().1, "MB", Target::None);
    Ok(())
}

/// How long after filing the house looks first at an urgent case and at another; the playbooks say so.
async fn first_ticks() -> Result<(i64, i64)> {
    let folder = tempfile::tempdir()?;
    let store =
        staff::open_at(folder.path().to_owned(), Arc::new(SetClock::at(stopwatch::wall_ms()))).await?;
    staff::hire_into(&store).await?;
    let at_ms = store.now_ms();
    store
        .execute_all(vec![errand(&store, 0, at_ms)?, errand(&store, 1, at_ms)?], Telling::Nobody)
        .await
        .map_err(said)?;
    let db = Connection::open(folder.path().join("redress.db"))?;
    let first = count(&db, "select min(tick_ms) - ?1 from deadlines", at_ms)?;
    let second = count(&db, "select max(tick_ms) - ?1 from deadlines", at_ms)?;
    Ok((first, second))
}

async fn fill(store: &Store, clocks: usize, at_ms: i64) -> Result<()> {
    staff::hire_into(store).await?;
    for first in (0..clocks).step_by(GROUP) {
        let group: Result<Vec<Errand>> =
            (first..clocks.min(first + GROUP)).map(|at| errand(store, at, at_ms)).collect();
        let refused = store.execute_all(group?, Telling::Nobody).await.map_err(said)?;
        if let Some(first) = refused.first() {
            return Err(first.detail().into());
        }
    }
    Ok(())
}

fn errand(store: &Store, at: usize, at_ms: i64) -> Result<Errand> {
    let text = match at % URGENT_ONE_IN {
        0 => format!("新买的插座漏电，手被电到，编号{at}，请马上处理并退款。"),
        _ => format!("包裹没有收到，物流停了好几天，编号{at}，客服没有回复，请退款。"),
    };
    let text = Personal::new(&text);
    let intake = Intake {
        person: Person {
            name: Personal::new("李雷"),
            phone: Personal::new(format!("138{at:08}")),
            ..Person::default()
        },
        matter: Matter { text, ..Matter::default() },
        noticed: Some(Noticed::OnDelivery),
        wants: vec![Want::Refund],
        ..Intake::default()
    };
    // Nothing is missing, or every record would have to be completed first.
    let known = Known { order_id: Some(store.order_id(&format!("DD{at:08}"))), ..Known::default() };
    let (command, parcel) = store.pack_filing(&store.new_case_id(), &intake, known).map_err(said)?;
    Ok(Errand { at_ms, by: Actor::Stranger, command, parcel })
}

/// Pages of the queue, one after the other in even steps, for as long as is wanted.
async fn looked(client: &mut Client, token: &str, more: impl Fn(usize) -> bool) -> Result<Times> {
    let requests = PAGES.map(|path| get(path, token));
    let (mut times, mut looks) = (Times::default(), 0);
    let mut steps = tokio::time::interval(EVERY);
    steps.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    while more(looks) {
        steps.tick().await;
        let before = stopwatch::now();
        let answer = client.ask(&requests[looks % requests.len()]).await?;
        times.push(before.elapsed());
        looks += 1;
        if answer.status != 200 {
            return Err(format!("the queue answered {}", answer.status).into());
        }
    }
    Ok(times)
}

fn count(db: &Connection, sql: &str, value: i64) -> Result<i64> {
    Ok(db.query_row(sql, [value], |row| row.get(0))?)
}

fn said(error: store::Error) -> String {
    error.detail()
}
