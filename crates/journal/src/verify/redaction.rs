//! Is what is hidden hidden by an entry that says so, and is what is shown instead what that entry commits to?
//!
//! An entry of the kind `bundle_redacted` names a record by object and commitment. The record lies in the bundle like
//! any object and lists, for each hidden object, its commitment and the digest of what may be shown for it.

use std::collections::BTreeMap;

use super::{ObjectState, Problem, archive::Bag, entries::Entries};
use crate::{
    bundle::{
        layout,
        objects::{Listed, ListedState},
        redaction::{KIND, Record, Redacted},
    },
    hash::commitment,
};

pub(super) struct Redactions<'b> {
    bag: &'b Bag,
    /// By the number of the entry; nothing where the entry or its record does not hold.
    records: BTreeMap<u64, Option<Record>>,
}

impl<'b> Redactions<'b> {
    pub fn new(bag: &'b Bag, entries: &Entries, list: &BTreeMap<String, Listed>) -> Redactions<'b> {
        let named = list.values().filter_map(|listed| match listed.state {
            ListedState::Redacted { by_no, .. } => Some(by_no),
            _ => None,
        });
        let mut records = BTreeMap::new();
        for by_no in named {
            records.entry(by_no).or_insert_with(|| record(bag, entries, list, by_no));
        }
        Redactions { bag, records }
    }

    pub fn check(&self, listed: &Listed, by_no: u64, file: Option<&str>) -> (ObjectState, Option<Problem>) {
        let unproven = Problem::RedactionUnproven { object: listed.id.clone(), by_no };
        let Some(said) = self.said(listed, by_no) else { return (ObjectState::Altered, Some(unproven)) };
        let Some(file) = file else {
            let state = ObjectState::ValidRedacted { by_no, file: None };
            return if said.shown.is_none() { (state, None) } else { (ObjectState::Altered, Some(unproven)) };
        };
        let file = file.to_owned();
        match (self.bag.digests.get(&file), said.shown) {
            _ if !layout::is_object_file(&file) => {
                (ObjectState::Altered, Some(Problem::FileUnknown { file }))
            }
            (None, _) if self.bag.damaged.contains(&file) => (ObjectState::Altered, None),
            (None, _) => (ObjectState::Missing, Some(Problem::FileMissing { file })),
            (Some(here), Some(shown)) if *here == shown => {
                (ObjectState::ValidRedacted { by_no, file: Some(file) }, None)
            }
            (Some(_), _) => {
                let object = listed.id.clone();
                (ObjectState::Altered, Some(Problem::ObjectAltered { object, file }))
            }
        }
    }

    fn said(&self, listed: &Listed, by_no: u64) -> Option<&Redacted> {
        let record = self.records.get(&by_no)?.as_ref()?;
        record.objects.get(&listed.id).filter(|said| said.commitment == listed.commitment)
    }
}

fn record(bag: &Bag, entries: &Entries, list: &BTreeMap<String, Listed>, by_no: u64) -> Option<Record> {
    let known = entries.get(&by_no).filter(|known| known.entry.kind() == KIND)?;
    let named = known.event.get("record")?;
    let listed = list.get(named.get("object")?.as_str()?)?;
    if listed.commitment.to_string() != named.get("commitment")?.as_str()? {
        return None;
    }
    let ListedState::Present { salt, file } = &listed.state else { return None };
    let bytes = bag.bytes(file)?;
    (commitment(&salt.0, bytes) == listed.commitment).then(|| serde_json::from_slice(bytes).ok()).flatten()
}
