//! `redress seed`: a house full of invented cases, to try the program at its real size.

use super::Place;
use super::house::{Outcome, ensure_admin, open_at, runtime};
use super::progress::bar;
use crate::seed::{Plan, beginning, fill};
use crate::system_clock::SystemClock;
use clap::Args;
use std::sync::Arc;
use store::{Clock, SetClock};

/// Fill an empty house with invented cases of the past year, for a rehearsal or a measurement.
#[derive(Args)]
pub struct Seed {
    #[command(flatten)]
    place: Place,
    #[arg(long)]
    cases: u64,
    /// The same seed makes the same cases.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

impl Seed {
    pub fn run(self) -> Outcome {
        let now_ms = SystemClock.now_ms();
        let clock = Arc::new(SetClock::at(beginning(now_ms)));
        let house = open_at(&self.place, clock.clone())?;
        let bar = bar(self.cases, "cases");
        let plan = Plan { cases: self.cases, seed: self.seed, now_ms };
        runtime()?.block_on(async {
            ensure_admin(&house.store).await?;
            fill(&house.store, clock, plan, |cases| bar.inc(cases)).await
        })?;
        bar.finish();
        println!("{} cases", self.cases);
        Ok(())
    }
}
