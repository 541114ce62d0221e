//! English.

use crate::verify::{Confirmation, Problem, Report};

pub fn summary(report: &Report) -> Vec<String> {
    let verdict = if report.is_intact() { "INTACT." } else { "ALTERED OR INCOMPLETE." };
    let mut lines = vec![verdict.to_owned()];
    if let Some(subject) = &report.subject {
        let Report { entries, present, erased, .. } = report;
        lines.push(format!(
            "{subject}: {entries} entries, {present} objects present, {erased} lawfully erased."
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
    lines.push("Not proven: that statements are true, that nothing followed the last entry, and data/case.json, which is only for reading.".to_owned());
    lines
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
        Problem::ReceiptDoesNotFit { index } => format!(
            "The entry or the receipt was altered: they do not belong together (place {index} of the journal)."
        ),
    }
}
