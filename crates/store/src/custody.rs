//! The chain of custody of a piece of evidence, made from what was recorded anyway: its own entries, the read log
//! and the checkpoints. Nobody writes it by hand, so nobody forgets to.

use crate::db::Connection;
use crate::journal_of::Recorded;
use crate::{Error, Store};
use domain::case::Evidence;
use domain::{CaseId, Event};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handled {
    pub at_ms: i64,
    /// Whoever did it, as the journal writes them; the house itself for seals.
    pub by: String,
    pub what: Custody,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Custody {
    Received,
    /// Under a signed checkpoint from then on.
    Sealed,
    Viewed,
    Copied,
    Assessed,
    Corrected,
    Exported,
}

impl Custody {
    pub const ALL: [Custody; 7] = [
        Custody::Received,
        Custody::Sealed,
        Custody::Viewed,
        Custody::Copied,
        Custody::Assessed,
        Custody::Corrected,
        Custody::Exported,
    ];
    pub fn word(self) -> &'static str {
        match self {
            Custody::Received => "received",
            Custody::Sealed => "sealed",
            Custody::Viewed => "viewed",
            Custody::Copied => "copied",
            Custody::Assessed => "assessed",
            Custody::Corrected => "corrected",
            Custody::Exported => "exported",
        }
    }
}

impl Store {
    /// Oldest first. `entries` are those of the case.
    pub fn custody<'e>(
        &self,
        db: &mut Connection,
        case: &CaseId,
        item: &Evidence,
        entries: impl IntoIterator<Item = &'e Recorded>,
    ) -> Result<Vec<Handled>, Error> {
        let mut chain = vec![];
        let mut received = None;
        for entry in entries {
            let Some(what) = touches(&entry.event, item, received.is_some()) else { continue };
            if what == Custody::Received {
                received = Some(entry.seq);
            }
            chain.push(Handled { at_ms: entry.at_ms, by: entry.by.clone(), what });
        }
        if let Some(seq) = received {
            chain.extend(sealed(db, seq)?);
        }
        chain.extend(viewed(db, case, &item.id)?);
        chain.sort_by_key(|handled| handled.at_ms);
        Ok(chain)
    }
}

fn touches(event: &Event, item: &Evidence, is_here: bool) -> Option<Custody> {
    match event {
        Event::EvidenceAdded { evidence } | Event::OrderFrozen { evidence } if evidence.id == item.id => {
            Some(Custody::Received)
        }
        Event::EvidenceAdded { evidence } if evidence.supersedes.as_ref() == Some(&item.id) => {
            Some(Custody::Corrected)
        }
        Event::EvidenceHandedOut { evidence } if *evidence == item.id => Some(Custody::Copied),
        Event::EvidenceAssessed { assessment } if assessment.evidence == item.id => Some(Custody::Assessed),
        Event::Exported { .. } if is_here => Some(Custody::Exported),
        _ => None,
    }
}

/// The first checkpoint that covers the entry.
fn sealed(db: &mut Connection, seq: u64) -> Result<Option<Handled>, Error> {
    let sql = "select at_ms from checkpoints where size > $1 order by size limit 1";
    let row = db.query_one_opt(sql, &[seq.into()])?;
    let sealed = |at_ms| Handled { at_ms, by: "system".into(), what: Custody::Sealed };
    Ok(row.map(|row| row.int(0)).transpose()?.map(sealed))
}

/// Once for ten minutes, as the read log keeps it.
fn viewed(db: &mut Connection, case: &CaseId, item: &str) -> Result<Vec<Handled>, Error> {
    let sql = "select actor, at_ms from views where case_id = $1 and item = $2 order by at_ms";
    let rows = db.query(sql, &[case.as_str().into(), item.into()])?;
    let one = |row: &crate::db::Row| -> Result<Handled, Error> {
        Ok(Handled { at_ms: row.int(1)?, by: row.text(0)?.to_owned(), what: Custody::Viewed })
    };
    rows.iter().map(one).collect()
}
