//! `redress erase`, `redress rotate` and `redress hold`: what an operator does about personal data.

mod erase;
mod hold;
mod rotate;

pub use erase::Erase;
pub use hold::Hold;
pub use rotate::Rotate;

use super::house::Outcome;
use domain::CaseId;
use store::{Error, Store};

fn case_named(store: &Store, name: &str) -> Outcome<CaseId> {
    let found = store.db().read_blocking(|db| store.case_named(db, name));
    let found = found.map_err(|error: Error| error.detail())?;
    found.map(|loaded| loaded.case.id).ok_or_else(|| format!("there is no case {name}"))
}
