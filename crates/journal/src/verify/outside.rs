//! What outsiders have said: stamps of authorities and signatures of witnesses. Each stamp binds the case between two
//! times: what it covers was there before it, and what the journal wrote behind it cannot have been written earlier.

use base64::{Engine, prelude::BASE64_STANDARD};
use serde::{Deserialize, Serialize};

use super::{Confirmation, Problem, Report, archive::Bag, entries::Entries};
use crate::{
    bundle::{layout, tsa},
    checkpoint::{Checkpoint, base64_hash},
    cosign::Witness,
    entry::Entry,
    hash::leaf_hash,
    note::{NoteError, Verifier},
    receipt::Receipt,
    stamp::{self, Authority, TOLERANCE_MS, response_token},
    tree::verify_consistency,
};

/// The subject that notes stamps in the journal.
const HOUSE: &str = "house:self";

/// Whom outside the reader trusts.
#[derive(Debug, Clone, Default)]
pub struct Outsiders {
    /// A name, and certificates in PEM: a whole chain, or a root alone.
    pub authorities: Vec<(String, String)>,
    pub witnesses: Vec<Witness>,
}

/// A stamp that holds, and what follows from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stamped {
    /// As the reader calls it, where the reader knows it.
    pub authority: String,
    pub at_ms: i64,
    pub accuracy_ms: i64,
    /// Of the checkpoint it stamps.
    pub size: u64,
    /// So many entries of the bundle were there before that time.
    pub before: u64,
    /// So many were written after it.
    pub after: u64,
    pub confirmation: Confirmation,
}

/// A signature of a witness the reader trusts, on the checkpoint of the bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Witnessed {
    pub witness: String,
    pub at_s: u64,
}

/// What the journal's entry says about a stamp.
#[derive(Deserialize)]
struct Said {
    kind: String,
    size: u64,
    stamped_ms: i64,
    token: String,
}

pub(super) struct Known<'a> {
    pub checkpoint: &'a Checkpoint,
    pub key: &'a Verifier,
    pub trusted: &'a Outsiders,
}

pub(super) fn check(bag: &Bag, entries: &Entries, known: &Known, report: &mut Report) {
    witnesses(bag, known, report);
    let tokens = bag.digests.keys().filter(|file| file.starts_with(tsa::FOLDER) && file.ends_with(".tsr"));
    for file in tokens {
        match one(bag, file, known) {
            Ok(found) => follow(entries, found, report),
            Err(problem) => report.problems.push(problem),
        }
    }
    report.stamps.sort_by(|one, other| (one.at_ms, &one.authority).cmp(&(other.at_ms, &other.authority)));
}

fn witnesses(bag: &Bag, known: &Known, report: &mut Report) {
    let Some(note) = bag.text(layout::CHECKPOINT) else { return };
    for witness in &known.trusted.witnesses {
        match witness.on(note) {
            Ok(signed) => {
                report.witnesses.push(Witnessed { witness: witness.name().to_owned(), at_s: signed.at_s });
            }
            Err(NoteError::NotSigned) => {}
            Err(_) => {
                report.problems.push(Problem::CosignatureAltered { witness: witness.name().to_owned() });
            }
        }
    }
}

/// A stamp that holds, and the place of its entry.
struct Found {
    stamp: stamp::Stamp,
    authority: String,
    confirmation: Confirmation,
    size: u64,
    seq: u64,
}

fn one(bag: &Bag, file: &str, known: &Known) -> Result<Found, Problem> {
    let malformed = |file: &str| Problem::FileMalformed { file: file.to_owned() };
    let stem = file.strip_suffix(".tsr").ok_or_else(|| malformed(file))?;
    let (name, size) = stem.rsplit_once('-').ok_or_else(|| malformed(file))?;
    let name = name.trim_start_matches(tsa::FOLDER);
    let size: u64 = size.parse().map_err(|_| malformed(file))?;
    let text = |file: String| match bag.text(&file) {
        Some(text) => Ok(text),
        None if bag.has(&file) => Err(Problem::FileMalformed { file }),
        None => Err(Problem::FileMissing { file }),
    };
    let note = text(format!("{}{size}.note", tsa::FOLDER))?;
    goes_on(known, note, size, text(format!("{}{size}.consistency", tsa::FOLDER))?)?;
    let token = bag.bytes(file).and_then(response_token).ok_or_else(|| malformed(file))?;
    let seq = noted(bag, stem, known, token, size)?;
    let (authority, confirmation, stamp) = believed(bag, name, token, note, &known.trusted.authorities)?;
    Ok(Found { stamp, authority, confirmation, size, seq })
}

