//! What the instance notes about itself: the daily map of all heads, the hourly root of the read log, words from
//! outside on its checkpoints. There is one house, and nobody but the house itself and its administrators write here.

mod books;

use crate::calendar::{Calendar, Year};
use crate::event::Event;
use crate::event::{Stamped, Witnessed};
use crate::money::Fen;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

pub use books::{Activation, Book, Books};

/// The last of each; all of them stand in the journal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct House {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heads: Option<Heads>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access: Option<Access>,
    /// By the name of the time stamping authority.
    #[serde(default)]
    pub stamps: BTreeMap<String, LastStamp>,
    /// By the name of the witness.
    #[serde(default)]
    pub witnesses: BTreeMap<String, LastWitness>,
    /// Years whose notice was imported, with the digest of the file.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub years: BTreeMap<i16, ImportedYear>,
    /// Playbooks in the place of shipped ones.
    #[serde(default, skip_serializing_if = "Books::is_shipped")]
    pub books: Books,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedYear {
    pub year: Year,
    pub sha256: String,
}

/// A statement of a provider or bank was laid beside our payments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenStatement {
    /// Digest of the file.
    pub sha256: String,
    /// From its first entry to its last.
    pub first_ms: i64,
    pub last_ms: i64,
    pub entries: u64,
    pub in_fen: Fen,
    pub out_fen: Fen,
    pub found: Reconciled,
}

/// What came of it: payments it has as we have them, with another amount, or not at all; and what went out of which we
/// know nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reconciled {
    pub matched: u64,
    pub differs: u64,
    pub missing: u64,
    pub extra: u64,
    /// What came in beside the payments of orders, and what went out beside the payouts of owners of goods.
    #[serde(default)]
    pub incoming: Beside,
    #[serde(default)]
    pub payouts: Beside,
}

/// Of one sort of money; what is not known here is of no sort, except what came in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    pub matched: u64,
    pub differs: u64,
    pub missing: u64,
    #[serde(default)]
    pub extra: u64,
}

/// A map of what every subject had come to when the journal had `size` entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heads {
    /// `2026-11-22` by China's calendar; days do not go back.
    pub day: String,
    pub size: u64,
    pub subjects: u64,
    pub root: String,
}

/// The root over the looks of one hour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    /// When the hour began.
    pub hour_ms: i64,
    pub rows: u64,
    pub root: String,
}

/// The last stamp of an authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastStamp {
    pub size: u64,
    pub root: String,
    /// What the authority says the time was.
    pub stamped_ms: i64,
    pub noted_ms: i64,
}

/// The last note of a witness's signature. Its signatures come more often than they are noted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastWitness {
    pub size: u64,
    pub root: String,
    /// What the witness says the time was.
    pub signed_ms: i64,
    pub noted_ms: i64,
}

impl House {
    /// The shipped calendar with the imported years in the place of its own.
    pub fn calendar<'c>(&self, shipped: &'c Calendar) -> Cow<'c, Calendar> {
        if self.years.is_empty() {
            return Cow::Borrowed(shipped);
        }
        let imported = self.years.values().map(|one| one.year.clone());
        Cow::Owned(Calendar::of(shipped.years().cloned().chain(imported)))
    }
    pub fn apply(&mut self, event: &Event, at_ms: i64) {
        match event {
            Event::HeadsMapped { heads } => self.heads = Some(heads.clone()),
            Event::CalendarImported(imported) => {
                self.years.insert(imported.year.year, imported.clone());
            }
            Event::PlaybooksActivated(activation) => self.books.activated(activation),
            Event::AccessRooted { access } => self.access = Some(access.clone()),
            Event::Stamped(stamped) => {
                let Stamped { authority, size, root, stamped_ms, .. } = &**stamped;
                let last =
                    LastStamp { size: *size, root: root.clone(), stamped_ms: *stamped_ms, noted_ms: at_ms };
                self.stamps.insert(authority.clone(), last);
            }
            Event::Witnessed(witnessed) => {
                let Witnessed { witness, size, root, signed_ms, .. } = &**witnessed;
                let last =
                    LastWitness { size: *size, root: root.clone(), signed_ms: *signed_ms, noted_ms: at_ms };
                self.witnesses.insert(witness.clone(), last);
            }
            _ => {}
        }
    }
}
