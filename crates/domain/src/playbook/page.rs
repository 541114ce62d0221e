//! A file while it is read and checked, and the errors that point into it.

use serde::de::DeserializeOwned;

/// What is wrong, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {words}")]
pub struct PlaybookError {
    pub file: String,
    pub line: usize,
    pub words: String,
}

/// A file while it is being checked.
pub(crate) struct Page<'f> {
    pub name: &'f str,
    pub text: &'f str,
}

impl<'f> Page<'f> {
    pub fn new(name: &'f str, text: &'f str) -> Page<'f> {
        Page { name, text }
    }

    pub fn error(&self, line: usize, words: impl Into<String>) -> PlaybookError {
        PlaybookError { file: self.name.to_owned(), line, words: words.into() }
    }

    pub fn at(&self, byte: usize, words: impl Into<String>) -> PlaybookError {
        let before = &self.text.as_bytes()[..byte.min(self.text.len())];
        self.error(1 + before.iter().filter(|byte| **byte == b'\n').count(), words)
    }

    /// The whole file, or nothing and one error more.
    pub fn read<T: DeserializeOwned>(&self, errors: &mut Vec<PlaybookError>) -> Option<T> {
        match toml::from_str(self.text) {
            Ok(file) => Some(file),
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                errors.push(self.at(at, plain(error.message())));
                None
            }
        }
    }
}

/// The reader's words, without the names our program has for numbers.
fn plain(words: &str) -> String {
    let sorts = [("u32", "a whole number from 0"), ("i32", "a whole number"), ("i64", "a whole number")];
    sorts.iter().fold(words.to_owned(), |words, (sort, plain)| {
        words.replace(&format!("expected {sort}"), &format!("expected {plain}"))
    })
}
