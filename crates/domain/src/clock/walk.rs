//! A clock from its beginning to its end, with everything that happens to it between: it stands still, goes on, is
//! missed, and is met when its step is done. A case does the same event by event; here the events are known already,
//! as they are when the past is tried under other rules.

use super::{Clock, Hold};
use crate::calendar::{Calendar, Hours};

/// A time in which a clock stands still. Without an end it still does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stand {
    pub why: String,
    pub of: String,
    pub from_ms: i64,
    pub until_ms: Option<i64>,
}

enum Turn {
    Holds,
    GoesOn,
}

impl Clock {
    /// What has become of a clock that begins, once its step is done or, while it is not, now. Done on the very
    /// moment it is due is in time.
    pub fn walked(
        mut self,
        stands: &[Stand],
        done_ms: Option<i64>,
        now_ms: i64,
        (calendar, hours): (&Calendar, Hours),
    ) -> Clock {
        let (end_ms, last_ms) = (done_ms.unwrap_or(now_ms), done_ms.map_or(now_ms, |done_ms| done_ms - 1));
        let mut turns = vec![];
        for stand in stands {
            let (from_ms, until_ms) = (stand.from_ms.max(self.from_ms), stand.until_ms.unwrap_or(i64::MAX));
            if from_ms < until_ms && from_ms <= last_ms {
                turns.push((from_ms, Turn::Holds, stand));
            }
            if from_ms < until_ms && until_ms <= end_ms {
                turns.push((until_ms, Turn::GoesOn, stand));
            }
        }
        turns.sort_by_key(|(at_ms, ..)| *at_ms);
        for (at_ms, turn, Stand { why, of, .. }) in turns {
            self.strikes_by(at_ms);
            match turn {
                Turn::Holds if self.missed_ms.is_none() => {
                    self.hold(Hold { why: why.clone(), of: of.clone(), from_ms: at_ms });
                }
                Turn::Holds => {}
                Turn::GoesOn => {
                    self.release(why, of, at_ms);
                    if self.counts_days() {
                        self = self.counted_again(calendar, hours).unwrap_or(self);
                    }
                }
            }
        }
        self.strikes_by(last_ms);
        self.met_ms = done_ms;
        self
    }

    fn strikes_by(&mut self, at_ms: i64) {
        if self.ticks() && self.due_ms <= at_ms {
            self.missed_ms = Some(self.due_ms);
        }
    }

    /// As its span comes out by this calendar with all it has stood still; nothing where that says nothing new.
    pub(crate) fn counted_again(&self, calendar: &Calendar, hours: Hours) -> Option<Clock> {
        let mut clock = self.clone();
        let sum = clock.sum.as_mut()?;
        let counted = calendar.count(sum.span, hours, clock.from_ms, &clock.pauses);
        if (counted.due_ms, &counted.steps) == (clock.due_ms, &sum.steps) {
            return None;
        }
        (clock.due_ms, sum.steps) = (counted.due_ms, counted.steps);
        sum.calendar = sum.span.unit.needs_calendar().then(|| calendar.version().to_owned());
        Some(clock)
    }
}
