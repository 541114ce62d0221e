//! Times outside are RFC 3339 in UTC, in fields that end in `_at`; inside they are milliseconds.

use super::word::filled;
use domain::Refusal;

pub fn text(at_ms: i64) -> String {
    jiff::Timestamp::from_millisecond(at_ms).unwrap_or(jiff::Timestamp::MAX).to_string()
}

pub fn opt_text(at_ms: Option<i64>) -> Option<String> {
    at_ms.map(text)
}

pub fn parse(given: Option<&str>) -> Result<Option<i64>, Refusal> {
    let one = |given: &str| given.parse::<jiff::Timestamp>().map(jiff::Timestamp::as_millisecond);
    filled(given).map(one).transpose().map_err(|_| Refusal::DueInvalid)
}
