//! Times as files have them, to milliseconds UTC.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// What lies outside is a slip of the pen or a clock that was never set.
const PLAUSIBLE_YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;

/// A zone by its name. The data is carried in the program, since bare containers have none.
pub fn zone(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok()
}

/// `2024-05-01 13:05:09`, `2024/5/1 13:05`, `2024年5月1日`, RFC 3339 with a zone, or milliseconds since 1970.
pub fn time_ms(text: &str, zone: &TimeZone) -> Result<i64, String> {
    let text = text.trim();
    let no = || format!("“{text}” is no time; write it like 2024-05-01 13:05:09");
    let at = if let Ok(at) = text.parse::<Timestamp>() {
        at
    } else if text.len() >= 12 && text.bytes().all(|b| b.is_ascii_digit()) {
        Timestamp::from_millisecond(text.parse().map_err(|_| no())?).map_err(|_| no())?
    } else {
        civil(text).ok_or_else(no)?.to_zoned(zone.clone()).map_err(|_| no())?.timestamp()
    };
    if !PLAUSIBLE_YEARS.contains(&at.to_zoned(TimeZone::UTC).year()) {
        return Err(format!("“{text}” is not in the years {PLAUSIBLE_YEARS:?}"));
    }
    Ok(at.as_millisecond())
}

/// A promise "by the first of May" without an hour is kept until that day is over.
pub fn end_of_day_ms(text: &str, zone: &TimeZone) -> Result<i64, String> {
    let start = time_ms(text, zone)?;
    let Some(day) = civil(text.trim()).filter(|_| !text.contains([':', '时'])) else { return Ok(start) };
    let next = day.date().tomorrow().ok().and_then(|d| d.to_zoned(zone.clone()).ok());
    Ok(next.map_or(start, |next| next.timestamp().as_millisecond() - 1))
}

fn civil(text: &str) -> Option<DateTime> {
    let plain =
        text.replace(['/', '年', '月'], "-").replace(['日', 'T'], " ").replace(['时', '分', '：'], ":");
    let plain = plain.replace('秒', "");
    let mut words = plain.split_whitespace();
    let (date, clock) = (words.next()?, words.next().unwrap_or("0:0"));
    if words.next().is_some() {
        return None;
    }
    let [year, month, day] = numbers(date, '-')?;
    let (clock, _fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let clock = clock.trim_end_matches(':');
    let [hour, minute, second] = if clock.matches(':').count() == 1 {
        numbers(&format!("{clock}:0"), ':')?
    } else {
        numbers(clock, ':')?
    };
    let small = |n: i16| i8::try_from(n).ok();
    DateTime::new(year, small(month)?, small(day)?, small(hour)?, small(minute)?, small(second)?, 0).ok()
}

fn numbers(text: &str, between: char) -> Option<[i16; 3]> {
    let parts: Option<Vec<i16>> = text.split(between).map(number).collect();
    parts?.try_into().ok()
}

/// `+5` is a number to the standard library, and no part of a date.
fn number(text: &str) -> Option<i16> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?
}
