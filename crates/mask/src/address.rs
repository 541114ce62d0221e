//! Addresses in China: parts from the province down to the room, in that order or in people's own. After a word that
//! announces one, whatever has the parts of an address is one up to the next comma; elsewhere it must be exact enough
//! to find a door by.

mod parts;

use crate::Sort;
use crate::cue::{Cue, Of};
use crate::letters;
use crate::text::{Page, is_han, is_star};
pub use parts::{BREAKS, FIGURES, first_letters};
use parts::{Part, Parts, Sure};

/// No address is longer.
const LONGEST: usize = 90;
/// What can stand behind the last part: the name of a shop, "门口", "电联".
const TAIL: usize = 20;

pub fn find(page: &mut Page) {
    let parts = Parts::of(page);
    let cues: Vec<usize> = page.cues.iter().filter(|cue| cue.of == Of::Address).map(|cue| cue.end).collect();
    for end in cues {
        let from = page.skip_filler(end);
        if let Some((from, to)) = announced(page, &parts, from) {
            page.take(from, to, Sort::Address);
        }
    }
    alone(page, &parts);
}

fn announced(page: &Page, parts: &Parts, from: usize) -> Option<(usize, usize)> {
    let from = match page.at(from) {
        '在' | '到' | '于' => from + 1,
        _ => from,
    };
    let end = clause_end(page, from);
    let inside = parts.between(from, end);
    let last = inside.last()?;
    let weight: u32 = inside.iter().map(|part| part.weight()).sum();
    let behind = page.letters.get(last.end..end).unwrap_or_default();
    let weight = weight + u32::from(has_number(behind));
    let starts_soon = inside[0].start <= from + 8;
    if weight < 2 || !starts_soon || is_general(page, from, inside, behind) {
        return None;
    }
    // "…路5号加油站对面的小店" is still the place; "快递员说没人" is not.
    let most_talk = usize::from(weight >= 4);
    let to = if behind.len() <= TAIL
        && behind.iter().filter(|c| letters::is(**c, letters::TALK)).count() <= most_talk
    {
        end
    } else {
        last.end
    };
    let to = trimmed(page, from, to);
    (to > from && !is_star(page.at(to)) && !page.letters[from..to].iter().any(|c| is_star(*c)))
        .then_some((from, to))
}

/// Only where a city or province as a whole is meant: too wide to find anybody.
fn is_general(page: &Page, from: usize, parts: &[Part], behind: &[char]) -> bool {
    let talk = |letters: &[char]| letters.iter().filter(|c| letters::is(**c, letters::TALK)).count();
    let wide = parts.iter().all(|part| part.sure == Sure::Place);
    let exact = matches!(behind.len(), 3..=TAIL) && talk(behind) == 0;
    talk(&page.letters[from..parts[0].end]) > 1 || (wide && !exact)
}

/// Two figures or more that count nothing.
fn has_number(letters: &[char]) -> bool {
    let mut rows = letters.split(|c| !c.is_ascii_digit()).filter(|row| row.len() > 1);
    rows.next().is_some() && !letters.iter().any(|c| "元年月日天块点个".contains(*c))
}

/// Characters of talk, not of places.
pub const TALK: &str = "的了是没我你他她它们这那就都也还要能被把给让说很吗呢吧啊呀着因但请您却才而且";

fn clause_end(page: &Page, from: usize) -> usize {
    let most = (from + LONGEST).min(page.len());
    let stops = |i: usize| {
        matches!(
            page.at(i),
            ',' | '。' | ';' | '!' | '?' | '\n' | '"' | '”' | '“' | ':' | '…' | '】' | '」' | '<' | '>'
        ) && !is_unread_sign(page, i)
            || page.is_taken(i)
            || page.at(i) == '.' && !page.at(i + 1).is_ascii_digit()
            || page.at(i) == ' ' && (page.at(i + 1) == ' ' || begins_anew(page, i + 1))
            || page.at(i) == ')' && !page.letters[from..i].contains(&'(')
    };
    let end = (from..most).find(|i| stops(*i)).unwrap_or(most);
    // A cue inside ends it: "…5号 电话…".
    let next = page.cues.partition_point(|cue| cue.start <= from);
    let cue = page.cues[next..].iter().take_while(|cue| cue.start < end).find(|cue| ends_address(page, cue));
    cue.map_or(end, |cue| cue.start)
}

/// A character lost in another encoding.
fn is_unread_sign(page: &Page, i: usize) -> bool {
    page.at(i) == '?' && is_han(page.before(i)) && is_han(page.at(i + 1))
}

/// "手机专卖店" is a shop; "手机：" is the next thing.
fn ends_address(page: &Page, cue: &Cue) -> bool {
    let announces = !is_han(page.at(page.skip_filler(cue.end)));
    match cue.of {
        Of::Name | Of::Person => true,
        Of::Phone | Of::Id | Of::Mail | Of::Plate | Of::Thing | Of::Account | Of::Card => announces,
        _ => false,
    }
}

/// After a space something of its own: a name, a number of another kind.
fn begins_anew(page: &Page, i: usize) -> bool {
    let run = (i..i + 5).take_while(|i| is_han(page.at(*i))).count();
    matches!(run, 2 | 3)
        && crate::surnames::is_one(page.at(i))
        && !is_han(page.at(i + run))
        && !page.at(i + run).is_ascii_digit()
}

fn trimmed(page: &Page, from: usize, mut to: usize) -> usize {
    while to > from && matches!(page.at(to - 1), ' ' | '(' | '-' | '_' | '、' | '/' | '.' | '\'') {
        to -= 1;
    }
    to
}

/// Without a word before: the parts must lie close, name a road or place, and end at a door.
fn alone(page: &mut Page, parts: &Parts) {
    let mut first = 0;
    while first < parts.all.len() {
        let row = parts.row(page, first);
        let inside = &parts.all[first..row];
        let weight: u32 = inside.iter().map(|part| part.weight()).sum();
        let has = |sure: Sure| inside.iter().any(|part| part.sure == sure);
        let exact =
            has(Sure::Door) && (has(Sure::Road) || has(Sure::Place) || has(Sure::Area) || has(Sure::Named));
        let (from, to) = (inside[0].start, inside[inside.len() - 1].end);
        if weight >= 4
            && exact
            && !page.letters[from..to].iter().any(|c| is_star(*c))
            && !is_star(page.at(to))
        {
            page.take(from, to, Sort::Address);
        }
        first = row;
    }
}
