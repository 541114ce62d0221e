//! Templates by situation: what a good handler writes when a case has come this far, with fields that are filled from
//! the case. They are files (`writing/templates`), checked as a whole when they are loaded; a field the case cannot
//! fill stays open, and the reply check points at it. A person picks one, changes it and sends it.

mod check;
mod file;
mod fill;
mod occasion;

use super::Need;
use crate::case::Case;
use crate::playbook::{Both, Playbooks};
use crate::words::{Class, Grade, Stage};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

pub use fill::{Filled, open_fields};
pub use occasion::Occasion;

/// What the program fills in; every other field of a file is for the writer.
pub const FILLED: [&str; 15] = [
    "name",
    "number",
    "order",
    "item",
    "merchant",
    "amount",
    "filed",
    "due",
    "owner",
    "offer",
    "expires",
    "asked",
    "asked_due",
    "done",
    "ways",
];

/// All templates of a house.
#[derive(Clone, Debug)]
pub struct Templates {
    all: Vec<Template>,
    /// What a field is called where it stays open.
    fields: BTreeMap<String, Both>,
}

#[derive(Clone, Debug)]
pub struct Template {
    pub id: String,
    pub occasion: Occasion,
    pub label: Both,
    pub text: Both,
    suits: Suits,
    /// Whenever it suits, its situation is there, whatever stage the case is at.
    always: bool,
}

/// What a case must be like for a template to be suggested; empty is everything.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Suits {
    pub kinds: Vec<String>,
    /// Reasons and tags of the triage, one of which is there.
    pub reasons: Vec<String>,
    pub classes: Vec<Class>,
    pub grades: Vec<Grade>,
    pub stages: Vec<Stage>,
    /// The need behind the customer's words.
    pub needs: Vec<Need>,
}

/// A template for one case; the first of a list may be suggested.
#[derive(Clone, Debug)]
pub struct Choice<'t> {
    pub template: Cow<'t, Template>,
    pub suggested: bool,
}

/// What was suggested for a reply and what it was begun with: ids of templates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggested: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used: Option<String>,
    /// It was begun with what a machine had drafted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub machine: bool,
}

/// The first answer of a playbook is the template of its kind, under this id and the kind.
const OF_PLAYBOOK: &str = "first_";

impl Templates {
    /// The files that come with the program; a test reads them.
    pub fn shipped() -> Templates {
        static SHIPPED: LazyLock<Templates> =
            LazyLock::new(|| match Templates::load(Templates::shipped_files(), &Playbooks::shipped()) {
                Ok(templates) => templates,
                Err(errors) => panic!("the shipped templates do not load: {errors:?}"),
            });
        SHIPPED.clone()
    }

    /// By id, the first answers of the playbooks among them.
    pub fn get<'t>(&'t self, id: &str, books: &Playbooks) -> Option<Cow<'t, Template>> {
        let own = self.all.iter().find(|template| template.id == id).map(Cow::Borrowed);
        own.or_else(|| Some(Cow::Owned(first_answer(books, id.strip_prefix(OF_PLAYBOOK)?)?)))
    }

    pub fn all(&self) -> &[Template] {
        &self.all
    }

    /// Every template for this case: first what its situation calls for, then what suits it, then the others.
    pub fn choices(&self, case: &Case, books: &Playbooks, need: Option<Need>) -> Vec<Choice<'_>> {
        let now = occasion::of(case, books);
        let own = first_answer(books, case.kind()).map(Cow::Owned);
        let mut ranked: Vec<_> = self
            .all
            .iter()
            .map(Cow::Borrowed)
            .chain(own)
            .map(|template| (template.rank(case, &now, need), template))
            .collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        let choice = |(at, (rank, template)): (usize, (Rank, Cow<'_, Template>))| Choice {
            suggested: at == 0 && rank.tier == 0,
            template: Cow::Owned(template.into_owned()),
        };
        ranked.into_iter().enumerate().map(choice).collect()
    }
}

fn first_answer(books: &Playbooks, kind: &str) -> Option<Template> {
    let book = books.get(kind)?;
    Some(Template {
        id: format!("{OF_PLAYBOOK}{kind}"),
        occasion: Occasion::FirstAnswer,
        label: book.label.clone(),
        text: book.first_answer.clone(),
        suits: Suits { kinds: vec![kind.to_owned()], ..Suits::default() },
        always: false,
    })
}

/// The smaller, the nearer to the top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    /// 0: its situation is there; 1: it suits the case; 2: neither.
    tier: u8,
    /// Place of its situation among those that are there.
    place: usize,
    /// How much of the case it was made for, the more the better.
    unspecific: u8,
}

impl Template {
    fn rank(&self, case: &Case, now: &[Occasion], need: Option<Need>) -> Rank {
        let fit = self.suits.fit(case, need);
        let place = if self.always { Some(0) } else { now.iter().position(|one| *one == self.occasion) };
        let tier = match (fit, place) {
            (Some(_), Some(_)) => 0,
            (Some(_), None) => 1,
            (None, _) => 2,
        };
        Rank { tier, place: place.unwrap_or(usize::MAX), unspecific: u8::MAX - fit.unwrap_or(0) }
    }
}

impl Suits {
    /// How closely it is made for such a case; nothing where it is made for others.
    fn fit(&self, case: &Case, need: Option<Need>) -> Option<u8> {
        let triage = case.triage.as_ref();
        let codes = || triage.into_iter().flat_map(|triage| triage.reasons.iter().chain(&triage.tags));
        let class = triage.map(|triage| triage.class);
        let parts = [
            (self.reasons.is_empty(), codes().any(|code| self.reasons.contains(code)), 8),
            (self.needs.is_empty(), need.is_some_and(|need| self.needs.contains(&need)), 6),
            (self.kinds.is_empty(), self.kinds.iter().any(|kind| kind == case.kind()), 4),
            (self.grades.is_empty(), case.grade().is_some_and(|grade| self.grades.contains(&grade)), 2),
            (self.classes.is_empty(), class.is_some_and(|class| self.classes.contains(&class)), 2),
            (self.stages.is_empty(), self.stages.contains(&case.stage), 1),
        ];
        parts.into_iter().try_fold(0, |fit, (open, holds, weight)| match (open, holds) {
            (true, _) => Some(fit),
            (false, true) => Some(fit + weight),
            (false, false) => None,
        })
    }
}
