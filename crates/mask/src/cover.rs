//! Stars over letters and digits; what separates them stays, so that one sees what kind of thing it was.

use crate::{Keep, Lengths, Sort, Span};

pub fn spans(text: &str, spans: &[Span], lengths: &Lengths) -> String {
    let mut covered = String::with_capacity(text.len());
    let mut at = 0;
    for span in spans {
        covered.push_str(&text[at..span.start]);
        covered.push_str(&one(&text[span.start..span.end], span.sort, lengths));
        at = span.end;
    }
    covered.push_str(&text[at..]);
    covered
}

pub fn one(text: &str, sort: Sort, lengths: &Lengths) -> String {
    let Keep::Ends(head, tail) = lengths.of(sort) else { return text.to_owned() };
    let (before, own, after) = own_part(text, sort);
    let count = own.chars().filter(|letter| letter.is_alphanumeric()).count();
    let (head, tail) = within(count, head, tail);
    let mut seen = 0;
    let covered = own.chars().map(|letter| {
        if !letter.is_alphanumeric() {
            return letter;
        }
        seen += 1;
        if seen <= head || seen + tail > count { letter } else { '*' }
    });
    [before, &covered.collect::<String>(), after].concat()
}

/// At least a third is hidden, and one letter of whatever is there.
fn within(count: usize, head: usize, tail: usize) -> (usize, usize) {
    let most = count - count.div_ceil(3).max(1).min(count);
    let head = head.min(most);
    (head, tail.min(most - head))
}

/// The code of the country, and where mail is taken, say nothing about a person.
fn own_part(text: &str, sort: Sort) -> (&str, &str, &str) {
    let split = match sort {
        Sort::Phone => ["+86", "＋86", "＋８６", "0086"]
            .iter()
            .find(|code| text.starts_with(**code))
            .map_or(0, |code| code.len()),
        _ => 0,
    };
    let host = match sort {
        Sort::Mail => text.find(['@', '＠', '[', '【', '(', '#', '艾', '{', '<']).unwrap_or(text.len()),
        _ => text.len(),
    };
    (&text[..split], &text[split..host], &text[host..])
}

pub fn places(text: &str, places: &[(u32, u32)]) -> String {
    let is_in = |i: usize| places.iter().any(|(from, to)| (*from as usize..*to as usize).contains(&i));
    let cover = |(i, letter): (usize, char)| if is_in(i) && !letter.is_whitespace() { '*' } else { letter };
    text.chars().enumerate().map(cover).collect()
}
