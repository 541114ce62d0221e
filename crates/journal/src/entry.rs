//! One line of the journal. Its exact bytes are stored, hashed, proven and handed out; nobody ever writes them a
//! second time from their parts, because a second writing might differ and the proof would break.
//!
//! `seq` counts the whole journal, `no` counts one subject; both start at 0 and leave no gap. `prev` is the leaf
//! hash of the subject's previous entry, so an entry left out of the middle of a case cannot go unnoticed.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::hash::Hash;

/// tlog-tiles prefixes an entry with sixteen bits of length.
pub const MAX_BYTES: usize = 65_535;

const VERSION: &[u8] = br#"{"v":1,"#;

/// The fields stand in the order in which they are written, behind the version.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub seq: u64,
    pub subject: String,
    pub no: u64,
    pub prev: Hash,
    #[serde(rename = "at")]
    pub at_ms: i64,
    pub by: String,
    pub event: Box<RawValue>,
}

#[derive(Debug, thiserror::Error)]
pub enum EntryError {
    #[error("an entry has at most 65,535 bytes; this one has {0}")]
    TooLong(usize),
    #[error("the bytes do not begin as a journal entry of version 1 does")]
    NotAnEntry,
    #[error("the first entry of a subject has no previous one, every other entry has")]
    PreviousDisagrees,
    #[error("not the JSON of an entry: {0}")]
    Json(#[from] serde_json::Error),
}

impl Entry {
    /// The bytes that are stored and proven from now on.
    pub fn encode(&self) -> Result<Vec<u8>, EntryError> {
        self.check_previous()?;
        let mut bytes = VERSION.to_vec();
        bytes.extend_from_slice(&serde_json::to_vec(self)?[1..]);
        if bytes.len() > MAX_BYTES { Err(EntryError::TooLong(bytes.len())) } else { Ok(bytes) }
    }

    pub fn parse(bytes: &[u8]) -> Result<Entry, EntryError> {
        if bytes.len() > MAX_BYTES {
            return Err(EntryError::TooLong(bytes.len()));
        }
        let rest = bytes.strip_prefix(VERSION).ok_or(EntryError::NotAnEntry)?;
        if !rest.starts_with(br#""seq":"#) || !rest.ends_with(b"}") {
            return Err(EntryError::NotAnEntry);
        }
        let entry: Entry = serde_json::from_slice(&[b"{", rest].concat())?;
        entry.check_previous()?;
        Ok(entry)
    }

    /// The word that says what happened; empty when the event carries none.
    pub fn kind(&self) -> String {
        #[derive(Deserialize)]
        struct Event {
            kind: String,
        }
        serde_json::from_str::<Event>(self.event.get()).map(|event| event.kind).unwrap_or_default()
    }

    fn check_previous(&self) -> Result<(), EntryError> {
        if (self.no == 0) == (self.prev == Hash::ZERO) { Ok(()) } else { Err(EntryError::PreviousDisagrees) }
    }
}
