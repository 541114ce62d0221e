//! A time as a device wrote it: its local clock, and how far that was from UTC if it said so.

use jiff::civil::DateTime;
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    pub local: DateTime,
    /// Minutes east of UTC. Without it nobody knows which clock it was.
    pub offset_min: Option<i32>,
}

impl Stamp {
    /// The moment, where the offset is known.
    pub fn at_ms(&self) -> Option<i64> {
        let offset = Offset::from_seconds(self.offset_min? * 60).ok()?;
        Some(offset.to_timestamp(self.local).ok()?.as_millisecond())
    }

    /// `2026-11-20 10:00:00`, perhaps with `+08:00` behind it.
    pub(crate) fn parse(text: &str) -> Option<Stamp> {
        let local = DateTime::strptime("%Y-%m-%d %H:%M:%S", text.get(..19)?).ok()?;
        Some(Stamp { local, offset_min: text.get(19..).and_then(offset) })
    }

    /// As PDF writes it: `D:20261120100000+08'00'`, cut anywhere behind the year.
    pub(crate) fn of_pdf(text: &str) -> Option<Stamp> {
        let text = text.strip_prefix("D:").unwrap_or(text);
        let digits: String = text.chars().take_while(char::is_ascii_digit).take(14).collect();
        let part = |from: usize, to: usize, without: i8| match digits.get(from..to) {
            Some(part) => part.parse().ok(),
            None => Some(without),
        };
        let year = digits.get(..4)?.parse().ok()?;
        let (month, day) = (part(4, 6, 1)?, part(6, 8, 1)?);
        let (hour, minute, second) = (part(8, 10, 0)?, part(10, 12, 0)?, part(12, 14, 0)?);
        let local = DateTime::new(year, month, day, hour, minute, second, 0).ok()?;
        Some(Stamp { local, offset_min: text.get(digits.len()..).and_then(offset) })
    }
}

/// `+08:00`, `+08'00'`, `Z`.
fn offset(text: &str) -> Option<i32> {
    let text = text.trim();
    if text.starts_with('Z') {
        return Some(0);
    }
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let digits: String = text.chars().filter(char::is_ascii_digit).take(4).collect();
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = digits.get(2..4).map_or(Some(0), |text| text.parse().ok())?;
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

#[cfg(test)]
mod tests {
    use super::Stamp;

    #[test]
    fn times_are_read_as_devices_write_them() {
        let with = Stamp::of_pdf("D:20261120100000+08'00'").expect("a time");
        assert_eq!(with.offset_min, Some(480));
        assert_eq!(with.at_ms(), Some(1_795_140_000_000));
        let without = Stamp::of_pdf("D:2026").expect("a year is enough");
        assert_eq!(without.local.to_string(), "2026-01-01T00:00:00");
        assert_eq!(without.at_ms(), None);
        assert_eq!(Stamp::parse("2026-11-20 10:00:00 +08:00"), Some(with));
        assert_eq!(Stamp::of_pdf("D:20269999"), None);
    }
}
