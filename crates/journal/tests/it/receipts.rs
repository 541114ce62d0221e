//! Receipts alone, as a customer keeps them.

use journal::{
    Receipt,
    note::generate,
    verify::{Confirmation, Problem, Unreadable},
};

use crate::given::{ORIGIN, check_receipt, sealed, signer};

fn receipt() -> (Receipt, Vec<u8>) {
    let mut sealed = sealed(&signer());
    let proven = sealed.proven(45);
    (Receipt::new(45, proven.path, sealed.checkpoint), proven.bytes)
}

#[test]
fn a_receipt_is_written_read_and_verified() {
    let (receipt, entry) = receipt();
    let text = receipt.to_string();
    assert!(text.starts_with("c2sp.org/tlog-proof@v1\nindex 45\n"));
    let read = Receipt::parse(&text).expect("a receipt");
    assert_eq!(read, receipt);
    assert_eq!(read.verify(&entry, signer().verifier()).expect("it holds").size, 300);
    assert_eq!(check_receipt(&text, &entry, Some(signer().verifier())).expect("readable").problems, []);
}

#[test]
fn a_receipt_with_a_key_hint_is_verified_but_unconfirmed() {
    let (receipt, entry) = receipt();
    let text = receipt.with_key_hint(signer().verifier()).to_string();
    let report = check_receipt(&text, &entry, None).expect("readable");
    assert!(report.is_intact());
    assert_eq!(report.signer.expect("a signer").confirmation, Confirmation::Unconfirmed);
}

#[test]
fn a_receipt_without_any_key_cannot_be_checked() {
    let (receipt, entry) = receipt();
    assert!(matches!(check_receipt(&receipt.to_string(), &entry, None), Err(Unreadable::NoKey)));
}

#[test]
fn a_changed_entry_does_not_fit_its_receipt() {
    let (receipt, entry) = receipt();
    for position in 0..entry.len() {
        let mut changed = entry.clone();
        changed[position] ^= 1;
        assert!(receipt.verify(&changed, signer().verifier()).is_err());
        let report = check_receipt(&receipt.to_string(), &changed, Some(signer().verifier()));
        assert_eq!(report.expect("readable").problems, [Problem::ReceiptDoesNotFit { index: 45 }]);
    }
}

#[test]
fn a_receipt_changed_in_any_byte_is_refused() {
    let (receipt, entry) = receipt();
    let (text, key) = (receipt.to_string(), signer());
    for (position, _) in text.char_indices().filter(|(_, letter)| letter.is_ascii()) {
        let mut changed = text.clone().into_bytes();
        changed[position] ^= 1;
        let Ok(changed) = String::from_utf8(changed) else { continue };
        let verified = Receipt::parse(&changed).and_then(|receipt| receipt.verify(&entry, key.verifier()));
        assert!(verified.is_err(), "byte {position} does not matter: {changed}");
        let found = check_receipt(&changed, &entry, Some(key.verifier()));
        assert!(found.is_err() || !found.expect("readable").is_intact(), "{changed}");
    }
}

#[test]
fn another_signer_is_named() {
    let (receipt, entry) = receipt();
    let other = generate(ORIGIN, [8; 32]).expect("a key");
    let report = check_receipt(&receipt.to_string(), &entry, Some(other.verifier())).expect("readable");
    assert!(matches!(report.problems[..], [Problem::OtherSigner { .. }]));
}

#[test]
fn malformed_receipts_are_refused() {
    let good = receipt().0.to_string();
    for bad in [
        String::new(),
        good.replace("@v1", "@v2"),
        good.replace("index 45", "index 045"),
        good.replace("index 45", "index -1"),
        good.replace("index 45", "extra !\nindex 45"),
        good.replace("index 45\n", ""),
        good.replace("index 45\n", "index 45\nAAAA\n"),
        good.replace("index 45\n", &format!("index 45\n{}", format!("{}=\n", "A".repeat(43)).repeat(65))),
        good.replace("\n\n", "\n"),
        "x".repeat(400_000),
    ] {
        assert!(Receipt::parse(&bad).is_err(), "{bad}");
    }
}
