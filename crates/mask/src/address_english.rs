//! Addresses in English: a number and a road, with the flat before and the town behind.

use crate::Sort;
use crate::text::Page;

const ROADS: [&str; 34] = [
    "street",
    "st",
    "road",
    "rd",
    "avenue",
    "ave",
    "lane",
    "ln",
    "drive",
    "dr",
    "boulevard",
    "blvd",
    "way",
    "court",
    "ct",
    "place",
    "pl",
    "square",
    "sq",
    "terrace",
    "close",
    "crescent",
    "parkway",
    "pkwy",
    "highway",
    "hwy",
    "alley",
    "quay",
    "gardens",
    "grove",
    "mews",
    "circle",
    "trail",
    "lu",
];
const PARTS: [&str; 16] = [
    "apt",
    "apartment",
    "suite",
    "ste",
    "unit",
    "flat",
    "room",
    "rm",
    "floor",
    "building",
    "bldg",
    "block",
    "no",
    "house",
    "level",
    "lot",
];
const MARKS: [&str; 24] = [
    "north",
    "south",
    "east",
    "west",
    "n",
    "s",
    "e",
    "w",
    "middle",
    "central",
    "new",
    "old",
    "city",
    "town",
    "district",
    "province",
    "state",
    "county",
    "china",
    "uk",
    "usa",
    "prc",
    "australia",
    "canada",
];

struct Word {
    start: usize,
    end: usize,
    text: String,
    capital: bool,
    number: bool,
}

pub fn find(page: &mut Page) {
    let words = words(page);
    let mut i = 0;
    while i < words.len() {
        match road(page, &words, i) {
            Some((first, last)) => {
                let last = tail(page, &words, last);
                page.take(words[first].start, words[last].end, Sort::Address);
                i = last + 1;
            }
            None => i += 1,
        }
    }
}

fn words(page: &Page) -> Vec<Word> {
    let mut words = vec![];
    let mut i = 0;
    while i < page.len() {
        let end = (i..page.len()).find(|i| !page.at(*i).is_ascii_alphanumeric()).unwrap_or(page.len());
        if end == i {
            i += 1;
            continue;
        }
        let text: String = (i..end.min(i + 24)).map(|i| page.at(i).to_ascii_lowercase()).collect();
        words.push(Word {
            start: i,
            end,
            capital: page.at(i).is_ascii_uppercase(),
            number: page.at(i).is_ascii_digit() && end - i <= 6,
            text,
        });
        i = end;
    }
    words
}

/// "12 Baker Street", "No. 88 Nanjing West Road": a number, one to four capitalised words, a kind of road.
fn road(page: &Page, words: &[Word], number: usize) -> Option<(usize, usize)> {
    if !words[number].number || page.is_taken(words[number].start) {
        return None;
    }
    let mut i = number + 1;
    while i < words.len() && i <= number + 5 && joined(page, &words[i - 1], &words[i], 2) {
        let word = &words[i];
        if i > number + 1 && ROADS.contains(&word.text.as_str()) {
            return Some((head(page, words, number), i));
        }
        let counted = ["months", "days", "times", "years", "weeks", "hours"].contains(&word.text.as_str());
        let ordinal = word.text.ends_with("th")
            || word.text.ends_with("nd")
            || word.text.ends_with("rd")
            || word.text.ends_with("st");
        let named = word.capital || (ordinal && page.at(word.start).is_ascii_digit());
        if counted || !named {
            return None;
        }
        i += 1;
    }
    None
}

/// "Room 1203, Building 5, No. 88 …"
fn head(page: &Page, words: &[Word], number: usize) -> usize {
    let mut first = number;
    while first > 0 && joined(page, &words[first - 1], &words[first], 2) {
        let before = &words[first - 1];
        let part = PARTS.contains(&before.text.as_str());
        let numbered = first > 1 && PARTS.contains(&words[first - 2].text.as_str()) && before.text.len() <= 5;
        if !part && !numbered {
            break;
        }
        first -= 1;
    }
    first
}

/// Flat, town, county and code after the road.
fn tail(page: &Page, words: &[Word], road: usize) -> usize {
    const MORE: usize = 12;
    let mut last = road;
    while last + 1 < words.len() && last < road + MORE && joined(page, &words[last], &words[last + 1], 2) {
        let (word, before) = (&words[last + 1], &words[last].text);
        let comma = page.letters[words[last].end..word.start].contains(&',');
        let part = PARTS.contains(&word.text.as_str()) || MARKS.contains(&word.text.as_str());
        let numbered = PARTS.contains(&before.as_str()) && word.text.len() <= 5;
        let code = matches!(word.text.len(), 4..=6) && word.number;
        let inward = word.text.len() == 3
            && page.at(word.start).is_ascii_digit()
            && before.ends_with(|c: char| c.is_ascii_digit());
        let place = word.capital
            && (comma || words[last].capital)
            && word.text.len() > 1
            && !page.is_taken(word.start);
        if !(part || numbered || code || inward || place) {
            break;
        }
        last += 1;
    }
    last
}

fn joined(page: &Page, left: &Word, right: &Word, most: usize) -> bool {
    let gap = &page.letters[left.end..right.start];
    !gap.is_empty() && gap.len() <= most && gap.iter().all(|c| matches!(c, ' ' | ',' | '.' | '#' | '-' | '/'))
}
