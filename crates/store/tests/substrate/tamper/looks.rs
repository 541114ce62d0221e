//! Who looks, and at what.

use super::outsiders::{self, at, witness_refuses};
use super::scene::{Held, Scene, reopened, zipped};
use crate::house::{intake, policy};
use journal::stamp::TOLERANCE_MS;
use journal::tree::{consistency_proof, verify_consistency};
use journal::verify::{
    Class, Limits, Problem, Report, verify_bundle_by, verify_bundle_trusting, verify_receipt,
};
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
    /// `redress-verify` on what is handed out for the case, with the published key, the authority's root and the
    /// witness's key.
    Verifier,
    /// The same by a policy that asks for a stamp and for the witness, where a bundle of then is handed out.
    Policy,
    /// The same, through the map of heads.
    Heads,
    /// The receipts the customer holds, against what is handed out and signed now.
    Receipts,
    /// A witness, who remembers the last size and root, is asked to sign again.
    Witness,
    /// Whoever keeps the stamped state and its token: history goes on from there, and what came later is later.
    Stamp,
}

pub fn names(looks: &BTreeSet<Look>) -> String {
    let name = |look: &Look| format!("{look:?}").to_lowercase();
    looks.iter().map(name).collect::<Vec<_>>().join(", ")
}

pub fn all(scene: &mut Scene) -> BTreeSet<Look> {
    let mut found = BTreeSet::new();
    let clock = Arc::new(SetClock::at(at(5)));
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
    let house = reopened(&scene.place, at(6));
    let filed =
        house.runtime.block_on(house.store.file(&domain::Actor::Stranger, intake("又一个包裹没有收到")));
    if filed.is_err() || house.runtime.block_on(house.store.seal()).is_err() {
        found.insert(Look::Sealer);
    }
}

/// A bundle that cannot be made is as good as one that does not verify.
fn bundle(scene: &Scene, handed: Option<&[u8]>, found: &mut BTreeSet<Look>) {
    match handed.and_then(|zip| verified(scene, zip)) {
        Some(report) if report.is_intact() => {}
        Some(report) => {
            let by_heads = |problem: &Problem| {
                matches!(
                    problem,
                    Problem::EntriesWithheld { .. } | Problem::HeadDisagrees { .. } | Problem::HeadsAltered
                )
            };
            let lacks = |problem: &Problem| problem.class() == Class::Policy;
            let rest = |problem: &Problem| !by_heads(problem) && !lacks(problem);
            found.extend(report.problems.iter().any(by_heads).then_some(Look::Heads));
            found.extend(report.problems.iter().any(lacks).then_some(Look::Policy));
            found.extend(report.problems.iter().any(rest).then_some(Look::Verifier));
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

/// A bundle of the newest state cannot have outsiders' words on its end yet, so a policy asks for them only in what was
/// handed out under a state they have seen.
fn verified(scene: &Scene, zip: &[u8]) -> Option<Report> {
    let base = scene.base;
    let zip = Cursor::new(zip);
    let report = match &scene.handed {
        Some(_) => verify_bundle_by(zip, &outsiders::policy(&base.key, &base.tsa), &Limits::default()),
        None => {
            let outsiders = outsiders::trusted(&base.tsa);
            verify_bundle_trusting(zip, Some(&base.key), &outsiders, &Limits::default())
        }
    };
    report.ok()
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
    found.extend(refuses(scene, store).then_some(Look::Witness));
    let stamped = &base.stamped.checkpoint;
    let is_later =
        |bytes: &Vec<u8>| Entry::parse(bytes).expect("an entry").at_ms >= base.stamped.at_ms - TOLERANCE_MS;
    let all = store.db().read_blocking(|db| {
        let size = store::journal_of::size(db)?;
        store::journal_of::stretch(db, stamped.size, size.saturating_sub(stamped.size))
    });
    let late = all.is_ok_and(|all| all.iter().all(|stored| is_later(&stored.bytes)));
    found.extend((fork(stamped) || !late).then_some(Look::Stamp));
}

fn refuses(scene: &Scene, store: &Store) -> bool {
    let note = store.db().read_blocking(|db| store.checkpoint(db)).ok().flatten().map(|now| now.note);
    let size = newest(scene, store).map_or(0, |now| now.size);
    let seen = scene.base.seen;
    let proof = store.db().read_blocking(|db| store.goes_on(db, seen.size, size));
    note.is_none_or(|note| witness_refuses(seen, &scene.base.key, &note, proof))
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
