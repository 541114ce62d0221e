//! The words of outsiders that are kept here: each stamp is what its token says about its checkpoint, each
//! cosignature fits, and no entry behind a stamp claims a time before it. A clock that was turned back to make an
//! entry look older is found by that.

use super::Look;
use crate::db::{Connection, Row};
use crate::{Error, Store, journal_of};
use base64::{Engine, prelude::BASE64_STANDARD};
use domain::event::Stamped;
use domain::{Event, SubjectId};
use journal::Checkpoint;
use journal::cosign::Witness;
use journal::note::with_lines;
use journal::stamp::{Authority, TOLERANCE_MS, verify};
use std::collections::BTreeMap;

pub fn check(look: &mut Look) -> Result<(), Error> {
    let store = look.store.clone();
    let wrong = store.0.db.read_blocking(|db| stamps(&store, db))?;
    let house = SubjectId::house();
    for (seq, what) in wrong {
        look.findings.add("stamp_disagrees", Some(house.as_str()), Some(seq), what);
    }
    for what in store.0.db.read_blocking(|db| cosignatures(&store, db))? {
        look.findings.add("cosignature_disagrees", None, None, what);
    }
    Ok(())
}

/// LIMIT: the house's own entries are read at once; they are a few dozen a day.
fn stamps(store: &Store, db: &mut Connection) -> Result<Vec<(u64, String)>, Error> {
    let mut wrong = vec![];
    for entry in journal_of::of_subject(db, &SubjectId::house())? {
        let Event::Stamped(stamped) = &entry.event else { continue };
        if let Err(what) = one(store, db, stamped)? {
            wrong.push((entry.seq, what));
        }
    }
    Ok(wrong)
}

fn one(store: &Store, db: &mut Connection, stamped: &Stamped) -> Result<Result<(), String>, Error> {
    let Some(published) = store.checkpoint_of(db, stamped.size)? else {
        return Ok(Err(format!("the checkpoint of {} entries that it stamps is gone", stamped.size)));
    };
    let Some(pem) = store.chain(db, &stamped.chain)? else {
        return Ok(Err(format!("the certificates of {} are gone", stamped.authority)));
    };
    let verifier = store.verifier()?;
    Ok((|| {
        let authority = Authority::parse(&stamped.authority, &pem).map_err(|error| error.to_string())?;
        if authority.digest().to_string() != stamped.chain {
            return Err(format!("the certificates of {} are other ones", stamped.authority));
        }
        let token = BASE64_STANDARD.decode(&stamped.token).map_err(|error| error.to_string())?;
        let stamp = verify(&token, published.note.as_bytes(), None, &authority);
        let stamp = stamp.map_err(|error| format!("the token of {}: {error}", stamped.authority))?;
        let note = Checkpoint::open(&published.note, &verifier).map_err(|error| error.to_string())?;
        if stamp.at_ms != stamped.stamped_ms || note.root.to_string() != stamped.root {
            return Err("it says something else than its token".to_owned());
        }
        Ok(())
    })())
}

fn cosignatures(store: &Store, db: &mut Connection) -> Result<Vec<String>, Error> {
    let sql = "select c.size, c.witness, c.key, c.line, p.note from cosignatures c \
               left join checkpoints p on p.size = c.size order by c.size";
    let verifier = store.verifier()?;
    let one = |row: &Row| -> Result<Option<String>, Error> {
        let (size, witness) = (row.int(0)?, row.text(1)?);
        let key: Option<Witness> = row.text(2)?.parse().ok();
        let line = row.text(3)?.to_owned();
        let note = row.opt_text(4)?.filter(|note| Checkpoint::open(note, &verifier).is_ok());
        let holds = key.zip(note).is_some_and(|(key, note)| key.on(&with_lines(note, &[line])).is_ok());
        Ok((!holds).then(|| format!("what {witness} signed of {size} entries does not fit the checkpoint")))
    };
    let rows = db.query(sql, &[])?;
    rows.iter().filter_map(|row| one(row).transpose()).collect()
}

/// The time before which no further entry may claim to be.
#[derive(Default)]
pub struct Floor {
    stamps: BTreeMap<u64, i64>,
    floor_ms: Option<i64>,
}

impl Floor {
    /// The entry at `seq` holds a stamp of this time.
    pub fn stamped(&mut self, seq: u64, stamped_ms: i64) {
        self.stamps.insert(seq, stamped_ms);
    }

    /// Whether an entry stands at the time it claims. To be asked in the order of the journal.
    pub fn holds(&mut self, seq: u64, at_ms: i64) -> bool {
        let holds = self.floor_ms.is_none_or(|floor_ms| at_ms >= floor_ms);
        if let Some(stamped_ms) = self.stamps.get(&seq) {
            self.floor_ms = self.floor_ms.max(Some(stamped_ms.saturating_sub(TOLERANCE_MS)));
        }
        holds
    }
}
