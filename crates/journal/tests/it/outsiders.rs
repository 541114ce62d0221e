//! Bundles with what outsiders have said: real tokens and cosignatures, by readers who trust them, who trust others and
//! who trust nobody. Every verdict is one for the verifier in JavaScript to find, too.

use std::io::Cursor;
use std::sync::LazyLock;

use base64::{Engine, prelude::BASE64_STANDARD};
use journal::{
    Entry, Hash, Receipt,
    bundle::{Bundle, tsa},
    cosign::Cosigner,
    heads, leaf_hash,
    note::{sign, unverified_text},
    policy::Policy,
    stamp::{Authority, unverified_time_ms},
    tree::consistency_proof,
    verify::{Confirmation, Limits, Problem, Report, Verdict, verify_bundle_by},
};
use serde_json::{Value, json, value::to_raw_value};

use crate::given::{CASE, ORIGIN, Sealed, bundle_of, check, journal, sealed_of, signer, zipped};
use crate::judged;
use crate::local_tsa::{Key, LocalTsa, Wanted};

const LONG_AGO_MS: i64 = 1_700_000_000_000;
const FAR_AHEAD_MS: i64 = 4_000_000_000_000;

static RSA: LazyLock<LocalTsa> = LazyLock::new(|| LocalTsa::new(Key::Rsa));
static P256: LazyLock<LocalTsa> = LazyLock::new(|| LocalTsa::new(Key::P256));
static P384: LazyLock<LocalTsa> = LazyLock::new(|| LocalTsa::new(Key::P384));

/// An entry at the end of the journal, behind the last of its subject.
fn append(journal: &mut Vec<Vec<u8>>, subject: &str, at_ms: i64, event: &Value) {
    let before = journal.iter().rev().find_map(|bytes| {
        let entry = Entry::parse(bytes).expect("an entry");
        (entry.subject == subject).then(|| (entry.no + 1, leaf_hash(bytes)))
    });
    let (no, prev) = before.unwrap_or((0, Hash::ZERO));
    let event = to_raw_value(event).expect("an event");
    let (seq, by) = (journal.len() as u64, "system".into());
    let entry = Entry { seq, subject: subject.into(), no, prev, at_ms, by, event };
    journal.push(entry.encode().expect("a short entry"));
}

/// What an authority answered about a signed state.
struct Token {
    name: &'static str,
    bytes: Vec<u8>,
    chain: String,
}

impl Token {
    fn of(name: &'static str, tsa: &LocalTsa, note: &str) -> Token {
        let bytes = tsa.token(&tsa.query(note.as_bytes(), &["-cert"]));
        Token { name, bytes, chain: tsa.chain_pem() }
    }
}

/// The case under a journal in which these tokens are written down, and what came behind them.
fn stamped(
    mut journal: Vec<Vec<u8>>,
    tokens: impl Fn(&str) -> Vec<Token>,
    behind: impl Fn(&mut Vec<Vec<u8>>),
) -> Bundle {
    let size = journal.len() as u64;
    let note = sealed_of(journal.clone(), &signer()).checkpoint;
    let tokens = tokens(&note);
    for token in &tokens {
        let event = json!({
            "kind": "stamped", "authority": token.name, "size": size, "root": note.lines().nth(2),
            "stamped_ms": unverified_time_ms(&token.bytes), "chain": Hash::of(token.chain.as_bytes()),
            "token": BASE64_STANDARD.encode(&token.bytes),
        });
        append(&mut journal, heads::SUBJECT, LONG_AGO_MS, &event);
    }
    behind(&mut journal);
    let mut sealed = sealed_of(journal, &signer());
    let stamps: Vec<tsa::Stamp> =
        (size..).zip(tokens).map(|(seq, token)| stamp(&mut sealed, seq, size, &note, token)).collect();
    Bundle { extra: tsa::files(&stamps), ..bundle_of(&mut sealed, &signer()) }
}

fn stamp(sealed: &mut Sealed, seq: u64, size: u64, note: &str, token: Token) -> tsa::Stamp {
    let now = sealed.journal.len() as u64;
    let proven = sealed.proven(seq);
    tsa::Stamp {
        authority: token.name.into(),
        size,
        token: token.bytes,
        chain: token.chain,
        note: note.to_owned(),
        goes_on: consistency_proof(&mut sealed.kept, size, now).expect("a proof"),
        entry: proven.bytes,
        receipt: Receipt::new(seq, proven.path, sealed.checkpoint.clone()).to_string(),
    }
}

