//! Search: words over everything written in a case, exact phone numbers and mail addresses, case numbers. The
//! index knows entries; each case is shown once a page, by its newest hit.
//!
//! LIMIT: a case whose hits lie far apart can be shown again on a later page.

use super::list::{COLUMNS, Page, Row, SCAN_MAX, row};
use super::view::{Cursor, Query};
use crate::db::{Connection, DbError};
use crate::journal_of::since_of;
use crate::search::Filters;
use crate::{Error, Store};
use domain::Party;
use std::collections::{HashMap, HashSet};

impl Store {
    pub(super) fn found(&self, db: &mut Connection, query: &Query, text: &str) -> Result<Page, Error> {
        let exact = self.exactly(db, text)?;
        if !exact.is_empty() && query.cursor.is_none() {
            let rows = self.rows_of(db, &exact)?;
            let rows: Vec<Row> = rows.into_iter().filter(|row| row.belongs(query, self.now_ms())).collect();
            if !rows.is_empty() {
                return Ok(Page { rows, next: None, cut: false });
            }
        }
        self.by_words(db, query, text)
    }

    /// Cases of this very number, phone number or mail address.
    fn exactly(&self, db: &mut Connection, text: &str) -> Result<Vec<String>, Error> {
        if let Some(id) = self.case_numbered(db, text)? {
            return Ok(vec![id.to_string()]);
        }
        let cases = self.cases_of_contact(db, text)?;
        Ok(cases.iter().map(ToString::to_string).collect())
    }

    fn by_words(&self, db: &mut Connection, query: &Query, text: &str) -> Result<Page, Error> {
        let filters = Filters {
            all_of: vec![],
            none_of: if query.only.is_some() { vec![INTERNAL.to_owned()] } else { vec![] },
        };
        self.follow_journal(db)?;
        let mut page = Page::default();
        let mut seen = HashSet::new();
        let mut before = query.cursor.map(|cursor| cursor.seq);
        let mut looked = 0i64;
        loop {
            let hits = self.0.search.find(text, &filters, before, query.limit + 1)?;
            looked += hits.len() as i64;
            let cases = self.cases_at(db, &hits)?;
            let fresh: Vec<String> = hits
                .iter()
                .filter_map(|hit| cases.get(hit))
                .filter(|id| seen.insert((*id).clone()))
                .cloned()
                .collect();
            let rows: HashMap<String, Row> =
                self.rows_of(db, &fresh)?.into_iter().map(|row| (row.case_id.clone(), row)).collect();
            for hit in &hits {
                let Some(row) = cases.get(hit).and_then(|id| rows.get(id)) else { continue };
                if page.rows.iter().any(|shown| shown.case_id == row.case_id)
                    || !row.belongs(query, self.now_ms())
                {
                    continue;
                }
                if page.rows.len() == query.limit {
                    return Ok(page);
                }
                page.rows.push(row.clone());
                page.next = Some(Cursor { due_ms: 0, seq: *hit });
            }
            let Some(last) = hits.last().filter(|_| hits.len() > query.limit) else {
                page.next = None;
                return Ok(page);
            };
            if looked >= SCAN_MAX {
                page.cut = true;
                page.next = Some(Cursor { due_ms: 0, seq: *last });
                return Ok(page);
            }
            before = Some(*last);
        }
    }

    /// What another process has written is found as well. Our own writer is given a moment: it indexes right after
    /// its commit.
    fn follow_journal(&self, db: &mut Connection) -> Result<(), Error> {
        let size = crate::size(db)?;
        for _ in 0..20 {
            if self.0.search.reached()? as u64 >= size {
                return Ok(());
            }
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        crate::reindex::catch_up_on(self, db).map(|_| ())
    }

    pub(crate) fn cases_at(&self, db: &mut Connection, seqs: &[i64]) -> Result<HashMap<i64, String>, Error> {
        // What a restricted case says is not used, so nobody finds it by its words.
        let sql = format!(
            "select l.seq, q.case_id from leaves l join queue q on q.seq = {} where l.seq = any($1) \
             and not exists (select 1 from guarded where guarded.case_id = q.case_id \
             and guarded.restricted_ms > 0 and guarded.unsealed_ms <= $2)",
            since_of("l.place")
        );
        let rows = db.query(&sql, &[seqs.to_vec().into(), self.now_ms().into()])?;
        rows.iter().map(|row| Ok((row.int(0)?, row.text(1)?.to_owned()))).collect()
    }

    /// Id and number of these cases, newest case first.
    pub fn numbers_of(&self, db: &mut Connection, cases: &[String]) -> Result<Vec<(String, String)>, Error> {
        if cases.is_empty() {
            return Ok(vec![]);
        }
        let sql = "select case_id, number from queue where case_id = any($1) order by seq desc";
        let rows = db.query_in(sql, cases)?;
        rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned()))).collect()
    }

    /// Rows of these cases, newest case first.
    pub fn rows_of(&self, db: &mut Connection, cases: &[String]) -> Result<Vec<Row>, Error> {
        if cases.is_empty() {
            return Ok(vec![]);
        }
        let sql = format!("select {COLUMNS} from queue where case_id = any($1) order by seq desc");
        let mut rows: Vec<Row> = db.query_in(&sql, cases)?.iter().map(row).collect::<Result<_, DbError>>()?;
        self.open_briefs(db, &mut rows)?;
        Ok(rows)
    }
}

/// The tag of what only staff may find.
pub const INTERNAL: &str = "t:internal";

/// Words by one side to another are found by us and, where it is one of the two, by the merchant.
pub fn found_by(by: Party, to: Party) -> &'static [&'static str] {
    if [by, to].contains(&Party::Merchant) { &[] } else { &[INTERNAL] }
}
