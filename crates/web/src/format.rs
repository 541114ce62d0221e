//! Times, spans and money as a reader sees them. What is HTML here is made of numbers and our own words only.

use crate::locale::Locale;
use askama::filters::HtmlSafe;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};
use std::fmt;

/// A piece of HTML made by this module: the template does not escape it again.
pub struct Html(String);

impl fmt::Display for Html {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}
impl HtmlSafe for Html {}

/// China's time. A machine without a time zone database still knows its one constant offset.
pub fn shanghai() -> TimeZone {
    TimeZone::get("Asia/Shanghai").unwrap_or_else(|_| TimeZone::fixed(Offset::constant(8)))
}

fn at(ms: i64, zone: &TimeZone) -> Zoned {
    Timestamp::from_millisecond(ms).unwrap_or_default().to_zoned(zone.clone())
}

/// "今天 14:30", "3月5日 14:30", "2025年3月5日 14:30".
pub fn when(locale: Locale, zone: &TimeZone, now_ms: i64, ms: i64) -> String {
    let (now, then) = (at(now_ms, zone), at(ms, zone));
    let clock = then.strftime("%H:%M").to_string();
    let days = (then.date() - now.date()).get_days();
    let day = match days {
        -1 => locale.t("day-yesterday").to_owned(),
        0 => locale.t("day-today").to_owned(),
        1 => locale.t("day-tomorrow").to_owned(),
        _ => day(locale, &then, then.year() != now.year()),
    };
    format!("{day} {clock}")
}

fn day(locale: Locale, then: &Zoned, with_year: bool) -> String {
    let pattern = match (locale, with_year) {
        (Locale::Zh, false) => "%-m月%-d日",
        (Locale::Zh, true) => "%Y年%-m月%-d日",
        (Locale::En, false) => "%-d %b",
        (Locale::En, true) => "%-d %b %Y",
    };
    then.strftime(pattern).to_string()
}

/// The date alone.
pub fn date(zone: &TimeZone, ms: i64) -> String {
    at(ms, zone).strftime("%Y-%m-%d").to_string()
}

/// A day in a letter, with its year: letters are read later, and checked against the case.
pub fn date_words(locale: Locale, ms: i64) -> String {
    at(ms, &shanghai()).strftime(letter_day(locale)).to_string()
}

/// The same with the time.
pub fn moment_words(locale: Locale, ms: i64) -> String {
    at(ms, &shanghai()).strftime(&format!("{} %H:%M", letter_day(locale))).to_string()
}

fn letter_day(locale: Locale) -> &'static str {
    if locale == Locale::Zh { "%Y年%-m月%-d日" } else { "%Y-%m-%d" }
}

/// A day without a time.
pub fn civil(locale: Locale, day: jiff::civil::Date) -> String {
    let pattern = if locale == Locale::Zh { "%Y年%-m月%-d日" } else { "%-d %b %Y" };
    day.strftime(pattern).to_string()
}

/// The full date with its offset, for hover, print and mail.
pub fn full(zone: &TimeZone, ms: i64) -> String {
    at(ms, zone).strftime("%Y-%m-%d %H:%M:%S UTC%:z").to_string()
}

/// The short form on the page, the full one on hover, the exact one for machines.
pub fn time_tag(locale: Locale, zone: &TimeZone, now_ms: i64, ms: i64) -> Html {
    let exact = Timestamp::from_millisecond(ms).unwrap_or_default();
    Html(format!(
        "<time datetime=\"{exact}\" title=\"{}\">{}</time>",
        full(zone, ms),
        when(locale, zone, now_ms, ms)
    ))
}

/// A span in words, two units at most: "2 天 4 小时".
pub fn span(locale: Locale, ms: i64) -> String {
    let minutes = ms.abs() / 60_000;
    let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    let parts = match (days, hours, rest) {
        (0, 0, 0) => return locale.t("span-moment").to_owned(),
        (0, 0, _) => vec![("span-minutes", rest)],
        (0, _, _) => vec![("span-hours", hours), ("span-minutes", rest)],
        _ => vec![("span-days", days), ("span-hours", hours)],
    };
    let words: Vec<_> =
        parts.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| locale.t1(key, "n", n)).collect();
    words.join(" ")
}

/// "¥1,234.50" from fen.
pub fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "−" } else { "" };
    let (whole, cents) = (fen.unsigned_abs() / 100, fen.unsigned_abs() % 100);
    let digits = whole.to_string();
    let first = digits.len() % 3;
    let mut grouped = String::from(&digits[..first]);
    for chunk in digits.as_bytes()[first..].chunks(3) {
        if !grouped.is_empty() {
            grouped.push(',');
        }
        grouped.extend(chunk.iter().map(|byte| char::from(*byte)));
    }
    format!("{sign}¥{grouped}.{cents:02}")
}

/// Money in figures of one width.
pub fn money_tag(fen: i64) -> Html {
    Html(format!("<data class=\"money\" value=\"{fen}\">{}</data>", yuan(fen)))
}

/// "1.2 MB"
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_024 => format!("{bytes} B"),
        1_024..1_048_576 => format!("{} KB", bytes / 1_024),
        _ => format!("{}.{} MB", bytes / 1_048_576, bytes % 1_048_576 * 10 / 1_048_576),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_grouped_by_thousands_and_has_two_decimals() {
        for (fen, text) in [
            (0, "¥0.00"),
            (5, "¥0.05"),
            (123_450, "¥1,234.50"),
            (-16_800, "−¥168.00"),
            (100_000_000, "¥1,000,000.00"),
        ] {
            assert_eq!(yuan(fen), text);
        }
    }

    #[test]
    fn a_day_near_now_is_named_and_a_far_one_has_its_date() {
        let zone = shanghai();
        let now = 1_795_329_000_000; // 2026-11-22 14:30 in Shanghai
        let hour = 3_600_000;
        assert_eq!(when(Locale::Zh, &zone, now, now), "今天 14:30");
        assert_eq!(when(Locale::Zh, &zone, now, now + 12 * hour), "明天 02:30");
        assert_eq!(when(Locale::En, &zone, now, now - 24 * hour), "yesterday 14:30");
        assert_eq!(when(Locale::Zh, &zone, now, now + 72 * hour), "11月25日 14:30");
        assert_eq!(when(Locale::En, &zone, now, now - 400 * 24 * hour), "18 Oct 2025 14:30");
    }

    #[test]
    fn a_span_has_two_units_at_most() {
        assert_eq!(span(Locale::Zh, 30_000), "不到 1 分钟");
        assert_eq!(span(Locale::Zh, 200 * 60_000), "3 小时 20 分钟");
        assert_eq!(span(Locale::En, 24 * 3_600_000), "1 day");
        assert_eq!(span(Locale::En, (52 * 60 + 7) * 60_000), "2 days 4 hours");
    }
}
