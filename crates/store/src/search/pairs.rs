//! Cutting a text into runs of one kind, and a run into overlapping pairs of characters.
//!
//! Documents and queries are cut by the same code; that is what makes a query find its document.

use crate::content::half_width;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Run {
    /// Chinese characters, kana, hangul: scripts that put no space between words.
    Script(String),
    /// Letters only: a word.
    Word(String),
    /// Letters and digits, at least one digit: order numbers, phones, models.
    Id(String),
}

impl Run {
    pub fn length(&self) -> usize {
        let (Run::Script(text) | Run::Word(text) | Run::Id(text)) = self;
        text.chars().count()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Script,
    Alphanumeric,
    Gap,
}

/// Longer words are cut, in documents and queries alike; they are not words.
const LONGEST_WORD: usize = 64;

pub fn runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut open = String::new();
    let mut kind = Kind::Gap;
    for letter in text.chars().map(half_width).flat_map(char::to_lowercase) {
        let next = kind_of(letter);
        if next != kind {
            runs.extend(close(kind, &mut open));
            kind = next;
        }
        open.push(letter);
    }
    runs.extend(close(kind, &mut open));
    runs
}

/// The words among the letters of an id: `iphone` in `iphone15`.
pub fn words_of_id(id: &str) -> impl Iterator<Item = &str> {
    id.split(|letter: char| letter.is_numeric()).filter(|word| !word.is_empty()).map(shortened)
}

/// Overlapping pairs in order; none for a single character.
pub fn pairs(run: &str) -> impl Iterator<Item = &str> {
    let second = run.char_indices().skip(1);
    let ends = run.char_indices().skip(2).map(|(at, _)| at).chain([run.len()]);
    let starts = run.char_indices().map(|(at, _)| at);
    starts.zip(second.zip(ends)).map(|(start, (_, end))| &run[start..end])
}

pub fn last_character(run: &str) -> &str {
    run.char_indices().next_back().map_or("", |(at, _)| &run[at..])
}

fn close(kind: Kind, open: &mut String) -> Option<Run> {
    let run = std::mem::take(open);
    match kind {
        Kind::Gap => None,
        Kind::Script => Some(Run::Script(run)),
        Kind::Alphanumeric if run.contains(char::is_numeric) => Some(Run::Id(run)),
        Kind::Alphanumeric => Some(Run::Word(shortened(&run).to_owned())),
    }
}

fn shortened(word: &str) -> &str {
    word.char_indices().nth(LONGEST_WORD).map_or(word, |(at, _)| &word[..at])
}

fn kind_of(letter: char) -> Kind {
    match letter {
        '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' => Kind::Script,
        '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{312f}' | '\u{3400}'..='\u{4dbf}' => Kind::Script,
        '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' => Kind::Script,
        '\u{20000}'..='\u{3ffff}' => Kind::Script,
        letter if letter.is_alphanumeric() => Kind::Alphanumeric,
        _ => Kind::Gap,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mixed_text_is_cut_where_the_script_changes() {
        let expected = [
            Run::Id("iphone15".into()),
            Run::Script("手机壳".into()),
            Run::Word("ok".into()),
            Run::Id("dd20260000130".into()),
        ];
        assert_eq!(runs("iPhone１５手机壳，OK! (DD20260000130)"), expected);
    }

    #[test]
    fn a_run_becomes_overlapping_pairs() {
        assert_eq!(pairs("手机壳").collect::<Vec<_>>(), ["手机", "机壳"]);
        assert_eq!(pairs("a1").collect::<Vec<_>>(), ["a1"]);
        assert_eq!(pairs("壳").count(), 0);
        assert_eq!(pairs("").count(), 0);
        assert_eq!(last_character("手机壳"), "壳");
        assert_eq!(words_of_id("iphone15pro").collect::<Vec<_>>(), ["iphone", "pro"]);
    }
}
