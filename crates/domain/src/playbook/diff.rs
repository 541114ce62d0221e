//! What differs between two files, field by field, for people: "clock plan_b: 24 hours → 12 hours". Order and
//! comments do not count.

use std::collections::BTreeSet;
use std::fmt;

use toml::{Table, Value};

use super::page::Page;
use super::{BookFile, PlaybookError};
use crate::calendar::Unit;

/// One field that differs. A field that is new has no before, one that is gone no after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where it stands: `["clocks", "plan_b"]`, `["grade", "health", "words"]`.
    pub field: Vec<String>,
    pub before: Option<Told>,
    pub after: Option<Told>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    Span(u32, Unit),
    Text(String),
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Told::Span(amount, unit) => write!(f, "{amount} {}", unit.word().replace('_', " ")),
            Told::Text(text) => f.write_str(text),
        }
    }
}

/// By what the tables of a list are known.
const NAMES: [&str; 3] = ["id", "code", "text"];

pub fn diff(before: &BookFile, after: &BookFile) -> Result<Vec<Change>, Vec<PlaybookError>> {
    let mut errors = vec![];
    let [before, after] =
        [before, after].map(|file| Page::new(&file.name, &file.text).read::<Table>(&mut errors));
    let (Some(before), Some(after)) = (before, after) else { return Err(errors) };
    let mut changes = vec![];
    tables(&mut vec![], &before, &after, &mut changes);
    Ok(changes)
}

fn tables(field: &mut Vec<String>, before: &Table, after: &Table, changes: &mut Vec<Change>) {
    if field.first().is_some_and(|first| first == "clocks")
        && let (Some((one, before)), Some((other, after))) = (span(before), span(after))
    {
        if one != other {
            changes.push(Change { field: field.clone(), before: Some(one), after: Some(other) });
        }
        return tables_by_key(field, &before, &after, changes);
    }
    tables_by_key(field, before, after, changes);
}

fn tables_by_key(field: &mut Vec<String>, before: &Table, after: &Table, changes: &mut Vec<Change>) {
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for key in keys {
        field.push(key.clone());
        values(field, before.get(key), after.get(key), changes);
        field.pop();
    }
}

fn values(field: &mut Vec<String>, before: Option<&Value>, after: Option<&Value>, changes: &mut Vec<Change>) {
    match (before, after) {
        (Some(Value::Table(before)), Some(Value::Table(after))) => {
            return tables(field, before, after, changes);
        }
        (Some(one), Some(other)) if one == other => return,
        _ => {}
    }
    let (one, other) = (listed(before), listed(after));
    if let (Some(one), Some(other)) = (one, other) {
        return tables_by_key(field, &one, &other, changes);
    }
    let (mut gone, mut new) = (before.map(told), after.map(told));
    if let (Some(before), Some(after)) = (before.and_then(list), after.and_then(list)) {
        (gone, new) = (only(&before, &after), only(&after, &before));
    }
    // The same words in another order are the same.
    if gone.is_some() || new.is_some() {
        changes.push(Change { field: field.clone(), before: gone, after: new });
    }
}

fn told(value: &Value) -> Told {
    let span = value.as_table().and_then(span).map(|(span, _)| span);
    span.unwrap_or_else(|| Told::Text(words(value)))
}

/// A list of tables as one table, by what each is known by; a list that is not there is an empty one.
fn listed(value: Option<&Value>) -> Option<Table> {
    let Some(value) = value else { return Some(Table::new()) };
    let named = |one: &Value| {
        let name = NAMES.iter().find_map(|name| one.get(*name)?.as_str());
        Some((name?.to_owned(), one.clone()))
    };
    value.as_array()?.iter().map(named).collect()
}

/// A list of words.
fn list(value: &Value) -> Option<Vec<&str>> {
    value.as_array()?.iter().map(Value::as_str).collect()
}

/// What only one of two lists has.
fn only(one: &[&str], other: &[&str]) -> Option<Told> {
    let only: Vec<&str> = one.iter().filter(|word| !other.contains(word)).copied().collect();
    (!only.is_empty()).then(|| Told::Text(only.join(", ")))
}

/// How long a clock runs, and the rest of it.
fn span(clock: &Table) -> Option<(Told, Table)> {
    let unit = Unit::ALL.into_iter().find(|unit| clock.contains_key(unit.word()))?;
    let amount = clock[unit.word()].as_integer().and_then(|amount| u32::try_from(amount).ok())?;
    let mut rest = clock.clone();
    rest.remove(unit.word());
    Some((Told::Span(amount, unit), rest))
}

fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(words).collect::<Vec<_>>().join(", "),
        Value::Table(table) => {
            let part = |(key, value): (&String, &Value)| format!("{key} {}", words(value));
            table.iter().map(part).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut field = self.field.clone();
        if let Some(first) = field.first_mut() {
            let plain = match first.as_str() {
                "clocks" | "words" | "outcomes" | "remedies" | "pauses" | "tiers" => {
                    first.trim_end_matches('s')
                }
                "grade" | "fact" => &format!("{first} rule"),
                other => other,
            };
            *first = plain.replace("remedie", "remedy");
        }
        write!(f, "{}: ", field.join(" "))?;
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => write!(f, "{before} → {after}"),
            (None, Some(after)) => write!(f, "new: {after}"),
            (Some(before), None) => write!(f, "gone: {before}"),
            (None, None) => Ok(()),
        }
    }
}
