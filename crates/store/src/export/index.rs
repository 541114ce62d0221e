//! `case.json`: what happened, by whom and when, and what lies where, for a person who opens the bundle. It is made
//! from the exported entries alone, so that the same checkpoint gives the same bytes.

use crate::sealer::Published;
use journal::Entry;
use journal::bundle::{Object, ObjectState, Part};
use serde::Serialize;
use serde_json::value::RawValue;

#[derive(Serialize)]
struct Index<'a> {
    case: &'a str,
    number: Option<String>,
    journal_size: u64,
    entries: Vec<Line<'a>>,
    objects: Vec<Thing<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    no: u64,
    seq: u64,
    at: String,
    by: &'a str,
    kind: String,
    event: &'a RawValue,
}

#[derive(Serialize)]
struct Thing<'a> {
    id: &'a str,
    is: &'static str,
}

pub fn number(first: &Entry) -> Option<String> {
    let event: serde_json::Value = serde_json::from_str(first.event.get()).ok()?;
    Some(event.get("number")?.as_str()?.to_owned())
}

pub fn json(entries: &[(Entry, Vec<u8>)], objects: &[Object], under: &Published) -> Vec<u8> {
    let first = entries.first().map(|(entry, _)| entry);
    let index = Index {
        case: first.map_or("", |entry| &entry.subject),
        number: first.and_then(number),
        journal_size: under.size,
        entries: entries.iter().map(|(entry, _)| line(entry)).collect(),
        objects: objects.iter().map(|object| Thing { id: &object.id, is: is(&object.state) }).collect(),
    };
    serde_json::to_vec_pretty(&index).expect("an index has only plain fields")
}

fn line(entry: &Entry) -> Line<'_> {
    let at = jiff::Timestamp::from_millisecond(entry.at_ms).map_or(String::new(), |at| at.to_string());
    Line { no: entry.no, seq: entry.seq, at, by: &entry.by, kind: entry.kind(), event: &entry.event }
}

fn is(state: &ObjectState) -> &'static str {
    match state {
        ObjectState::Present { part: Part::Evidence { .. }, .. } => "evidence",
        ObjectState::Present { part: Part::Json, .. } => "record",
        ObjectState::Present { part: Part::Text, .. } => "text",
        ObjectState::Present { part: Part::Redaction, .. } => "redaction",
        ObjectState::Redacted { .. } => "redacted",
        ObjectState::Erased { .. } => "erased",
    }
}
