//! The bytes of an entry.

use journal::{Entry, Hash, commitment, entry::EntryError, leaf_hash};
use serde_json::value::RawValue;

fn entry(event: &str) -> Entry {
    let event = RawValue::from_string(event.into()).expect("JSON");
    Entry { seq: 7, subject: "case:a".into(), no: 0, prev: Hash::ZERO, at_ms: 1, by: "clock".into(), event }
}

fn parse(text: &str) -> Result<Entry, EntryError> {
    Entry::parse(text.as_bytes())
}

fn written() -> String {
    String::from_utf8(entry(r#"{"kind":"filed","text":"空"}"#).encode().expect("short")).expect("text")
}

#[test]
fn an_entry_is_written_in_exactly_these_bytes() {
    let zeros = "0".repeat(64);
    let expected = format!(
        r#"{{"v":1,"seq":7,"subject":"case:a","no":0,"prev":"{zeros}","at":1,"by":"clock","event":{{"kind":"filed","text":"空"}}}}"#
    );
    assert_eq!(written(), expected);
}

#[test]
fn what_was_written_is_read_back_and_writes_the_same() {
    let entry = parse(&written()).expect("an entry");
    assert_eq!((entry.seq, entry.no, entry.kind().as_str()), (7, 0, "filed"));
    assert_eq!(entry.encode().expect("short"), written().into_bytes());
}

#[test]
fn the_event_keeps_its_own_bytes() {
    let entry = entry(r#"{ "kind" : "x", "n": 1.50 }"#);
    let read = Entry::parse(&entry.encode().expect("short")).expect("an entry");
    assert_eq!(read.event.get(), r#"{ "kind" : "x", "n": 1.50 }"#);
}

#[test]
fn an_entry_has_at_most_65535_bytes() {
    let around = entry("\"\"").encode().expect("short").len();
    let fits = entry(&format!("\"{}\"", "x".repeat(65_535 - around)));
    assert_eq!(fits.encode().expect("it fits").len(), 65_535);
    let long = entry(&format!("\"{}\"", "x".repeat(65_536 - around)));
    assert!(matches!(long.encode(), Err(EntryError::TooLong(65_536))));
    assert!(matches!(Entry::parse(&[b' '; 65_536]), Err(EntryError::TooLong(_))));
}

#[test]
fn anything_but_an_entry_is_refused() {
    let good = written();
    for bad in [
        String::new(),
        "{}".into(),
        format!(" {good}"),
        format!("{good}\n"),
        format!("{good}}}"),
        good.replace("\"v\":1", "\"v\":2"),
        good.replace("\"no\":0", "\"no\":-1"),
        good.replace("\"no\":0", "\"no\":0,\"no\":0"),
        good.replace("\"no\":0", "\"no\":0,\"more\":0"),
        good.replace("\"by\":\"clock\",", ""),
        good.replace("\"no\":0", "\"no\":1"),
        good.replace("\"prev\":\"0", "\"prev\":\"A"),
        good.replace("\"prev\":\"0", "\"prev\":\"1"),
    ] {
        assert!(parse(&bad).is_err(), "{bad}");
    }
}

#[test]
fn a_hash_is_written_in_one_way_only() {
    let hash = leaf_hash(b"x");
    assert_eq!(hash.to_string().parse(), Ok(hash));
    for bad in ["", &hash.to_string().to_uppercase(), &hash.to_string()[1..], &"é".repeat(32)] {
        assert!(bad.parse::<Hash>().is_err());
    }
}

#[test]
fn a_commitment_is_the_documented_hash() {
    let by_hand = [&b"evd1\0"[..], &[9; 32], Hash::of(b"text").as_bytes()].concat();
    assert_eq!(commitment(&[9; 32], b"text"), Hash::of(&by_hand));
}
