//! Who looks, and at what.

use super::scene::{Held, Scene, reopened, zipped};
use crate::house::{START_MS, intake, policy};
use journal::tree::{consistency_proof, verify_consistency};
use journal::verify::{Limits, Problem, verify_bundle, verify_receipt};
use journal::{Checkpoint, Entry, Hash, leaf_hash};
use std::collections::BTreeSet;
use std::io::Cursor;
use std::sync::Arc;
use store::check::check;
use store::journal_of::StoredTiles;
use store::{SetClock, Store};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Look {
    /// `redress doctor`, or the house does not even open.
    Doctor,
    /// It refuses to sign.
    Sealer,
    /// The house itself, reading its old entries again in turn.
    Scrub,
    /// `redress-verify` on what is handed out for the case, with the published key.
    Verifier,
    /// The same, through the map of heads.
    Heads,
    /// The receipts the customer holds, against what is handed out and signed now.
    Receipts,
    /// A witness, who remembers the last size and root.
    Witness,
    /// A time stamping authority: this size and root were there at that time, and what came later is later.
    Stamp,
}

pub fn names(looks: &BTreeSet<Look>) -> String {
    let name = |look: &Look| format!("{look:?}").to_lowercase();
    looks.iter().map(name).collect::<Vec<_>>().join(", ")
}

pub fn all(scene: &mut Scene) -> BTreeSet<Look> {
    let mut found = BTreeSet::new();
    let clock = Arc::new(SetClock::at(START_MS + 4 * super::scene::HOUR_MS));
    let store = match Store::open(scene.place.dir(), None, clock, policy()) {
        Ok(store) => store,
        Err(_) => {
            found.insert(Look::Doctor);
            return found;
        }
    };
    let handed = scene.handed.clone().map_or_else(|| zipped(&store, &scene.base.case), Ok);
    bundle(scene, handed.as_deref().ok(), &mut found);
    outside(scene, &store, handed.as_deref().unwrap_or_default(), &mut found);
    doctor(&store, &mut found);
    scrub(&store, &mut found);
    drop(store);
    sealer(scene, &mut found);
    found
}

fn doctor(store: &Store, found: &mut BTreeSet<Look>) {
    if !check(store, &|_, _| {}).is_ok_and(|findings| findings.is_clean()) {
        found.insert(Look::Doctor);
    }
}

/// By hand, without its note: the sealer is judged by itself.
fn scrub(store: &Store, found: &mut BTreeSet<Look>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    if !runtime.block_on(store.scrub()).is_ok_and(|alarm| alarm.is_none()) {
        found.insert(Look::Scrub);
    }
    let _ = std::fs::remove_file(store.dir().join("journal.alarm"));
}

/// Something is filed, so that there is something to sign.
fn sealer(scene: &Scene, found: &mut BTreeSet<Look>) {
    let house = reopened(&scene.place, START_MS + 5 * super::scene::HOUR_MS);
    let filed =
        house.runtime.block_on(house.store.file(&domain::Actor::Stranger, intake("又一个包裹没有收到")));
    if filed.is_err() || house.runtime.block_on(house.store.seal()).is_err() {
        found.insert(Look::Sealer);
    }
}

/// A bundle that cannot be made is as good as one that does not verify.
fn bundle(scene: &Scene, handed: Option<&[u8]>, found: &mut BTreeSet<Look>) {
    let report = handed
        .and_then(|zip| verify_bundle(Cursor::new(zip), Some(&scene.base.key), &Limits::default()).ok());
    match report {
        Some(report) if report.is_intact() => {}
        Some(report) => {
            let by_heads = |problem: &Problem| {
                matches!(
                    problem,
                    Problem::EntriesWithheld { .. } | Problem::HeadDisagrees { .. } | Problem::HeadsAltered
                )
            };
            found.extend(report.problems.iter().any(by_heads).then_some(Look::Heads));
            found.extend((!report.problems.iter().all(by_heads)).then_some(Look::Verifier));
        }
        None => drop(found.insert(Look::Verifier)),
    }
    if let Some((receipt, entry)) = &scene.sent {
        let report = verify_receipt(receipt, entry, Some(&scene.base.key));
        if !report.is_ok_and(|report| report.is_intact()) {
            found.insert(Look::Verifier);
        }
    }
}

fn outside(scene: &Scene, store: &Store, handed: &[u8], found: &mut BTreeSet<Look>) {
    let base = scene.base;
    let now = newest(scene, store);
    let goes_on = |before: &Checkpoint| now.as_ref().is_some_and(|now| goes_on(store, before, now));
    let (entries, proven) = handed_out(handed);
    let fork = |checkpoint: &Checkpoint| !goes_on(checkpoint);
    let held = |held: &Held| Checkpoint::open(&held.receipt.checkpoint, &base.key).expect("ours");
    let convicts = base.held.iter().any(|one| fork(&held(one)))
        || base.held.iter().any(|one| !entries.contains(&leaf_hash(&one.entry)))
        || proven.is_some_and(|proven| differs(store, &proven, now.as_ref()));
    found.extend(convicts.then_some(Look::Receipts));
    found.extend(fork(&base.seen).then_some(Look::Witness));
    let seen = base.seen.size;
    let is_later = |bytes: &Vec<u8>| {
        let entry = Entry::parse(bytes).expect("an entry");
        entry.seq < seen || entry.at_ms >= base.stamped_ms
    };
    let all = store.db().read_blocking(|db| {
        let size = store::journal_of::size(db)?;
        store::journal_of::stretch(db, seen, size.saturating_sub(seen))
    });
    let late = all.is_ok_and(|all| all.iter().all(|stored| is_later(&stored.bytes)));
    found.extend((fork(&base.seen) || !late).then_some(Look::Stamp));
}

/// What the house says now is the newest; only what is signed with the published key counts.
fn newest(scene: &Scene, store: &Store) -> Option<Checkpoint> {
    let note = store.db().read_blocking(|db| store.checkpoint(db)).ok()??.note;
    Checkpoint::open(&note, &scene.base.key).ok()
}

/// The house is asked for the proof that it has only added since.
fn goes_on(store: &Store, before: &Checkpoint, now: &Checkpoint) -> bool {
    if before.size > now.size {
        return false;
    }
    let proof = store.db().read_blocking(|db| {
        consistency_proof(&mut StoredTiles(db), before.size, now.size)
            .map_err(|_| store::Error::Damaged("the stored tree"))
    });
    proof
        .is_ok_and(|proof| verify_consistency(before.size, now.size, &proof, &before.root, &now.root).is_ok())
}

/// Two checkpoints of the same key that do not go on from one another.
fn differs(store: &Store, handed: &Checkpoint, now: Option<&Checkpoint>) -> bool {
    now.is_some_and(|now| !goes_on(store, handed, now))
}

/// The leaves of the entries in a bundle, and its checkpoint whoever signed it.
fn handed_out(zip: &[u8]) -> (BTreeSet<Hash>, Option<Checkpoint>) {
    let Some(files) = super::bundles::unpacked(zip) else { return (BTreeSet::new(), None) };
    let entries = files.iter().filter(|(name, _)| name.starts_with("data/events/"));
    let leaves = entries.map(|(_, bytes)| leaf_hash(bytes)).collect();
    let text = |name: &str| files.get(name).and_then(|bytes| String::from_utf8(bytes.clone()).ok());
    let key = text("key.txt").and_then(|key| key.trim().parse().ok());
    let checkpoint =
        text("checkpoint.note").zip(key).and_then(|(note, key)| Checkpoint::open(&note, &key).ok());
    (leaves, checkpoint)
}
