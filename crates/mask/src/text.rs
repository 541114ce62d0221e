//! A text as the rules read it: characters of full width as those of half width, with the way back to the bytes.

use crate::cue::{self, Cue};
use crate::{Sort, Span};

pub struct Page {
    /// Folded: full-width letters, digits and signs are plain ones, all dashes are one.
    pub letters: Vec<char>,
    offsets: Vec<usize>,
    taken: Vec<bool>,
    found: Vec<(usize, usize, Sort)>,
    pub cues: Vec<Cue>,
}

impl Page {
    pub fn of(text: &str) -> Page {
        let mut letters = Vec::with_capacity(text.len() / 2);
        let mut offsets = Vec::with_capacity(text.len() / 2 + 1);
        for (offset, letter) in text.char_indices() {
            letters.push(folded(letter));
            offsets.push(offset);
        }
        offsets.push(text.len());
        let taken = vec![false; letters.len()];
        let cues = cue::all(&letters);
        Page { letters, offsets, taken, found: vec![], cues }
    }

    pub fn len(&self) -> usize {
        self.letters.len()
    }

    /// The character there; a line's end outside the text.
    pub fn at(&self, i: usize) -> char {
        self.letters.get(i).copied().unwrap_or('\n')
    }

    pub fn before(&self, i: usize) -> char {
        i.checked_sub(1).map_or('\n', |i| self.letters[i])
    }

    pub fn is_taken(&self, i: usize) -> bool {
        self.taken.get(i).copied().unwrap_or(false)
    }

    pub fn is_free(&self, start: usize, end: usize) -> bool {
        start < end && end <= self.len() && !self.taken[start..end].contains(&true)
    }

    /// Notes what was found, unless a surer rule had it first.
    pub fn take(&mut self, start: usize, end: usize, sort: Sort) {
        if self.is_free(start, end) {
            self.taken[start..end].fill(true);
            self.found.push((start, end, sort));
        }
    }

    pub fn starts_with(&self, at: usize, word: &str) -> bool {
        let mut i = at;
        word.chars().all(|letter| {
            i += 1;
            self.letters.get(i - 1) == Some(&letter)
        })
    }

    /// Cues that end at or before `at`, the nearest first, no further away than `reach`.
    pub fn cues_before(&self, at: usize, reach: usize) -> impl Iterator<Item = &Cue> {
        let until = self.cues.partition_point(|cue| cue.end <= at);
        self.cues[..until].iter().rev().take_while(move |cue| cue.end + reach >= at)
    }

    /// The cue right before `at`, with nothing but colons, spaces and words like "is" between.
    pub fn cue_at(&self, at: usize) -> Option<&Cue> {
        const REACH: usize = 8;
        self.cues_before(at, REACH)
            .next()
            .filter(|cue| self.letters[cue.end..at].iter().all(|c| is_filler(*c)))
    }

    pub fn skip_filler(&self, mut i: usize) -> usize {
        const REACH: usize = 8;
        let end = (i + REACH).min(self.len());
        while i < end && is_filler(self.letters[i]) {
            i += 1;
        }
        i
    }

    pub fn spans(mut self) -> Vec<Span> {
        self.found.sort_unstable();
        let at = |i: usize| self.offsets[i];
        self.found.iter().map(|&(start, end, sort)| Span { start: at(start), end: at(end), sort }).collect()
    }
}

fn folded(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        '\u{3000}' | '\u{a0}' | '\t' => ' ',
        '—' | '–' | '‐' | '‑' | '−' | '―' => '-',
        _ => letter,
    }
}

/// What stands between a cue and what it announces.
fn is_filler(letter: char) -> bool {
    matches!(
        letter,
        ':' | ' '
            | '是'
            | '为'
            | '号'
            | '码'
            | '('
            | '"'
            | '“'
            | '「'
            | '【'
            | '['
            | '#'
            | '='
            | '-'
            | '>'
            | '→'
            | '~'
    )
}

pub fn is_han(letter: char) -> bool {
    matches!(letter, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇')
}

/// Already covered.
pub fn is_star(letter: char) -> bool {
    matches!(letter, '*' | '＊' | '●' | '•' | '█')
}
