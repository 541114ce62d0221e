//! What outsiders hold of the journal. An instance alone can rewrite whatever nobody else has seen, so what counts is
//! how far somebody else has come: an authority that stamped a checkpoint, a witness that signed one, a party that was
//! sent a receipt. What is newer is the unanchored tail.
//!
//! Written outside the journal, because it only says what stands elsewhere: stamps are entries, cosignatures lie
//! beside their checkpoints and prove themselves.

use crate::db::{Connection, Row};
use crate::journal_of::{StoredTiles, recorded, stretch};
use crate::sealer::Published;
use crate::{Error, Store};
use domain::Event;
use domain::policy::Limits;
use journal::Hash;
use journal::cosign::Witness;
use journal::stamp::Authority;
use journal::tree::consistency_proof;

/// Entries looked at one by one; a longer tail is counted as it stands.
const LOOK: u64 = 256;

/// Who holds something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    Authority,
    Witness,
    /// Customer or merchant, by a receipt.
    Party,
}

impl Holder {
    pub fn word(self) -> &'static str {
        match self {
            Holder::Authority => "authority",
            Holder::Witness => "witness",
            Holder::Party => "party",
        }
    }
}

/// How far one of them has come, and how often it has failed since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outsider {
    pub holder: String,
    pub name: String,
    pub size: u64,
    /// When it last held more than before; 0 is never.
    pub at_ms: i64,
    pub failures: u32,
    pub words: String,
}

/// What nobody outside holds yet. The words of authorities and witnesses themselves do not count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tail {
    pub size: u64,
    /// Entries before this one are held outside.
    pub anchored: u64,
    pub entries: u64,
    /// Of the oldest of them.
    pub since_ms: Option<i64>,
}

impl Tail {
    /// Longer than whoever runs the house wants it to be.
    pub fn is_too_long(&self, limits: &Limits, now_ms: i64) -> bool {
        limits.tail_entries.is_some_and(|most| self.entries > most)
            || limits.tail_s.is_some_and(|most| self.seconds(now_ms).unsigned_abs() > most)
    }

    pub fn seconds(&self, now_ms: i64) -> i64 {
        self.since_ms.map_or(0, |since_ms| (now_ms - since_ms).max(0) / 1_000)
    }
}

impl Store {
    /// Somebody outside now holds a checkpoint of this size.
    pub async fn held_outside(&self, holder: Holder, name: &str, size: u64) -> Result<(), Error> {
        let row = [holder.word().into(), name.into(), size.into(), self.now_ms().into()];
        let sql = "insert into outsiders (holder, name, size, at_ms, failures, words) \
                   values ($1, $2, $3, $4, 0, '') on conflict (holder, name) do update set \
                   at_ms = case when excluded.size > outsiders.size then excluded.at_ms else outsiders.at_ms end, \
                   size = case when excluded.size > outsiders.size then excluded.size else outsiders.size end, \
                   failures = 0, words = ''";
        self.keep(move |db| Ok(db.execute(sql, &row).map(|_| ())?)).await
    }

    /// Somebody outside was asked, and it came to nothing.
    pub async fn failed_outside(&self, holder: Holder, name: &str, words: &str) -> Result<(), Error> {
        let row = [holder.word().into(), name.into(), words.into()];
        let sql = "insert into outsiders (holder, name, size, at_ms, failures, words) \
                   values ($1, $2, 0, 0, 1, $3) on conflict (holder, name) do update set \
                   failures = outsiders.failures + 1, words = excluded.words";
        self.keep(move |db| Ok(db.execute(sql, &row).map(|_| ())?)).await
    }

    /// A witness has signed the checkpoint of this size.
    pub async fn cosigned(&self, size: u64, witness: &Witness, line: &str) -> Result<(), Error> {
        let name = witness.name().to_owned();
        let row = [
            size.into(),
            name.as_str().into(),
            witness.to_string().into(),
            line.into(),
            self.now_ms().into(),
        ];
        let sql = "insert into cosignatures (size, witness, key, line, at_ms) values ($1, $2, $3, $4, $5) \
                   on conflict (size, witness) do update set key = excluded.key, line = excluded.line, \
                   at_ms = excluded.at_ms";
        self.keep(move |db| Ok(db.execute(sql, &row).map(|_| ())?)).await?;
        self.held_outside(Holder::Witness, &name, size).await
    }

