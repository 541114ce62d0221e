//! The reader's own policy: what it may say, and what follows for a bundle.

use std::io::Cursor;

use journal::{
    cosign::Cosigner,
    note::generate,
    policy::Policy,
    verify::{Limits, Problem, Report, Verdict, verify_bundle_by},
};

use crate::given::{ORIGIN, bundle, files, pack, signer, with_new_manifests, zipped};
use crate::judged;

fn with_keys(text: &str) -> String {
    let text = text.replace("KEY", &signer().verifier().to_string());
    let text = text.replace("PAPER", &cosigner("paper.example").witness().to_string());
    text.replace("GUILD", &cosigner("guild.example").witness().to_string())
}

fn policy(text: &str) -> Result<Policy, String> {
    let absent = |file: &str| Err(format!("{file} is not there"));
    Policy::parse(&with_keys(text), absent).map_err(|error| error.to_string())
}

fn cosigner(name: &str) -> Cosigner {
    Cosigner::new(name, [name.len() as u8 + name.as_bytes()[0]; 32]).expect("a name")
}

fn judged(zip: &[u8], text: &str) -> Report {
    let found = verify_bundle_by(Cursor::new(zip), &policy(text).expect("a policy"), &Limits::default());
    judged::bundle_by(zip, &with_keys(text), &[], &found);
    found.expect("readable")
}

/// The bundle with its checkpoint signed by these witnesses too.
fn witnessed(names: &[&str]) -> Vec<u8> {
    let mut bundle = bundle(&signer());
    let text = journal::note::unverified_text(&bundle.checkpoint).expect("a note").to_owned();
    for name in names {
        let line = cosigner(name).sign(&text, 1_700_000_000).line;
        bundle.checkpoint = format!("{}{line}\n", bundle.checkpoint);
    }
    zipped(&bundle)
}

const BOTH: &str = "log KEY\nwitness paper PAPER\nwitness guild GUILD\n";

#[test]
fn a_log_it_names_is_believed_and_another_is_not() {
    let zip = zipped(&bundle(&signer()));
    let report = judged(&zip, "# mine\n\n  log KEY https://log.example\nquorum none\n");
    assert_eq!((report.verdict(), &report.problems[..]), (Verdict::Intact, &[][..]));
    let forged = zipped(&bundle(&generate(ORIGIN, [66; 32]).expect("a key")));
    assert_eq!(judged(&forged, "log KEY\nquorum none\n").verdict(), Verdict::Untrusted);
    let other = generate("other.example", [5; 32]).expect("a key").verifier().to_string();
    let either = judged(&zip, &format!("log {other}\nlog KEY\nquorum none\n"));
    assert_eq!(either.verdict(), Verdict::Intact, "any of the logs");
}

#[test]
fn a_quorum_of_witnesses_must_have_signed() {
    let quorums =
        [("any", &["paper.example"][..], true), ("all", &["paper.example"], false), ("2", &[], false)];
    for (least, names, met) in quorums {
        let text = format!("{BOTH}group outside {least} paper guild\nquorum outside\n");
        let report = judged(&witnessed(names), &text);
        let wanted = if met { Verdict::Intact } else { Verdict::PolicyUnmet };
        assert_eq!(report.verdict(), wanted, "{least} {names:?}: {:?}", report.problems);
        assert_eq!(report.problems.contains(&Problem::QuorumMissing { quorum: "outside".into() }), !met);
    }
    let all = format!("{BOTH}group outside all paper guild\nquorum outside\n");
    assert_eq!(judged(&witnessed(&["paper.example", "guild.example"]), &all).verdict(), Verdict::Intact);
    assert_eq!(judged(&witnessed(&[]), &format!("{BOTH}quorum guild\n")).verdict().exit_code(), 4);
}

#[test]
fn a_map_of_heads_can_be_required() {
    let text = "log KEY\nquorum none\nheads required\n";
    assert_eq!(judged(&zipped(&bundle(&signer())), text).verdict(), Verdict::Intact);
    let mut without = files();
    without.retain(|name, _| !name.starts_with("heads/"));
    let report = judged(&pack(&with_new_manifests(without)), text);
    assert_eq!(
        (report.verdict(), &report.problems[..]),
        (Verdict::PolicyUnmet, &[Problem::HeadsRequired][..])
    );
}

#[test]
fn what_was_altered_weighs_more_than_what_is_lacking() {
    let mut changed = files();
    changed.retain(|name, _| !name.starts_with("heads/"));
    changed.get_mut("data/evidence/photo1.jpg").expect("it")[3] ^= 1;
    let report = judged(&pack(&with_new_manifests(changed)), "log KEY\nquorum none\nheads required\n");
    assert_eq!(report.verdict(), Verdict::Altered);
}

#[test]
fn a_policy_that_cannot_be_meant_is_refused_with_its_line() {
    let wrong = [
        ("log KEY\n", ""),
        ("quorum none\nquorum none\n", "line 2"),
        ("log KEY\nlog KEY\nquorum none\n", "line 2"),
        ("log nonsense\nquorum none\n", "line 1"),
        ("quorum nobody\n", "line 1"),
        ("group g any nobody\nquorum g\n", "line 1"),
        ("witness w PAPER\nwitness w GUILD\nquorum w\n", "line 2"),
        ("witness none PAPER\nquorum none\n", "line 1"),
        ("witness a PAPER\nwitness b PAPER\nquorum none\n", "line 2"),
        ("witness a PAPER\ngroup g 2 a\nquorum g\n", "line 2"),
        ("witness a PAPER\ngroup g 0 a\nquorum g\n", "line 2"),
        ("witness a PAPER\ngroup g any a\ngroup h any a\nquorum none\n", "line 3"),
        ("witness a KEY\nquorum none\n", "line 1"),
        ("tsa mine chain.pem\nquorum none\n", "line 1"),
        ("stamps 1\nquorum none\n", ""),
        ("trust everybody\nquorum none\n", "line 1"),
        ("quorum none\r\n", ""),
    ];
    for (text, place) in wrong {
        let refused = policy(text).expect_err(text);
        judged::refused_policy(&with_keys(text));
        assert!(refused.contains(place), "{text:?}: {refused}");
    }
}