fn nothing(_: &mut Vec<Vec<u8>>) {}

fn by_local(tsa: &LocalTsa) -> Bundle {
    stamped(journal(), |note| vec![Token::of("local", tsa, note)], nothing)
}

/// By a policy whose lines may name these files.
fn judged(zip: &[u8], text: &str, files: &[(&str, String)]) -> Report {
    let text = format!("log {}\n{text}", signer().verifier());
    let file = |name: &str| {
        let found = files.iter().find(|(file, _)| *file == name);
        found.map(|(_, text)| text.clone()).ok_or_else(|| "it is not there".to_owned())
    };
    let policy = Policy::parse(&text, file).expect("a policy");
    let found = verify_bundle_by(Cursor::new(zip), &policy, &Limits::default());
    judged::bundle_by(zip, &text, files, &found);
    found.expect("readable")
}

const ONE_STAMP: &str = "quorum none\ntsa local local.pem\nstamps 1\n";

fn judged_with(bundle: &Bundle, pem: String) -> Report {
    judged(&zipped(bundle), ONE_STAMP, &[("local.pem", pem)])
}

#[test]
fn stamps_of_every_kind_of_key_are_confirmed_by_chain_and_by_root() {
    for tsa in [&*RSA, &P256, &P384] {
        let bundle = by_local(tsa);
        for pem in [tsa.chain_pem(), tsa.root_pem()] {
            let report = judged_with(&bundle, pem);
            assert_eq!((report.verdict(), &report.problems[..]), (Verdict::Intact, &[][..]));
            let [stamp] = &report.stamps[..] else { panic!("one stamp") };
            assert_eq!((stamp.size, stamp.before, stamp.after), (300, 7, 0));
            assert_eq!(stamp.confirmation, Confirmation::Confirmed);
        }
        let alone = check(&zipped(&bundle)).expect("readable");
        assert_eq!(alone.stamps[0].confirmation, Confirmation::Unconfirmed);
        assert!(alone.is_intact());
    }
}

#[test]
fn the_readers_own_authority_decides_and_not_the_one_in_the_bundle() {
    let bundle = by_local(&P256);
    for pem in [P384.chain_pem(), P384.root_pem(), RSA.root_pem()] {
        let report = judged_with(&bundle, pem);
        assert_eq!(report.verdict(), Verdict::Untrusted);
        assert_eq!(report.problems[0], Problem::StampUntrusted { authority: "local".into() });
    }
    let stranger = "quorum none\ntsa other other.pem\nstamps 1\n";
    let report = judged(&zipped(&bundle), stranger, &[("other.pem", RSA.chain_pem())]);
    assert_eq!(report.verdict(), Verdict::PolicyUnmet, "a stamp by nobody the reader knows");
    let renamed = judged(&zipped(&bundle), stranger, &[("other.pem", P256.root_pem())]);
    assert_eq!(renamed.verdict(), Verdict::Intact, "the reader may call it otherwise");
}

#[test]
fn two_authorities_are_counted_once_each() {
    let both = |note: &str| vec![Token::of("one", &RSA, note), Token::of("two", &P384, note)];
    let zip = zipped(&stamped(journal(), both, nothing));
    let files = [("one.pem", RSA.root_pem()), ("two.pem", P384.chain_pem())];
    let two = "quorum none\ntsa one one.pem\ntsa two two.pem\nstamps 2\n";
    assert_eq!(judged(&zip, two, &files).verdict(), Verdict::Intact);
    let report = judged(&zipped(&by_local(&RSA)), two, &files);
    assert_eq!(report.problems, [Problem::StampsMissing { wanted: 2, found: 1 }]);
}

