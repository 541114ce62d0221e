//! Amounts, days and names in a reply, laid against the case.

use super::file::Figures;
use super::{About, Letter, Remark, open_fields};
use crate::playbook::Both;
use mask::Sort;

/// A day of the calendar. A reply may leave out the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    pub year: Option<u16>,
    pub month: u8,
    pub day: u8,
}

impl Day {
    fn is_also(&self, other: &Day) -> bool {
        let same_year = self.year.is_none() || other.year.is_none() || self.year == other.year;
        same_year && (self.month, self.day) == (other.month, other.day)
    }
}

pub(super) fn remarks(reply: &str, letter: &Letter, figures: &Figures) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let mut point_out = |about, words: &str, why: &Both| {
        remarks.push(Remark { about, words: words.to_owned(), why: why.clone(), better: None });
    };
    for (fen, words) in amounts(reply) {
        if letter.limit.is_some_and(|limit| fen > limit) && !letter.amounts.contains(&fen) {
            point_out(About::Above, words, &figures.above.why);
        } else if !letter.amounts.contains(&fen) {
            point_out(About::Amount, words, &figures.amount.why);
        }
    }
    for (day, words) in days(reply) {
        if !letter.days.iter().any(|known| known.is_also(&day)) {
            point_out(About::Date, words, &figures.date.why);
        }
    }
    let addressee = Some(letter.addressee).filter(|name| name.starts_with(is_han));
    for name in addressee.into_iter().flat_map(|addressee| misnamed(reply, addressee)) {
        point_out(About::Name, name, &figures.name.why);
    }
    for words in personal(reply).filter(|words| !letter.own.contains(words)) {
        point_out(About::Personal, words, &figures.personal.why);
    }
    remarks
}

/// Each field that is still open, once.
pub(super) fn open(reply: &str, figures: &Figures) -> Vec<Remark> {
    let mut words: Vec<&str> = open_fields(reply).collect();
    words.dedup();
    let one = |words: &str| Remark {
        about: About::Open,
        words: words.to_owned(),
        why: figures.open.why.clone(),
        better: None,
    };
    words.into_iter().map(one).collect()
}

/// What points at one person. Names and addresses are left out: a reply is full of those of shops.
fn personal(reply: &str) -> impl Iterator<Item = &str> {
    let pointed = |sort| {
        matches!(sort, Sort::Phone | Sort::Id | Sort::Card | Sort::Mail | Sort::Passport | Sort::Plate)
    };
    mask::find(reply)
        .into_iter()
        .filter(move |span| pointed(span.sort))
        .map(|span| &reply[span.start..span.end])
}

pub(super) fn names_a_day(reply: &str) -> bool {
    days(reply).next().is_some()
}

/// Amounts in fen, as `¥12.50`, `12.5元`, `20 元`, `CNY 3`, with the words they stand in.
pub(super) fn amounts(text: &str) -> impl Iterator<Item = (i64, &str)> {
    numbers(text).filter_map(move |(start, end)| {
        let (before, after) = (text[..start].trim_end(), text[end..].trim_start());
        let sign = ["¥", "￥", "CNY", "RMB"].into_iter().find(|sign| before.ends_with(sign));
        let unit = ["元", "块", "yuan", "RMB", "CNY"].into_iter().find(|unit| after.starts_with(unit));
        let from = sign.map_or(start, |sign| before.len() - sign.len());
        let to = unit.map_or(end, |unit| text.len() - after.len() + unit.len());
        (sign.is_some() || unit.is_some()).then(|| Some((fen(&text[start..end])?, &text[from..to])))?
    })
}

/// `1,280.5` is 128050 fen; more than two decimals are no amount.
fn fen(digits: &str) -> Option<i64> {
    let (whole, cents) = digits.split_once('.').unwrap_or((digits, ""));
    let yuan: i64 = whole.replace(',', "").parse().ok()?;
    let cents: i64 = match cents.len() {
        0 => 0,
        1 => cents.parse::<i64>().ok()? * 10,
        2 => cents.parse().ok()?,
        _ => return None,
    };
    yuan.checked_mul(100)?.checked_add(cents)
}

/// Runs of digits with their points and commas, as byte ranges.
fn numbers(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes[at..].iter().position(u8::is_ascii_digit)?;
        let inner = |end: usize| {
            let between =
                matches!(bytes[end], b'.' | b',') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
            bytes[end].is_ascii_digit() || between
        };
        let mut end = start + 1;
        while end < bytes.len() && inner(end) {
            end += 1;
        }
        at = end;
        Some((start, end))
    })
}

/// `2026年11月23日`, `11月23日`, `2026-11-23`, `2026/11/23`, with the words they stand in.
fn days(text: &str) -> impl Iterator<Item = (Day, &str)> {
    numbers(text).filter_map(move |(start, end)| {
        let written = written_out(text, start, end).or_else(|| with_signs(text, start, end))?;
        let (day, to) = written;
        let real = (1..=12).contains(&day.month) && (1..=31).contains(&day.day);
        real.then(|| (day, &text[start..to]))
    })
}

fn written_out(text: &str, start: usize, end: usize) -> Option<(Day, usize)> {
    if let Some(rest) = text[end..].strip_prefix('年') {
        let (day, to) =
            written_out(text, text.len() - rest.len(), digits_end(text, text.len() - rest.len()))?;
        return Some((Day { year: Some(text[start..end].parse().ok()?), ..day }, to));
    }
    let after = end + text[end..].strip_prefix('月').map(|_| '月'.len_utf8())?;
    let to = digits_end(text, after);
    let named = ['日', '号'].into_iter().find(|mark| text[to..].starts_with(*mark))?;
    let day = Day { year: None, month: text[start..end].parse().ok()?, day: text[after..to].parse().ok()? };
    Some((day, to + named.len_utf8()))
}

fn with_signs(text: &str, start: usize, end: usize) -> Option<(Day, usize)> {
    let sign = text[end..].chars().next().filter(|sign| matches!(sign, '-' | '/'))?;
    let month = (end + 1, digits_end(text, end + 1));
    let rest = text[month.1..].strip_prefix(sign)?;
    let day = (text.len() - rest.len(), digits_end(text, text.len() - rest.len()));
    let year = (end - start == 4).then(|| text[start..end].parse().ok())??;
    let parsed = |(from, to): (usize, usize)| text[from..to].parse().ok();
    Some((Day { year: Some(year), month: parsed(month)?, day: parsed(day)? }, day.1))
}

fn digits_end(text: &str, from: usize) -> usize {
    from + text.as_bytes()[from..].iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// Names before a title that are not the addressee's: `李先生` to somebody whose name begins with 张.
fn misnamed<'t>(text: &'t str, addressee: &'t str) -> impl Iterator<Item = &'t str> {
    ["先生", "女士", "小姐"].into_iter().flat_map(move |title| {
        text.match_indices(title).filter_map(move |(at, _)| {
            let last = |count: usize| {
                text[..at].char_indices().rev().take(count).last().map_or(at, |(from, _)| from)
            };
            let (one, two) = (&text[last(1)..at], &text[last(2)..at]);
            let right = [one, two].iter().any(|name| addressee.starts_with(name));
            let named = one.chars().all(is_han) && !NO_NAMES.iter().any(|word| two.ends_with(word));
            (named && !right && !text[..at].ends_with(addressee)).then_some(one)
        })
    })
}

/// What stands before a title without being a name.
const NO_NAMES: [&str; 5] = ["的", "位", "和", "或", "贵"];

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}
