//! Are the entries those of one subject, without a gap, each behind the one before it, and all under the signed root?

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Problem, archive::Bag};
use crate::{
    bundle::layout,
    checkpoint::Checkpoint,
    entry::Entry,
    hash::{Hash, leaf_hash},
    receipt::Receipt,
};

/// An entry that can be read, and what it was read from.
pub(super) struct Known {
    pub entry: Entry,
    pub event: Value,
    pub leaf: Hash,
}

pub(super) type Entries = BTreeMap<u64, Known>;

pub(super) fn read(bag: &Bag, problems: &mut Vec<Problem>) -> Entries {
    let mut entries = Entries::new();
    for (no, bytes) in numbered(bag) {
        match known(bytes) {
            Some(known) if known.entry.no == no => drop(entries.insert(no, known)),
            Some(known) => problems.push(Problem::EntryMisnumbered { no, says: known.entry.no }),
            None => problems.push(Problem::EntryMalformed { no }),
        }
    }
    entries
}

fn numbered(bag: &Bag) -> BTreeMap<u64, &[u8]> {
    bag.held.iter().filter_map(|(file, bytes)| Some((layout::event_no(file)?, bytes.as_slice()))).collect()
}

fn known(bytes: &[u8]) -> Option<Known> {
    let entry = Entry::parse(bytes).ok()?;
    let event = serde_json::from_str(entry.event.get()).ok()?;
    Some(Known { entry, event, leaf: leaf_hash(bytes) })
}

pub(super) fn check_order(bag: &Bag, entries: &Entries, problems: &mut Vec<Problem>) {
    let there: BTreeSet<u64> =
        bag.digests.keys().chain(&bag.damaged).filter_map(|f| layout::event_no(f)).collect();
    if there.is_empty() {
        problems.push(Problem::NoEntries);
    }
    let mut expected = 0;
    for no in there {
        if no != expected {
            problems.push(Problem::EntriesMissing { from: expected, to: no - 1 });
        }
        expected = no.saturating_add(1);
    }
    check_subject(entries, problems);
    check_chain(entries, problems);
}

fn check_subject(entries: &Entries, problems: &mut Vec<Problem>) {
    let Some(first) = entries.values().next() else { return };
    let foreign = entries.iter().filter(|(_, known)| known.entry.subject != first.entry.subject);
    problems.extend(foreign.map(|(no, known)| {
        let (subject, expected) = (known.entry.subject.clone(), first.entry.subject.clone());
        Problem::OtherSubject { no: *no, subject, expected }
    }));
}

/// An entry whose predecessor cannot be read is not judged here; the predecessor has been named already.
fn check_chain(entries: &Entries, problems: &mut Vec<Problem>) {
    for (no, known) in entries {
        let before = no.checked_sub(1).and_then(|before| entries.get(&before));
        if before.is_some_and(|before| before.leaf != known.entry.prev) {
            problems.push(Problem::ChainBroken { no: *no });
        }
    }
}

/// Without a checkpoint to believe, only the presence of the proofs can be judged.
pub(super) fn check_proofs(
    bag: &Bag,
    entries: &Entries,
    checkpoint: Option<&Checkpoint>,
    problems: &mut Vec<Problem>,
) {
    let without_entry = bag.held.keys().filter_map(|file| layout::proof_no(file));
    let without_entry = without_entry.filter(|no| !bag.has(&layout::event_file(*no)));
    problems.extend(without_entry.map(|no| Problem::ProofWithoutEntry { no }));
    for (no, known) in entries {
        problems.extend(check_proof(bag, *no, known, checkpoint));
    }
}

fn check_proof(bag: &Bag, no: u64, known: &Known, checkpoint: Option<&Checkpoint>) -> Option<Problem> {
    let file = layout::proof_file(no);
    if !bag.has(&file) {
        return Some(Problem::ProofMissing { no });
    }
    let Some(receipt) = bag.text(&file).and_then(|text| Receipt::parse(text).ok()) else {
        return Some(Problem::ProofMalformed { no });
    };
    if bag.text(layout::CHECKPOINT).is_some_and(|checkpoint| checkpoint != receipt.checkpoint) {
        return Some(Problem::ProofOfOtherCheckpoint { no });
    }
    if receipt.index != known.entry.seq {
        return Some(Problem::ProofOfOtherEntry { no });
    }
    let fits = checkpoint.is_none_or(|checkpoint| receipt.leads_to(&known.leaf, checkpoint).is_ok());
    (!fits).then_some(Problem::EntryAltered { no })
}
