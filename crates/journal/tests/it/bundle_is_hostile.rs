//! Zips made to hurt whoever opens them: refused in bounded time, without a panic.

use std::io::{Cursor, Write};

use journal::verify::{Limits, Problem, Unreadable, verify_bundle};
use proptest::{prelude::*, test_runner::RngSeed};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::given::{Files, bundle, check, check_damaged, files, pack, signer, zipped};

fn zip_of(names: &[&str]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for name in names {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a file");
        zip.write_all(b"x").expect("its bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

fn check_within(zip: &[u8], limits: &Limits) -> Result<(), Unreadable> {
    verify_bundle(Cursor::new(zip), None, limits).map(|_| ())
}

#[test]
fn names_that_lead_out_of_the_folder_are_refused() {
    for name in ["a/../../evil", "/etc/passwd", "a/./b", "a//b", "a\\b", "C:/x", "a/\u{1b}[2J"] {
        let refused = check(&zip_of(&["a/bagit.txt", name]));
        assert!(matches!(refused, Err(Unreadable::DangerousName(_))), "{name:?}");
    }
}

#[test]
fn a_bomb_is_refused_by_what_comes_out_of_it() {
    let mut files = files();
    files.insert("data/evidence/bomb.bin".into(), vec![0; 20 << 20]);
    let zip = pack(&files);
    assert!(zip.len() < 100_000);
    let limits = Limits { unpacked_bytes: 10 << 20, ..Limits::default() };
    assert!(matches!(check_within(&zip, &limits), Err(Unreadable::TooLarge)));
    let limits = Limits { held_bytes: 1000, ..Limits::default() };
    assert!(matches!(check_within(&zip, &limits), Err(Unreadable::TooLarge)));
    let limits = Limits { files: 10, ..Limits::default() };
    assert!(matches!(check_within(&zip, &limits), Err(Unreadable::TooLarge)));
}

#[test]
fn an_entry_with_a_gigantic_number_takes_no_time() {
    let mut files = files();
    files.insert(format!("data/events/{}.json", u64::MAX), b"{}".to_vec());
    let problems = check(&pack(&files)).expect("readable").problems;
    assert!(problems.contains(&Problem::EntriesMissing { from: 7, to: u64::MAX - 1 }));
}

#[test]
fn deeply_nested_lists_are_refused() {
    let mut files = files();
    files.insert("data/objects.json".into(), "[".repeat(1_000_000).into());
    let file = "data/objects.json".to_owned();
    assert!(check(&pack(&files)).expect("readable").problems.contains(&Problem::FileMalformed { file }));
}

#[test]
fn what_is_no_bundle_is_said_to_be_none() {
    assert!(matches!(check(b""), Err(Unreadable::NotAZip(_))));
    assert!(matches!(check(&[b'x'; 1000]), Err(Unreadable::NotAZip(_))));
    assert!(matches!(check(&zip_of(&["a/b"])), Err(Unreadable::NotABundle)));
    assert!(matches!(check(&zip_of(&["bagit.txt"])), Err(Unreadable::NotABundle)));
    assert!(matches!(check(&pack(&Files::new())), Err(Unreadable::NotABundle)));
}

#[test]
fn a_file_outside_the_folder_is_noticed() {
    let mut zip = ZipWriter::new_append(Cursor::new(zipped(&bundle(&signer())))).expect("a zip");
    zip.start_file("data/case.json", SimpleFileOptions::default()).expect("a file");
    zip.write_all(b"{}").expect("its bytes");
    let zip = zip.finish().expect("a zip").into_inner();
    let problems = check(&zip).expect("readable").problems;
    assert_eq!(problems, [Problem::FileUnknown { file: "data/case.json".into() }]);
}

#[test]
fn a_bundle_cut_short_is_never_intact() {
    let zip = zipped(&bundle(&signer()));
    for length in (0..zip.len()).step_by(211) {
        assert!(check_damaged(&zip[..length]).map_or(true, |report| !report.is_intact()), "{length}");
    }
}

#[test]
fn a_zip_that_says_it_has_several_parts_is_refused() {
    let zip = zipped(&bundle(&signer()));
    let end = zip.len() - 22;
    // The number of this part, that of the part with the directory, and the files of this part alone.
    for field in [4, 6, 9] {
        let mut parted = zip.clone();
        parted[end + field] ^= 0xa3;
        assert!(check(&parted).is_err(), "{field}");
    }
}

proptest! {
    // Always the same noise: every bundle judged here is judged again by the verifier in JavaScript.
    #![proptest_config(ProptestConfig { cases: 300, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    /// A flipped bit in a date or an attribute of the zip says nothing; one anywhere else must not pass.
    #[test]
    fn noise_in_the_zip_never_panics_and_never_changes_an_intact_report(
        noise in prop::collection::vec((any::<prop::sample::Index>(), 1u8..), 1..4),
    ) {
        let zip = zipped(&bundle(&signer()));
        let honest = check(&zip).expect("readable");
        let mut noisy = zip.clone();
        for (position, flip) in noise {
            noisy[position.index(zip.len())] ^= flip;
        }
        if let Ok(report) = check_damaged(&noisy) {
            prop_assert!(!report.is_intact() || report == honest);
        }
    }
}
