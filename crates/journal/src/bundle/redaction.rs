//! The record of a redacted edition: which objects it hides, and what it may show for each. It is content of the case
//! like any other, under a commitment in the entry that says who made the edition.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::hash::Hash;

/// The kind of the entry, which names the record in its member `record`.
pub const KIND: &str = "bundle_redacted";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The rules by which text was masked, with their version.
    pub rules: String,
    /// By the id of the hidden object.
    pub objects: BTreeMap<String, Redacted>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Redacted {
    /// As in the entries: whoever holds the full edition can compare.
    pub commitment: Hash,
    /// SHA-256 of the file shown instead; nothing when nothing is shown.
    pub shown: Option<Hash>,
}
