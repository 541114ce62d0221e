//! Is anything withheld at the end? The newest map of heads says how many entries the subject had at a size of the
//! journal, so entries before that size cannot be left out.

use super::{Complete, Problem, Report, archive::Bag, entries::Entries};
use crate::{
    bundle::layout,
    checkpoint::Checkpoint,
    entry::Entry,
    hash::leaf_hash,
    heads::{Found, HeadsProof, Named, SUBJECT},
    receipt::Receipt,
};

pub(super) fn check(bag: &Bag, entries: &Entries, checkpoint: Option<&Checkpoint>, report: &mut Report) {
    if !layout::HEADS.iter().any(|file| bag.has(file)) {
        return;
    }
    let missing = layout::HEADS.into_iter().filter(|file| !bag.has(file));
    report.problems.extend(missing.map(|file| Problem::FileMissing { file: file.to_owned() }));
    let Some(checkpoint) = checkpoint else { return };
    let Some(subject) = entries.values().next().map(|known| known.entry.subject.as_str()) else { return };
    match named(bag, checkpoint).and_then(|named| Some((found(bag, &named, subject)?, named))) {
        Some((found, named)) => compare(entries, &found, named, report),
        None if layout::HEADS.iter().all(|file| bag.has(file)) => report.problems.push(Problem::HeadsAltered),
        None => {}
    }
}

/// What the house's entry says, if it is under the signed root and older than nothing it speaks of.
fn named(bag: &Bag, checkpoint: &Checkpoint) -> Option<Named> {
    let bytes = bag.bytes(layout::HEADS_ENTRY)?;
    let entry = Entry::parse(bytes).ok()?;
    let receipt = Receipt::parse(bag.text(layout::HEADS_RECEIPT)?).ok()?;
    let same = bag.text(layout::CHECKPOINT)? == receipt.checkpoint && receipt.index == entry.seq;
    let fits = same && receipt.leads_to(&leaf_hash(bytes), checkpoint).is_ok();
    let named = Named::in_event(entry.event.get())?;
    (fits && entry.subject == SUBJECT && named.size <= entry.seq).then_some(named)
}

fn found(bag: &Bag, named: &Named, subject: &str) -> Option<Found> {
    let proof: HeadsProof = serde_json::from_slice(bag.bytes(layout::HEADS_PROOF)?).ok()?;
    if proof.subjects != named.subjects {
        return None;
    }
    proof.check(subject, &named.root).ok()
}

/// The entries of the bundle before the size of the map must be as many as the map says, the last of them its last.
fn compare(entries: &Entries, found: &Found, named: Named, report: &mut Report) {
    let before = entries.values().filter(|known| known.entry.seq < named.size).count() as u64;
    let wanted = match found {
        Found::Present { entries, .. } => *entries,
        Found::Absent => 0,
    };
    if before < wanted {
        let size = named.size;
        let last = entries.keys().next_back().map_or(0, |last| last + 1);
        // Gaps in the middle have been named already.
        let from = last.min(wanted - 1);
        report.problems.push(Problem::EntriesWithheld { from, to: wanted - 1, size });
        return;
    }
    let last_fits = match found {
        Found::Present { last, .. } => {
            wanted.checked_sub(1).and_then(|no| entries.get(&no)).is_some_and(|known| known.leaf == *last)
        }
        Found::Absent => true,
    };
    if before > wanted || !last_fits {
        report.problems.push(Problem::HeadDisagrees { size: named.size });
        return;
    }
    let later = entries.len() as u64 - before;
    report.complete = Some(Complete { day: named.day, size: named.size, entries: wanted, later });
}
