//! `redress hold`.

use super::super::Place;
use super::super::house::{House, Outcome, open, runtime};
use super::case_named;
use clap::Args;
use domain::Actor;

#[derive(Args)]
pub struct Hold {
    #[command(flatten)]
    place: Place,
    /// Number or id.
    case: String,
    /// Why it must be kept, or why it need not any more.
    #[arg(long)]
    why: String,
    /// End this hold, by its id.
    #[arg(long)]
    lift: Option<String>,
}

impl Hold {
    pub fn run(self) -> Outcome {
        let House { store, .. } = open(&self.place)?;
        let case = case_named(&store, &self.case)?;
        let (runtime, by) = (runtime()?, Actor::System);
        match &self.lift {
            Some(hold) => {
                let done = runtime.block_on(store.lift_hold(&by, &case, hold, &self.why, None));
                done.map_err(|error| error.detail())?;
                println!("{}: hold {hold} was lifted", self.case);
            }
            None => {
                let done = runtime.block_on(store.set_hold(&by, &case, &self.why, None));
                let hold = done.map_err(|error| error.detail())?;
                println!("{}: nothing of it is erased while hold {hold} stands", self.case);
            }
        }
        Ok(())
    }
}
