//! What can be wrong with the file of a year. Each mistake has a code, by which a page says it in the reader's language;
//! the command line says it as it stands here.

use super::Date;

/// Where, and what.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {mistake}")]
pub struct CalendarError {
    pub file: String,
    pub line: usize,
    pub mistake: Mistake,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Mistake {
    #[error("{0}")]
    Unreadable(String),
    #[error("the year {0} is already in another file; keep one of them")]
    YearTwice(i16),
    #[error("{0} is no year of this age; write 2000 to 2999")]
    NoYear(i16),
    #[error(
        "state = \"notice\" needs notice = {{ year, number, issued }}; without one write state = \"provisional\""
    )]
    NoticeMissing,
    #[error("source is missing; write where the notice was read")]
    SourceMissing,
    #[error("a provisional year has no notice; write state = \"notice\" or leave the notice out")]
    NoticeTooMany,
    #[error("a notice for {year} is issued in {before} or {year}, and its number is of that year", before = year - 1)]
    NoticeOfOtherYear { year: i16 },
    #[error("{from} to {to} is no run of days off; from comes first, at most {most} days")]
    NoRun { from: Date, to: Date, most: i64 },
    #[error("{day} is not in {year}; write it into the file of its own year")]
    OtherYear { day: Date, year: i16 },
    #[error("{0} is a holiday twice; leave it in one of them")]
    HolidayTwice(Date),
    #[error("{0} is a holiday and a working day; it can be one of them")]
    HolidayWorked(Date),
    #[error("{0} is worked anyhow; only a Saturday or Sunday is made a working day")]
    WorkedAnyhow(Date),
    #[error("{0} is worked twice; leave it once")]
    WorkedTwice(Date),
}

impl Mistake {
    pub const CODES: [&'static str; 13] = [
        "unreadable",
        "year_twice",
        "no_year",
        "notice_missing",
        "source_missing",
        "notice_too_many",
        "notice_of_other_year",
        "no_run",
        "other_year",
        "holiday_twice",
        "holiday_worked",
        "worked_anyhow",
        "worked_twice",
    ];

    pub fn code(&self) -> &'static str {
        let at = match self {
            Mistake::Unreadable(_) => 0,
            Mistake::YearTwice(_) => 1,
            Mistake::NoYear(_) => 2,
            Mistake::NoticeMissing => 3,
            Mistake::SourceMissing => 4,
            Mistake::NoticeTooMany => 5,
            Mistake::NoticeOfOtherYear { .. } => 6,
            Mistake::NoRun { .. } => 7,
            Mistake::OtherYear { .. } => 8,
            Mistake::HolidayTwice(_) => 9,
            Mistake::HolidayWorked(_) => 10,
            Mistake::WorkedAnyhow(_) => 11,
            Mistake::WorkedTwice(_) => 12,
        };
        Mistake::CODES[at]
    }

    /// What its sentence names: the day or the year, and what stands beside it.
    pub fn values(&self) -> [(&'static str, String); 2] {
        let (what, other) = match self {
            Mistake::Unreadable(words) => (words.clone(), String::new()),
            Mistake::YearTwice(year) | Mistake::NoYear(year) => (year.to_string(), String::new()),
            Mistake::NoticeMissing | Mistake::SourceMissing | Mistake::NoticeTooMany => Default::default(),
            Mistake::NoticeOfOtherYear { year } => (year.to_string(), (year - 1).to_string()),
            Mistake::NoRun { from, to, .. } => (from.to_string(), to.to_string()),
            Mistake::OtherYear { day, year } => (day.to_string(), year.to_string()),
            Mistake::HolidayTwice(day)
            | Mistake::HolidayWorked(day)
            | Mistake::WorkedAnyhow(day)
            | Mistake::WorkedTwice(day) => (day.to_string(), String::new()),
        };
        [("what", what), ("other", other)]
    }
}
