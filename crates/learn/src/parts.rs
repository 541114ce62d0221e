//! A text in the parts that count: one to three Chinese characters in a row; words, pairs of words and pieces of
//! words of everything else. Numbers lose their digits, so an order number or an amount says only that it is one.
//!
//! A part is known by a keyed print of its letters, never by the letters themselves: who reads a model without the
//! key of the house finds no word in it and cannot try one out.

use siphasher::sip::SipHasher13;
use std::hash::Hasher;

/// LIMIT: only the beginning of a long text counts, so that it costs no more than a long letter.
const LETTERS_MAX: usize = 4_000;
/// A word longer than this is none.
const WORD_MAX: usize = 40;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Sort {
    Han,
    Word,
    Piece,
}

impl Sort {
    pub const ALL: [Sort; 3] = [Sort::Han, Sort::Word, Sort::Piece];
}

/// A part and where it stands, in bytes of the text it was taken from.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    pub print: u64,
    pub sort: Sort,
    pub from: u32,
    pub to: u32,
    /// Letters of a Chinese part, words of a word part.
    pub size: u8,
}

#[derive(Clone, Copy)]
struct Letter {
    plain: char,
    from: u32,
    to: u32,
}

/// All parts of a text, in its order.
pub fn parts(text: &str, key: &[u8; 16]) -> Vec<Part> {
    let mut reader = Reader { key, parts: Vec::new(), before: None };
    let mut run: Vec<Letter> = Vec::new();
    let mut kind = Kind::Gap;
    for letter in letters(text) {
        let is = Kind::of(letter.plain);
        if is != kind {
            reader.take(kind, &run);
            run.clear();
            kind = is;
        }
        // 13800001111 is 0: that a number stands there, and nothing of which.
        let same_number = letter.plain == '0' && run.last().is_some_and(|last| last.plain == '0');
        match run.last_mut() {
            Some(last) if same_number => last.to = letter.to,
            _ => run.push(letter),
        }
    }
    reader.take(kind, &run);
    reader.parts
}

fn letters(text: &str) -> impl Iterator<Item = Letter> + '_ {
    text.char_indices().take(LETTERS_MAX).map(|(at, letter)| Letter {
        plain: plain(letter),
        from: at as u32,
        to: (at + letter.len_utf8()) as u32,
    })
}

/// Small letters; wide Latin as narrow; every digit the same; one apostrophe.
fn plain(letter: char) -> char {
    let narrow = match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        '’' => '\'',
        _ => letter,
    };
    if narrow.is_numeric() && !is_han(narrow) {
        return '0';
    }
    narrow.to_lowercase().next().unwrap_or(narrow)
}

fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Han,
    Word,
    Gap,
}

impl Kind {
    fn of(letter: char) -> Kind {
        match letter {
            letter if is_han(letter) => Kind::Han,
            letter if letter.is_alphanumeric() || letter == '\'' => Kind::Word,
            _ => Kind::Gap,
        }
    }
}

struct Reader<'a> {
    key: &'a [u8; 16],
    parts: Vec<Part>,
    /// The word before, for pairs; Chinese between two words parts them.
    before: Option<(u64, u32)>,
}

impl Reader<'_> {
    fn take(&mut self, kind: Kind, run: &[Letter]) {
        match kind {
            Kind::Han => self.han(run),
            Kind::Word if run.len() <= WORD_MAX => self.word(run),
            _ => {}
        }
    }

    fn han(&mut self, run: &[Letter]) {
        self.before = None;
        for size in 1..=3 {
            for window in run.windows(size) {
                self.part(Sort::Han, window, print(self.key, Sort::Han, window.iter().map(|one| one.plain)));
            }
        }
    }

    fn word(&mut self, run: &[Letter]) {
        let word = print(self.key, Sort::Word, run.iter().map(|one| one.plain));
        self.part(Sort::Word, run, word);
        if let Some((before, from)) = self.before {
            let pair = pair(self.key, before, word);
            self.parts.push(Part { print: pair, sort: Sort::Word, from, to: run[run.len() - 1].to, size: 2 });
        }
        self.before = Some((word, run[0].from));
        self.pieces(run);
    }

    /// Three to five letters, the edges of the word counted as one.
    fn pieces(&mut self, run: &[Letter]) {
        let edge = |at: u32| Letter { plain: ' ', from: at, to: at };
        let mut whole = Vec::with_capacity(run.len() + 2);
        whole.push(edge(run[0].from));
        whole.extend_from_slice(run);
        whole.push(edge(run[run.len() - 1].to));
        for size in 3..=5 {
            for window in whole.windows(size) {
                self.part(
                    Sort::Piece,
                    window,
                    print(self.key, Sort::Piece, window.iter().map(|one| one.plain)),
                );
            }
        }
    }

    fn part(&mut self, sort: Sort, letters: &[Letter], print: u64) {
        let (from, to) = (letters[0].from, letters[letters.len() - 1].to);
        let size = if sort == Sort::Word { 1 } else { letters.len() as u8 };
        self.parts.push(Part { print, sort, from, to, size });
    }
}

fn print(key: &[u8; 16], sort: Sort, letters: impl Iterator<Item = char>) -> u64 {
    let mut hasher = SipHasher13::new_with_key(key);
    hasher.write_u8(sort as u8);
    letters.for_each(|letter| hasher.write(&(letter as u32).to_le_bytes()));
    hasher.finish()
}

fn pair(key: &[u8; 16], before: u64, word: u64) -> u64 {
    let mut hasher = SipHasher13::new_with_key(key);
    hasher.write_u8(9);
    hasher.write(&before.to_le_bytes());
    hasher.write(&word.to_le_bytes());
    hasher.finish()
}
