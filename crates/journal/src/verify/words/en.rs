//! English.

use super::utc;
use crate::verify::{Complete, Confirmation, Problem, Report, Stamped, Verdict, Witnessed};

pub fn summary(report: &Report) -> Vec<String> {
    let verdict = match report.verdict() {
        Verdict::Intact if report.redacted > 0 => "INTACT. A redacted edition: what is hidden is named.",
        Verdict::Intact => "INTACT.",
        Verdict::Altered => "ALTERED OR INCOMPLETE.",
        Verdict::Untrusted => "NOT SIGNED BY WHOM YOU TRUST.",
        Verdict::PolicyUnmet => "UNALTERED, BUT YOUR POLICY ASKS FOR MORE.",
    };
    let mut lines = vec![verdict.to_owned()];
    if let Some(subject) = &report.subject {
        let Report { entries, present, redacted, erased, .. } = report;
        lines.push(format!(
            "{subject}: {entries} entries, {present} objects valid, {redacted} valid and redacted, {erased} valid and erased."
        ));
    }
    if let Some(journal) = &report.journal {
        lines.push(format!(
            "Journal {} with {} entries, root {}.",
            journal.origin, journal.size, journal.root
        ));
    }
    if let Some(signer) = &report.signer {
        lines.push(match signer.confirmation {
            Confirmation::Confirmed => format!("Checked against your key of {}, fingerprint {}.", signer.name, signer.fingerprint),
            Confirmation::Unconfirmed => format!(
                "The signer is UNCONFIRMED: the key came with the file. Compare its fingerprint with the one {} has published: {}",
                signer.name, signer.fingerprint
            ),
        });
    }
    lines.extend(report.complete.as_ref().map(complete));
    lines.extend(report.stamps.iter().map(stamp));
    lines.extend(report.witnesses.iter().map(|Witnessed { witness, at_s }| {
        format!("The witness {witness} signed this state at {}.", utc(at_s.saturating_mul(1_000) as i64))
    }));
    let end = match &report.complete {
        Some(complete) => format!("that nothing followed after entry {} of the journal", complete.size),
        None => "that nothing followed the last entry (the file carries no map of heads)".to_owned(),
    };
    lines.push(format!(
        "Not proven: that statements are true, {end}, and the files that are only for reading, such as data/case.json."
    ));
    lines
}

fn stamp(stamp: &Stamped) -> String {
    let Stamped { authority, at_ms, before, after, confirmation, .. } = stamp;
    let whose = match confirmation {
        Confirmation::Confirmed => "checked against your certificates",
        Confirmation::Unconfirmed => "UNCONFIRMED: its certificates came with the file",
    };
    let at = utc(*at_ms);
    format!(
        "Stamp of {authority} ({whose}): {before} entries were there before {at}, {after} were written after it."
    )
}

fn complete(complete: &Complete) -> String {
    let Complete { day, size, entries, later } = complete;
    format!(
        "Complete: the map of {day} says that it had {entries} entries when the journal had {size}; {later} came later."
    )
}

