//! Mail addresses, also those written so that machines do not find them: "name [at] host [dot] com".

use crate::Sort;
use crate::letters;
use crate::text::{Page, is_star};

/// As long as an address may be.
const LONGEST: usize = 64;
const AT: [&str; 12] =
    ["@", "[at]", "(at)", "{at}", "<at>", "【at】", "#at#", "[AT]", "(AT)", "(a)", "[@]", "艾特"];
const DOT: [&str; 8] = [".", "[dot]", "(dot)", "{dot}", "[.]", "(.)", "点", "【dot】"];

pub fn first_letters() -> impl Iterator<Item = char> {
    AT.iter().filter_map(|sign| sign.chars().next())
}

pub fn find(page: &mut Page) {
    let mut i = 0;
    while i < page.len() {
        let begins = letters::is(page.at(i), letters::AT);
        let sign = AT.iter().find(|sign| begins && page.starts_with(i, sign));
        let Some(sign) = sign else {
            i += 1;
            continue;
        };
        let after = i + sign.chars().count();
        match around(page, i, after, *sign == "@") {
            Some((start, end)) => {
                page.take(start, end, Sort::Mail);
                i = end;
            }
            None => i = after,
        }
    }
}

fn around(page: &Page, sign: usize, after: usize, is_plain: bool) -> Option<(usize, usize)> {
    let spaces = |from: usize| usize::from(!is_plain && page.at(from) == ' ');
    let name_end = sign - usize::from(!is_plain && sign > 0 && page.before(sign) == ' ');
    let mut start = name_end;
    while start > 0
        && name_end - start < LONGEST
        && is_of_name(page.at(start - 1))
        && !page.is_taken(start - 1)
    {
        start -= 1;
    }
    while start < name_end && !page.at(start).is_ascii_alphanumeric() {
        start += 1;
    }
    let rest_of_a_masked_one = start > 0 && is_star(page.before(start)) && name_end - start < 4;
    let host = after + spaces(after);
    let end = host_end(page, host)?;
    (start < name_end && !rest_of_a_masked_one).then_some((start, end))
}

fn is_of_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_' | '%' | '+' | '-')
}

/// Labels with dots between; the last one is of letters. A known house needs no dot.
fn host_end(page: &Page, host: usize) -> Option<usize> {
    let mut end = label(page, host);
    let mut labels = 1;
    if end == host {
        return None;
    }
    let known = ["qq", "163", "126", "gmail", "sina", "outlook", "foxmail", "hotmail", "139", "yahoo"];
    let first: String = (host..end).map(|i| page.at(i).to_ascii_lowercase()).collect();
    let mut last_is_word = false;
    while end - host < LONGEST {
        let Some(dot) = DOT.iter().find_map(|dot| dotted(page, end, dot)) else { break };
        let next = label(page, dot);
        let word = (dot..next).all(|i| page.at(i).is_ascii_alphabetic());
        if next == dot || (!word && labels > 3) {
            break;
        }
        (end, labels, last_is_word) = (next, labels + 1, word && next - dot >= 2);
    }
    (last_is_word || known.contains(&first.as_str())).then_some(end)
}

fn dotted(page: &Page, at: usize, dot: &str) -> Option<usize> {
    let spaced = page.at(at) == ' ' && dot.len() > 1;
    let at = at + usize::from(spaced);
    page.starts_with(at, dot).then(|| {
        let after = at + dot.chars().count();
        after + usize::from(spaced && page.at(after) == ' ')
    })
}

fn label(page: &Page, from: usize) -> usize {
    let is_of = |i: &usize| page.at(*i).is_ascii_alphanumeric() || page.at(*i) == '-';
    (from..from + LONGEST).find(|i| !is_of(i)).unwrap_or(from + LONGEST)
}
