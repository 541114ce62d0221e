//! Passports, travel permits and other papers with a number: known by shape after the word that names them.

use crate::Sort;
use crate::cue::Of;
use crate::text::{Page, is_star};

pub fn find(page: &mut Page) {
    let cues: Vec<(usize, Of)> = page.cues.iter().map(|cue| (cue.end, cue.of)).collect();
    for (end, of) in cues {
        if !matches!(of, Of::Paper | Of::Id) {
            continue;
        }
        let start = page.skip_filler(end);
        if let Some(end) = number(page, start, of) {
            page.take(start, end, Sort::Passport);
        }
    }
    by_shape(page);
}

/// Letters first or none, then digits.
fn number(page: &Page, start: usize, of: Of) -> Option<usize> {
    let letters = (start..start + 4).take_while(|i| page.at(*i).is_ascii_alphabetic()).count();
    let digits = (start + letters..).take_while(|i| page.at(*i).is_ascii_digit()).take(19).count();
    let end = start + letters + digits;
    let fits = match of {
        Of::Paper => matches!(letters, 0..=3) && matches!(digits, 6..=18),
        _ => matches!(letters, 1 | 2) && matches!(digits, 7..=10),
    };
    let is_whole = !page.at(end).is_ascii_alphanumeric() && !is_star(page.at(end));
    (fits && is_whole).then(|| checked_end(page, end))
}

/// "H12345678(0)"
fn checked_end(page: &Page, end: usize) -> usize {
    let has_check =
        page.at(end) == '(' && page.at(end + 1).is_ascii_alphanumeric() && page.at(end + 2) == ')';
    if has_check { end + 3 } else { end }
}

/// Chinese passports (E and a letter or digit, then seven digits) and Hong Kong identity cards with the check digit
/// in brackets stand for themselves.
fn by_shape(page: &mut Page) {
    let mut i = 0;
    while i < page.len() {
        let starts = page.at(i).is_ascii_uppercase()
            && !page.before(i).is_ascii_alphanumeric()
            && page.before(i) != '-';
        match starts.then(|| shape(page, i)).flatten() {
            Some(end) => {
                page.take(i, end, Sort::Passport);
                i = end;
            }
            None => i += 1,
        }
    }
}

fn shape(page: &Page, start: usize) -> Option<usize> {
    let thing = page.cues_before(start, 10).next().is_some_and(|cue| cue.of == Of::Thing);
    let digits = |from: usize| (from..from + 10).take_while(|i| page.at(*i).is_ascii_digit()).count();
    let ends = |end: usize| !page.at(end).is_ascii_alphanumeric() && !matches!(page.at(end), '-' | '_');
    let first = page.at(start);
    let second = page.at(start + 1);
    let passport = first == 'E' && (second.is_ascii_digit() || "ABCDEFGHJKLMNPQ".contains(second));
    if passport && digits(start + 2) == 7 && ends(start + 9) && !thing {
        return Some(start + 9);
    }
    let hong_kong = digits(start + 1) == 6 && page.at(start + 7) == '(' && page.at(start + 9) == ')';
    (hong_kong && page.at(start + 8).is_ascii_alphanumeric()).then_some(start + 10)
}
