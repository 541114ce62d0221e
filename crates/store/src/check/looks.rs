//! The read log against the roots the house has noted: nothing of an hour that has one can be deleted, altered or added.

use super::Look;
use crate::db::Connection;
use crate::looks::{Hour, hour_from, hour_of};
use crate::{Error, journal_of};
use domain::clock::HOUR_MS;
use domain::house::Access;
use domain::{Event, SubjectId};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// By hour, with the entry that notes it.
type Roots = BTreeMap<i64, (u64, Access)>;

pub fn check(look: &mut Look) -> Result<(), Error> {
    let (store, size) = (look.store.clone(), look.size);
    let wrong = store.0.db.read_blocking(|db| {
        let roots = roots(db, size)?;
        let mut wrong = vec![];
        for hour_ms in hours(db, &roots)? {
            let (found, root) = (hour_of(db, hour_ms)?, roots.get(&hour_ms));
            let what = differs(hour_ms, root.map(|(_, access)| access), &found);
            wrong.extend(what.map(|what| (root.map(|(seq, _)| *seq), what)));
        }
        Ok::<_, Error>(wrong)
    })?;
    for (seq, what) in wrong {
        look.findings.add("read_log_disagrees", Some(SubjectId::house().as_str()), seq, what);
    }
    Ok(())
}

/// LIMIT: the house's own entries are read at once; they are a few dozen a day.
fn roots(db: &mut Connection, size: u64) -> Result<Roots, Error> {
    let entries = journal_of::of_subject(db, &SubjectId::house())?;
    let rooted = entries.into_iter().filter(|entry| entry.seq < size).filter_map(|entry| match entry.event {
        Event::AccessRooted { access } => Some((access.hour_ms, (entry.seq, access))),
        _ => None,
    });
    Ok(rooted.collect())
}

/// Hours that have a root, and hours before the last of them in which somebody is said to have looked.
fn hours(db: &mut Connection, roots: &Roots) -> Result<BTreeSet<i64>, Error> {
    let mut hours: BTreeSet<i64> = roots.keys().copied().collect();
    let Some(last_ms) = hours.last().copied() else { return Ok(hours) };
    let mut from_ms = i64::MIN;
    while let Some(hour_ms) = hour_from(db, from_ms)?.filter(|hour_ms| *hour_ms < last_ms) {
        hours.insert(hour_ms);
        from_ms = hour_ms + HOUR_MS;
    }
    Ok(hours)
}

fn differs(hour_ms: i64, rooted: Option<&Access>, found: &Hour) -> Option<String> {
    let hour = jiff::Timestamp::from_millisecond(hour_ms).unwrap_or_default();
    let (then, now) = (rooted.map_or(0, |access| access.rows), found.rows);
    if rooted.is_some_and(|access| now == then && found.root.to_string() == access.root) {
        return None;
    }
    let what = match now.cmp(&then) {
        Ordering::Less => "some were deleted",
        Ordering::Equal => "one was altered",
        Ordering::Greater => "some were added later",
    };
    Some(format!("the read log of the hour of {hour} had {then} looks and has {now}: {what}"))
}