#[test]
fn a_token_that_is_not_about_this_state_or_not_by_this_authority_is_refused_with_the_reason() {
    let why = |tokens: &dyn Fn(&str) -> Vec<Token>| {
        let bundle = stamped(journal(), tokens, nothing);
        let report = check(&zipped(&bundle)).expect("readable");
        match &report.problems[..] {
            [Problem::StampAltered { why, .. }] => why.clone(),
            other => panic!("{other:?}"),
        }
    };
    let older = sealed_of(journal()[..200].to_vec(), &signer()).checkpoint;
    assert!(why(&|_| vec![Token::of("local", &RSA, &older)]).contains("about something else"));
    let namesake = |note: &str| vec![Token { chain: P256.chain_pem(), ..Token::of("local", &RSA, note) }];
    assert!(why(&namesake).contains("another authority"));
    let leaf_alone = |note: &str| {
        let end = "-----END CERTIFICATE-----\n";
        let leaf = RSA.chain_pem().split_inclusive(end).next().expect("it").to_owned();
        vec![Token { chain: leaf, ..Token::of("local", &RSA, note) }]
    };
    assert!(why(&leaf_alone).contains("do not lead"));
    let turned = |note: &str| {
        let chain: Vec<String> =
            RSA.chain_pem().split_inclusive("-----END CERTIFICATE-----\n").map(str::to_owned).collect();
        vec![Token { chain: format!("{}{}", chain[1], chain[0]), ..Token::of("local", &RSA, note) }]
    };
    assert!(why(&turned).contains("not one for time stamping"));
    let no_chain = |note: &str| vec![Token { chain: "nothing".into(), ..Token::of("local", &RSA, note) }];
    assert!(why(&no_chain).contains("not certificates"));
    let longer = |note: &str| {
        let bytes = RSA.token(&RSA.query(note.as_bytes(), &["-sha512"]));
        vec![Token { bytes, ..Token::of("local", &RSA, note) }]
    };
    assert!(why(&longer).contains("about something else"));
    let broken = |note: &str| {
        let mut token = Token::of("local", &P384, note);
        *token.bytes.last_mut().expect("it has bytes") ^= 1;
        vec![token]
    };
    assert!(why(&broken).contains("signature"));
}

#[test]
fn an_authority_with_other_habits_is_understood_and_one_out_of_time_is_not() {
    for ess in ["sha1", "sha512"] {
        let tsa = LocalTsa::made(&Wanted { ess, ..Wanted::with(Key::P256) });
        assert_eq!(judged_with(&by_local(&tsa), tsa.root_pem()).verdict(), Verdict::Intact, "{ess}");
    }
    let window = ("20200101000000Z".to_owned(), "20210101000000Z".to_owned());
    let expired = LocalTsa::made(&Wanted { window, ..Wanted::with(Key::Rsa) });
    let report = check(&zipped(&by_local(&expired))).expect("readable");
    let told =
        matches!(&report.problems[..], [Problem::StampAltered { why, .. }] if why.contains("not valid"));
    assert!(told, "{:?}", report.problems);
    for usage in ["timeStamping", "critical,timeStamping,serverAuth", "critical,serverAuth"] {
        let tsa = LocalTsa::made(&Wanted { usage, ..Wanted::with(Key::P256) });
        let foreign = stamped(
            journal(),
            |note| vec![Token { chain: tsa.chain_pem(), ..Token::of("local", &P256, note) }],
            nothing,
        );
        assert_eq!(check(&zipped(&foreign)).expect("readable").verdict(), Verdict::Altered, "{usage}");
    }
}

#[test]
fn a_stamp_binds_the_entries_before_and_behind_it() {
    let tokens = |note: &str| vec![Token::of("local", &P256, note)];
    let noted = json!({ "kind": "noted" });
    let late = stamped(journal(), tokens, |journal| append(journal, CASE, LONG_AGO_MS, &noted));
    let told = Problem::EntryBeforeStamp { no: 7, authority: "local".into() };
    assert_eq!(judged_with(&late, P256.chain_pem()).problems, [told]);
    let mut ahead = journal();
    append(&mut ahead, CASE, FAR_AHEAD_MS, &noted);
    let told = Problem::EntryAfterStamp { no: 7, authority: "local".into() };
    assert_eq!(judged_with(&stamped(ahead, tokens, nothing), P256.chain_pem()).problems, [told]);
    let fits = stamped(journal(), tokens, |journal| append(journal, CASE, FAR_AHEAD_MS, &noted));
    let report = judged_with(&fits, P256.chain_pem());
    assert_eq!((report.verdict(), report.stamps[0].after), (Verdict::Intact, 1));
}

