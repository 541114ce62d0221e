//! Times as a scenario writes them: 20分, 2小时, 1天; a step's `+20分` or `09:30`; a start of `3天前 09:00`.

use domain::clock::{DAY_MS, HOUR_MS, MINUTE_MS};
use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;

/// When a step happens, seen from the step before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    Now,
    After(i64),
    /// The next time the clock on the wall shows this.
    At(Time),
}

/// When a scenario starts, seen from the moment it is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    pub ago_ms: i64,
    /// On that day at this time, instead of at the time of day of the present.
    pub at: Option<Time>,
}

pub fn span(written: &str) -> Option<i64> {
    let unit = [("分", MINUTE_MS), ("小时", HOUR_MS), ("天", DAY_MS)];
    unit.iter().find_map(|(name, ms)| written.strip_suffix(name)?.parse::<i64>().ok()?.checked_mul(*ms))
}

pub fn time(written: &str) -> Option<Time> {
    let (hour, minute) = written.split_once(':')?;
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

pub fn step(written: &str) -> Option<When> {
    match written.strip_prefix('+') {
        Some(later) => span(later).map(When::After),
        None => time(written).map(When::At),
    }
}

impl When {
    pub fn after(self, last_ms: i64, zone: &TimeZone) -> i64 {
        match self {
            When::Now => last_ms,
            When::After(ms) => last_ms + ms,
            When::At(time) => {
                let today = on_day(last_ms, time, zone);
                if today < last_ms { today + DAY_MS } else { today }
            }
        }
    }
}

impl Start {
    pub fn before(self, now_ms: i64, zone: &TimeZone) -> i64 {
        let day_ms = now_ms - self.ago_ms;
        self.at.map_or(day_ms, |time| on_day(day_ms, time, zone))
    }
}

/// This time of day on the day in which `ms` lies.
fn on_day(ms: i64, time: Time, zone: &TimeZone) -> i64 {
    let at =
        Timestamp::from_millisecond(ms).ok().map(|at| at.to_zoned(zone.clone()).date().to_datetime(time));
    let zoned = at.and_then(|at| at.to_zoned(zone.clone()).ok());
    zoned.map_or(ms, |zoned| zoned.timestamp().as_millisecond())
}