/// The stamped checkpoint is ours, and that of the bundle begins with the same entries.
fn goes_on(known: &Known, note: &str, size: u64, proof: &str) -> Result<(), Problem> {
    let altered = Problem::StampElsewhere { size };
    let stamped = Checkpoint::open(note, known.key).ok().filter(|stamped| stamped.size == size);
    let proof: Option<Vec<_>> = proof.lines().map(base64_hash).collect();
    let (Some(stamped), Some(proof)) = (stamped, proof) else { return Err(altered) };
    let Checkpoint { size: new, root, .. } = known.checkpoint;
    verify_consistency(size, *new, &proof, &stamped.root, root).map_err(|_| altered)
}

/// Where the journal wrote the very same token down.
fn noted(bag: &Bag, stem: &str, known: &Known, token: &[u8], size: u64) -> Result<u64, Problem> {
    let (entry, receipt) = (format!("{stem}.json"), format!("{stem}.tlog-proof"));
    let read = || -> Option<u64> {
        let bytes = bag.bytes(&entry)?;
        let (entry, receipt) = (Entry::parse(bytes).ok()?, Receipt::parse(bag.text(&receipt)?).ok()?);
        let said: Said = serde_json::from_str(entry.event.get()).ok()?;
        let under = receipt.verify_leaf(&leaf_hash(bytes), known.key).ok()?;
        let fits = receipt.index == entry.seq && under == *known.checkpoint;
        let same = said.token == BASE64_STANDARD.encode(token) && said.size == size;
        let is_stamp = entry.subject == HOUSE && said.kind == "stamped" && said.size <= entry.seq;
        let time = stamp::unverified_time_ms(token) == Some(said.stamped_ms);
        (fits && same && is_stamp && time).then_some(entry.seq)
    };
    read().ok_or(Problem::FileAltered { file: entry.clone() })
}

/// By an authority of the reader, or else by the certificates that came along.
fn believed(
    bag: &Bag,
    name: &str,
    token: &[u8],
    note: &str,
    trusted: &[(String, String)],
) -> Result<(String, Confirmation, stamp::Stamp), Problem> {
    let chains = bag.digests.keys().filter(|file| {
        let digest = file.strip_prefix(tsa::FOLDER).and_then(|file| file.strip_prefix(name));
        digest.is_some_and(|digest| digest.starts_with('-') && digest.ends_with(".pem"))
    });
    let chains: Vec<&str> = chains.filter_map(|file| bag.text(file)).collect();
    for (known_as, pem) in trusted {
        let handed_out = chains.iter().copied().map(Some).chain([None]);
        for authority in handed_out.filter_map(|chain| Authority::trusted(known_as, pem, chain).ok()) {
            if let Ok(stamp) = stamp::verify(token, note.as_bytes(), None, &authority) {
                return Ok((known_as.clone(), Confirmation::Confirmed, stamp));
            }
        }
        if known_as == name {
            return Err(Problem::StampUntrusted { authority: name.to_owned() });
        }
    }
    let mut why = "no certificates came along".to_owned();
    for chain in chains {
        let stamp = Authority::parse(name, chain).map_err(|error| error.to_string()).and_then(|authority| {
            stamp::verify(token, note.as_bytes(), None, &authority).map_err(|error| error.to_string())
        });
        match stamp {
            Ok(stamp) => return Ok((name.to_owned(), Confirmation::Unconfirmed, stamp)),
            Err(error) => why = error,
        }
    }
    Err(Problem::StampAltered { authority: name.to_owned(), why })
}

/// What a stamp covers was there before it; what stands behind its entry was written after it.
fn follow(entries: &Entries, found: Found, report: &mut Report) {
    let Found { stamp, authority, confirmation, size, seq } = found;
    let slack_ms = TOLERANCE_MS + stamp.accuracy_ms;
    let (mut before, mut after) = (0, 0);
    for (no, known) in entries {
        let (at, at_ms) = (known.entry.seq, known.entry.at_ms);
        if at < size {
            before += 1;
            if at_ms > stamp.at_ms.saturating_add(slack_ms) {
                report.problems.push(Problem::EntryAfterStamp { no: *no, authority: authority.clone() });
            }
        }
        if at > seq {
            after += 1;
            if at_ms < stamp.at_ms.saturating_sub(slack_ms) {
                report.problems.push(Problem::EntryBeforeStamp { no: *no, authority: authority.clone() });
            }
        }
    }
    let stamp::Stamp { at_ms, accuracy_ms, .. } = stamp;
    report.stamps.push(Stamped { authority, at_ms, accuracy_ms, size, before, after, confirmation });
}
