//! What a bundle carries from outside, and what a reader makes of it.

use crate::house::{House, MINUTE_MS, now_ms};
use crate::local_tsa::{Key, LocalTsa, Wanted};
use crate::server::serve;
use connect::tsa::TsaConfig;
use journal::bundle::Bundle;
use journal::stamp::{Authority, TOLERANCE_MS};
use journal::verify::{
    Confirmation, Limits, Outsiders, Problem, Report, Stamped, Verdict, verify_bundle_trusting,
};
use server::jobs::outside::{Outside, Patience};
use std::io::Cursor;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

struct Given {
    house: House,
    tsa: Arc<LocalTsa>,
    outside: Outside,
}

/// A house whose only authority is a local one.
fn given(wanted: &Wanted) -> Given {
    let tsa = Arc::new(LocalTsa::made(wanted));
    let answering = tsa.clone();
    let served =
        serve(move |asked| Some((200, "application/timestamp-reply", answering.answer(&asked.body))));
    let authority = Authority::parse("local", &tsa.chain_pem()).expect("a chain");
    let config = TsaConfig { url: served.url, timeout: Duration::from_secs(5) };
    let outside = Outside { authorities: vec![(authority, config)], ..Outside::default() };
    Given { house: House::fresh(), tsa, outside }
}

impl Given {
    fn stamp(&self) {
        self.house.ask(&self.outside, &mut Patience::default());
        assert_eq!(self.house.words_of("local"), "");
        self.house.seal();
    }

    fn bundle(&self) -> Bundle {
        store::export::export(&self.house.store, &self.house.filed.case, None).expect("a bundle")
    }

    fn trusting(&self, pem: String) -> Outsiders {
        Outsiders { authorities: vec![("local".into(), pem)], ..Outsiders::default() }
    }
}

fn zip(bundle: &Bundle) -> Vec<u8> {
    bundle.write(Cursor::new(vec![])).expect("it is written").into_inner()
}

fn verified(bundle: &Bundle, outsiders: &Outsiders) -> Report {
    let zip = Cursor::new(zip(bundle));
    verify_bundle_trusting(zip, Some(&bundle.key), outsiders, &Limits::default()).expect("a bundle")
}

/// With one of its files changed; the manifests are made anew, as a forger would.
fn forged(given: &Given, ending: &str, change: impl Fn(&mut Vec<u8>)) -> Vec<Problem> {
    let mut bundle = given.bundle();
    let mut hit = 0;
    for (name, bytes) in &mut bundle.extra {
        if name.starts_with("tsa/") && name.ends_with(ending) {
            change(bytes);
            hit += 1;
        }
    }
    assert!(hit > 0, "nothing ends in {ending}");
    verified(&bundle, &given.trusting(given.tsa.chain_pem())).problems
}

#[test]
fn a_bundle_shows_between_which_times_its_entries_were_written() {
    let given = given(&Wanted::with(Key::P256));
    let bare = verified(&given.bundle(), &Outsiders::default());
    assert!(bare.is_intact() && bare.stamps.is_empty());
    given.stamp();
    given.house.goes_on();
    given.stamp();
    let bundle = given.bundle();
    let entries = bundle.entries.len() as u64;
    let report = verified(&bundle, &Outsiders::default());
    assert!(report.is_intact(), "{:?}", report.problems);
    let [first, second] = &report.stamps[..] else { panic!("two stamps: {:?}", report.stamps) };
    assert_eq!((first.before, first.after), (entries - 1, 1), "between the entries");
    assert_eq!((second.before, second.after), (entries, 0), "after the last");
    assert!((first.at_ms - now_ms()).abs() < MINUTE_MS && first.at_ms <= second.at_ms);
    assert_eq!(first.confirmation, Confirmation::Unconfirmed, "the certificates came with the bundle");
    for pem in [given.tsa.chain_pem(), given.tsa.root_pem()] {
        let report = verified(&bundle, &given.trusting(pem));
        assert!(report.is_intact(), "{:?}", report.problems);
        let confirmed = |stamp: &Stamped| stamp.confirmation == Confirmation::Confirmed;
        assert!(report.stamps.iter().all(confirmed));
    }
    assert_eq!(zip(&bundle), zip(&given.bundle()), "the same case and checkpoint are the same bytes");
}

#[test]
fn the_lines_for_openssl_in_the_bundle_do_what_they_say() {
    for key in [Key::Rsa, Key::P256] {
        let given = given(&Wanted::with(key));
        given.stamp();
        let dir = tempfile::tempdir().expect("a folder");
        for (name, bytes) in given.bundle().extra {
            let Some(name) = name.strip_prefix("tsa/") else { continue };
            std::fs::write(dir.path().join(name), bytes).expect("a file");
        }
        let how = std::fs::read_to_string(dir.path().join("HOWTO.txt")).expect("a text");
        let lines: Vec<&str> = how.lines().filter(|line| line.starts_with("openssl ")).collect();
        assert_eq!(lines.len(), 1);
        let run = || {
            let ran = Command::new("sh").args(["-c", lines[0]]).current_dir(dir.path()).output();
            ran.expect("it runs").status.success()
        };
        assert!(run(), "{how}");
        let note = std::fs::read_dir(dir.path()).expect("files").flatten();
        let note = note.map(|file| file.path()).find(|path| path.extension().is_some_and(|e| e == "note"));
        let note = note.expect("a note");
        let text = std::fs::read_to_string(&note).expect("a text");
        std::fs::write(note, text.replacen('\n', "\n1", 1)).expect("a file");
        assert!(!run(), "an altered note must be refused");
    }
}

