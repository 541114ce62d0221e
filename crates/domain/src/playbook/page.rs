//! A file while it is read and checked, and the errors that point into it.

use super::{Both, both};
use crate::words::Locale;
use serde::de::DeserializeOwned;

/// What is wrong, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {words}")]
pub struct PlaybookError {
    pub file: String,
    pub line: usize,
    pub words: String,
    pub zh: String,
}

impl PlaybookError {
    pub(crate) fn new(file: &str, line: usize, words: impl Into<Both>) -> PlaybookError {
        let Both { zh, en } = words.into();
        PlaybookError { file: file.to_owned(), line, words: en, zh }
    }

    /// It counted, and the house has it no more.
    pub fn gone(file: &str) -> PlaybookError {
        PlaybookError::new(file, 1, both!("不见了", "is gone"))
    }

    pub fn read(&self, locale: Locale) -> &str {
        if locale == Locale::Zh { &self.zh } else { &self.words }
    }
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

    pub fn error(&self, line: usize, words: impl Into<Both>) -> PlaybookError {
        PlaybookError::new(self.name, line, words)
    }

    pub fn at(&self, byte: usize, words: impl Into<Both>) -> PlaybookError {
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

/// What the reader of TOML says, in the words of this file.
const READER: [(&str, &str, &str); 13] = [
    ("expected u32", "expected a whole number from 0", "应为不小于 0 的整数"),
    ("expected i32", "expected a whole number", "应为整数"),
    ("expected i64", "expected a whole number", "应为整数"),
    ("missing field ", "missing field ", "缺少 "),
    ("unknown field ", "unknown field ", "没有这一项："),
    ("unknown variant ", "unknown variant ", "没有这个词："),
    (", expected one of ", ", expected one of ", "，可用的有 "),
    ("expected ", "expected ", "应为 "),
    ("invalid type: ", "invalid type: ", "写法不对："),
    ("invalid value: ", "invalid value: ", "值不对："),
    ("duplicate field ", "duplicate field ", "重复了："),
    ("duplicate key", "duplicate key", "同一项写了两次"),
    (
        "a clock is given in exactly one unit; write one of ",
        "a clock is given in exactly one unit; write one of ",
        "时限只用一个单位，写其中之一：",
    ),
];

fn plain(words: &str) -> Both {
    READER.iter().fold(Both::from(words.to_owned()), |words, (said, en, zh)| Both {
        zh: words.zh.replace(said, zh),
        en: words.en.replace(said, en),
    })
}
