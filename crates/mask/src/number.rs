//! Rows of digits: mobile phones and landlines, identity cards, bank cards. However they are written: in groups,
//! full width, in Chinese figures, mixed.

use crate::Sort;
use crate::check;
use crate::cue::Of;
use crate::text::Page;

/// Longest row of groups looked at together, and of digits in them.
const GROUPS: usize = 12;
const DIGITS: usize = 22;
const FEWEST: usize = 7;

/// Digits of one kind without anything between.
struct Group {
    start: usize,
    end: usize,
}

pub fn find(page: &mut Page) {
    let groups = groups(page);
    let mut row = 0;
    while row < groups.len() {
        let end = row_end(page, &groups, row);
        look_at(page, &groups[row..end]);
        row = end;
    }
}

fn digit(letter: char) -> Option<u8> {
    Some(match letter {
        '0'..='9' => letter as u8 - b'0',
        '零' | '〇' | '○' => 0,
        '一' | '幺' | '壹' => 1,
        '二' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn groups(page: &Page) -> Vec<Group> {
    let mut groups: Vec<Group> = vec![];
    let mut i = 0;
    while i < page.len() {
        if digit(page.at(i)).is_none() || page.is_taken(i) {
            i += 1;
            continue;
        }
        let (start, ascii) = (i, page.at(i).is_ascii());
        while i < page.len() && digit(page.at(i)).is_some() && page.at(i).is_ascii() == ascii {
            i += 1;
        }
        groups.push(Group { start, end: i });
    }
    groups
}

/// Groups follow each other directly or with one sign, or two where a bracket or a spaced dash is among them.
fn row_end(page: &Page, groups: &[Group], first: usize) -> usize {
    let mut end = first + 1;
    while end < groups.len() && is_gap(page, groups[end - 1].end, groups[end].start) {
        end += 1;
    }
    end
}

fn is_gap(page: &Page, from: usize, to: usize) -> bool {
    let gap = page.letters.get(from..to.min(from + 4)).unwrap_or_default();
    match *gap {
        [] => to == from,
        [one] => matches!(one, ' ' | '-' | '.' | ')' | '·' | '_' | '/'),
        [')' | ' ' | '-', ' ' | '-'] => true,
        [' ', '-', ' '] => true,
        _ => false,
    }
}

fn look_at(page: &mut Page, row: &[Group]) {
    let mut i = 0;
    while i < row.len() {
        match longest(page, &row[i..]) {
            Some((groups, start, end, sort)) => {
                page.take(start, end, sort);
                i += groups;
            }
            None => i += 1,
        }
    }
}

/// The groups from here read together, as many as make sense.
fn longest(page: &Page, row: &[Group]) -> Option<(usize, usize, usize, Sort)> {
    let start = row[0].start;
    if page.before(start).is_ascii_alphabetic() && !is_after_latin_cue(page, start) {
        return None;
    }
    let mut digits: Vec<u8> = Vec::with_capacity(DIGITS);
    let mut shape: Vec<usize> = Vec::with_capacity(GROUPS);
    for group in row.iter().take(GROUPS) {
        if digits.len() + group.end - group.start > DIGITS {
            break;
        }
        digits.extend((group.start..group.end).filter_map(|i| digit(page.at(i))));
        shape.push(group.end - group.start);
    }
    (1..=shape.len()).rev().find_map(|count| {
        let shape = &shape[..count];
        let digits = &digits[..shape.iter().sum()];
        // One by one, or in a few groups.
        if digits.len() < FEWEST || (count > 6 && count != 11) {
            return None;
        }
        let number = Number { page, start, end: row[count - 1].end, digits, shape };
        number.read().map(|(start, end, sort)| (count, start, end, sort))
    })
}

fn is_after_latin_cue(page: &Page, start: usize) -> bool {
    page.cue_at(start).is_some_and(|cue| cue.end == start && cue.of != Of::Thing)
}

struct Number<'a> {
    page: &'a Page,
    start: usize,
    end: usize,
    digits: &'a [u8],
    shape: &'a [usize],
}

impl Number<'_> {
    fn read(&self) -> Option<(usize, usize, Sort)> {
        self.id().or_else(|| {
            let next = self.page.at(self.end);
            if next.is_ascii_alphanumeric()
                && self.page.cues.binary_search_by_key(&self.end, |cue| cue.start).is_err()
            {
                return None;
            }
            self.card().or_else(|| self.mobile()).or_else(|| self.landline()).or_else(|| self.abroad())
        })
    }

    fn is_of(&self, of: Of) -> bool {
        self.page.cue_at(self.start).is_some_and(|cue| cue.of == of)
    }

    /// An order, a parcel: the word before says so.
    fn is_thing(&self) -> bool {
        const REACH: usize = 10;
        let mut near = self.page.cues_before(self.start, REACH);
        near.next().is_some_and(|cue| {
            let between = &self.page.letters[cue.end..self.start];
            cue.of == Of::Thing
                && !between.iter().any(|c| matches!(c, ',' | '。' | ';' | '!' | '?' | '\n' | '、'))
        })
    }

    fn is_touched_by_stars(&self) -> bool {
        crate::text::is_star(self.page.before(self.start)) || crate::text::is_star(self.page.at(self.end))
    }

    /// Eighteen digits that check, or fifteen that may be; both right after the word, checked or not.
    fn id(&self) -> Option<(usize, usize, Sort)> {
        let (is_x, end) = self.final_x();
        let next = self.page.at(end);
        if next.is_ascii_alphanumeric() {
            return None;
        }
        let said = self.is_of(Of::Id);
        let length = self.digits.len() + usize::from(is_x);
        let fits = match length {
            18 => said || check::is_id18(self.digits, is_x),
            15 => {
                !is_x && (said || (check::is_id15(self.digits) && self.shape.len() == 1 && !self.is_thing()))
            }
            _ => false,
        };
        fits.then_some((self.start, end, Sort::Id))
    }

    fn final_x(&self) -> (bool, usize) {
        let is_x = |i: usize| matches!(self.page.at(i), 'x' | 'X' | '×' | 'Χ');
        let spaced = matches!(self.page.at(self.end), ' ' | '-') && self.digits.len() == 17;
        match () {
            _ if is_x(self.end) => (true, self.end + 1),
            _ if spaced && is_x(self.end + 1) => (true, self.end + 2),
            _ => (false, self.end),
        }
    }

    fn card(&self) -> Option<(usize, usize, Sort)> {
        let said = self.is_of(Of::Card);
        let fits = match self.digits.len() {
            16..=19 => {
                self.is_in_groups_of_a_card() && (said || (self.is_issued() && check::is_luhn(self.digits)))
            }
            15 => matches!(self.digits[..2], [3, 4] | [3, 7]) && check::is_luhn(self.digits),
            12..=21 => said && self.shape.len() == 1,
            _ => false,
        };
        (fits && (said || !self.is_thing())).then_some((self.start, self.end, Sort::Card))
    }

    fn is_in_groups_of_a_card(&self) -> bool {
        let (last, rest) = self.shape.split_last().unwrap_or((&0, &[]));
        self.shape.len() == 1 || (rest.iter().all(|group| *group == 4) && *last <= 4) || self.shape[0] == 6
    }

    fn is_issued(&self) -> bool {
        matches!(self.digits[..2], [6, 0 | 2 | 5] | [4, _] | [5, 1..=5] | [3, 5] | [9, 5] | [2, 2..=7])
    }

    /// Eleven digits from 13 to 19, with the code of the country or without.
    fn mobile(&self) -> Option<(usize, usize, Sort)> {
        let own = match (self.digits, self.shape[0]) {
            ([8, 6, rest @ ..], 2 | 13) if rest.len() == 11 => rest,
            ([0, 0, 8, 6, rest @ ..], 4 | 15) if rest.len() == 11 => rest,
            ([0, rest @ ..], 12) if rest.len() == 11 => rest,
            (all, _) => all,
        };
        let is_mobile = own.len() == 11 && own[0] == 1 && own[1] >= 3;
        let prefix = self.digits.len() - own.len();
        let shape = match self.shape {
            [_] => &[11],
            [_, rest @ ..] if prefix > 0 => rest,
            all => all,
        };
        if !is_mobile || !is_spoken(shape) || self.is_thing() {
            return None;
        }
        Some((self.with_plus(), self.end, Sort::Phone))
    }

    fn with_plus(&self) -> usize {
        let is_plus = |i: usize| self.page.before(i) == '+';
        match self.start {
            start if is_plus(start) => start - 1,
            start if self.page.before(start) == '(' && is_plus(start - 1) => start - 2,
            start => start,
        }
    }

    /// Area code and seven or eight digits; without the code only after a word that is not a hotline's.
    fn landline(&self) -> Option<(usize, usize, Sort)> {
        let hotline = self.page.cue_at(self.start).is_some_and(|cue| cue.of == Of::Hotline);
        if hotline || self.is_thing() || self.is_touched_by_stars() {
            return None;
        }
        let local = match (self.digits, self.shape) {
            ([0, 1, 0, rest @ ..] | [0, 2, _, rest @ ..], [3, ..] | [_]) => rest,
            ([0, 3..=9, _, _, rest @ ..], [4, ..] | [_]) => rest,
            (all, [7 | 8] | [4, 4] | [3, 4]) if self.is_of(Of::Phone) => all,
            _ => return None,
        };
        let by_code = local.len() < self.digits.len();
        let fits = matches!(local.len(), 7 | 8) && matches!(local[0], 2..=9);
        let bracket = by_code && self.page.before(self.start) == '(' && self.shape.len() > 1;
        let start = if bracket { self.start - 1 } else { self.start };
        fits.then(|| (start, self.extension(), Sort::Phone))
    }

    /// "-801", "转801".
    fn extension(&self) -> usize {
        let sign = matches!(self.page.at(self.end), '-' | '转');
        let digits = (self.end + 1..).take_while(|i| self.page.at(*i).is_ascii_digit()).take(6).count();
        if sign && matches!(digits, 1..=5) { self.end + 1 + digits } else { self.end }
    }

    /// "+44 20 7946 0958", "(415) 555-0132".
    fn abroad(&self) -> Option<(usize, usize, Sort)> {
        let start = self.with_plus();
        if start < self.start && matches!(self.digits.len(), 8..=15) && !self.is_thing() {
            return Some((start, self.end, Sort::Phone));
        }
        let local = self.digits.strip_prefix(&[1]).unwrap_or(self.digits);
        let in_groups = matches!(*self.shape, [3, 3, 4] | [1, 3, 3, 4]) && local.len() == 10;
        let toll_free = matches!(local[..3], [8, 0, 0] | [8, 4..=8, _] | [4, 0, 0]);
        let bracket = self.page.before(self.start) == '(';
        let said = self.page.cues_before(self.start, 24).next().is_some_and(|cue| cue.of == Of::Phone);
        let fits = in_groups && local[0] >= 2 && !toll_free && (bracket || said);
        fits.then_some((self.start - usize::from(bracket), self.end, Sort::Phone))
    }
}

/// How people group the eleven digits; other groups are amounts and dates that happen to have eleven.
fn is_spoken(shape: &[usize]) -> bool {
    matches!(
        shape,
        [11] | [3, 4, 4]
            | [3, 8]
            | [7, 4]
            | [3, 3, 5]
            | [4, 3, 4]
            | [3, 4, 2, 2]
            | [4, 4, 3]
            | [3, 2, 2, 2, 2]
            | [3, 2, 3, 3]
            | [3, 3, 3, 2]
    ) || (shape.len() == 11)
        || (shape.len() == 6 && shape.iter().all(|group| *group <= 2))
        || (shape.len() == 2 && shape.iter().sum::<usize>() == 11 && shape[0] == 5)
}
