//! Receipts as they stand in a QR code.

use journal::{Checkpoint, Receipt, compact::Compact, leaf_hash, note::generate};

use crate::given::{ORIGIN, sealed, signer};

fn compact() -> (Compact, String) {
    let mut sealed = sealed(&signer());
    let proven = sealed.proven(45);
    let receipt = Receipt::new(45, proven.path, sealed.checkpoint.clone());
    let compact = Compact::of(&receipt, leaf_hash(&proven.bytes), signer().verifier()).expect("it holds");
    (compact, sealed.checkpoint)
}

#[test]
fn it_holds_the_signed_checkpoint_whole() {
    let (compact, checkpoint) = compact();
    assert_eq!(compact.note(), checkpoint);
    assert!(Checkpoint::open(&compact.note(), signer().verifier()).is_ok());
    assert_eq!((compact.size, compact.index, compact.origin.as_str()), (300, 45, ORIGIN));
}

#[test]
fn it_is_short_enough_for_a_code_on_paper_and_read_as_it_was_written() {
    let (compact, _) = compact();
    let text = compact.to_string();
    assert!(text.starts_with("r1~redress.example/cases~300~45~") && text.len() < 260, "{text}");
    assert_eq!(Compact::parse(&text), Some(compact));
    assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~/:%".contains(&byte)));
}

#[test]
fn a_byte_changed_anywhere_is_another_receipt_or_none() {
    let (compact, _) = compact();
    let text = compact.to_string();
    for position in 0..text.len() {
        let mut changed = text.clone().into_bytes();
        changed[position] ^= 1;
        let Ok(changed) = String::from_utf8(changed) else { continue };
        assert_ne!(Compact::parse(&changed), Some(compact.clone()), "{position}");
    }
}

#[test]
fn a_strange_name_of_a_journal_survives() {
    let (compact, _) = compact();
    let compact = Compact { origin: "投诉~%/#".into(), ..compact };
    assert_eq!(Compact::parse(&compact.to_string()), Some(compact));
}

#[test]
fn it_is_made_only_of_a_receipt_that_holds() {
    let mut sealed = sealed(&signer());
    let proven = sealed.proven(45);
    let receipt = Receipt::new(46, proven.path, sealed.checkpoint.clone());
    assert!(Compact::of(&receipt, leaf_hash(&proven.bytes), signer().verifier()).is_err());
    let other = generate(ORIGIN, [9; 32]).expect("a key");
    assert!(Compact::of(&receipt, leaf_hash(&proven.bytes), other.verifier()).is_err());
}
