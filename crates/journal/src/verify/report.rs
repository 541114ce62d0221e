//! What was found out, for a program to read or for `words` to put into sentences.

use serde::Serialize;

use super::{Class, Problem, Stamped, Witnessed};
use crate::{checkpoint::Checkpoint, hash::Hash, note::Verifier};

#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    pub signer: Option<SignedBy>,
    /// Only when its signature holds.
    pub journal: Option<Journal>,
    pub subject: Option<String>,
    pub entries: usize,
    /// Objects that are here and valid, that are hidden and said to be, and that were erased and are said to be.
    pub present: usize,
    pub redacted: usize,
    pub erased: usize,
    pub objects: Vec<ObjectFinding>,
    /// Only when a map of heads came with the bundle and holds.
    pub complete: Option<Complete>,
    /// Stamps that hold, by time, and signatures of witnesses the reader trusts.
    pub stamps: Vec<Stamped>,
    pub witnesses: Vec<Witnessed>,
    pub problems: Vec<Problem>,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct SignedBy {
    pub name: String,
    pub fingerprint: String,
    pub confirmation: Confirmation,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Confirmation {
    /// The reader brought this key.
    Confirmed,
    /// The key came with what it is said to prove.
    Unconfirmed,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Journal {
    pub origin: String,
    pub size: u64,
    pub root: Hash,
}

/// One object, and what can be said of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ObjectFinding {
    pub object: String,
    #[serde(flatten)]
    pub state: ObjectState,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ObjectState {
    /// Here, and what the entries commit to.
    Valid {
        file: String,
    },
    /// Hidden, as the entry of this number says; what is shown instead is what that entry commits to.
    ValidRedacted {
        by_no: u64,
        file: Option<String>,
    },
    /// Gone, as the entry of this number says.
    ValidErased {
        by_no: u64,
    },
    Altered,
    Missing,
}

/// What the newest map of heads in the bundle says, and how it fits: nothing is withheld before `size`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Complete {
    pub day: String,
    /// The size of the journal the map speaks of.
    pub size: u64,
    /// Entries of the subject then.
    pub entries: u64,
    /// Entries of the bundle that came after, for which no map speaks yet.
    pub later: u64,
}

/// The outcome as a whole; each has an exit code of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Intact,
    Altered,
    /// All fits together, but somebody signed it whom the reader does not trust.
    Untrusted,
    /// All fits and the signer is right, but the reader's policy asks for more.
    PolicyUnmet,
}

impl Verdict {
    pub fn exit_code(self) -> u8 {
        match self {
            Verdict::Intact => 0,
            Verdict::Altered => 1,
            Verdict::Untrusted => 3,
            Verdict::PolicyUnmet => 4,
        }
    }
}

impl Report {
    pub fn is_intact(&self) -> bool {
        self.problems.is_empty()
    }

    /// The gravest class decides.
    pub fn verdict(&self) -> Verdict {
        let has = |class| self.problems.iter().any(|problem| problem.class() == class);
        if has(Class::Altered) {
            Verdict::Altered
        } else if has(Class::Signer) {
            Verdict::Untrusted
        } else if has(Class::Policy) {
            Verdict::PolicyUnmet
        } else {
            Verdict::Intact
        }
    }

    pub(super) fn signed_by(&mut self, key: &Verifier, confirmation: Confirmation) {
        let (name, fingerprint) = (key.name().to_owned(), key.fingerprint());
        self.signer = Some(SignedBy { name, fingerprint, confirmation });
    }

    pub(super) fn found(&mut self, object: &str, state: ObjectState) {
        match state {
            ObjectState::Valid { .. } => self.present += 1,
            ObjectState::ValidRedacted { .. } => self.redacted += 1,
            ObjectState::ValidErased { .. } => self.erased += 1,
            ObjectState::Altered | ObjectState::Missing => {}
        }
        self.objects.push(ObjectFinding { object: object.to_owned(), state });
    }
}

impl From<Checkpoint> for Journal {
    fn from(checkpoint: Checkpoint) -> Journal {
        let Checkpoint { origin, size, root } = checkpoint;
        Journal { origin, size, root }
    }
}
