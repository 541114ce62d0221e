//! What pages show of evidence: the rows a case should have, and what is known of each piece.

use super::parts::Choice;
use crate::sign::{Party, RowState};

/// The evidence matrix, side by side.
#[derive(Clone, Default)]
pub struct Matrix {
    pub percent: u8,
    pub sides: Vec<Side>,
    /// What can come of a case of this kind, in words.
    pub outcomes: String,
    /// What the reader's own side can show, to choose from.
    pub kinds: Vec<Choice>,
}

#[derive(Clone)]
pub struct Side {
    pub side: Party,
    pub percent: u8,
    pub rows: Vec<Row>,
}

#[derive(Clone)]
pub struct Row {
    pub label: String,
    /// What it counts for.
    pub why: String,
    pub how: String,
    pub state: RowState,
    /// "E2, E5", as far as this reader sees them.
    pub items: String,
    pub need: Need,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Need {
    Must,
    Helps,
}

/// What is known of a piece besides the piece.
#[derive(Clone, Default)]
pub struct Known {
    pub place: Place,
    /// What was typed into a form of this piece that was refused.
    pub typed: String,
    /// Below which this reader acts.
    pub base: String,
    /// The rows of the matrix it counts for.
    pub counts: Vec<Counts>,
    pub corrected: Option<Corrected>,
    /// The piece this one took the place of, and why.
    pub corrects: Option<Corrected>,
    pub judged: Option<Judged>,
    pub remarks: Vec<Said>,
    pub can: Vec<PieceAct>,
    /// How it came to us, line by line. Staff only, like what follows.
    pub record: Vec<(String, String)>,
    /// How many things in the file are out of the ordinary; which, is said where it is looked at.
    pub odd: usize,
    pub custody: Vec<Handled>,
    pub elsewhere: Vec<Choice>,
}

/// Where it is shown: among the others, or on a page of its own.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Place {
    #[default]
    List,
    Page,
}

#[derive(Clone)]
pub struct Counts {
    pub label: String,
    pub why: String,
}

#[derive(Clone)]
pub struct Corrected {
    pub piece: String,
    pub why: Option<String>,
}

#[derive(Clone)]
pub struct Judged {
    /// What it came to: "采信", and for a customer "我们认可这件证据".
    pub verdict: String,
    /// "真实性 采信 · 合法性 采信 · 关联性 存疑".
    pub parts: String,
    pub weight: u8,
    pub counts: String,
    pub reasons: Option<String>,
}

#[derive(Clone)]
pub struct Said {
    pub who: Party,
    pub at_ms: i64,
    pub text: String,
}

#[derive(Clone)]
pub struct Handled {
    pub at_ms: i64,
    pub who: String,
    pub what: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum PieceAct {
    Correct,
    Remark,
}

impl Known {
    pub fn can_correct(&self) -> bool {
        self.can.contains(&PieceAct::Correct)
    }
    pub fn can_remark(&self) -> bool {
        self.can.contains(&PieceAct::Remark)
    }
    pub fn is_on_its_page(&self) -> bool {
        self.place == Place::Page
    }
    /// Whether anything was said of it, or can be.
    pub fn is_spoken_of(&self) -> bool {
        let versions = self.corrected.is_some() || self.corrects.is_some();
        versions || self.judged.is_some() || !self.remarks.is_empty() || !self.can.is_empty()
    }
    pub fn is_struck(&self) -> bool {
        self.corrected.is_some()
    }
}

/// What the desk has besides: links of third parties, inspections, and what its forms choose from.
#[derive(Clone, Default)]
pub struct EvidenceDesk {
    pub matrix: Matrix,
    /// Pieces that stand, by their name.
    pub pieces: Vec<Choice>,
    /// Kinds of the playbook.
    pub kinds: Vec<Choice>,
    pub links: Vec<Link>,
    pub inspections: Vec<Inspection>,
    /// Inspections whose report may still come.
    pub awaited: Vec<Choice>,
    /// Reasons to wait, with the clocks each may stop.
    pub reasons: Vec<Choice>,
    /// What a pause may rest on.
    pub citable: Vec<Choice>,
    /// Pauses that are open.
    pub waiting: Vec<Choice>,
    /// What an authority can have done next.
    pub regulator: Vec<Choice>,
}

/// The page of a carrier or an inspector, to be copied.
#[derive(Clone)]
pub struct Link {
    pub request: String,
    pub what: String,
    pub href: String,
}

#[derive(Clone)]
pub struct Inspection {
    pub what: String,
    pub state: String,
    pub cost_fen: i64,
    pub payer: String,
    pub due_ms: i64,
}
