//! Is everything still what the journal says? The journal is read from its first entry on, hashed, chained and
//! folded, and every row that follows from it is compared. It works beside a live server: what is written while it
//! looks is not looked at.
//!
//! LIMIT: the leaf and place of every entry, the ids of all erased objects and the roots of all full tiles are held
//! in memory, about 50 bytes an entry.

mod content;
mod entries;
mod frontier;
mod guarded;
mod heads;
mod looks;
mod money;
mod parcels;
mod refs;
mod rows;
mod seal;
mod stamps;
mod subjects;
mod ties;

use crate::{Error, Store};
use std::collections::HashSet;

pub(crate) use refs::{Kind, Ref, refs};

/// Findings beyond these say nothing new.
const FINDINGS_MAX: usize = 1_000;

/// One thing that is not as it should be, for whoever runs the house.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub code: &'static str,
    pub subject: Option<String>,
    pub seq: Option<u64>,
    pub what: String,
}

/// What was looked at, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    pub entries: u64,
    pub subjects: u64,
    pub objects: u64,
    pub found: Vec<Finding>,
    /// More was wrong than is listed.
    pub more: bool,
}

impl Findings {
    pub fn is_clean(&self) -> bool {
        self.found.is_empty()
    }

    pub(crate) fn add(
        &mut self,
        code: &'static str,
        subject: Option<&str>,
        seq: Option<u64>,
        what: impl Into<String>,
    ) {
        if self.found.len() == FINDINGS_MAX {
            self.more = true;
            return;
        }
        self.found.push(Finding { code, subject: subject.map(str::to_owned), seq, what: what.into() });
    }
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "[{}]", self.code)?;
        if let Some(seq) = self.seq {
            write!(f, " entry {seq}")?;
        }
        if let Some(subject) = &self.subject {
            write!(f, " of {subject}")?;
        }
        write!(f, ": {}", self.what)
    }
}

/// What the parts of the check tell each other.
struct Look<'a> {
    store: &'a Store,
    /// Entries from here on came while we looked.
    size: u64,
    erased: HashSet<String>,
    /// Entries whose bytes say nothing any more.
    unreadable: u64,
    floor: stamps::Floor,
    findings: Findings,
    progress: &'a dyn Fn(u64, u64),
}

/// Looks at everything. `progress` is told how many of how many steps are done; a step is about one entry.
pub fn check(store: &Store, progress: &dyn Fn(u64, u64)) -> Result<Findings, Error> {
    // In this order: what is read later can only have grown.
    let seal = store.0.db.read_blocking(|db| seal::published(store, db))?;
    let size = store.0.db.read_blocking(crate::size)?;
    let (erased, floor) = (HashSet::new(), stamps::Floor::default());
    let findings = Findings::default();
    let mut look = Look { store, size, erased, unreadable: 0, floor, findings, progress };
    entries::check(&mut look, &seal)?;
    stamps::check(&mut look)?;
    subjects::check(&mut look)?;
    rows::check(&mut look)?;
    heads::check(&mut look)?;
    looks::check(&mut look)?;
    content::check(&mut look)?;
    if let Some(alarm) = store.alarm()? {
        look.findings.add(
            "journal_alarm",
            None,
            Some(alarm.seq),
            format!("it {}: nothing is signed", alarm.what),
        );
    }
    let reached = reached(store, size)?;
    if reached < size {
        let what = format!("the search has reached {reached} of {size} entries; restart, or run reindex");
        look.findings.add("search_behind", None, None, what);
    }
    Ok(look.findings)
}

/// The writer indexes right after its commit; it is given a second.
fn reached(store: &Store, size: u64) -> Result<u64, Error> {
    let mut reached = store.0.search.reached()? as u64;
    for _ in 0..100 {
        if reached >= size {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
        reached = store.0.search.reached()? as u64;
    }
    Ok(reached)
}
