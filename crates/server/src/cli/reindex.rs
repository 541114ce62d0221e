//! `redress reindex`: the search and what ties cases together, made anew from journal and content.

use super::Place;
use super::house::{House, Outcome, open, runtime};
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
        let bar = super::progress::bar(0, "cases and orders");
        let mended = runtime()?.block_on(store.tie_again(&|at, of| {
            bar.set_length(of);
            bar.set_position(at);
        }));
        bar.finish_and_clear();
        let mended = mended.map_err(|error| error.detail())?;
        println!(
            "{} cases and orders are tied together again: {} ties written, {} taken away",
            mended.subjects, mended.written, mended.taken_away
        );
        Ok(())
    }
}
