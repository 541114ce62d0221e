//! The file of a year as it is written, and everything that may be wrong with it. Whoever imports one is told the
//! file, the line and what to write instead; nothing is taken of a file with a mistake in it.

use super::{Calendar, CalendarError, Date, Holiday, Mistake, Notice, Year};
use crate::playbook::Page;
use crate::words::HolidayName;
use serde::Deserialize;
use std::collections::BTreeSet;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct YearFile {
    year: Spanned<i16>,
    state: State,
    notice: Option<Spanned<Notice>>,
    /// Where the notice was read.
    source: Option<String>,
    #[serde(default, rename = "holiday")]
    holidays: Vec<Run>,
}

#[derive(Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum State {
    Notice,
    Provisional,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Run {
    name: HolidayName,
    from: Spanned<Date>,
    to: Spanned<Date>,
    #[serde(default)]
    work: Vec<Spanned<Date>>,
}

/// A run of days off longer than this is a slip of the pen.
const LONGEST_DAYS: i64 = 15;

impl Year {
    pub fn read(name: &str, text: &str) -> Result<Year, Vec<CalendarError>> {
        let page = Page::new(name, text);
        let file: YearFile = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            vec![wrong(&page, at, Mistake::Unreadable(error.message().to_owned()))]
        })?;
        let mut errors = vec![];
        check(&page, &file, &mut errors);
        if errors.is_empty() { Ok(file.year()) } else { Err(errors) }
    }
}

impl Calendar {
    /// The files of a house, given as (name, text). A year stands in one file.
    pub fn load<N: AsRef<str>, T: AsRef<str>>(files: &[(N, T)]) -> Result<Calendar, Vec<CalendarError>> {
        let (mut years, mut errors) = (Vec::<Year>::new(), vec![]);
        for (name, text) in files {
            match Year::read(name.as_ref(), text.as_ref()) {
                Ok(year) if years.iter().any(|one| one.year == year.year) => {
                    errors.push(wrong(&Page::new(name.as_ref(), ""), 0, Mistake::YearTwice(year.year)));
                }
                Ok(year) => years.push(year),
                Err(more) => errors.extend(more),
            }
        }
        if errors.is_empty() { Ok(Calendar::of(years)) } else { Err(errors) }
    }
}

impl YearFile {
    fn year(self) -> Year {
        let run = |run: Run| Holiday {
            name: run.name,
            from: run.from.into_inner(),
            to: run.to.into_inner(),
            work: run.work.into_iter().map(Spanned::into_inner).collect(),
        };
        Year {
            year: self.year.into_inner(),
            notice: self.notice.map(Spanned::into_inner),
            holidays: self.holidays.into_iter().map(run).collect(),
        }
    }
}

fn check(page: &Page, file: &YearFile, errors: &mut Vec<CalendarError>) {
    let year = *file.year.get_ref();
    if !(2000..=2999).contains(&year) {
        errors.push(wrong(page, file.year.span().start, Mistake::NoYear(year)));
    }
    noticed(page, file, errors);
    let (mut off, mut work) = (BTreeSet::new(), BTreeSet::new());
    for run in &file.holidays {
        let (from, to) = (*run.from.get_ref(), *run.to.get_ref());
        in_year(page, year, &run.from, errors);
        in_year(page, year, &run.to, errors);
        if to < from || super::days_between(from, to) >= LONGEST_DAYS {
            let mistake = Mistake::NoRun { from, to, most: LONGEST_DAYS };
            errors.push(wrong(page, run.to.span().start, mistake));
            continue;
        }
        let mut day = from;
        while day <= to {
            if !off.insert(day) {
                errors.push(wrong(page, run.from.span().start, Mistake::HolidayTwice(day)));
            }
            day = super::after(day, 1);
        }
    }
    for day in file.holidays.iter().flat_map(|run| &run.work) {
        made_up(page, year, day, &off, errors);
        if !work.insert(*day.get_ref()) {
            errors.push(wrong(page, day.span().start, Mistake::WorkedTwice(*day.get_ref())));
        }
    }
}

fn noticed(page: &Page, file: &YearFile, errors: &mut Vec<CalendarError>) {
    let year = *file.year.get_ref();
    match (&file.state, &file.notice) {
        (State::Notice, None) => errors.push(wrong(page, 0, Mistake::NoticeMissing)),
        (State::Notice, Some(_)) if file.source.as_ref().is_none_or(|source| source.trim().is_empty()) => {
            errors.push(wrong(page, 0, Mistake::SourceMissing));
        }
        (State::Provisional, Some(notice)) => {
            errors.push(wrong(page, notice.span().start, Mistake::NoticeTooMany));
        }
        (State::Notice, Some(notice)) => {
            let issued = notice.get_ref().issued.year();
            if issued != notice.get_ref().year || !(year - 1..=year).contains(&issued) {
                errors.push(wrong(page, notice.span().start, Mistake::NoticeOfOtherYear { year }));
            }
        }
        (State::Provisional, None) => {}
    }
}

/// A run may begin in the last days of December before.
fn in_year(page: &Page, year: i16, day: &Spanned<Date>, errors: &mut Vec<CalendarError>) {
    let date = *day.get_ref();
    let before = date.year() == year - 1 && date.month() == 12 && date.day() >= 20;
    if date.year() != year && !before {
        errors.push(wrong(page, day.span().start, Mistake::OtherYear { day: date, year }));
    }
}

fn made_up(
    page: &Page,
    year: i16,
    day: &Spanned<Date>,
    off: &BTreeSet<Date>,
    errors: &mut Vec<CalendarError>,
) {
    let date = *day.get_ref();
    in_year(page, year, day, errors);
    if off.contains(&date) {
        errors.push(wrong(page, day.span().start, Mistake::HolidayWorked(date)));
    } else if date.weekday().to_monday_zero_offset() < 5 {
        errors.push(wrong(page, day.span().start, Mistake::WorkedAnyhow(date)));
    }
}

fn wrong(page: &Page, byte: usize, mistake: Mistake) -> CalendarError {
    let place = page.at(byte, String::new());
    CalendarError { file: place.file, line: place.line, mistake }
}
