//! Words of fixed vocabularies in requests. An empty one is an absent one.

use domain::Refusal;

pub fn word<T>(text: Option<&str>, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Refusal> {
    match filled(text) {
        Some(text) => parse(text).map(Some).ok_or(Refusal::WordUnknown),
        None => Ok(None),
    }
}

/// Where something must be chosen.
pub fn chosen<T>(text: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, Refusal> {
    parse(text).ok_or(Refusal::WordUnknown)
}

pub fn words<T>(texts: &[String], parse: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Refusal> {
    texts.iter().map(|text| chosen(text, &parse)).collect()
}

pub fn filled(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}
