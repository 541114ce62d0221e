//! `redress reindex`: the search, made anew from journal and content.

use super::Place;
use super::house::{House, Outcome, open};
use super::progress::bar;
use clap::Args;

#[derive(Args)]
pub struct Reindex {
    #[command(flatten)]
    place: Place,
}

impl Reindex {
    pub fn run(self) -> Outcome {
        let House { store, .. } = open(&self.place)?;
        let bar = bar(0, "entries");
        let done = store::reindex::reindex(&store, &|at, of| {
            bar.set_length(of);
            bar.set_position(at);
        });
        bar.finish_and_clear();
        done.map_err(|error| error.detail())?;
        println!("every entry is searchable again");
        Ok(())
    }
}
