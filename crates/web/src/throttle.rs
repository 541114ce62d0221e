//! Slowing down whoever guesses: so many tries per key and minute, kept in memory. A restart forgets them, which
//! gives a guesser nothing: links have 128 bits, codes five tries of their own, passwords a slow hash.

use std::collections::HashMap;
use std::sync::Mutex;

/// Keys remembered at most; beyond that the oldest window is dropped whole.
const KEYS_MAX: usize = 100_000;

#[derive(Default)]
pub struct Throttle(Mutex<Windows>);

#[derive(Default)]
struct Windows {
    minute: i64,
    counts: HashMap<String, u32>,
}

impl Throttle {
    /// Counts one try; false when there were more than `per_minute`.
    pub fn allows(&self, key: &str, per_minute: u32, now_ms: i64) -> bool {
        let mut windows = self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let minute = now_ms / 60_000;
        if windows.minute != minute || windows.counts.len() >= KEYS_MAX {
            windows.minute = minute;
            windows.counts.clear();
        }
        let count = windows.counts.entry(key.to_owned()).or_default();
        *count += 1;
        *count <= per_minute
    }
}

#[cfg(test)]
mod tests {
    use super::Throttle;

    #[test]
    fn the_sixth_try_of_a_minute_is_refused_and_the_next_minute_is_new() {
        let throttle = Throttle::default();
        let tries: Vec<bool> = (0..6).map(|_| throttle.allows("10.0.0.1", 5, 0)).collect();
        assert_eq!(tries, [true, true, true, true, true, false]);
        assert!(throttle.allows("10.0.0.2", 5, 0));
        assert!(throttle.allows("10.0.0.1", 5, 60_000));
    }
}