pub fn problem(problem: &Problem) -> String {
    match problem {
        Problem::FileMissing { file } => format!("The file {file} is missing."),
        Problem::FileAltered { file } => {
            format!("The file {file} was altered: it is not the one the manifest lists.")
        }
        Problem::FileDamaged { file } => {
            format!("The file {file} was altered or damaged: it cannot be unpacked.")
        }
        Problem::FileMalformed { file } => {
            format!("The file {file} was altered: it is not written as it must be.")
        }
        Problem::FileUnlisted { file } => format!("The file {file} was added: no manifest lists it."),
        Problem::FileUnknown { file } => format!("The file {file} has no place in this bundle."),
        Problem::OtherSigner { expected, fingerprint } => {
            format!("The checkpoint is not signed by {expected} with the key {fingerprint}.")
        }
        Problem::CheckpointAltered => {
            "The signed checkpoint was altered: its signature does not fit.".to_owned()
        }
        Problem::NoEntries => "The bundle holds no entries.".to_owned(),
        Problem::EntriesMissing { from, to } if from == to => format!("Entry {from} is missing."),
        Problem::EntriesMissing { from, to } => format!("Entries {from} to {to} are missing."),
        Problem::EntryMalformed { no } => format!("Entry {no} was altered: it is not a journal entry."),
        Problem::EntryMisnumbered { no, says } => {
            format!("Entry {no} was exchanged: it says it is entry {says}.")
        }
        Problem::EntryAltered { no } => {
            format!("Entry {no} or its proof was altered: the two do not lead to the signed root.")
        }
        Problem::OtherSubject { no, subject, expected } => {
            format!("Entry {no} belongs to {subject}, not to {expected}.")
        }
        Problem::ChainBroken { no } => {
            format!("Entry {no} does not follow the entry before it: one of the two was altered.")
        }
        Problem::ProofMissing { no } => format!("The proof of entry {no} is missing."),
        Problem::ProofWithoutEntry { no } => format!("Entry {no} was taken out: its proof is still here."),
        Problem::ProofMalformed { no } => {
            format!("The proof of entry {no} was altered: it is not written as it must be.")
        }
        Problem::ProofOfOtherCheckpoint { no } => {
            format!("The proof of entry {no} speaks of another checkpoint than the bundle.")
        }
        Problem::ProofOfOtherEntry { no } => {
            format!("The proof of entry {no} was exchanged: it is for another entry.")
        }
        Problem::ObjectMissing { object, no } => {
            format!("Entry {no} speaks of object {object}, which is neither here nor listed as erased.")
        }
        Problem::ObjectAltered { object, file } => {
            format!("The object {object} ({file}) was altered: it is not the one the entries commit to.")
        }
        Problem::ObjectUnmentioned { object } => {
            format!("The object {object} was added: no entry speaks of it.")
        }
        Problem::CommitmentMalformed { no, object } => {
            format!("Entry {no} speaks of object {object} in a form that cannot be checked.")
        }
        Problem::CommitmentDisagrees { object, no } => {
            format!("The object {object} is listed with another commitment than entry {no} gives.")
        }
        Problem::ErasureUnproven { object, by_no } => format!(
            "The object {object} is said to be erased by entry {by_no}, but that entry does not say so."
        ),
        Problem::HeadsAltered => {
            "The map of heads was altered: its entry, its proof and the place in it do not fit.".to_owned()
        }
        Problem::HeadDisagrees { size } => format!(
            "The entries are not those the map of heads names for the journal of {size} entries: some were exchanged."
        ),
        Problem::EntriesWithheld { from, to, size } if from == to => {
            format!("Entry {from} is withheld: it was there when the journal had {size} entries.")
        }
        Problem::EntriesWithheld { from, to, size } => format!(
            "Entries {from} to {to} are withheld: they were there when the journal had {size} entries."
        ),
        Problem::RedactionUnproven { object, by_no } => format!(
            "The object {object} is said to be hidden by entry {by_no}, but that entry does not say so."
        ),
        Problem::QuorumMissing { quorum } => {
            format!("Your policy asks for the witnesses of {quorum}, and too few have signed the checkpoint.")
        }
        Problem::StampsMissing { wanted, found } => {
            format!("Your policy asks for {wanted} authorities to have stamped, and {found} have.")
        }
        Problem::HeadsRequired => {
            "Your policy asks for a map of heads, and the file carries none that holds.".to_owned()
        }
        Problem::StampElsewhere { size } => {
            format!("The stamped state of {size} entries is not one of this journal, or not of this history.")
        }
        Problem::StampAltered { authority, why } => {
            format!("The stamp of {authority} does not hold: {why}.")
        }
        Problem::StampUntrusted { authority } => {
            format!("The stamp of {authority} is not by the authority you trust.")
        }
        Problem::EntryBeforeStamp { no, authority } => format!(
            "Entry {no} claims a time before the stamp of {authority} that is older than it: the clock was turned back."
        ),
        Problem::EntryAfterStamp { no, authority } => {
            format!("Entry {no} claims a time after the stamp of {authority} that covers it.")
        }
        Problem::CosignatureAltered { witness } => {
            format!("The signature of the witness {witness} does not fit the state of the journal.")
        }
        Problem::ReceiptDoesNotFit { index } => format!(
            "The entry or the receipt was altered: they do not belong together (place {index} of the journal)."
        ),
    }
}
