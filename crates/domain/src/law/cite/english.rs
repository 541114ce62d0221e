//! "Article 55(1)", "Articles 55 and 56", "Art. 55 (1)(8)", "Section 308".

use super::Parts;

const WORDS: [&str; 4] = ["articles", "article", "art.", "section"];
const BETWEEN: [&str; 3] = [", ", " and ", " or "];

/// The articles named at a place of the text, and how long that is.
pub(super) fn articles(text: &str, at: usize) -> Option<(Vec<Parts>, usize)> {
    let here = &text[at..];
    let begins = !text[..at].ends_with(|letter: char| letter.is_ascii_alphanumeric());
    let word = WORDS.iter().find(|word| starts_with(here, word)).filter(|_| begins)?;
    let mut rest = here[word.len()..].trim_start();
    let mut parts = vec![];
    loop {
        let (article, after) = number(rest)?;
        let (paragraph, after) = bracketed(after);
        let (item, after) = if paragraph.is_some() { bracketed(after) } else { (None, after) };
        parts.push(Parts { article, paragraph, item });
        rest = after;
        let more = BETWEEN.iter().find_map(|between| rest.strip_prefix(between));
        match more.filter(|more| number(more).is_some() && parts.len() < 10) {
            Some(more) => rest = more,
            None => return Some((parts, here.len() - rest.len())),
        }
    }
}

pub(super) fn starts_with(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word))
}

fn number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let number = digits.parse().ok().filter(|number| (1..=9_999).contains(number))?;
    Some((number, rest))
}

/// "(1)", perhaps after a space.
fn bracketed(text: &str) -> (Option<u32>, &str) {
    let inner = text.strip_prefix(' ').unwrap_or(text).strip_prefix('(');
    let read = inner.and_then(number).and_then(|(number, rest)| Some((number, rest.strip_prefix(')')?)));
    match read {
        Some((number, rest)) => (Some(number), rest),
        None => (None, text),
    }
}
