//! The law a house works under, written down where counsel can read it: one TOML file per law, with articles as
//! whole numbers, quotations only where they were verified, and the conditions under which an article is shown.
//!
//! Which text of a law counts is decided by the day of the event, never by today: rules on goods by the day of the
//! deal, rules on complaints by the day of the complaint. What comes out explains and calculates; whether something
//! was fraud or unsafe is found by a person.

mod applies;
mod build;
mod check;
pub mod cite;
mod condition;
mod day;
mod file;
mod judge;
mod load;
mod numeral;
pub mod remedy;
mod shipped;
#[cfg(test)]
mod tests;
mod ways;

use crate::playbook::Both;
use crate::words::{Anchor, Jurisdiction, LawTag, SumKind};
use condition::Condition;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

pub use applies::{Applies, Matter};
pub use cite::Citation;
pub use day::{Days, day};
pub use judge::{Judged, Verdict};
pub use ways::{OtherWay, Ways, says_no};

/// All laws of a house, loaded and checked together. Cheap to clone.
#[derive(Clone)]
pub struct Library {
    laws: Arc<[Law]>,
    ways: Arc<[Ways]>,
    /// Where a case belongs that says nothing else.
    pub home: Jurisdiction,
}

#[derive(Debug)]
pub struct Law {
    /// The name of its file: `consumer_protection`.
    pub id: String,
    pub jurisdiction: Jurisdiction,
    pub name: Both,
    /// Other names it is cited by.
    pub also: Vec<String>,
    /// The number it was issued under.
    pub number: String,
    pub tag: LawTag,
    /// First day; nothing where it is not known.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    pub replaced_by: Option<String>,
    pub counts_from: Anchor,
    /// The number of its last article, where that is known.
    pub last_article: Option<u32>,
    pub source: String,
    pub checked: Date,
    pub articles: Vec<Article>,
}

#[derive(Debug)]
pub struct Article {
    pub article: u32,
    pub paragraph: Option<u32>,
    pub item: Option<u32>,
    /// Word for word from the law, all of it or a part.
    pub quote: Option<String>,
    /// What it says in our words, in neither language official.
    pub says: Both,
    /// Number and content were the same in the text before.
    pub also_before: bool,
    rules: Vec<Rule>,
}

/// When an article is shown beside a case, why, and what can be calculated from it.
struct Rule {
    when: Condition,
    why: Both,
    sums: Vec<SumKind>,
}

/// An article as others name it: in a finding, in a step of a sum.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ArticleRef {
    pub law: String,
    pub article: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<u32>,
}

impl Library {
    pub fn laws(&self) -> &[Law] {
        &self.laws
    }

    pub fn law(&self, id: &str) -> Option<&Law> {
        self.laws.iter().find(|law| law.id == id)
    }

    /// The article a reference names; one without a paragraph finds the first that is held.
    pub fn article(&self, named: &ArticleRef) -> Option<(&Law, &Article)> {
        let law = self.law(&named.law)?;
        law.articles
            .iter()
            .find(|one| one.is(named.article, named.paragraph, named.item))
            .map(|one| (law, one))
    }

    pub fn ways(&self, jurisdiction: Jurisdiction) -> &Ways {
        let own = self.ways.iter().find(|ways| ways.jurisdiction == jurisdiction);
        own.unwrap_or(&self.ways[0])
    }
}

impl Law {
    pub fn in_force(&self, on: Date) -> bool {
        self.from.is_none_or(|from| from <= on) && self.to.is_none_or(|to| on <= to)
    }

    fn is_named(&self, name: &str) -> bool {
        [&self.name.zh, &self.name.en].into_iter().chain(&self.also).any(|own| own.eq_ignore_ascii_case(name))
    }
}

impl Article {
    /// Whether this is what a citation means: the whole article means each of its parts, and the other way round an
    /// article that is held whole covers them.
    fn is(&self, article: u32, paragraph: Option<u32>, item: Option<u32>) -> bool {
        let meets = |own: Option<u32>, asked: Option<u32>| own.is_none() || asked.is_none() || own == asked;
        self.article == article && meets(self.paragraph, paragraph) && meets(self.item, item)
    }

    pub fn named(&self, law: &Law) -> ArticleRef {
        ArticleRef { law: law.id.clone(), article: self.article, paragraph: self.paragraph, item: self.item }
    }
}

/// Compiled conditions tell a reader nothing.
impl fmt::Debug for Library {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.laws.iter().map(|law| &law.id)).finish()
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rule").field("why", &self.why.en).field("sums", &self.sums).finish_non_exhaustive()
    }
}
