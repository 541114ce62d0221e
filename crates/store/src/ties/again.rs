//! The rows that tie cases together, made anew from journal and content. Page by page, beside a live server: a page is
//! read without holding anybody up, and only what is wrong in it is looked at again under the lock of writers.

use super::amiss::{Amiss, Tied};
use super::sources::Sources;
use crate::db::Connection;
use crate::journal_of::{of_its_subject, recorded};
use crate::packed::{read_state, unpack};
use crate::{Error, Store};
use domain::State;
use std::collections::BTreeMap;

const PAGE: usize = 100;
/// The only subjects that are found by anything.
const SORTS: [&str; 2] = ["case", "order"];

/// What was put right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mended {
    pub subjects: u64,
    pub written: usize,
    pub taken_away: usize,
}

struct Known {
    is_reachable: bool,
    sources: Sources,
}

impl Store {
    /// Goes through all cases and orders, telling how many of how many.
    pub async fn tie_again(&self, progress: &(dyn Fn(u64, u64) + Sync)) -> Result<Mended, Error> {
        let (mut done, mut of) = (Mended::default(), 0);
        for sort in SORTS {
            of += self.db().read(move |db| count(db, sort)).await?;
        }
        for sort in SORTS {
            let mut after = format!("{sort}:");
            loop {
                let from = after.clone();
                let ids = self.db().read(move |db| page(db, sort, &from)).await?;
                let Some(last) = ids.last() else { break };
                after = last.clone();
                done.subjects += ids.len() as u64;
                self.mend_ties(ids, &mut done).await?;
                progress(done.subjects.min(of), of);
            }
        }
        Ok(done)
    }

    /// The same for a few subjects, after something of them was erased.
    pub(crate) async fn mend_ties(&self, ids: Vec<String>, done: &mut Mended) -> Result<(), Error> {
        let store = self.clone();
        let amiss = self.db().read(move |db| store.amiss_of(db, &ids)).await?;
        if amiss.is_empty() {
            return Ok(());
        }
        done.written += amiss.iter().map(|one| one.missing.len() + one.uncited.len()).sum::<usize>();
        done.taken_away += amiss.iter().map(|one| one.left.len()).sum::<usize>();
        let (store, ids) = (self.clone(), amiss.into_iter().map(|one| one.owner).collect::<Vec<_>>());
        self.keep(move |db| {
            db.take_write_lock()?;
            store.amiss_of(db, &ids)?.iter().try_for_each(|one| one.mend(db))
        })
        .await
    }

    fn amiss_of(&self, db: &mut Connection, ids: &[String]) -> Result<Vec<Amiss>, Error> {
        let known = known(db, ids)?;
        let page: Vec<Tied> = known
            .iter()
            .map(|(owner, known)| Tied { owner, is_reachable: known.is_reachable, sources: &known.sources })
            .collect();
        self.ties_amiss(db, &page)
    }
}

fn count(db: &mut Connection, sort: &str) -> Result<u64, Error> {
    let (first, last) = (format!("{sort}:"), last_of(sort));
    let sql = "select count(*) from subjects where id > $1 and id < $2";
    let row = db.query_one_opt(sql, &[first.into(), last.into()])?;
    row.map_or(Ok(0), |row| Ok(row.int(0)? as u64))
}

fn page(db: &mut Connection, sort: &str, after: &str) -> Result<Vec<String>, Error> {
    let sql = format!("select id from subjects where id > $1 and id < $2 order by id limit {PAGE}");
    let rows = db.query(&sql, &[after.into(), last_of(sort).into()])?;
    rows.iter().map(|row| Ok(row.text(0)?.to_owned())).collect()
}

/// Behind every name of this sort, in whatever order a database puts letters.
fn last_of(sort: &str) -> String {
    format!("{sort}:{}", "z".repeat(40))
}

fn known(db: &mut Connection, ids: &[String]) -> Result<BTreeMap<String, Known>, Error> {
    let mut all = BTreeMap::new();
    for row in db.query_in("select id, state from subjects where id = any($1)", ids)? {
        let known =
            Known { is_reachable: is_reachable(&read_state(row.bytes(1)?)?), sources: Sources::default() };
        all.insert(row.text(0)?.to_owned(), known);
    }
    let sql = format!(
        "select s.id, j.entry from subjects s join journal j on {} where s.id = any($1) order by j.place",
        of_its_subject()
    );
    for row in db.query_in(&sql, ids)? {
        let entry = recorded(&unpack(row.bytes(1)?)?)?;
        if let Some(known) = all.get_mut(row.text(0)?) {
            known.sources.note(&entry.event);
        }
    }
    Ok(all)
}

pub(crate) fn is_reachable(state: &State) -> bool {
    !matches!(state, State::Case(case) if !case.contacts_known())
}
