//! The tokens of one document, in three columns.
//!
//! `words`: pairs of Chinese characters and whole words. `ids`: pairs of characters of everything
//! that contains a digit. `tags`: who and what the document belongs to, never typed by a person.
//! After each run of pairs stands its last character alone: a one-character query is a prefix, and
//! the lone character keeps a phrase from reaching over two runs.

use super::pairs::{Run, last_character, pairs, runs, words_of_id};

/// Tokens separated by single spaces, in the order of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms {
    pub(super) words: String,
    pub(super) ids: String,
    pub(super) tags: String,
}

impl Terms {
    pub fn of(texts: &[&str], tags: &[&str]) -> Terms {
        let mut terms = Terms::default();
        for run in texts.iter().flat_map(|text| runs(text)) {
            terms.push_run(&run);
        }
        tags.iter().for_each(|tag| push(&mut terms.tags, &safe_tag(tag)));
        terms
    }

    fn push_run(&mut self, run: &Run) {
        match run {
            Run::Script(run) => push_pairs(&mut self.words, run),
            Run::Word(word) => push(&mut self.words, word),
            Run::Id(id) => {
                push_pairs(&mut self.ids, id);
                words_of_id(id).for_each(|word| push(&mut self.words, word));
            }
        }
    }
}

fn push_pairs(column: &mut String, run: &str) {
    pairs(run).for_each(|pair| push(column, pair));
    push(column, last_character(run));
}

fn push(column: &mut String, token: &str) {
    if !column.is_empty() {
        column.push(' ');
    }
    column.push_str(token);
}

/// One token whatever the tag contains, different tags staying different: all but small letters,
/// digits and the colon is written as its bytes.
pub(super) fn safe_tag(tag: &str) -> String {
    let mut safe = String::with_capacity(tag.len());
    for byte in tag.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b':' => safe.push(byte as char),
            _ => safe.push_str(&format!("_{byte:02x}")),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_run_has_its_column() {
        let terms = Terms::of(&["iPhone15手机壳 坏", "Broken"], &["t:internal", "m:A b"]);
        assert_eq!(terms.words, "iphone 手机 机壳 壳 坏 broken");
        assert_eq!(terms.ids, "ip ph ho on ne e1 15 5");
        assert_eq!(terms.tags, "t:internal m:_41_20b");
    }
}
