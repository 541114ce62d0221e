//! What was agreed, as a paper in both languages. The house writes it after the acceptance; its digest is an entry.

use super::Case;
use crate::content::ContentRef;
use crate::words::Locale;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settlement {
    /// The offer that was accepted.
    pub offer: String,
    pub papers: Vec<Paper>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    pub locale: Locale,
    /// SHA-256 of the PDF, so that whoever holds it can check it against the journal.
    pub sha256: String,
    pub content: ContentRef,
}

impl Case {
    pub fn settlement(&self, offer: &str) -> Option<&Settlement> {
        self.settlements.iter().find(|one| one.offer == offer)
    }
}

impl Settlement {
    pub fn paper(&self, locale: Locale) -> Option<&Paper> {
        self.papers.iter().find(|paper| paper.locale == locale)
    }
}
