//! Whether a complaint is about how an earlier one was handled, and the numbers of cases it names.

use super::phrase::Phrases;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    words: Vec<String>,
}

const RULES: &str = include_str!("../../writing/service.toml");

/// More numbers than anybody names.
const MOST: usize = 5;

/// The numbers of the cases whose handling `text` complains about, as they are written on them.
pub fn earlier_numbers(text: &str) -> Vec<String> {
    static WORDS: LazyLock<Phrases> = LazyLock::new(|| {
        let file = toml::from_str::<File>(RULES).map_err(|error| error.to_string());
        match file.and_then(|file| Phrases::new(&file.words)) {
            Ok(words) => words,
            Err(error) => panic!("the shipped words of service complaints do not load: {error}"),
        }
    });
    if WORDS.stand_in(text) { numbers(text) } else { vec![] }
}

/// `C-2026-000123`, in any case of its letter, each once.
fn numbers(text: &str) -> Vec<String> {
    let mut found: Vec<String> = vec![];
    for (at, _) in text.match_indices(['C', 'c']) {
        let before = text[..at].chars().next_back();
        let rest = &text[at + 1..];
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let Some(year) = rest.strip_prefix('-').filter(|year| digits(year) == 4) else { continue };
        let Some(count) = year[4..].strip_prefix('-') else { continue };
        let length = digits(count);
        let number = format!("C-{}-{}", &year[..4], &count[..length]);
        let plain = (6..=9).contains(&length) && !before.is_some_and(|one| one.is_ascii_alphanumeric());
        if plain && !found.contains(&number) && found.len() < MOST {
            found.push(number);
        }
    }
    found
}
