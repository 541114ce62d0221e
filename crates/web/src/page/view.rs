//! One piece of evidence, large: `…/evidence/{id}/view` of every face.

use super::Page;
use super::desk::Typed;
use super::parts::{Choice, Evidence, File, Order};
use crate::sign::{Party, Verdict};
use askama::Template;

#[derive(Clone)]
pub struct View {
    pub number: String,
    /// The case it belongs to.
    pub back: String,
    pub item: Evidence,
    /// The file itself; what works without JavaScript.
    pub file: Option<String>,
    pub shown: Shown,
    /// What was read from the file, label and words. Only for us and whoever gave it.
    pub facts: Vec<(String, String)>,
    pub odd: Vec<String>,
    pub previous: Option<File>,
    pub next: Option<File>,
    /// Of a covered copy the original, as far as the reader may see it.
    pub original: Option<File>,
    /// The covered copy that others see instead of it.
    pub copy: Option<File>,
    pub is_copy: bool,
}

#[derive(Clone)]
pub enum Shown {
    Picture,
    Pdf,
    /// A PDF with script is handed out and not opened here.
    UnsafePdf,
    Sound,
    Film,
    Text(String),
    Order(Order),
    Other,
}

#[derive(Template)]
#[template(path = "desk/view.html")]
pub struct DeskView {
    pub p: Page,
    pub version: i64,
    pub view: View,
    pub beside: Beside,
    pub covering: Option<Covering>,
}

/// The forms that concern the piece.
#[derive(Clone)]
pub struct Beside {
    pub case: String,
    pub forms: Vec<PieceForm>,
    /// Whose words about it can be written down for them.
    pub speakers: Vec<Party>,
    /// Kinds of the playbook it may count for.
    pub kinds: Vec<Choice>,
    pub typed: Typed,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum PieceForm {
    Assess,
    Correct,
}

impl DeskView {
    fn verdicts(&self) -> &'static [Verdict] {
        Verdict::ALL
    }

    fn typed(&self, act: &str, name: &str) -> &str {
        self.beside.typed.get(act, name)
    }

    fn is_typed(&self, act: &str) -> bool {
        self.beside.typed.act == act
    }

    fn can_assess(&self) -> bool {
        self.beside.forms.contains(&PieceForm::Assess)
    }

    fn can_correct(&self) -> bool {
        self.beside.forms.contains(&PieceForm::Correct)
    }
}

/// Covering parts of a picture: the form, and what was proposed.
#[derive(Clone)]
pub struct Covering {
    pub case: String,
    pub rows: Vec<Row>,
    pub proposals: Vec<Proposal>,
    /// A covered copy is not covered again.
    pub may_propose: bool,
}

/// Four numbers as typed.
#[derive(Clone, Default)]
pub struct Row {
    pub n: usize,
    pub x: String,
    pub y: String,
    pub width: String,
    pub height: String,
}

#[derive(Clone)]
pub struct Proposal {
    pub id: String,
    pub line: String,
    pub at_ms: i64,
    pub boxes: String,
    pub tool: String,
    pub picture: String,
    /// Whoever reads may say yes; the one who drew it may not.
    pub may_approve: bool,
    pub is_open: bool,
}

#[derive(Template)]
#[template(path = "merchant/view.html")]
pub struct MerchantView {
    pub p: Page,
    pub version: i64,
    pub view: View,
}

#[derive(Template)]
#[template(path = "customer/view.html")]
pub struct CustomerView {
    pub p: Page,
    pub version: i64,
    pub view: View,
}
