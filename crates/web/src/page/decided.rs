//! What was decided about a case and how one goes on against it, as every face shows it.

use super::desk::CountedRow;
use super::parts::Choice;
use crate::sign::Party;

#[derive(Clone, Default)]
pub struct Decided {
    /// Newest first.
    pub findings: Vec<Finding>,
    pub appeals: Vec<Appeal>,
    /// What counts against this reader.
    pub counted: Vec<CountedRow>,
    /// What this reader may appeal against.
    pub can: Vec<CanAppeal>,
    /// What a rule alone decided against this reader.
    pub by_rule: Vec<Choice>,
    pub pleas: Vec<Plea>,
    /// What was typed into an appeal that was refused.
    pub typed: String,
}

#[derive(Clone)]
pub struct Finding {
    pub id: String,
    /// "F1 · 11 月 22 日 14:30", on the desk with who wrote and who read it.
    pub line: String,
    pub shares: Vec<Share>,
    pub reasons: Option<String>,
    pub law: Vec<String>,
    /// What it came to for those who appealed.
    pub ruling: Option<&'static str>,
}

#[derive(Clone)]
pub struct Share {
    pub party: Party,
    pub percent: u8,
    /// "E1, E5".
    pub cites: String,
    pub rules: Vec<String>,
}

#[derive(Clone)]
pub struct Appeal {
    pub id: String,
    pub line: String,
    pub words: Option<String>,
    pub state: &'static str,
    /// That it came by telephone; for our people who called, and how they were known.
    pub call: Option<String>,
}

#[derive(Clone)]
pub struct CanAppeal {
    pub against: String,
    pub what: String,
    pub until_ms: i64,
    /// The last moment is over; it is said what is left.
    pub is_late: bool,
}

#[derive(Clone)]
pub struct Plea {
    pub id: String,
    pub line: String,
    pub answer: Option<String>,
    pub is_open: bool,
}

/// What the forms of the desk choose from, and the draft that waits.
#[derive(Clone, Default)]
pub struct Deciding {
    pub rules: Vec<Choice>,
    /// An appeal is open: the finding says whether what it is against stands.
    pub ruled: bool,
    /// A report lies there that a finding cites, or says why not.
    pub reports: String,
    /// Above this sum somebody else reads it first.
    pub limit_fen: i64,
    pub stake_fen: Option<i64>,
    /// The one that waits first.
    pub drafts: Vec<Draft>,
    /// What a side that calls can go on against: `customer:f1`.
    pub phoned: Vec<Choice>,
}

#[derive(Clone)]
pub struct Draft {
    pub id: String,
    pub line: String,
    pub finding: Option<Finding>,
    /// Why it was sent back.
    pub returned: Option<String>,
    pub is_waiting: bool,
}

impl Deciding {
    pub fn waiting(&self) -> Option<&Draft> {
        self.drafts.iter().find(|draft| draft.is_waiting)
    }
    pub fn needs_reader(&self) -> bool {
        self.stake_fen.is_some_and(|stake| stake > self.limit_fen)
    }
}

impl Decided {
    pub fn is_empty(&self) -> bool {
        let told = self.findings.is_empty() && self.counted.is_empty();
        told && self.appeals.is_empty() && self.can.is_empty() && self.pleas.is_empty()
    }
    pub fn open_pleas(&self) -> impl Iterator<Item = &Plea> {
        self.pleas.iter().filter(|one| one.is_open)
    }
}
