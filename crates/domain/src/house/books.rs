//! The playbooks an administrator put in the place of the shipped ones. What runs is a number, so that whoever changes
//! it says from which; the texts lie sealed beside the journal, old ones as well.

use crate::content::ContentRef;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Books {
    /// Counts the activations; nought is as shipped.
    pub no: u32,
    /// By the name of the file.
    pub files: BTreeMap<String, Book>,
}

/// A file of the house.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Book {
    /// As its author counts; the common file has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    pub sha256: String,
    pub text: ContentRef,
}

/// Files that begin to count together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activation {
    /// The one after what it was made from.
    pub no: u32,
    /// By name; without a book it is the shipped one again.
    pub files: BTreeMap<String, Option<Book>>,
    /// Digest of all files that count from now on.
    pub set: String,
    /// The versions cases are decided under from now on, by kind.
    pub kinds: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<ContentRef>,
}

impl Books {
    pub fn is_shipped(&self) -> bool {
        self.no == 0
    }

    pub(super) fn activated(&mut self, activation: &Activation) {
        self.no = activation.no;
        for (name, book) in &activation.files {
            match book {
                Some(book) => self.files.insert(name.clone(), book.clone()),
                None => self.files.remove(name),
            };
        }
    }

    /// Whether it says anything new.
    pub(crate) fn differs(&self, activation: &Activation) -> bool {
        let own = |name: &String| self.files.get(name).map(|book| &book.sha256);
        activation.files.iter().any(|(name, book)| own(name) != book.as_ref().map(|book| &book.sha256))
    }
}
