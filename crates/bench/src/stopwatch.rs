//! The one place of the bench that looks at a stopwatch, and what is said of many looks.

use std::time::{Duration, Instant};

#[expect(clippy::disallowed_methods, reason = "a bench looks at a stopwatch")]
pub fn now() -> Instant {
    Instant::now()
}

/// What the clock on the wall says, as the program that is measured reads it.
#[expect(clippy::disallowed_methods, reason = "the program that is measured has the machine's clock")]
pub fn wall_ms() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Durations of many equal things.
#[derive(Clone, Debug, Default)]
pub struct Times(Vec<Duration>);

impl Times {
    pub fn push(&mut self, took: Duration) {
        self.0.push(took);
    }
    pub fn extend(&mut self, others: Times) {
        self.0.extend(others.0);
    }
    pub fn p50_ms(&self) -> f64 {
        self.at(0.5)
    }
    pub fn p95_ms(&self) -> f64 {
        self.at(0.95)
    }
    pub fn p50_us(&self) -> f64 {
        1e3 * self.p50_ms()
    }
    pub fn p95_us(&self) -> f64 {
        1e3 * self.p95_ms()
    }
    fn at(&self, share: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort();
        let last = sorted.len().saturating_sub(1);
        sorted.get((last as f64 * share).round() as usize).map_or(f64::NAN, |took| took.as_secs_f64() * 1e3)
    }
}
