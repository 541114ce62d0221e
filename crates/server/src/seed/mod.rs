//! A house full of invented cases, as large as one likes: merchants with deposits, people at work, orders, complaints
//! and what became of them over the past year. Everything goes through the door, with the moment it happened; the
//! clock ends at now. The same seed makes the same house, save ids, keys and salts, which are secret or unique.

mod case;
mod chance;
mod life;
mod phrases;
mod town;
mod words;

use case::Case;
use chance::Chance;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::sync::Arc;
use store::door::{Errand, Pending, Telling};
use store::{Clock, SetClock, Store};
use tokio::sync::mpsc;
use town::Town;

const DAY_MS: i64 = 86_400_000;
const SPAN_MS: i64 = 365 * DAY_MS;
/// Commands in one commit. Larger groups write a case less often and keep more in memory: about a gigabyte at this.
const GROUP: usize = 49_152;

pub struct Plan {
    pub cases: u64,
    pub seed: u64,
    pub now_ms: i64,
}

/// When the clock must stand as the house is opened: before the first case.
pub fn beginning(now_ms: i64) -> i64 {
    now_ms - SPAN_MS - DAY_MS
}

/// `clock` is the one `store` was opened with; it is moved through the year that ends at `plan.now_ms`.
pub async fn fill(
    store: &Store,
    clock: Arc<SetClock>,
    plan: Plan,
    filed: impl Fn(u64),
) -> Result<(), String> {
    let town = town::build(store, &clock, clock.now_ms()).await?;
    let reader = store.clone();
    let reached = store.db().read(move |db| reader.reached(db)).await.map_err(|error| error.detail())?;
    if reached.number > 0 && reached.at_ms > beginning(plan.now_ms) {
        return Err(
            "this house has cases already and cannot be given another past; use an empty data folder".into(),
        );
    }
    let number = (reached.year, reached.number);
    let (groups, mut made) = mpsc::channel(1);
    let world = World { store: store.clone(), clock: clock.clone(), town, number };
    let maker = std::thread::spawn(move || make(world, plan, &groups));
    let mut before: Option<Sent> = None;
    while let Some((group, cases)) = made.recv().await {
        let sent = store.begin_all(group, Telling::Nobody).await.map_err(|error| error.detail())?;
        if let Some(before) = before.replace((sent, cases)) {
            filed(written(before).await?);
        }
    }
    if let Some(last) = before {
        filed(written(last).await?);
    }
    maker.join().map_err(|_| "making cases failed".to_owned())
}

/// A group that was handed to the writer, and how many cases it brings.
type Sent = (Pending, u64);

async fn written((sent, cases): Sent) -> Result<u64, String> {
    let refused = sent.written().await.map_err(|error| error.detail())?;
    if let Some(first) = refused.first() {
        tracing::warn!(refused = refused.len(), first = %first.detail(), "commands of a seed did not fit");
    }
    Ok(cases)
}

/// What every case looks at.
pub struct World {
    pub store: Store,
    pub clock: Arc<SetClock>,
    pub town: Town,
    /// Year and last number of a case. LIMIT: numbers are foretold, so filing beside a seed leaves some of its refunds
    /// without an answer.
    number: (i64, i64),
}

impl World {
    /// The number the door will give the next case.
    fn next_number(&mut self, now_ms: i64) -> (String, i64) {
        let year: i64 = store::door::day(now_ms)[..4].parse().unwrap_or_default();
        let before = if self.number.0 == year { self.number.1 } else { 0 };
        self.number = (year, before + 1);
        (format!("C-{year}-{:06}", before + 1), before)
    }
}

type Group = (Vec<Errand>, u64);

/// Makes groups of commands in the order of time, ahead of the writer by one.
fn make(mut world: World, plan: Plan, groups: &mpsc::Sender<Group>) {
    let start_ms = plan.now_ms - SPAN_MS;
    let mut due: BinaryHeap<Reverse<(i64, u64)>> = BinaryHeap::new();
    let mut live: HashMap<u64, Case> = HashMap::new();
    let (mut group, mut next, mut told) = (Vec::with_capacity(GROUP + 16), 0u64, 0u64);
    loop {
        let filing_ms = (next < plan.cases)
            .then(|| start_ms + (SPAN_MS as i128 * i128::from(next) / i128::from(plan.cases)) as i64);
        let step_ms = due.peek().map(|Reverse((at_ms, _))| *at_ms).filter(|at_ms| *at_ms <= plan.now_ms);
        match (filing_ms, step_ms) {
            (None, None) => break,
            (Some(filing_ms), step_ms) if step_ms.is_none_or(|step_ms| filing_ms <= step_ms) => {
                world.clock.set(filing_ms);
                let (number, before) = world.next_number(filing_ms);
                let chance = Chance::of(plan.seed.wrapping_mul(1 << 40).wrapping_add(next));
                let (case, first_ms) = Case::file(&world, chance, number, before, &mut group);
                due.push(Reverse((first_ms, next)));
                live.insert(next, case);
                next += 1;
            }
            _ => {
                let Some(Reverse((at_ms, id))) = due.pop() else { break };
                world.clock.set(at_ms);
                let again =
                    live.get_mut(&id).and_then(|case| case.step(&world, at_ms, plan.now_ms, &mut group));
                match again {
                    Some(at_ms) => due.push(Reverse((at_ms, id))),
                    None => drop(live.remove(&id)),
                }
            }
        }
        if group.len() >= GROUP {
            if groups
                .blocking_send((std::mem::replace(&mut group, Vec::with_capacity(GROUP + 16)), next - told))
                .is_err()
            {
                return;
            }
            told = next;
        }
    }
    let _ = groups.blocking_send((group, next - told));
}