    /// Keeps the certificates of an authority, so that its stamps can be checked when it has others.
    pub async fn keep_chain(&self, authority: &Authority) -> Result<(), Error> {
        let row = [authority.digest().to_string().into(), authority.pem().into()];
        let sql = "insert into chains (digest, pem) values ($1, $2) on conflict do nothing";
        self.keep(move |db| Ok(db.execute(sql, &row).map(|_| ())?)).await
    }

    pub fn chain(&self, db: &mut Connection, digest: &str) -> Result<Option<String>, Error> {
        let row = db.query_one_opt("select pem from chains where digest = $1", &[digest.into()])?;
        row.map(|row| Ok(row.text(0)?.to_owned())).transpose()
    }

    /// The lines that stand below the checkpoint of this size.
    pub fn cosignatures(&self, db: &mut Connection, size: u64) -> Result<Vec<String>, Error> {
        Ok(self.cosigners(db, size)?.into_iter().map(|(_, line)| line).collect())
    }

    /// The same with the keys of the witnesses.
    pub fn cosigners(&self, db: &mut Connection, size: u64) -> Result<Vec<(String, String)>, Error> {
        let sql = "select key, line from cosignatures where size = $1 order by witness";
        let one = |row: &Row| -> Result<_, Error> { Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())) };
        db.query(sql, &[size.into()])?.iter().map(one).collect()
    }

    pub fn outsiders(&self, db: &mut Connection) -> Result<Vec<Outsider>, Error> {
        let sql = "select holder, name, size, at_ms, failures, words from outsiders order by holder, name";
        let one = |row: &Row| -> Result<Outsider, Error> {
            let (holder, name) = (row.text(0)?.to_owned(), row.text(1)?.to_owned());
            let (size, failures) = (row.int(2)? as u64, row.int(4)? as u32);
            Ok(Outsider { holder, name, size, at_ms: row.int(3)?, failures, words: row.text(5)?.to_owned() })
        };
        db.query(sql, &[])?.iter().map(one).collect()
    }

    /// Entries before this one are held by somebody outside.
    pub fn anchored(&self, db: &mut Connection) -> Result<u64, Error> {
        let row = db.query_one_opt("select coalesce(max(size), 0) from outsiders", &[])?;
        Ok(row.map_or(Ok(0), |row| row.int(0))? as u64)
    }

    pub fn tail(&self, db: &mut Connection) -> Result<Tail, Error> {
        let (size, anchored) = (crate::size(db)?, self.anchored(db)?);
        let newer = size.saturating_sub(anchored);
        let (mut own, mut since_ms) = (0, None);
        for stored in stretch(db, anchored, LOOK)? {
            let entry = recorded(&stored.bytes)?;
            match is_of_outsiders(&entry.event) {
                true => own += 1,
                false => since_ms = since_ms.or(Some(entry.at_ms)),
            }
        }
        Ok(Tail { size, anchored, entries: newer.saturating_sub(own), since_ms })
    }

    /// Whether anything has come since the journal had this size, besides the words of outsiders: those alone are
    /// nothing to stamp, or stamping would never end.
    pub fn has_news(&self, db: &mut Connection, since: u64) -> Result<bool, Error> {
        if crate::size(db)?.saturating_sub(since) > LOOK {
            return Ok(true);
        }
        for stored in stretch(db, since, LOOK)? {
            if !is_of_outsiders(&recorded(&stored.bytes)?.event) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// That the tree of `new` entries begins with that of `old`.
    pub fn goes_on(&self, db: &mut Connection, old: u64, new: u64) -> Result<Vec<Hash>, Error> {
        consistency_proof(&mut StoredTiles(db), old, new)
            .map_err(|_| Error::Damaged("the stored tree is incomplete"))
    }

    /// The checkpoint of exactly this size.
    pub fn checkpoint_of(&self, db: &mut Connection, size: u64) -> Result<Option<Published>, Error> {
        let row =
            db.query_one_opt("select size, at_ms, note from checkpoints where size = $1", &[size.into()])?;
        row.map(|row| {
            Ok(Published { size: row.int(0)? as u64, at_ms: row.int(1)?, note: row.text(2)?.to_owned() })
        })
        .transpose()
    }
}

fn is_of_outsiders(event: &Event) -> bool {
    matches!(event, Event::Stamped(_) | Event::Witnessed(_))
}
