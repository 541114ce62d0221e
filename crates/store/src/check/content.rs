//! Every object an entry names opens to what the entry says, or was erased by an entry; and nothing is kept that no
//! entry names.

use super::Look;
use super::subjects::{Folded, listed};
use crate::Error;
use crate::content::{mark_of, objects_of};
use crate::db::{Connection, Row};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Where an object is named first, and what it must open to.
struct Named<'a> {
    subject: &'a str,
    seq: u64,
    commitment: &'a str,
}

const PART: usize = 250;

pub fn of_page(
    look: &mut Look,
    db: &mut Connection,
    ids: &[String],
    page: &BTreeMap<String, Folded>,
) -> Result<(), Error> {
    let mut named: HashMap<&str, Named> = HashMap::new();
    for folded in page.values() {
        let subject = folded.subject.as_str();
        for (seq, one) in &folded.refs {
            let first = Named { subject, seq: *seq, commitment: &one.commitment };
            let first = named.entry(&one.object).or_insert(first);
            if first.commitment != one.commitment {
                look.findings.add(
                    "commitment_disagrees",
                    Some(subject),
                    Some(*seq),
                    "it names an object otherwise than an entry before",
                );
            }
        }
    }
    let objects: Vec<&str> = named.keys().copied().collect();
    for part in objects.chunks(PART) {
        present(look, db, part, &named)?;
    }
    unnamed(look, db, ids, &named)
}

fn present(
    look: &mut Look,
    db: &mut Connection,
    part: &[&str],
    named: &HashMap<&str, Named>,
) -> Result<(), Error> {
    let sql = "select object_id, wrapped_key, sealed from content where object_id = any($1)";
    let rows = db.query(sql, &[listed(part.iter().map(|id| (*id).to_owned()))])?;
    let mut there = HashSet::new();
    for row in &rows {
        let id = row.text(0)?;
        there.insert(id);
        look.findings.objects += 1;
        if let Some(what) = judged(look, row, &named[id])? {
            look.findings.add("content_disagrees", Some(named[id].subject), Some(named[id].seq), what);
        }
    }
    for id in part.iter().filter(|id| look.erased.contains(**id)) {
        if look.store.0.objects.exists(id).unwrap_or(false) {
            let what = format!("the file of object {id} was erased and is still on the disk");
            look.findings.add("file_left", Some(named[id].subject), Some(named[id].seq), what);
        }
    }
    for id in part.iter().filter(|id| !there.contains(*id) && !look.erased.contains(**id)) {
        let what = format!("object {id} is gone, and no entry says it was erased");
        look.findings.add("content_missing", Some(named[id].subject), Some(named[id].seq), what);
    }
    Ok(())
}

fn judged(look: &Look, row: &Row, named: &Named) -> Result<Option<String>, Error> {
    let id = row.text(0)?;
    if look.erased.contains(id) {
        return Ok(Some(format!("object {id} was erased and is still here")));
    }
    Ok(match look.store.open_row(row) {
        Ok(Some(opened)) if journal::Hash(opened.commitment()).to_string() == named.commitment => None,
        Ok(Some(_)) => Some(format!("object {id} is not what the entry says it was")),
        Ok(None) => Some(format!("the file of object {id} is gone")),
        Err(Error::Content(error)) => Some(format!("object {id} does not open: {error}")),
        Err(Error::Objects(error)) => Some(format!("the file of object {id} cannot be read: {error}")),
        Err(error) => return Err(error),
    })
}

/// Content is looked for among its owner's, so what bears another's mark would not be missed there.
pub fn check(look: &mut Look) -> Result<(), Error> {
    let mut after = String::new();
    loop {
        let sql = "select object_id, owner from content where object_id > $1 order by object_id limit 4096";
        let rows = look.store.0.db.read_blocking(|db| db.query(sql, &[after.as_str().into()]))?;
        let Some(last) = rows.last() else { return Ok(()) };
        for row in &rows {
            let (object, owner) = (row.text(0)?, row.text(1)?);
            if !object.starts_with(&mark_of(owner)) {
                let what = format!("object {object} lies where content of its owner never lies");
                look.findings.add("content_misplaced", Some(owner), None, what);
            }
        }
        after = last.text(0)?.to_owned();
    }
}

fn unnamed(
    look: &mut Look,
    db: &mut Connection,
    ids: &[String],
    named: &HashMap<&str, Named>,
) -> Result<(), Error> {
    for id in ids {
        for object in objects_of(db, id)?.iter().filter(|object| !named.contains_key(object.as_str())) {
            let what = format!("object {object} is kept and no entry names it");
            look.findings.add("content_unnamed", Some(id), None, what);
        }
    }
    Ok(())
}
