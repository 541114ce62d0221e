//! Breakers over parcels: when too many parcels of a route, a carrier or a product go wrong within a window, the breaker
//! of that route, carrier or product trips. Whoever waits for such a parcel then gets an offer by rule, within a budget.
//!
//! A parcel is judged at one moment by each rule; the store reads who was judged within the window, and what follows
//! from their number is decided here.

mod file;
mod state;

use crate::actor::{Party, Role};
use crate::case::{Choice, OfferItem};
use crate::clock::HOUR_MS;
use crate::id::BreakerId;
use crate::money::Fen;
use crate::parcel::ParcelFacts;
use crate::playbook::{Both, RungItem};
use crate::words::Scope;
use serde::{Deserialize, Serialize};

pub use state::{Breaker, Ended, Trip, Tripped};

/// The rules of a house, checked together.
#[derive(Clone, Debug)]
pub struct Breakers {
    pub rules: Vec<Rule>,
    /// The first 16 hex digits of SHA-256 over the file: what a trip was decided under.
    pub version: String,
}

#[derive(Clone, Debug)]
pub struct Rule {
    pub id: String,
    pub label: Both,
    pub scope: Scope,
    pub wrong: Wrong,
    pub window_ms: i64,
    pub at_least: u32,
    pub share_percent: u8,
    pub clean_ms: i64,
    pub relief: Relief,
}

/// What is wrong with a parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Not there so long after it was promised.
    Late { by_ms: i64 },
    /// Under way and not seen for so long.
    NoScan { for_ms: i64 },
    /// In thousandths of a degree.
    Warmer { than_milli: i64 },
}

/// What is offered by rule to whoever waits for such a parcel.
#[derive(Clone, Debug)]
pub struct Relief {
    /// With the limits of this role.
    pub by: Role,
    /// The kind of the case that is opened where there is none.
    pub kind: String,
    pub advance: bool,
    pub debtor: Option<Party>,
    /// What may be promised in one trip.
    pub budget: Fen,
    /// Those that came meanwhile get it, too.
    pub delivered: bool,
    pub choice: Choice,
    pub items: Vec<RungItem>,
    pub hours: u32,
    pub words: Both,
    pub matter: Both,
}

/// What a rule makes of a parcel, and from when on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    pub at_ms: i64,
    pub matches: bool,
}

/// What was judged within a window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weighed {
    pub counted: u32,
    pub matched: u32,
    /// When the last one matched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_ms: Option<i64>,
}

impl Rule {
    pub fn breaker(&self, code: &str) -> BreakerId {
        BreakerId::of(&self.id, code)
    }

    /// Nothing while it cannot be said yet, and for parcels the rule says nothing about.
    pub fn judge(&self, parcel: &ParcelFacts, now_ms: i64) -> Option<Judged> {
        let judged = match self.wrong {
            Wrong::Late { by_ms } => {
                let at_ms = parcel.promised_ms?.saturating_add(by_ms);
                Judged { at_ms, matches: parcel.delivered_ms.is_none_or(|came| came > at_ms) }
            }
            Wrong::NoScan { for_ms } => match parcel.delivered_ms {
                Some(at_ms) => Judged { at_ms, matches: false },
                None => Judged { at_ms: parcel.scanned_ms?.saturating_add(for_ms), matches: true },
            },
            Wrong::Warmer { than_milli } => {
                let warmest = parcel.warmest?;
                Judged { at_ms: warmest.at_ms, matches: warmest.milli > than_milli }
            }
        };
        (judged.at_ms <= now_ms).then_some(judged)
    }

    /// Whether an offer would still help: whoever has the parcel needs no second one.
    pub fn relieves(&self, parcel: &ParcelFacts) -> bool {
        self.relief.delivered || parcel.delivered_ms.is_none()
    }

    /// Since when parcels count: the window, but nothing from before the last reset.
    pub fn since_ms(&self, now_ms: i64, reset_ms: Option<i64>) -> i64 {
        (now_ms - self.window_ms).max(reset_ms.unwrap_or(i64::MIN))
    }

    pub fn weigh(&self, judged: impl IntoIterator<Item = Judged>, since_ms: i64) -> Weighed {
        let counts = judged.into_iter().filter(|one| one.at_ms > since_ms);
        counts.fold(Weighed::default(), |weighed, one| Weighed {
            counted: weighed.counted + 1,
            matched: weighed.matched + u32::from(one.matches),
            last_ms: weighed.last_ms.max(one.matches.then_some(one.at_ms)),
        })
    }

    pub fn trips(&self, weighed: &Weighed) -> bool {
        let share =
            u64::from(weighed.matched) * 100 >= u64::from(self.share_percent) * u64::from(weighed.counted);
        weighed.matched >= self.at_least.max(1) && share
    }

    /// None matched for so long, nor since it tripped.
    pub fn is_clean(&self, weighed: &Weighed, tripped_ms: i64, now_ms: i64) -> bool {
        let last_ms = weighed.last_ms.unwrap_or(tripped_ms).max(tripped_ms);
        now_ms - last_ms >= self.clean_ms
    }
}

impl Relief {
    /// Nothing where a share is offered and what was paid is not known.
    pub fn items(&self, paid: Option<Fen>) -> Option<Vec<OfferItem>> {
        self.items.iter().map(|item| item.of(paid)).collect()
    }

    pub fn expires_ms(&self, now_ms: i64) -> i64 {
        now_ms + i64::from(self.hours) * HOUR_MS
    }
}

impl Breakers {
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }
}
