//! `redress learn`: kinds and grades, learned from the house's own closed cases.

use super::Place;
use super::house::{House, Outcome, open};
use clap::Args;
use domain::Refusal;
use store::learned::Lesson;

/// Only cases that are closed, confirmed by a person, not erased and not restricted teach. Nothing is downloaded and
/// nothing leaves the house; what was learned lies in the folder `learned` and can be deleted at any time.
#[derive(Args)]
pub struct Learn {
    #[command(flatten)]
    place: Place,
}

impl Learn {
    pub fn run(self) -> Outcome {
        let House { store, .. } = open(&self.place)?;
        let lessons = store.learn().map_err(|error| match error.refusal() {
            Some(Refusal::TooLittleToLearn) => {
                "too little to learn from yet: two kinds with five closed cases each, confirmed by a person"
                    .into()
            }
            _ => error.detail(),
        })?;
        println!("{} closed cases could teach", lessons.cases);
        told("kind", &lessons.kinds);
        match &lessons.grades {
            Some(grades) => told("grade", grades),
            None => println!("grade: too little to learn from yet"),
        }
        Ok(())
    }
}

fn told(what: &str, lesson: &Lesson) {
    let held_back = lesson.held_back;
    println!(
        "{what}: of {} cases held back {} were guessed right ({} %); model {}, {} KB",
        held_back.cases,
        held_back.right,
        held_back.percent(),
        lesson.model,
        lesson.bytes.div_ceil(1024),
    );
    for label in &lesson.labels {
        println!("  {:<20} {:>6} cases", label.name, label.cases);
    }
}
