//! Negation, just enough of it: "没有过敏", "未变质", "no sign of an allergy" must not make a complaint an emergency.
//!
//! Only what stands directly before a word undoes it, with at most two filler words between. Anything further away
//! counts as found, because to look once too often into a safety matter costs minutes and to look once too seldom
//! costs health. LIMIT: irony and conditional sentences are read as they are written.

use super::file::NegationFile;

pub(super) struct Negation {
    before: Vec<String>,
    between: Vec<String>,
    unless: Vec<String>,
    after: Vec<String>,
}

const FILLERS: usize = 2;
const AFTER_CHARS: usize = 3;

impl Negation {
    pub fn new(file: &NegationFile) -> Negation {
        Negation {
            before: file.before.clone(),
            between: file.between.clone(),
            unless: file.unless.clone(),
            after: file.after.clone(),
        }
    }

    /// Whether the word at `start..end` of the lower-cased text is undone by what surrounds it.
    pub fn undoes(&self, text: &str, start: usize, end: usize) -> bool {
        let mut before = &text[..start];
        for _ in 0..=FILLERS {
            if self.ends_negated(before) {
                return !self.asked_back(&text[end..]);
            }
            match self.without_filler(before) {
                Some(shorter) => before = shorter,
                None => return false,
            }
        }
        false
    }

    fn ends_negated(&self, before: &str) -> bool {
        let last = before.bytes().last();
        self.before.iter().any(|word| word.bytes().last() == last && ends_with_word(before, word))
            && !self.unless.iter().any(|word| before.ends_with(word.as_str()))
    }

    fn without_filler<'t>(&self, before: &'t str) -> Option<&'t str> {
        let filler = self.between.iter().find(|word| ends_with_word(before, word))?;
        before.strip_suffix(filler.as_str())
    }

    fn asked_back(&self, rest: &str) -> bool {
        let reach = rest.char_indices().nth(AFTER_CHARS).map_or(rest.len(), |(at, _)| at);
        self.after.iter().any(|word| rest[..reach].contains(word.as_str()))
    }
}

/// "no " at the end of "casino " is not a word of its own.
fn ends_with_word(text: &str, word: &str) -> bool {
    let Some(rest) = text.strip_suffix(word) else { return false };
    let letter_first = word.starts_with(|c: char| c.is_ascii_alphanumeric());
    !(letter_first && rest.ends_with(|c: char| c.is_ascii_alphanumeric()))
}