#[test]
fn what_is_altered_about_a_stamp_is_noticed() {
    let given = given(&Wanted::with(Key::P256));
    given.stamp();
    given.house.goes_on();
    given.stamp();
    for ending in [".tsr", ".note", ".consistency", ".json", ".tlog-proof"] {
        for place in [0.1, 0.5, 0.9] {
            let problems = forged(&given, ending, |bytes| {
                if let Some(at) = bytes.len().checked_sub(1).map(|last| (last as f64 * place) as usize) {
                    bytes[at] ^= 0x04;
                } else {
                    bytes.extend(b"AAAA\n");
                }
            });
            assert!(!problems.is_empty(), "{ending} at {place}");
        }
    }
    // A certificate that came along matters to those only who trust no other.
    let mut bundle = given.bundle();
    for (name, bytes) in &mut bundle.extra {
        if name.ends_with(".pem") {
            *bytes = LocalTsa::new(Key::P256).chain_pem().into_bytes();
        }
    }
    let altered = verified(&bundle, &Outsiders::default());
    assert!(matches!(altered.problems[..], [Problem::StampAltered { .. }, ..]), "{:?}", altered.problems);
    assert!(verified(&bundle, &given.trusting(given.tsa.chain_pem())).is_intact());
    let mut without = given.bundle();
    without.extra.retain(|(name, _)| !name.ends_with(".note"));
    assert_eq!(verified(&without, &Outsiders::default()).verdict(), Verdict::Altered);
}

#[test]
fn a_stamp_of_another_authority_than_the_readers_is_refused() {
    let given = given(&Wanted::with(Key::P256));
    given.stamp();
    let other = LocalTsa::new(Key::P256);
    for pem in [other.chain_pem(), other.root_pem()] {
        let report = verified(&given.bundle(), &given.trusting(pem));
        assert_eq!(report.verdict(), Verdict::Untrusted, "{:?}", report.problems);
    }
    // One the reader knows by another name is another one: it counts as unconfirmed.
    let stranger = Outsiders { authorities: vec![("else".into(), other.root_pem())], ..Outsiders::default() };
    let report = verified(&given.bundle(), &stranger);
    assert!(report.is_intact());
    assert_eq!(report.stamps[0].confirmation, Confirmation::Unconfirmed);
}

#[test]
fn an_authority_that_has_expired_since_is_still_believed() {
    let until = |seconds: i64| {
        let ahead = format!("{seconds} seconds");
        let date = Command::new("date").args(["-u", "-d", &ahead, "+%Y%m%d%H%M%SZ"]).output();
        String::from_utf8(date.expect("a date").stdout).expect("a date").trim().to_owned()
    };
    let given = given(&Wanted { window: (until(-60), until(6)), ..Wanted::with(Key::P256) });
    given.stamp();
    let bundle = given.bundle();
    std::thread::sleep(Duration::from_secs(7));
    let report = verified(&bundle, &given.trusting(given.tsa.chain_pem()));
    assert!(report.is_intact() && report.stamps.len() == 1, "{:?}", report.problems);
}

#[test]
fn a_clock_that_was_turned_back_is_found_by_reader_and_doctor() {
    let given = given(&Wanted::with(Key::P256));
    // The house believes that it is an hour earlier, before and after the stamp.
    let late = House::fresh_at(now_ms() - 60 * MINUTE_MS);
    let given = Given { house: late, ..given };
    given.stamp();
    given.house.goes_on();
    let report = verified(&given.bundle(), &Outsiders::default());
    let last = report.entries as u64 - 1;
    let told = Problem::EntryBeforeStamp { no: last, authority: "local".into() };
    assert_eq!(report.problems, [told]);
    let findings = store::check::check(&given.house.store, &|_, _| ()).expect("the check runs");
    assert!(findings.found.iter().any(|found| found.code == "clock_turned_back"), "{:?}", findings.found);
    // Within the tolerance nobody is accused.
    let near = Given { house: House::fresh_at(now_ms() - TOLERANCE_MS / 2), ..given };
    near.stamp();
    near.house.goes_on();
    assert!(verified(&near.bundle(), &Outsiders::default()).is_intact());
    near.house.is_sound();
}

#[test]
fn a_clock_that_runs_ahead_is_found_by_the_reader() {
    let ahead = given(&Wanted::with(Key::P256));
    let ahead = Given { house: House::fresh_at(now_ms() + 60 * MINUTE_MS), ..ahead };
    ahead.stamp();
    let report = verified(&ahead.bundle(), &Outsiders::default());
    let told = |problem: &Problem| matches!(problem, Problem::EntryAfterStamp { .. });
    assert!(!report.problems.is_empty() && report.problems.iter().all(told), "{:?}", report.problems);
}
