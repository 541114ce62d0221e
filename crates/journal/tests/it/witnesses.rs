//! Cosignatures, and when a witness gives one.

use journal::cosign::{Cosigner, Witness};
use journal::note::{self, NoteError, Signer};
use journal::tree::{consistency_proof, root};
use journal::witnessing::{No, Seen, accept, request};
use journal::{Checkpoint, Hash, leaf_hash};

use crate::given::Kept;

const ORIGIN: &str = "redress.example/journal";
const AT_S: u64 = 1_780_000_000;

fn log() -> Signer {
    note::generate(ORIGIN, [7; 32]).expect("a key")
}
fn cosigner() -> Cosigner {
    Cosigner::new("witness.example/w1", [9; 32]).expect("a key")
}

/// A journal whose entries after the first `common` depend on `branch`.
fn tree(size: u64, common: u64, branch: u8) -> Kept {
    let leaf = |number: u64| {
        leaf_hash(&[&[if number < common { 0 } else { branch }], &number.to_be_bytes()[..]].concat())
    };
    let mut kept = Kept::default();
    kept.append(&(0..size).map(leaf).collect::<Vec<_>>());
    kept
}

struct Given {
    note: String,
    root: Hash,
    proof: Vec<Hash>,
}

fn given(old: u64, size: u64, branch: u8) -> Given {
    let mut tiles = tree(size, 5, branch);
    let root = root(&mut tiles, size).expect("a root");
    let proof = consistency_proof(&mut tiles, old, size).expect("a proof");
    let note = Checkpoint { origin: ORIGIN.into(), size, root }.sign(&log()).expect("a note");
    Given { note, root, proof }
}

fn answer(request: &str, seen: Option<Seen>) -> Result<Seen, No> {
    accept(request, &[log().verifier().clone()], |_| seen).map(|accepted| accepted.seen)
}

#[test]
fn a_cosignature_stands_below_the_checkpoint_with_its_time() {
    let Given { note, .. } = given(0, 9, 0);
    let text = note::unverified_text(&note).expect("a text");
    let signed = cosigner().sign(text, AT_S);
    let both = note::with_lines(&note, std::slice::from_ref(&signed.line));
    assert_eq!(cosigner().witness().on(&both), Ok(signed));
    assert_eq!(cosigner().witness().on(&note), Err(NoteError::NotSigned));
    Checkpoint::open(&both, log().verifier()).expect("the log's own signature still holds");
    let later = cosigner().sign(text, AT_S + 60);
    let thrice = note::with_lines(&both, std::slice::from_ref(&later.line));
    assert_eq!(cosigner().witness().on(&thrice), Ok(later), "the newest counts");
}

#[test]
fn a_cosignature_of_another_text_time_or_key_does_not_hold() {
    let (one, other) = (given(0, 9, 0).note, given(0, 10, 0).note);
    let signed = cosigner().sign(note::unverified_text(&one).expect("a text"), AT_S);
    let moved = note::with_lines(&other, std::slice::from_ref(&signed.line));
    assert_eq!(cosigner().witness().on(&moved), Err(NoteError::BadSignature));
    let stranger = Cosigner::new("witness.example/w1", [8; 32]).expect("a key");
    let by_stranger = note::with_lines(&one, &[signed.line]);
    assert_eq!(stranger.witness().on(&by_stranger), Err(NoteError::NotSigned), "another key id");
    // A plain note signature where a cosignature belongs.
    let plain = note::generate("witness.example/w1", [9; 32]).expect("a key");
    let plainly = note::sign(note::unverified_text(&one).expect("a text"), &plain).expect("a note");
    assert_eq!(cosigner().witness().on(&plainly), Err(NoteError::NotSigned));
}

#[test]
fn a_witness_is_known_by_its_line() {
    let line = cosigner().witness().to_string();
    assert_eq!(line.parse::<Witness>().as_ref(), Ok(cosigner().witness()));
    assert!(line.replace("w1", "w2").parse::<Witness>().is_err());
    assert!(log().verifier().to_string().parse::<Witness>().is_err(), "a log's key is no witness's");
    assert!(line.parse::<note::Verifier>().is_err(), "nor the other way round");
}

