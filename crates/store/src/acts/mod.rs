//! What people do with a case, once for pages and API: typed input is checked, its text sealed, the command handed
//! to the door. Nothing is decided here; what a rule forbids comes back as its refusal.
//!
//! Every act takes [`Given`] last: the version of the case its form was made from and, for programs, the key that
//! makes a repeated request harmless. `Some(version)` or `None` is enough.

mod appeal;
mod approval;
mod assess;
mod board;
mod claim;
mod close;
mod code;
mod complete;
mod contract;
mod draft;
mod evidence;
mod finding;
mod hide;
mod ladder;
mod law;
mod offer;
mod pause;
mod people;
mod privacy;
mod redact;
mod regulator;
mod relate;
mod remedy;
mod reveal;
mod settlement;
mod signal;
mod talk;
mod task;
mod triage;

pub use appeal::{Appeal, Called};
pub use approval::Budgeting;
pub(crate) use approval::budget_of;
pub use assess::{Inspection, Judgement, Remark};
pub use board::{Action, Ballot, BoardMatter, BoardSaid};
pub use claim::{ClaimAct, Taken};
pub use complete::Supplement;
pub use contract::{Agreed, Rule};
pub use evidence::{Request, Upload};
pub use finding::{Drafted, Finding};
pub use offer::Menu;
pub use pause::Waiting;
pub use people::HandedOver;
pub use regulator::Paper;
pub use remedy::{Ordered, Shown};
pub use reveal::Veiled;
pub use signal::Counting;
pub use task::Tasked;

use crate::door::Outcome;
use crate::{Error, Pack, Store};
use domain::command::CaseCommand;
use domain::{Actor, CaseId, Command, ContentRef, Refusal};

/// What comes with an act besides its content.
#[derive(Clone, Debug, Default)]
pub struct Given {
    pub expected: Option<u64>,
    /// Scoped by whoever hands it in: user, case and action are part of it.
    pub key: Option<String>,
}

impl From<Option<u64>> for Given {
    fn from(expected: Option<u64>) -> Given {
        Given { expected, key: None }
    }
}

impl Store {
    /// Hands a packed command of a case to the door.
    pub(crate) async fn act(
        &self,
        by: &Actor,
        case: &CaseId,
        command: CaseCommand,
        mut pack: Pack<'_>,
        given: Given,
    ) -> Result<Outcome, Error> {
        if let Some(key) = &given.key {
            pack.once(key);
        }
        self.execute(by, Command::Case(case.clone(), command), pack.close(), given.expected).await
    }

    /// An act without text.
    pub(crate) async fn plain_act(
        &self,
        by: &Actor,
        case: &CaseId,
        command: CaseCommand,
        given: Given,
    ) -> Result<Outcome, Error> {
        self.act(by, case, command, self.pack(case.subject()), given).await
    }

    /// What somebody wrote: not empty, not endless.
    pub(crate) fn written<'t>(&self, text: &'t str) -> Result<&'t str, Refusal> {
        let text = text.trim();
        match text.chars().count() {
            0 => Err(Refusal::TextMissing),
            letters if letters > self.policy().limits.text_max => Err(Refusal::TextTooLong),
            _ => Ok(text),
        }
    }

    /// The same where it may be left out.
    pub(crate) fn written_perhaps<'t>(&self, text: Option<&'t str>) -> Result<Option<&'t str>, Refusal> {
        text.filter(|text| !text.trim().is_empty()).map(|text| self.written(text)).transpose()
    }
}

/// Seals a text that search finds.
fn found_text(pack: &mut Pack<'_>, text: &str, tags: &[&str]) -> ContentRef {
    let content = pack.text(text);
    pack.found_in(&content, &[text], tags);
    content
}
