//! Cutting a document into rows that a `tsvector` can hold whole.

use super::super::query::LONGEST_PHRASE;
use super::super::terms::Terms;
use std::collections::HashMap;
use std::fmt::Write;

pub struct Part {
    pub id: i64,
    pub number: i64,
    /// How many parts the document has.
    pub of: i64,
    pub words: String,
    pub ids: String,
    pub tags: String,
}

const MOST_TOKENS: usize = 2_000;
/// PostgreSQL drops further positions of a token in silence.
const MOST_REPEATS: usize = 255;

pub fn parts(id: i64, terms: &Terms) -> Vec<Part> {
    let (words, ids) = (cut(&terms.words), cut(&terms.ids));
    let tags = numbered(&terms.tags.split_ascii_whitespace().collect::<Vec<_>>());
    let column = |column: &[String], at: usize| column.get(at).cloned().unwrap_or_default();
    let count = words.len().max(ids.len()).max(1);
    (0..count)
        .map(|at| Part {
            id,
            number: at as i64,
            of: count as i64,
            words: column(&words, at),
            ids: column(&ids, at),
            tags: tags.clone(),
        })
        .collect()
}

/// Each piece begins with the end of the one before, so that no phrase is cut in two.
fn cut(column: &str) -> Vec<String> {
    let tokens: Vec<&str> = column.split_ascii_whitespace().collect();
    let mut pieces = Vec::new();
    let mut start = 0;
    while start < tokens.len() {
        let end = start + fitting(&tokens[start..]);
        pieces.push(numbered(&tokens[start..end]));
        start = if end == tokens.len() { end } else { end - LONGEST_PHRASE };
    }
    pieces
}

fn fitting(tokens: &[&str]) -> usize {
    let mut repeats: HashMap<&str, usize> = HashMap::new();
    let most = tokens.len().min(MOST_TOKENS);
    for (at, token) in tokens[..most].iter().enumerate() {
        let count = repeats.entry(token).or_default();
        *count += 1;
        if *count > MOST_REPEATS {
            return at;
        }
    }
    most
}

fn numbered(tokens: &[&str]) -> String {
    let mut text = String::with_capacity(tokens.len() * 16);
    for (token, position) in tokens.iter().zip(1..) {
        let _ = write!(text, "'{token}':{position} ");
    }
    text
}
