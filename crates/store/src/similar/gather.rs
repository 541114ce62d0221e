//! Which closed cases are looked at, each with its words.

use super::weigh::Weighed;
use super::words;
use super::words::{Words, words};
use crate::cases::INTERNAL;
use crate::db::{Connection, Value};
use crate::learned::words_of;
use crate::packed::read_state;
use crate::record::Matter;
use crate::search::Filters;
use crate::seen::{Sight, Thing};
use crate::{Error, Store};
use domain::case::Case;
use domain::{Actor, State};
use std::collections::BTreeSet;

/// The newest of each list.
const EACH: usize = 32;
/// Hits of one word.
const HITS: usize = 12;
/// Cases found by words alone.
const BY_WORDS: usize = 24;

pub(super) struct Looked {
    pub case: Case,
    pub text: String,
    pub words: Words,
}

/// Newest first, by what has an index of closed cases alone.
pub const LISTS: [(&str, &str); 3] =
    [("product", "and product <> ''"), ("merchant", "and merchant <> ''"), ("kind", "")];

/// The text of a list; apart so that a test can ask both databases for its plan.
pub fn statement(column: &str, more: &str) -> String {
    format!(
        "select case_id from queue where {column} = $1 and open = 0 {more} order by seq desc limit {EACH}"
    )
}

impl Store {
    /// What was complained about, as it stands in the case.
    pub(super) fn told_in(&self, db: &mut Connection, case: &Case, by: &Actor) -> Result<String, Error> {
        let matter = self.matter(db, case, by)?;
        Ok(self.edition(case, 0, words_of(&matter).reveal()))
    }

    pub(super) fn closed_like(
        &self,
        db: &mut Connection,
        case: &Case,
        by: &Actor,
    ) -> Result<Vec<Looked>, Error> {
        let merchant = case.merchant.as_ref().map_or("", |merchant| merchant.as_str());
        let values = [case.product.as_deref().unwrap_or_default(), merchant, case.kind()];
        let mut ids = BTreeSet::new();
        for ((column, more), value) in LISTS.iter().zip(values).filter(|(_, value)| !value.is_empty()) {
            for row in db.query(&statement(column, more), &[Value::from(value)])? {
                ids.insert(row.text(0)?.to_owned());
            }
        }
        self.look_at(db, case, by, ids)
    }

    /// Closed cases in which one of these words stands, whatever their kind.
    pub(super) fn closed_saying(
        &self,
        db: &mut Connection,
        case: &Case,
        by: &Actor,
        rare: &[String],
        looked: &mut Vec<Looked>,
    ) -> Result<(), Error> {
        let filters = Filters { all_of: vec![], none_of: vec![INTERNAL.to_owned()] };
        let mut hits = vec![];
        for word in rare {
            hits.extend(self.0.search.find(word, &filters, None, HITS)?);
        }
        hits.sort_unstable();
        hits.dedup();
        let mut found: BTreeSet<String> = self.cases_at(db, &hits)?.into_values().collect();
        looked.iter().for_each(|one| _ = found.remove(one.case.id.as_str()));
        let sql = "select case_id from queue where case_id = any($1) and open = 0 order by seq desc";
        let found: Vec<String> = found.into_iter().collect();
        if found.is_empty() {
            return Ok(());
        }
        let mut closed = BTreeSet::new();
        for row in db.query_in(sql, &found)?.iter().take(BY_WORDS) {
            closed.insert(row.text(0)?.to_owned());
        }
        looked.extend(self.look_at(db, case, by, closed)?);
        Ok(())
    }

    /// Those of them that this reader may read, and that are still to be read.
    fn look_at(
        &self,
        db: &mut Connection,
        own: &Case,
        by: &Actor,
        mut ids: BTreeSet<String>,
    ) -> Result<Vec<Looked>, Error> {
        ids.remove(own.id.as_str());
        let ids: Vec<String> = ids.into_iter().collect();
        let shut = self.shut(db, &ids)?;
        let subjects: Vec<String> =
            ids.iter().filter(|id| !shut.contains(*id)).map(|id| format!("case:{id}")).collect();
        if subjects.is_empty() {
            return Ok(vec![]);
        }
        let mut cases = vec![];
        for row in db.query_in("select state from subjects where id = any($1)", &subjects)? {
            if let State::Case(case) = read_state(row.bytes(0)?)? {
                cases.extend(Some(*case).filter(|case| case.closed.is_some()));
            }
        }
        cases.retain(|case| self.sight(case, Thing::Matter, by) == Sight::Whole);
        let objects: Vec<String> = cases.iter().map(|case| case.matter.object.clone()).collect();
        let opened = self.open_all(db, &objects)?;
        let one = |case: Case| {
            let matter: Matter = serde_json::from_slice(opened.get(&case.matter.object)?.bytes()).ok()?;
            let text = words_of(&matter).reveal().to_owned();
            Some(Looked { words: words(&text), case, text })
        };
        Ok(cases.into_iter().filter_map(one).collect())
    }

    /// What both say, from the texts as they may be shown: masked by rule and by hand.
    pub(super) fn both_say(&self, own: &str, one: &Weighed, all: &words::Weights) -> Vec<String> {
        words::shared(own, &words::words(&self.edition(one.case, 0, one.text)), all)
    }
}