#[test]
fn nothing_that_comes_with_a_stamp_can_be_changed_or_left_out() {
    let whole = by_local(&P256);
    let endings = [".tsr", ".note", ".consistency", ".json", ".tlog-proof"];
    for ending in endings {
        for place in 0..12 {
            let mut bundle = by_changed(&whole, ending, |bytes| {
                let at = bytes.len() * place / 12;
                bytes[at] ^= 1 << (place % 8);
            });
            assert!(!check(&zipped(&bundle)).expect("readable").is_intact(), "{ending} at {place}");
            bundle.extra.retain(|(name, _)| !name.ends_with(ending));
            let without = check(&zipped(&bundle)).expect("readable");
            assert_eq!(without.is_intact(), ending == ".tsr", "without {ending}: {:?}", without.problems);
        }
    }
    let other = by_changed(&whole, ".pem", |bytes| *bytes = P384.chain_pem().into_bytes());
    assert!(!check(&zipped(&other)).expect("readable").is_intact());
    assert!(judged_with(&other, P256.chain_pem()).is_intact(), "who brings a chain needs none");
    let empty = by_changed(&whole, ".consistency", Vec::clear);
    assert_eq!(check(&zipped(&empty)).expect("readable").problems, [Problem::StampElsewhere { size: 300 }]);
}

fn by_changed(bundle: &Bundle, ending: &str, change: impl Fn(&mut Vec<u8>)) -> Bundle {
    let mut sealed = sealed_of(journal_of(bundle), &signer());
    let mut changed = Bundle { extra: bundle.extra.clone(), ..bundle_of(&mut sealed, &signer()) };
    changed.extra.iter_mut().filter(|(name, _)| name.ends_with(ending)).for_each(|(_, bytes)| change(bytes));
    changed
}

/// The journal under a bundle of these tests, with the entry about its stamp at the end.
fn journal_of(bundle: &Bundle) -> Vec<Vec<u8>> {
    let entry = bundle.extra.iter().find(|(name, _)| name.ends_with(".json")).expect("the entry");
    [journal(), vec![entry.1.clone()]].concat()
}

fn witness(name: &str, seed: u8) -> Cosigner {
    Cosigner::new(name, [seed; 32]).expect("a name")
}

#[test]
fn a_cosignature_counts_only_on_this_state_and_by_this_key() {
    let paper = witness("paper.example", 9);
    let quorum = format!("witness paper {}\nquorum paper\n", paper.witness());
    let seen = |lines: &[String]| {
        let mut bundle = bundle_of(&mut sealed_of(journal(), &signer()), &signer());
        bundle.checkpoint = journal::note::with_lines(&bundle.checkpoint, lines);
        judged(&zipped(&bundle), &quorum, &[])
    };
    let note = sealed_of(journal(), &signer()).checkpoint;
    let text = unverified_text(&note).expect("a note").to_owned();
    let good = paper.sign(&text, 1_780_000_000).line;
    let report = seen(std::slice::from_ref(&good));
    assert_eq!((report.verdict(), report.witnesses[0].at_s), (Verdict::Intact, 1_780_000_000));
    let later = paper.sign(&text, 1_780_000_060).line;
    assert_eq!(seen(&[later, good.clone()]).witnesses[0].at_s, 1_780_000_060, "the newest counts");
    let missing = Problem::QuorumMissing { quorum: "paper".into() };
    assert_eq!(seen(&[]).problems, std::slice::from_ref(&missing));
    let stolen_name = witness("paper.example", 8).sign(&text, 1_780_000_000).line;
    assert_eq!(seen(&[stolen_name]).problems, std::slice::from_ref(&missing));
    let smaller = sealed_of(journal()[..250].to_vec(), &signer()).checkpoint;
    let moved = paper.sign(unverified_text(&smaller).expect("a note"), 1_780_000_000).line;
    let altered = Problem::CosignatureAltered { witness: "paper.example".into() };
    assert_eq!(seen(std::slice::from_ref(&moved)).problems, [altered.clone(), missing.clone()]);
    assert_eq!(seen(&[good, moved]).problems, [altered, missing], "one that does not hold spoils the rest");
    let plain = journal::note::generate("paper.example", [9; 32]).expect("a key");
    let plainly = sign(&text, &plain).expect("a note");
    let line = plainly.trim_end().rsplit('\n').next().expect("a line").to_owned();
    assert_eq!(seen(&[line]).problems[0], Problem::QuorumMissing { quorum: "paper".into() });
    assert!(note.contains(ORIGIN));
}

#[test]
fn what_authorities_are_pinned_by_is_read_before_anything_is_believed() {
    assert!(Authority::trusted("local", "nothing", None).is_err());
    let no_file = Policy::parse("quorum none\ntsa local gone.pem\n", |_| Err("gone".into()));
    assert_eq!(no_file.expect_err("refused").line, 2);
}
