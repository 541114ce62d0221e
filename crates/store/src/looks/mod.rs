//! The read log: who looked at what of a case, how, and when. One row for ten minutes in which somebody did the same,
//! so that reading is logged without slowing. A look behind the mask, a copy taken along and whatever else leaves the
//! house are entries of the journal instead; [`list`] puts both together for the person whose data it was.
//!
//! Nothing is changed or deleted in it. Once an hour its root becomes an entry of the house ([`root`]).
//! LIMIT: what was read within the last, not yet rooted hour is held by the database alone.

mod list;
mod root;

pub use list::{Looks, Place, Seen};
pub(crate) use root::{Hour, hour_from, hour_of};

use crate::clock::Clock;
use crate::content::ordered_id;
use crate::db::Connection;
use crate::{Error, Store, itself};
use domain::clock::HOUR_MS;
use domain::{Actor, CaseId};

const SLOT_MS: i64 = 600_000;

/// How somebody looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// At the page of the case.
    Page,
    /// At its name and first words, masked, because it came up in a search.
    Found,
    /// At a piece of evidence, in place.
    Shown,
    /// A program read the case.
    Program,
    // The rest are entries of the journal.
    /// A piece of evidence was taken along.
    Copied,
    /// Behind the mask.
    Revealed,
    /// The case was handed out with its proofs.
    Bundled,
    /// Everything about the person was handed out, to the person or for them.
    Handed,
}

impl How {
    pub const ALL: [How; 8] = [
        How::Page,
        How::Found,
        How::Shown,
        How::Program,
        How::Copied,
        How::Revealed,
        How::Bundled,
        How::Handed,
    ];
    pub fn word(self) -> &'static str {
        match self {
            How::Page => "page",
            How::Found => "found",
            How::Shown => "shown",
            How::Program => "program",
            How::Copied => "copied",
            How::Revealed => "revealed",
            How::Bundled => "bundled",
            How::Handed => "handed",
        }
    }
    pub fn parse(word: &str) -> Option<How> {
        How::ALL.into_iter().find(|how| how.word() == word)
    }
}

impl Store {
    /// Somebody looks at a case or, with `item`, at one piece of it.
    pub async fn looked(&self, by: &Actor, case: &CaseId, item: &str, how: How) -> Result<(), Error> {
        self.put_looks(by, vec![case.to_string()], item.to_owned(), how).await
    }

    /// These cases came up in somebody's search.
    pub async fn found_by(&self, by: &Actor, cases: Vec<String>) -> Result<(), Error> {
        if cases.is_empty() {
            return Ok(());
        }
        self.put_looks(by, cases, String::new(), How::Found).await
    }

    async fn put_looks(&self, by: &Actor, cases: Vec<String>, item: String, how: How) -> Result<(), Error> {
        let (actor, role, clock) = (by.to_string(), function(by), self.0.clock.clone());
        self.keep(move |db| {
            let at_ms = moment(db, clock.as_ref())?;
            let sql = "insert into views (case_id, slot_ms, item, how, actor, role, at_ms, id) \
                       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing";
            for case in cases {
                let row = [
                    case.into(),
                    (at_ms - at_ms.rem_euclid(SLOT_MS)).into(),
                    item.as_str().into(),
                    how.word().into(),
                    actor.as_str().into(),
                    role.into(),
                    at_ms.into(),
                    ordered_id(at_ms).into(),
                ];
                db.execute(sql, &row)?;
            }
            Ok(())
        })
        .await
    }
}

/// Now, but never in an hour whose root already stands: a clock that goes back adds nothing to it.
fn moment(db: &mut Connection, clock: &dyn Clock) -> Result<i64, Error> {
    Ok(clock.now_ms().max(rooted_until(db)?))
}

/// The end of the last hour that has a root.
pub(crate) fn rooted_until(db: &mut Connection) -> Result<i64, Error> {
    Ok(itself::noted(db)?.access.map_or(0, |last| last.hour_ms + HOUR_MS))
}

/// In what function somebody acts: all of them that the person is told.
fn function(by: &Actor) -> &'static str {
    match by {
        Actor::Staff(_, role) => role.word(),
        Actor::System => "system",
        other => other.party().word(),
    }
}
