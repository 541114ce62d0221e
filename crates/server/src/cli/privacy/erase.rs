//! `redress erase`.

use super::super::Place;
use super::super::house::{House, Outcome, open, runtime};
use super::case_named;
use clap::Args;
use domain::words::{Because, Ground};
use domain::{Actor, SubjectId};
use store::Store;
use store::door::day;
use store::privacy::{Done, Finality, What};

#[derive(Args)]
pub struct Erase {
    #[command(flatten)]
    place: Place,
    /// Number or id of a case; or order:ID, merchant:CODE, user:NAME.
    what: String,
    /// Only this: an object id, an evidence id, or #N for all that entry N of the case names. Can be given again.
    #[arg(long = "object")]
    objects: Vec<String>,
    /// request, purpose_ended, consent_withdrawn, or authority (the order of a court or an authority).
    #[arg(long)]
    ground: String,
}

impl Erase {
    pub fn run(self) -> Outcome {
        let ground = Ground::parse(&self.ground)
            .ok_or("the ground is request, purpose_ended, consent_withdrawn or authority")?;
        let House { store, .. } = open(&self.place)?;
        match SubjectId::parse(&self.what).filter(|subject| subject.kind() != "case") {
            Some(subject) => beside(&store, &subject, ground),
            None => self.case(&store, ground),
        }
    }

    fn case(&self, store: &Store, ground: Ground) -> Outcome {
        let case = case_named(store, &self.what)?;
        let what = if self.objects.is_empty() { What::Everything } else { What::These(self.objects.clone()) };
        let done = runtime()?.block_on(store.erase(&Actor::System, &case, &what, ground, None));
        match done.map_err(|error| error.detail())? {
            Done::Erased { objects } => {
                println!("{}: {objects} texts and files were erased", self.what);
                say_when_final(store)
            }
            Done::Restricted { because, until_ms } => {
                let why = match (because, until_ms) {
                    (Because::Period, Some(at_ms)) => format!("it must be kept until {}", day(at_ms)),
                    _ => "a hold stands against it".into(),
                };
                println!("{} was not erased: {why}. It is restricted now: kept, and not used", self.what);
                Ok(())
            }
        }
    }
}

fn beside(store: &Store, subject: &SubjectId, ground: Ground) -> Outcome {
    let done = runtime()?.block_on(store.erase_beside(&Actor::System, subject, ground));
    println!("{subject}: {} texts were erased", done.map_err(|error| error.detail())?);
    say_when_final(store)
}

/// Old backups hold it until the key that opens them is destroyed.
fn say_when_final(store: &Store) -> Outcome {
    let newest = store.db().read_blocking(|db| store.erasures(db, 1)).map_err(|error| error.detail())?;
    if let Some(Finality::Expected { at_ms }) = newest.first().map(|erasure| erasure.finality) {
        println!("backups made before can still be opened until {}; then the erasure is final", day(at_ms));
    }
    Ok(())
}
