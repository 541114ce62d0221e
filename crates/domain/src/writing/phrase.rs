//! Phrases of a list, found in one pass. Chinese is found anywhere, Latin letters only as whole words; a `*` at the
//! end (`apolog*`) leaves the ending open.

use aho_corasick::{AhoCorasick, MatchKind};

#[derive(Debug)]
pub(super) struct Phrases {
    automaton: AhoCorasick,
    open: Vec<bool>,
}

impl Phrases {
    pub fn new(words: &[String]) -> Result<Phrases, String> {
        if let Some(short) = words.iter().find(|words| words.trim_end_matches('*').trim().is_empty()) {
            return Err(format!("the phrase {short:?} is empty; write words or remove it"));
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(words.iter().map(|words| words.trim_end_matches('*')))
            .map_err(|error| error.to_string())?;
        Ok(Phrases { automaton, open: words.iter().map(|words| words.ends_with('*')).collect() })
    }

    /// Where each stands, and how.
    pub fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, &'t str)> {
        self.automaton
            .find_iter(text)
            .filter(|found| {
                stands_alone(text.as_bytes(), found.start(), found.end(), self.open[found.pattern()])
            })
            .map(|found| (found.start(), &text[found.range()]))
    }

    pub fn stand_in(&self, text: &str) -> bool {
        self.find(text).next().is_some()
    }
}

fn stands_alone(text: &[u8], start: usize, end: usize, open: bool) -> bool {
    let letter = |at: usize| text.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let cut_before = start > 0 && letter(start - 1) && letter(start);
    let cut_after = letter(end - 1) && letter(end) && !open;
    !cut_before && !cut_after
}
