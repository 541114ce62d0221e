//! Who looked at a case, newest first, page by page: the rows of the read log and the entries of the journal that are
//! looks.

use super::How;
use crate::db::{Connection, Row};
use crate::journal_of::{Recorded, of_subject};
use crate::{Error, Store};
use domain::{CaseId, Event};
use std::collections::HashMap;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    pub at_ms: i64,
    /// As the journal writes them. Only for us: others are told the function.
    pub by: String,
    /// `handler`, `reviewer`, `manager`, `admin`, `merchant`, `customer`, `carrier`, `inspector`, `system`.
    pub function: String,
    pub how: How,
    /// The piece of evidence, where it was one.
    pub item: Option<String>,
    key: String,
}

#[derive(Clone, Debug, Default)]
pub struct Looks {
    pub list: Vec<Seen>,
    /// Where the next page begins.
    pub next: Option<Place>,
}

/// Behind which look a page begins. It names nobody, so it can stand in an address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    at_ms: i64,
    key: String,
}

impl Place {
    pub fn parse(text: &str) -> Option<Place> {
        let (at, key) = text.split_once('.')?;
        let plain = !key.is_empty() && key.len() <= 26 && key.bytes().all(|one| one.is_ascii_alphanumeric());
        Some(Place { at_ms: at.parse().ok()?, key: plain.then(|| key.to_owned())? })
    }
    pub fn text(&self) -> String {
        format!("{}.{}", self.at_ms, self.key)
    }
}

impl Seen {
    fn place(&self) -> Place {
        Place { at_ms: self.at_ms, key: self.key.clone() }
    }
}

impl Store {
    pub fn looks_at(
        &self,
        db: &mut Connection,
        case: &CaseId,
        before: Option<&Place>,
        limit: usize,
    ) -> Result<Looks, Error> {
        let mut list = rows(db, case, before, limit)?;
        list.extend(entries(db, case)?.into_iter().filter(|seen| before.is_none_or(|at| seen.place() < *at)));
        list.sort_by_key(|seen| std::cmp::Reverse(seen.place()));
        let more = list.len() > limit;
        list.truncate(limit);
        let next = list.last().filter(|_| more).map(Seen::place);
        Ok(Looks { list, next })
    }
}

/// One more than asked for, so that it is known whether there is a next page.
fn rows(
    db: &mut Connection,
    case: &CaseId,
    before: Option<&Place>,
    limit: usize,
) -> Result<Vec<Seen>, Error> {
    let (at_ms, key) = before.map_or((i64::MAX, "~"), |place| (place.at_ms, place.key.as_str()));
    let values = [case.as_str().into(), at_ms.into(), key.into(), (limit as u64 + 1).into()];
    db.query(STATEMENT, &values)?.iter().map(seen).collect()
}

/// The slot is that of the moment, so the key of the table leads to where the page begins.
const STATEMENT: &str = "select at_ms, actor, role, how, item, id from views where case_id = $1 and slot_ms <= $2 \
     and (at_ms < $2 or (at_ms = $2 and id < $3)) order by slot_ms desc, at_ms desc, id desc limit $4";

fn seen(row: &Row) -> Result<Seen, Error> {
    let item = row.text(4)?;
    Ok(Seen {
        at_ms: row.int(0)?,
        by: row.text(1)?.to_owned(),
        function: row.text(2)?.to_owned(),
        how: How::parse(row.text(3)?).ok_or(Error::Damaged("a look is of no known sort"))?,
        item: (!item.is_empty()).then(|| item.to_owned()),
        key: row.text(5)?.to_owned(),
    })
}

fn entries(db: &mut Connection, case: &CaseId) -> Result<Vec<Seen>, Error> {
    let entries = of_subject(db, &case.subject())?;
    let looks: Vec<(Recorded, How, Option<String>)> = entries.into_iter().filter_map(look).collect();
    let functions = if looks.is_empty() { HashMap::new() } else { functions(db)? };
    let seen = looks.into_iter().map(|(entry, how, item)| Seen {
        at_ms: entry.at_ms,
        function: match entry.by.split_once(':') {
            Some(("staff", user)) => functions.get(user).map_or("staff", String::as_str).to_owned(),
            Some((party, _)) => party.to_owned(),
            None => entry.by.clone(),
        },
        by: entry.by,
        how,
        item,
        key: format!("{:010}", entry.no),
    });
    Ok(seen.collect())
}

fn look(entry: Recorded) -> Option<(Recorded, How, Option<String>)> {
    let (how, item) = match &entry.event {
        Event::EvidenceHandedOut { evidence } => (How::Copied, Some(evidence.clone())),
        Event::Revealed { .. } => (How::Revealed, None),
        Event::Exported { .. } => (How::Bundled, None),
        Event::PersonExported { .. } => (How::Handed, None),
        _ => return None,
    };
    Some((entry, how, item))
}

/// What our people do now; an entry says only who it was.
fn functions(db: &mut Connection) -> Result<HashMap<String, String>, Error> {
    let rows = db.query("select user_id, role from staff", &[])?;
    rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned()))).collect()
}
