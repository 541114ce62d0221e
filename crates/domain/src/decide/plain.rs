//! Events may hold codes, never text. Whatever a caller or a partner names in words of its own passes here first.

use crate::command::NewEvidence;
use crate::refusal::Refusal;

/// Longest code of ours, of an API client or of a partner.
pub const CODE_MAX: usize = 64;

/// A word of a vocabulary: `proof_of_delivery`, `image/jpeg`, `text/plain;charset=utf-8`.
pub fn is_code(text: &str) -> bool {
    let fits = |letter: char| letter.is_ascii_alphanumeric() || "_-./:+;=*@#".contains(letter);
    (1..=CODE_MAX).contains(&text.len()) && text.chars().all(fits)
}

pub fn code(text: &str) -> Result<(), Refusal> {
    if is_code(text) { Ok(()) } else { Err(Refusal::WordUnknown) }
}

pub fn codes<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<(), Refusal> {
    texts.into_iter().try_for_each(code)
}

pub fn files(evidence: &[NewEvidence], files_max: usize) -> Result<(), Refusal> {
    if evidence.len() > files_max {
        return Err(Refusal::TooManyFiles);
    }
    codes(evidence.iter().flat_map(|new| [new.kind.as_str(), new.media.as_str()]))
}

/// What a partner answered with cannot be refused, the money may be paid: it is cut down to a code.
pub fn cut(text: &str) -> String {
    text.chars().filter(char::is_ascii_graphic).take(CODE_MAX).collect()
}
