//! Checking what we hand out, for people who do not trust us. Everything wrong is collected and named, not only the
//! first; nothing is written to disk, nothing is fetched, and hostile input costs bounded time and memory.
//!
//! Trust comes from the key the reader brings. Without one the bundle's own key is used, and the report says that
//! whoever made the bundle may also have made the key.
//!
//! An entry withheld from the end of a case is seen as far as the newest map of heads in the bundle speaks; for what
//! came later, the receipts the parties hold show it.

mod archive;
mod bag;
mod entries;
mod heads;
mod limits;
mod names;
mod objects;
mod outside;
mod problem;
mod redaction;
mod report;
mod words;

pub use limits::{Limits, Unreadable};
pub use outside::{Outsiders, Stamped, Witnessed};
pub use problem::{Class, Problem};
pub use report::{Complete, Confirmation, Journal, ObjectFinding, ObjectState, Report, SignedBy, Verdict};
pub use words::Language;

use std::io::{Read, Seek};

use archive::Bag;

use crate::{
    bundle::layout,
    checkpoint::{Checkpoint, CheckpointError},
    entry::Entry,
    hash::leaf_hash,
    note::{NoteError, Verifier},
    policy::Policy,
    receipt::Receipt,
};

/// Checks a bundle against the key the reader trusts, or, without one, against the key that lies in it.
pub fn verify_bundle<R: Read + Seek>(
    zip: R,
    trusted: Option<&Verifier>,
    limits: &Limits,
) -> Result<Report, Unreadable> {
    verify_bundle_trusting(zip, trusted, &Outsiders::default(), limits)
}

/// The same with the authorities and witnesses the reader trusts.
pub fn verify_bundle_trusting<R: Read + Seek>(
    zip: R,
    trusted: Option<&Verifier>,
    outsiders: &Outsiders,
    limits: &Limits,
) -> Result<Report, Unreadable> {
    let bag = archive::read(zip, limits)?;
    let mut report = Report::default();
    bag::check(&bag, &mut report.problems);
    let opened = open_checkpoint(&bag, trusted, &mut report);
    let checkpoint = opened.as_ref().map(|(checkpoint, _)| checkpoint);
    let entries = entries::read(&bag, &mut report.problems);
    entries::check_order(&bag, &entries, &mut report.problems);
    entries::check_proofs(&bag, &entries, checkpoint, &mut report.problems);
    objects::check(&bag, &entries, &mut report);
    heads::check(&bag, &entries, checkpoint, &mut report);
    if let Some((checkpoint, key)) = &opened {
        let known = outside::Known { checkpoint, key, trusted: outsiders };
        outside::check(&bag, &entries, &known, &mut report);
    }
    report.subject = entries.values().next().map(|known| known.entry.subject.clone());
    report.entries = entries.len();
    report.journal = opened.map(|(checkpoint, _)| Journal::from(checkpoint));
    Ok(report)
}

/// Checks a bundle by the reader's own policy: one of its logs, its witnesses and authorities, and what it asks for.
pub fn verify_bundle_by<R: Read + Seek>(
    mut zip: R,
    policy: &Policy,
    limits: &Limits,
) -> Result<Report, Unreadable> {
    let outsiders = policy.outsiders();
    let (first, others) = match policy.logs.split_first() {
        Some((first, others)) => (Some(first), others),
        None => (None, &[][..]),
    };
    let mut report = verify_bundle_trusting(&mut zip, first, &outsiders, limits)?;
    for log in others {
        if !report.problems.iter().any(|problem| problem.class() == Class::Signer) {
            break;
        }
        let other = verify_bundle_trusting(&mut zip, Some(log), &outsiders, limits)?;
        if !other.problems.iter().any(|problem| problem.class() == Class::Signer) {
            report = other;
        }
    }
    let lacks = policy.lacks(&report);
    report.problems.extend(lacks);
    Ok(report)
}

/// Checks one receipt for one entry. Without a key the hint in the receipt is used, if it has one.
pub fn verify_receipt(receipt: &str, entry: &[u8], trusted: Option<&Verifier>) -> Result<Report, Unreadable> {
    let receipt = Receipt::parse(receipt).map_err(|_| Unreadable::NotAReceipt)?;
    let signer = trusted.cloned().or_else(|| receipt.key_hint()).ok_or(Unreadable::NoKey)?;
    let mut report = Report::default();
    report.signed_by(&signer, confirmation(trusted));
    let Some(checkpoint) = open(&receipt.checkpoint, &signer, &mut report.problems) else {
        return Ok(report);
    };
    let parsed = Entry::parse(entry).ok().filter(|parsed| parsed.seq == receipt.index);
    match parsed {
        Some(parsed) if receipt.leads_to(&leaf_hash(entry), &checkpoint).is_ok() => {
            report.entries = 1;
            report.subject = Some(parsed.subject);
        }
        _ => report.problems.push(Problem::ReceiptDoesNotFit { index: receipt.index }),
    }
    report.journal = Some(checkpoint.into());
    Ok(report)
}

fn open_checkpoint(
    bag: &Bag,
    trusted: Option<&Verifier>,
    report: &mut Report,
) -> Option<(Checkpoint, Verifier)> {
    let signer = match trusted {
        Some(key) => key.clone(),
        None => key_in(bag, &mut report.problems)?,
    };
    report.signed_by(&signer, confirmation(trusted));
    let checkpoint = open(bag.text(layout::CHECKPOINT)?, &signer, &mut report.problems)?;
    Some((checkpoint, signer))
}

fn confirmation(trusted: Option<&Verifier>) -> Confirmation {
    if trusted.is_some() { Confirmation::Confirmed } else { Confirmation::Unconfirmed }
}

fn key_in(bag: &Bag, problems: &mut Vec<Problem>) -> Option<Verifier> {
    let key = bag.text(layout::KEY)?.trim_end().parse().ok();
    if key.is_none() {
        problems.push(Problem::FileMalformed { file: layout::KEY.to_owned() });
    }
    key
}

fn open(checkpoint: &str, signer: &Verifier, problems: &mut Vec<Problem>) -> Option<Checkpoint> {
    let problem = match Checkpoint::open(checkpoint, signer) {
        Ok(checkpoint) => return Some(checkpoint),
        Err(CheckpointError::Note(NoteError::NotSigned)) | Err(CheckpointError::Origin) => {
            Problem::OtherSigner { expected: signer.name().to_owned(), fingerprint: signer.fingerprint() }
        }
        Err(_) => Problem::CheckpointAltered,
    };
    problems.push(problem);
    None
}