#[test]
fn a_witness_signs_what_goes_on_from_what_it_has_seen() {
    let first = given(0, 9, 0);
    let seen = answer(&request(0, &[], &first.note), None).expect("the first checkpoint");
    assert_eq!(seen, Seen { size: 9, root: first.root });
    let next = given(9, 300, 0);
    let body = request(9, &next.proof, &next.note);
    assert_eq!(answer(&body, Some(seen)).map(|seen| seen.size), Ok(300));
    let same = given(9, 9, 0);
    assert_eq!(answer(&request(9, &[], &same.note), Some(seen)), Ok(seen), "the same once more");
}

#[test]
fn a_rolled_back_journal_hears_how_far_it_had_come() {
    let seen = Some(Seen { size: 300, root: given(0, 300, 0).root });
    let back = given(9, 100, 0);
    assert_eq!(answer(&request(9, &back.proof, &back.note), seen), Err(No::Knows(300)));
    assert_eq!(answer(&request(0, &[], &back.note), seen), Err(No::Knows(300)));
    let fork = given(300, 300, 1);
    assert_eq!(answer(&request(300, &[], &fork.note), seen), Err(No::Knows(300)), "another history");
}

#[test]
fn a_forged_checkpoint_and_an_unknown_journal_are_turned_away() {
    let real = given(0, 9, 0);
    let forger = note::generate(ORIGIN, [6; 32]).expect("a key");
    let forged =
        Checkpoint { origin: ORIGIN.into(), size: 9, root: real.root }.sign(&forger).expect("a note");
    assert_eq!(answer(&request(0, &[], &forged), None), Err(No::Forged));
    let larger = real.note.replacen("\n9\n", "\n8\n", 1);
    assert_eq!(answer(&request(0, &[], &larger), None), Err(No::Forged));
    let stranger = note::generate("else.example/journal", [5; 32]).expect("a key");
    let strange = Checkpoint { origin: "else.example/journal".into(), size: 9, root: real.root };
    let strange = strange.sign(&stranger).expect("a note");
    assert_eq!(answer(&request(0, &[], &strange), None), Err(No::UnknownJournal));
}

#[test]
fn a_proof_that_proves_nothing_is_refused_also_at_equal_size() {
    let seen = Some(Seen { size: 9, root: given(0, 9, 0).root });
    let next = given(9, 300, 0);
    for at in 0..next.proof.len() {
        let mut bogus = next.proof.clone();
        bogus[at].0[0] ^= 1;
        assert_eq!(answer(&request(9, &bogus, &next.note), seen), Err(No::Proof));
    }
    assert_eq!(answer(&request(9, &[], &next.note), seen), Err(No::Proof));
    let fork = given(9, 300, 1);
    assert_eq!(answer(&request(9, &fork.proof, &fork.note), seen), Err(No::Proof));
    let same = given(9, 9, 0);
    assert_eq!(answer(&request(9, &[Hash::ZERO], &same.note), seen), Err(No::Proof), "at equal size");
    assert_eq!(answer(&request(0, &[Hash::ZERO], &same.note), None), Err(No::Proof), "from nothing");
}

#[test]
fn what_is_no_request_is_refused() {
    let real = given(0, 9, 0).note;
    let bad = [
        String::new(),
        "old 0".into(),
        format!("old 00\n\n{real}"),
        format!("old -1\n\n{real}"),
        format!("old 0\nAAAA\n\n{real}"),
        format!("new 0\n\n{real}"),
        "old 0\n\nno note".into(),
        request(10, &[], &real),
        request(0, &[Hash::ZERO; 64], &real),
    ];
    for body in bad {
        assert_eq!(answer(&body, None), Err(No::Malformed), "{body}");
    }
}
