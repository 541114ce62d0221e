//! Which cases a list shows, in which order, and from where on.

use domain::{MerchantId, UserId};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    Mine,
    Unassigned,
    DueSoon,
    Breached,
    Waiting,
    /// All that are not closed, by deadline; what a merchant sees.
    Open,
    /// Of these what the shop itself has to do, by when it has to; asked for by its own pages alone.
    Asked,
    #[default]
    All,
}

impl View {
    /// The rail of the desk.
    pub const ALL: [View; 6] =
        [View::Mine, View::Unassigned, View::DueSoon, View::Breached, View::Waiting, View::All];
    pub fn word(self) -> &'static str {
        match self {
            View::Mine => "mine",
            View::Unassigned => "unassigned",
            View::DueSoon => "due_soon",
            View::Breached => "breached",
            View::Waiting => "waiting",
            View::Open => "open",
            View::Asked => "asked",
            View::All => "all",
        }
    }
    pub fn parse(word: &str) -> Option<View> {
        View::ALL.into_iter().chain([View::Open]).find(|view| view.word() == word)
    }
}

/// One column and the value it must have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    Kind(String),
    Grade(String),
    Merchant(String),
    Owner(String),
}

impl Filter {
    pub(super) fn column(&self) -> &'static str {
        match self {
            Filter::Kind(_) => "kind",
            Filter::Grade(_) => "grade",
            Filter::Merchant(_) => "merchant",
            Filter::Owner(_) => "owner",
        }
    }
    pub fn value(&self) -> &str {
        match self {
            Filter::Kind(value) | Filter::Grade(value) | Filter::Merchant(value) | Filter::Owner(value) => {
                value
            }
        }
    }
}

#[derive(Clone, Debug, Default)]
pub struct Query {
    pub view: View,
    /// Whose "mine" it is.
    pub me: Option<UserId>,
    pub filter: Option<Filter>,
    /// What the asking merchant may see; staff see all.
    pub only: Option<MerchantId>,
    pub text: Option<String>,
    pub cursor: Option<Cursor>,
    pub limit: usize,
}

/// Where the page before ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub due_ms: i64,
    pub seq: i64,
}

impl Cursor {
    pub fn parse(text: &str) -> Option<Cursor> {
        let (due, seq) = text.split_once('.')?;
        Some(Cursor { due_ms: due.parse().ok()?, seq: seq.parse().ok()? })
    }
    pub fn text(self) -> String {
        format!("{}.{}", self.due_ms, self.seq)
    }
}
