//! Names of people in English: capitalised words after one that announces a person.

use crate::Sort;
use crate::text::{Page, is_star};

/// The second word of a pair is how many words at least must follow.
const CUES: [(&str, usize); 26] = [
    ("my name is", 1),
    ("i am", 2),
    ("i'm", 2),
    ("this is", 2),
    ("name:", 1),
    ("full name", 1),
    ("recipient", 1),
    ("consignee", 1),
    ("addressee", 1),
    ("contact person", 1),
    ("contact:", 2),
    ("attn", 1),
    ("cardholder", 1),
    ("card holder", 1),
    ("account holder", 1),
    ("sincerely,", 1),
    ("regards,", 1),
    ("yours,", 1),
    ("mr", 1),
    ("mrs", 1),
    ("ms", 1),
    ("miss", 1),
    ("dr", 1),
    ("buyer:", 1),
    ("customer:", 2),
    ("signed by", 1),
];
const NO_NAMES: [&str; 40] = [
    "I", "The", "A", "An", "My", "Your", "You", "We", "It", "This", "That", "Not", "Customer", "Service",
    "Order", "Team", "Support", "Store", "Shop", "Company", "Bank", "Is", "And", "Or", "Of", "In", "On",
    "At", "To", "For", "Phone", "Tel", "Email", "Address", "Dear", "Hello", "No", "Card", "Please", "Refund",
];

pub fn find(page: &mut Page) {
    let mut i = 0;
    while i < page.len() {
        let begins = page.at(i).is_ascii_alphabetic() && !page.before(i).is_ascii_alphanumeric();
        let cue = begins
            .then(|| CUES.iter().find_map(|(cue, least)| after(page, i, cue).map(|at| (at, *least))))
            .flatten();
        if let Some((from, least)) = cue
            && let Some(to) = name(page, from, least)
        {
            page.take(from, to, Sort::Name);
            i = to;
        } else {
            i += 1;
        }
    }
}

/// Where the next thing begins, when this cue stands here whole.
fn after(page: &Page, start: usize, cue: &str) -> Option<usize> {
    let mut i = start;
    for letter in cue.chars() {
        if page.at(i).to_ascii_lowercase() != letter && !(letter == '\'' && page.at(i) == '’') {
            return None;
        }
        i += 1;
    }
    if page.at(i).is_ascii_alphanumeric() {
        return None;
    }
    let is_link = |letter: char| matches!(letter, ' ' | ':' | '.' | '\n' | '-');
    let from = (i..i + 6).find(|i| !is_link(page.at(*i)))?;
    let from = if page.starts_with(from, "is ") { from + 3 } else { from };
    (from > i && from < page.len()).then_some(from)
}

/// One to three capitalised words, an initial among them.
fn name(page: &Page, from: usize, least: usize) -> Option<usize> {
    let (mut end, mut words, mut at) = (from, 0, from);
    while words < 3 {
        let to = (at..at + 20)
            .take_while(|i| page.at(*i).is_ascii_alphabetic() || matches!(page.at(*i), '\'' | '’' | '-'))
            .count()
            + at;
        let word: String = (at..to).map(|i| page.at(i)).collect();
        let initial = to == at + 1 && page.at(to) == '.';
        let capital = page.at(at).is_ascii_uppercase() && (to > at + 1 || initial);
        if !capital || NO_NAMES.contains(&word.as_str()) || is_star(page.at(to)) || !page.is_free(at, to) {
            break;
        }
        words += 1;
        end = to;
        let gap = usize::from(initial) + 1;
        if page.at(to + gap - 1) != ' ' {
            break;
        }
        at = to + gap;
    }
    (words >= least && words > 0).then_some(end)
}
