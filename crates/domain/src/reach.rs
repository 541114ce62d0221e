//! Where somebody wants to be told: a colleague what waits for them, a shop what is asked of it. The addresses are
//! sealed; here stands only which ways there are.

use crate::content::ContentRef;
use crate::event::Via;
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    /// The first is tried first, each once.
    pub ways: Vec<Via>,
    pub contact: ContentRef,
}

impl Reach {
    /// Somebody who takes it all back has none, rather than an empty one.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        let twice = (1..self.ways.len()).any(|at| self.ways[..at].contains(&self.ways[at]));
        if self.ways.is_empty() || twice { Err(Refusal::NothingChosen) } else { Ok(()) }
    }
}
