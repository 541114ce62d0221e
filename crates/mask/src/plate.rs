//! Number plates of cars: the province's letter, the city's, five or six more.

use crate::Sort;
use crate::cue::Of;
use crate::letters;
use crate::text::Page;

pub const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领";
/// Police, school, towed, Hong Kong, Macau, embassy.
const LAST: &str = "警学挂港澳使领";

pub fn find(page: &mut Page) {
    let mut i = 0;
    while i < page.len() {
        match plate(page, i) {
            Some(end) => {
                page.take(i, end, Sort::Plate);
                i = end;
            }
            None => i += 1,
        }
    }
}

fn plate(page: &Page, start: usize) -> Option<usize> {
    if !letters::is(page.at(start), letters::PLATE) || !page.at(start + 1).is_ascii_alphabetic() {
        return None;
    }
    let mut i = start + 2;
    if matches!(page.at(i), '·' | '.' | ' ' | '-' | '・' | '•') {
        i += 1;
    }
    let from = i;
    while i < from + 7 && is_of_plate(page.at(i)) {
        i += 1;
    }
    if i - from == 4 && LAST.contains(page.at(i)) {
        i += 1;
    }
    let length = i - from;
    let is_whole = !page.at(i).is_ascii_alphanumeric();
    let has_digit = (from..i).any(|i| page.at(i).is_ascii_digit());
    let is_upper = (start + 1..i).all(|i| !page.at(i).is_ascii_lowercase());
    let digits = (from..i).filter(|i| page.at(*i).is_ascii_digit()).count();
    let said = page.cues_before(start, 8).next().is_some_and(|cue| cue.of == Of::Plate);
    let surely = (has_digit && is_upper) || digits >= 3;
    (matches!(length, 5 | 6) && is_whole && (said || surely)).then_some(i)
}

/// I and O are on no plate, but people write O for 0.
fn is_of_plate(letter: char) -> bool {
    letter.is_ascii_alphanumeric() && !matches!(letter, 'I' | 'i')
}
