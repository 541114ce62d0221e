//! Signed notes and checkpoints, against the example of Go's `note` package.

use journal::{
    Checkpoint, Hash,
    checkpoint::CheckpointError,
    note::{NoteError, Signer, Verifier, fingerprint, generate, open, sign},
};

const SECRET: &str = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const PUBLIC: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const TEXT: &str =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const SIGNATURE: &str =
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=";

fn note() -> String {
    format!("{TEXT}\n— PeterNeumann {SIGNATURE}\n")
}

fn public() -> Verifier {
    PUBLIC.parse().expect("a key")
}

#[test]
fn the_example_of_the_go_package_is_signed_and_opened() {
    let signer = Signer::from_secret_line(SECRET).expect("a key");
    assert_eq!(signer.verifier().to_string(), PUBLIC);
    assert_eq!(signer.to_secret_line(), SECRET);
    assert_eq!(sign(TEXT, &signer).expect("a note"), note());
    assert_eq!(open(&note(), &public()), Ok(TEXT));
}

#[test]
fn signatures_by_unknown_keys_are_passed_over() {
    let note = note() + "— witness.example AAAAAAAA\n— PeterNeumann AAAAAAAA\n";
    assert_eq!(open(&note, &public()), Ok(TEXT));
}

#[test]
fn a_changed_text_is_refused() {
    assert_eq!(open(&note().replace("think", "thunk"), &public()), Err(NoteError::BadSignature));
}

#[test]
fn a_second_wrong_signature_by_the_same_key_is_refused() {
    let wrong = SIGNATURE.replacen("ZJku", "ZJkv", 1);
    let note = format!("{}— PeterNeumann {wrong}\n", note());
    assert_eq!(open(&note, &public()), Err(NoteError::BadSignature));
}

#[test]
fn a_note_without_our_signature_is_refused() {
    let other = generate("PeterNeumann", [1; 32]).expect("a key");
    assert_eq!(open(&note(), other.verifier()), Err(NoteError::NotSigned));
}

#[test]
fn malformed_notes_are_refused() {
    let good = note();
    for bad in [
        String::new(),
        TEXT.into(),
        format!("{TEXT}\n"),
        good.trim_end().into(),
        good.replace("— ", "- "),
        good.replace("you", "you\t"),
        good.replace('=', ""),
        format!("{good}\n"),
        format!("{good}— a+b AAAAAAAA\n"),
        format!("{good}— x AAAA\n"),
    ] {
        assert!(open(&bad, &public()).is_err(), "{bad:?}");
    }
    let many = good.clone() + &"— x AAAAAAAA\n".repeat(64);
    assert_eq!(open(&many, &public()), Err(NoteError::TooLarge));
    assert_eq!(open(&"x".repeat(300_000), &public()), Err(NoteError::TooLarge));
}

#[test]
fn a_mistyped_key_is_noticed() {
    for bad in [
        PUBLIC.replace("ARpc", "ARpd"),
        PUBLIC.replace("c74f", "c74e"),
        PUBLIC.replace("Peter", "Piter"),
        PUBLIC.replace("Peter", "Pe ter"),
        PUBLIC.replace("+AR", "+BR"),
        PUBLIC.replace("10TW", ""),
        String::new(),
    ] {
        assert!(bad.parse::<Verifier>().is_err(), "{bad}");
    }
    assert!(Signer::from_secret_line(PUBLIC).is_err());
    assert!(Signer::from_secret_line(&SECRET.replace("c74f", "c74e")).is_err());
    assert!(generate("two words", [0; 32]).is_err());
}

#[test]
fn a_fingerprint_is_short_enough_to_be_read_out() {
    let print = fingerprint(PUBLIC).expect("a key");
    assert_eq!(print.len(), 29);
    assert!(print.starts_with("c74f-20a3-"));
}

#[test]
fn a_checkpoint_is_opened_by_the_key_of_its_journal_alone() {
    let signer = generate("a.example", [1; 32]).expect("a key");
    let checkpoint = Checkpoint { origin: "a.example".into(), size: 5, root: Hash::of(b"") };
    let signed = checkpoint.sign(&signer).expect("a checkpoint");
    assert!(signed.starts_with("a.example\n5\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— a.example "));
    assert_eq!(Checkpoint::open(&signed, signer.verifier()), Ok(checkpoint.clone()));
    let foreign = Checkpoint { origin: "b.example".into(), ..checkpoint };
    assert_eq!(foreign.sign(&signer), Err(CheckpointError::Origin));
}

#[test]
fn a_signed_text_that_is_no_checkpoint_is_refused() {
    let signer = generate("a", [1; 32]).expect("a key");
    let root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    let open = |text: &str| Checkpoint::open(&sign(text, &signer).expect("a note"), signer.verifier());
    assert!(open(&format!("a\n5\n{root}\nextension\n")).is_ok());
    for bad in ["a\n5\n", "a\n5\nAAAA\n"] {
        assert_eq!(open(bad), Err(CheckpointError::Malformed));
    }
    for size in ["05", "+5", "-5", "", "99999999999999999999"] {
        assert_eq!(open(&format!("a\n{size}\n{root}\n")), Err(CheckpointError::Malformed));
    }
    assert_eq!(open(&format!("b\n5\n{root}\n")), Err(CheckpointError::Origin));
}
