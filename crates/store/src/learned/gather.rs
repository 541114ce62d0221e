//! Closed cases to learn from: those whose kind a person confirmed, whose words are still there, and which are not
//! restricted. A case that somebody asked to be left out by erasing it is not here any more.

use super::{Closed, words_of};
use crate::db::Connection;
use crate::packed::read_state;
use crate::record::Matter;
use crate::{Error, Store};
use domain::{Case, State};

const PAGE: i64 = 250;

impl Store {
    /// Newest first. Each page is a look of its own, so that nobody waits for a connection.
    pub(super) fn closed_cases(&self, most: usize) -> Result<Vec<Closed>, Error> {
        let (mut cases, mut before) = (Vec::new(), i64::MAX);
        while cases.len() < most {
            let page = self.db().read_blocking(|db| self.closed_page(db, &mut before, &mut cases))?;
            if page < PAGE as usize {
                break;
            }
        }
        cases.truncate(most);
        Ok(cases)
    }

    fn closed_page(
        &self,
        db: &mut Connection,
        before: &mut i64,
        cases: &mut Vec<Closed>,
    ) -> Result<usize, Error> {
        let sql = "select seq, case_id from queue where open = 0 and seq < $1 order by seq desc limit $2";
        let rows = db.query(sql, &[(*before).into(), PAGE.into()])?;
        let mut subjects = Vec::with_capacity(rows.len());
        for row in &rows {
            *before = row.int(0)?;
            subjects.push(format!("case:{}", row.text(1)?));
        }
        let mut closed = Vec::with_capacity(rows.len());
        for row in db.query_in("select state from subjects where id = any($1) order by id", &subjects)? {
            if let State::Case(case) = read_state(row.bytes(0)?)? {
                closed.extend(Some(*case).filter(teaches));
            }
        }
        let objects: Vec<String> = closed.iter().map(|case| case.matter.object.clone()).collect();
        let opened = self.open_all(db, &objects)?;
        for case in closed {
            let matter = opened.get(&case.matter.object);
            let matter = matter.and_then(|matter| serde_json::from_slice::<Matter>(matter.bytes()).ok());
            if let (Some(matter), Some(triage)) = (matter, case.triage) {
                cases.push(Closed { text: words_of(&matter), kind: triage.kind, grade: triage.grade });
            }
        }
        Ok(rows.len())
    }
}

fn teaches(case: &Case) -> bool {
    let confirmed = case.triage.as_ref().is_some_and(|triage| triage.confirmed);
    confirmed && case.privacy.restricted.is_none()
}
