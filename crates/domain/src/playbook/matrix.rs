//! The evidence matrix: which rows of a playbook stand in a case of these facts. A row without a condition always
//! does; a condition that asks for something unknown does not hold.

use super::condition::{self, Condition};
use super::page::{Page, PlaybookError};
use super::{Evidence, EvidenceKind, Playbooks};
use crate::actor::Party;
use crate::words::{Channel, Noticed, Want};

/// What the rows of a case may depend on. Text is not among it: what words said is in reasons and tags.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    pub noticed: Option<Noticed>,
    pub wants: &'a [Want],
    pub amount_fen: Option<i64>,
    pub channel: Channel,
    /// Why it was graded so: `cold_chain`, `health`.
    pub reasons: &'a [String],
    /// What is known of goods and sale: `fresh`, `imported`, `livestream`.
    pub tags: &'a [String],
}

/// In the order of [`Evidence::kinds`].
pub(super) type Conditions = Vec<Option<Condition>>;

pub(super) fn rows(
    (common, page): (&Page, &Page),
    evidence: &Evidence,
    errors: &mut Vec<PlaybookError>,
) -> Conditions {
    let mut compile = |kind: &EvidenceKind| {
        let source = kind.when.as_ref()?;
        let error = match Condition::of_matrix(source) {
            Ok(condition) => return Some(condition),
            Err(words) => words,
        };
        let page = [page, common].into_iter().find(|page| page.text.contains(source.as_str()));
        let page = page.unwrap_or(common);
        errors.push(page.at(page.text.find(source.as_str()).unwrap_or(0), error));
        None
    };
    evidence.kinds().map(&mut compile).collect()
}

impl Playbooks {
    /// The rows of a case of this kind, side by side.
    pub fn rows(&self, kind: &str, known: &Known) -> Vec<(Party, &EvidenceKind)> {
        let at = self.kinds.iter().position(|book| book.kind == kind).unwrap_or(self.index.fallback_kind);
        let scope = condition::matrix_scope(known);
        let sides = self.kinds[at].evidence.sides().into_iter();
        let rows = sides.flat_map(|(side, kinds)| kinds.iter().map(move |kind| (side, kind)));
        let holds = |when: &Option<Condition>| when.as_ref().is_none_or(|when| when.holds(&scope));
        rows.zip(&self.index.matrix[at]).filter(|(_, when)| holds(when)).map(|(row, _)| row).collect()
    }

    /// What a text says of goods and sale. The meaning of a tag is read like that of a reason.
    pub fn tags_of(&self, text: &str) -> Vec<String> {
        let found = self.index.finder.find(&super::suggest::plain(text));
        let has = |tag: &&super::index::Tag| tag.words.iter().any(|word| found.has(*word));
        self.index.tags.iter().filter(has).map(|tag| tag.code.clone()).collect()
    }

    /// The label of a kind of evidence, wherever it stands; its own playbook first.
    pub fn evidence_kind(&self, kind: &str, evidence: &str) -> Option<&EvidenceKind> {
        let books = self.get(kind).into_iter().chain(&self.kinds);
        books.flat_map(|book| book.evidence.kinds()).find(|one| one.id == evidence)
    }
}
