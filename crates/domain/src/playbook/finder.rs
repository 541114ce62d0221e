//! Finding the words of all playbooks in one pass over a text.
//!
//! Chinese is matched anywhere, words in Latin letters only as whole words; a `*` at the end (`allerg*`) leaves the
//! ending open. Words inside an ignored phrase or undone by a negation are not found.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::file::NegationFile;
use super::negation::Negation;

/// Collects words while files are loaded; the same word of two playbooks is one entry.
#[derive(Default)]
pub(super) struct Vocabulary {
    ids: BTreeMap<String, usize>,
    words: Vec<Word>,
}

struct Word {
    text: String,
    open_end: bool,
    ignored: bool,
}

impl Vocabulary {
    pub fn add(&mut self, written: &str) -> usize {
        self.put(written, false)
    }

    fn put(&mut self, written: &str, ignored: bool) -> usize {
        let written = written.to_lowercase();
        let key = if ignored { format!("-{written}") } else { written.clone() };
        let words = &mut self.words;
        *self.ids.entry(key).or_insert_with(|| {
            let open_end = written.ends_with('*');
            words.push(Word { text: written.trim_end_matches('*').to_owned(), open_end, ignored });
            words.len() - 1
        })
    }

    pub fn into_finder(mut self, negation: &NegationFile) -> Result<Finder, String> {
        for phrase in &negation.ignore {
            self.put(phrase, true);
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(self.words.iter().map(|word| &word.text))
            .map_err(|error| error.to_string())?;
        Ok(Finder { automaton, words: self.words, negation: Negation::new(negation) })
    }
}

pub(super) struct Finder {
    automaton: AhoCorasick,
    words: Vec<Word>,
    negation: Negation,
}

/// The words found, each once, in the order they stand in the text.
pub(super) struct Found {
    pub ids: Vec<usize>,
    present: Vec<bool>,
    shown: Vec<String>,
}

impl Found {
    pub fn has(&self, id: usize) -> bool {
        self.present[id]
    }

    /// As they stand in the text, so that a person sees what was seen.
    pub fn shown(&self, wanted: impl Fn(usize) -> bool) -> Vec<String> {
        self.ids
            .iter()
            .zip(&self.shown)
            .filter(|(id, _)| wanted(**id))
            .map(|(_, word)| word.clone())
            .collect()
    }
}

#[derive(Clone, Copy)]
struct Hit {
    id: usize,
    start: usize,
    end: usize,
}

impl Hit {
    /// "手续费" is an ignored phrase for "续费" and may be a word of its own.
    fn hides(&self, other: &Hit) -> bool {
        let longer = self.end - self.start > other.end - other.start;
        longer && self.start <= other.start && other.end <= self.end
    }
}

impl Finder {
    /// `text` is lower-cased already.
    pub fn find(&self, text: &str) -> Found {
        let hits = self.whole_words(text);
        let (ignored, hits): (Vec<Hit>, Vec<Hit>) =
            hits.into_iter().partition(|hit| self.words[hit.id].ignored);
        let mut found = Found { ids: Vec::new(), present: vec![false; self.words.len()], shown: Vec::new() };
        for hit in hits {
            let hidden = || ignored.iter().any(|span| span.hides(&hit));
            if found.present[hit.id] || hidden() || self.negation.undoes(text, hit.start, hit.end) {
                continue;
            }
            found.present[hit.id] = true;
            found.ids.push(hit.id);
            found.shown.push(text[hit.start..self.shown_end(text, hit)].to_owned());
        }
        found
    }

    fn whole_words(&self, text: &str) -> Vec<Hit> {
        self.automaton
            .find_overlapping_iter(text)
            .map(|found| Hit { id: found.pattern().as_usize(), start: found.start(), end: found.end() })
            .filter(|hit| self.stands_alone(text.as_bytes(), hit))
            .collect()
    }

    fn stands_alone(&self, text: &[u8], hit: &Hit) -> bool {
        let letter = |at: usize| text.get(at).is_some_and(u8::is_ascii_alphanumeric);
        let cut_before = letter(hit.start) && hit.start > 0 && letter(hit.start - 1);
        let cut_after = letter(hit.end - 1) && letter(hit.end) && !self.words[hit.id].open_end;
        !cut_before && !cut_after
    }

    fn shown_end(&self, text: &str, hit: Hit) -> usize {
        if !self.words[hit.id].open_end {
            return hit.end;
        }
        let rest = &text.as_bytes()[hit.end..];
        hit.end + rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count()
    }
}
