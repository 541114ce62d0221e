//! Subject by subject: its entries chain, fold to the state its row has, and every row that follows from the state is
//! there. Each page of subjects is read at one moment.

use super::{Look, content, refs, rows, ties};
use crate::Error;
use crate::db::{Connection, Row, Value};
use crate::journal_of::{self, of_its_subject};
use crate::packed::{read_state, unpack};
use crate::ties::Sources;
use domain::{Event, State, SubjectId, state};
use journal::{Entry, Hash, leaf_hash};
use std::collections::BTreeMap;

const PAGE: usize = 200;

/// A subject as its entries make it.
pub struct Folded {
    pub subject: SubjectId,
    pub state: Option<State>,
    pub since: u64,
    pub entries: u64,
    pub version: u64,
    pub head: Hash,
    /// What each entry speaks of.
    pub refs: Vec<(u64, refs::Ref)>,
    /// What it can be found by is read from these.
    pub sources: Sources,
    /// How many of the entries were there when the check began.
    pub counted: u64,
}

pub fn check(look: &mut Look) -> Result<(), Error> {
    let mut after = String::new();
    let mut counted = 0;
    loop {
        let store = look.store.clone();
        let last =
            store.0.db.read_blocking(|db| db.in_one_look(|db| page(look, db, &after, &mut counted)))?;
        let Some(last) = last else { break };
        after = last;
        (look.progress)(look.size + counted, 2 * look.size);
    }
    counted += look.unreadable;
    if counted != look.findings.entries {
        let what = format!(
            "{} entries belong to subjects without a row",
            look.findings.entries.saturating_sub(counted)
        );
        look.findings.add("subject_missing", None, None, what);
    }
    Ok(())
}

fn page(
    look: &mut Look,
    db: &mut Connection,
    after: &str,
    counted: &mut u64,
) -> Result<Option<String>, Error> {
    let sql = format!(
        "select id, version, entries, since, head, state from subjects where id > $1 order by id limit {PAGE}"
    );
    let subjects = db.query(&sql, &[after.into()])?;
    let Some(last) = subjects.last() else { return Ok(None) };
    let ids: Vec<String> =
        subjects.iter().map(|row| row.text(0).map(str::to_owned)).collect::<Result<_, _>>()?;
    let folded = folds(look, db, &ids)?;
    for row in &subjects {
        look.findings.subjects += 1;
        match folded.get(row.text(0)?) {
            Some(folded) => compare(look, row, folded)?,
            None => look.findings.add("row_unfounded", Some(row.text(0)?), None, "it has a row and no entry"),
        }
    }
    *counted += folded.values().map(|folded| folded.counted).sum::<u64>();
    rows::of_page(look, db, &folded)?;
    ties::of_page(look, db, &folded)?;
    content::of_page(look, db, &ids, &folded)?;
    Ok(Some(last.text(0)?.to_owned()))
}

fn folds(look: &mut Look, db: &mut Connection, ids: &[String]) -> Result<BTreeMap<String, Folded>, Error> {
    let sql = format!(
        "select s.id, j.entry from subjects s join journal j on {} where s.id = any($1) order by j.place",
        of_its_subject()
    );
    let mut all = BTreeMap::new();
    for row in db.query_in(&sql, ids)? {
        let subject = row.text(0)?;
        // Its leaf has told already what cannot be read.
        let Ok(bytes) = unpack(row.bytes(1)?) else { continue };
        let Ok(entry) = Entry::parse(&bytes) else { continue };
        if !all.contains_key(subject) {
            let id = SubjectId::parse(subject).ok_or(Error::Damaged("a subject has no kind"))?;
            all.insert(subject.to_owned(), Folded::new(id, entry.seq));
        }
        let folded = all.get_mut(subject).ok_or(Error::Damaged("unreachable"))?;
        folded.counted += u64::from(entry.seq < look.size);
        folded.add(look, &entry, &bytes);
    }
    Ok(all)
}

impl Folded {
    fn new(subject: SubjectId, since: u64) -> Folded {
        Folded {
            subject,
            state: None,
            since,
            entries: 0,
            version: 0,
            head: Hash::ZERO,
            refs: vec![],
            sources: Sources::default(),
            counted: 0,
        }
    }

    fn add(&mut self, look: &mut Look, entry: &Entry, bytes: &[u8]) {
        let (subject, at) = (Some(self.subject.as_str()), Some(entry.seq));
        if entry.subject != self.subject.as_str() {
            look.findings.add(
                "entry_mislabelled",
                subject,
                at,
                "it lies among the entries of another subject",
            );
        }
        if entry.no != self.entries {
            let what = format!("it is numbered {} where {} is expected", entry.no, self.entries);
            look.findings.add("chain_broken", subject, at, what);
        }
        if entry.prev != self.head {
            look.findings.add("chain_broken", subject, at, "it does not name the entry before it");
        }
        self.refs.extend(refs::refs(entry.event.get()).into_iter().map(|one| (entry.seq, one)));
        self.entries += 1;
        self.head = leaf_hash(bytes);
        match serde_json::from_str::<Event>(entry.event.get()) {
            Ok(event) => self.fold(&event, entry.at_ms),
            Err(_) => look.findings.add("event_unknown", subject, at, "its event is unknown to this version"),
        }
    }

    fn fold(&mut self, event: &Event, at_ms: i64) {
        self.sources.note(event);
        self.version += u64::from(event.is_material());
        self.state = state::apply(self.state.take(), &self.subject, event, at_ms);
    }
}

fn compare(look: &mut Look, row: &Row, folded: &Folded) -> Result<(), Error> {
    let subject = Some(folded.subject.as_str());
    let numbers =
        [("version", 1, folded.version), ("entries", 2, folded.entries), ("since", 3, folded.since)];
    for (name, column, folded) in numbers {
        let kept = row.int(column)? as u64;
        if kept != folded {
            let what = format!("its row has {name} {kept}, its entries make {folded}");
            look.findings.add("row_disagrees", subject, None, what);
        }
    }
    if journal_of::hash(row, 4)? != folded.head {
        look.findings.add("row_disagrees", subject, None, "its row does not name its last entry");
    }
    match read_state(row.bytes(5)?) {
        Err(_) => look.findings.add("state_unreadable", subject, None, "the state in its row cannot be read"),
        Ok(kept) if Some(&kept) != folded.state.as_ref() => {
            let what =
                format!("its row is not what its entries make: {}", difference(&kept, folded.state.as_ref()));
            look.findings.add("state_disagrees", subject, None, what);
        }
        Ok(_) => {}
    }
    Ok(())
}

/// The fields that differ, without their values.
fn difference(kept: &State, folded: Option<&State>) -> String {
    let fields = |state: Option<&State>| {
        let json = serde_json::to_vec(&state).unwrap_or_default();
        let value: serde_json::Value = serde_json::from_slice(&json).unwrap_or_default();
        value.as_object().and_then(|kinds| kinds.values().next()).cloned().unwrap_or_default()
    };
    let (kept, folded) = (fields(Some(kept)), fields(folded));
    let names =
        kept.as_object().into_iter().flatten().filter(|(name, value)| folded.get(name) != Some(value));
    names.map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ")
}

/// A list of ids as a value to bind.
pub fn listed(ids: impl Iterator<Item = String>) -> Value {
    Value::Texts(ids.collect())
}
