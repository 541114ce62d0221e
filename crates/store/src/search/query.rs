//! What a person typed, as conditions that must all hold, written for either index.
//!
//! Every token is letters and digits only, so that quotes and operators a person types are nothing
//! but gaps between runs.

use super::Filters;
use super::pairs::{Run, pairs, runs};
use super::terms::safe_tag;

/// LIMIT: of a longer query only this much is looked at; the hits can then only be more, not fewer.
const MOST_RUNS: usize = 16;
pub const LONGEST_PHRASE: usize = 64;

pub struct Query {
    pub runs: Vec<Alternatives>,
    pub all_of: Vec<String>,
    pub none_of: Vec<String>,
}

/// One run: it stands in `words` or in `ids`, wherever a phrase is given.
#[derive(Debug, PartialEq, Eq)]
pub struct Alternatives {
    pub words: Option<Phrase>,
    pub ids: Option<Phrase>,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Phrase {
    Exact(Vec<String>),
    Prefix(String),
}

impl Query {
    pub fn of(typed: &str, filters: &Filters) -> Query {
        let tags = |tags: &[String]| tags.iter().map(|tag| safe_tag(tag)).collect();
        let mut runs = runs(typed);
        runs.truncate(MOST_RUNS);
        // The longest is most likely the rarest; an index does well to begin with it.
        runs.sort_by_key(|run| std::cmp::Reverse(run.length()));
        Query {
            runs: runs.iter().map(Alternatives::of).collect(),
            all_of: tags(&filters.all_of),
            none_of: tags(&filters.none_of),
        }
    }

    pub fn finds_nothing(&self) -> bool {
        self.runs.is_empty() && self.all_of.is_empty()
    }
}

impl Alternatives {
    fn of(run: &Run) -> Alternatives {
        match run {
            Run::Script(text) => Alternatives { words: Some(Phrase::of(text)), ids: None },
            Run::Id(text) => Alternatives { words: None, ids: Some(Phrase::of(text)) },
            Run::Word(text) => {
                Alternatives { words: Some(Phrase::Prefix(text.clone())), ids: Some(Phrase::of(text)) }
            }
        }
    }
}

impl Phrase {
    fn of(run: &str) -> Phrase {
        let tokens: Vec<String> = pairs(run).take(LONGEST_PHRASE).map(str::to_owned).collect();
        if tokens.is_empty() { Phrase::Prefix(run.to_owned()) } else { Phrase::Exact(tokens) }
    }
}
