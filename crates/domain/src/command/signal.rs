//! Counting signals of abuse: what a person made of them, and what follows.

use super::NewEvidence;
use crate::case::Proposal;
use crate::content::ContentRef;
use crate::signal::Gathered;
use crate::words::Conduct;

#[derive(Clone, Debug)]
pub struct CountSignals {
    pub conduct: Conduct,
    /// By the names the playbook gives them; each must stand in what was gathered.
    pub signals: Vec<String>,
    /// Pieces of this case.
    pub cites: Vec<String>,
    pub gathered: Gathered,
    /// What the signals rest on, as it is now: it becomes a piece of the case.
    pub record: Option<NewEvidence>,
    /// Read by the customer where it counts against them.
    pub reasons: ContentRef,
    /// The small goodwill, for a claim that is honest and beyond reason, and why it is above one's limit.
    pub offer: Option<(Box<Proposal>, Option<ContentRef>)>,
    /// What a lawyer is asked to write or to report.
    pub task: Option<ContentRef>,
}
