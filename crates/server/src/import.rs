//! Files of other systems, taken over: bytes to rows is [`connect::import`]'s matter, rows to commands is ours.
//!
//! Everything is read and checked before the first command, so a file is taken whole or not at all. Commands carry
//! keys and fingerprints of what they bring; the same file once more changes nothing.

pub mod balances;
pub mod complaints;
pub mod consignments;
pub mod orders;
pub mod parcels;
pub mod statement;

use connect::import::{Decoded, Map, RowError, Source, decode};
use domain::Refusal;
use std::fmt::Display;
use std::path::{Path, PathBuf};

/// Commands under way at a time: enough for the writer to find full groups.
pub(crate) const IN_FLIGHT: usize = 256;

/// A file as text, and the name it has in errors.
pub struct Given {
    pub name: String,
    pub decoded: Decoded,
}

impl Given {
    pub fn source(&self) -> Source<'_> {
        Source { file: &self.name, text: &self.decoded.text }
    }
}

pub fn read(files: &[PathBuf]) -> Result<Vec<Given>, String> {
    let mut given = vec![];
    let mut problems = vec![];
    for path in files {
        let name = path.display().to_string();
        let bytes = std::fs::read(path).map_err(|error| format!("{name}: cannot be read: {error}"))?;
        match decode(&name, &bytes) {
            Ok(decoded) => given.push(Given { name, decoded }),
            Err(wrong) => problems.push(wrong.to_string()),
        }
    }
    if problems.is_empty() { Ok(given) } else { Err(refused(problems.concat())) }
}

pub fn read_map(path: &Path) -> Result<Map, String> {
    let name = path.display().to_string();
    let toml = std::fs::read_to_string(path).map_err(|error| format!("{name}: cannot be read: {error}"))?;
    Map::parse(&name, &toml).map_err(refused)
}

/// The whole list of problems and what it means.
pub(crate) fn refused(problems: impl Display) -> String {
    let problems = problems.to_string();
    format!("nothing was imported, because:\n{}", problems.trim_end())
}

/// Collects problems as the readers do, fifty of them.
#[derive(Default)]
pub(crate) struct Wrong {
    lines: Vec<String>,
    more: usize,
}

impl Wrong {
    pub fn add(&mut self, file: &str, line: u64, words: impl Into<String>) {
        if self.lines.len() == 50 {
            self.more += 1;
            return;
        }
        let error = RowError { file: file.into(), line: Some(line), column: None, words: words.into() };
        self.lines.push(error.to_string());
    }

    pub fn none_or<T>(mut self, good: T) -> Result<T, String> {
        if self.more > 0 {
            self.lines.push(format!("… and {} more", self.more));
        }
        if self.lines.is_empty() { Ok(good) } else { Err(refused(self.lines.join("\n"))) }
    }
}

/// A refusal in the words of somebody who has the file open.
pub(crate) fn in_words(refusal: Refusal, policy: &domain::Policy) -> String {
    match refusal {
        Refusal::PhoneInvalid => "the phone number is none; correct it or leave the cell empty".into(),
        Refusal::MailInvalid => "the mail address is none; correct it or leave the cell empty".into(),
        Refusal::TextMissing => "there is no text".into(),
        Refusal::TextTooLong => format!(
            "a text is too long: at most {} letters of complaint, 500 of title, merchant and numbers, 200 of names",
            policy.limits.text_max
        ),
        other => other.code().replace('_', " "),
    }
}
