//! How the newest cases would have been suggested by other playbooks, against those that count: both look at the same
//! facts, so that what differs is the playbooks' doing and nobody's second thought.
//!
//! LIMIT: earlier cases of the same person are taken as far as the case noted that there were some.

use crate::db::Connection;
use crate::learned::words_of;
use crate::packed::read_state;
use crate::record::Matter;
use crate::{Error, Store};
use domain::playbook::{Facts, Playbooks, Suggestion};
use domain::words::{Class, Grade};
use domain::{Case, State};

#[derive(Clone, Debug, Default)]
pub struct Preview {
    /// Those that were looked at.
    pub cases: usize,
    pub kinds: usize,
    pub grades: usize,
    pub classes: usize,
    /// Those that differ.
    pub moved: Vec<Moved>,
}

#[derive(Clone, Debug)]
pub struct Moved {
    pub id: String,
    pub number: String,
    pub before: Suggested,
    pub after: Suggested,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggested {
    pub kind: String,
    pub grade: Grade,
    pub class: Class,
}

impl Store {
    pub fn preview_books(
        &self,
        db: &mut Connection,
        books: &Playbooks,
        most: usize,
    ) -> Result<Preview, Error> {
        let running = &self.policy().playbooks;
        let mut preview = Preview::default();
        for (case, text) in self.newest_texts(db, most)? {
            let late =
                |order| Ok::<_, Error>(self.order(db, order)?.and_then(|o| o.facts.late_ms(case.filed_ms)));
            let late_ms = case.order.as_ref().map(late).transpose()?.flatten();
            let facts = facts(&case, &text, late_ms);
            let [before, after] = [running, books].map(|books| suggested(books.suggest(&facts)));
            preview.cases += 1;
            preview.kinds += usize::from(before.kind != after.kind);
            preview.grades += usize::from(before.grade != after.grade);
            preview.classes += usize::from(before.class != after.class);
            if before != after {
                let (id, number) = (case.id.to_string(), case.number);
                preview.moved.push(Moved { id, number, before, after });
            }
        }
        Ok(preview)
    }

    /// Cases whose words are still there and may be used, newest first.
    fn newest_texts(&self, db: &mut Connection, most: usize) -> Result<Vec<(Case, String)>, Error> {
        let sql = format!("select case_id from queue order by seq desc limit {most}");
        let rows = db.query(&sql, &[])?;
        let mut cases = Vec::with_capacity(rows.len());
        for row in &rows {
            let found = db.query_one_opt(
                "select state from subjects where id = $1",
                &[format!("case:{}", row.text(0)?).into()],
            )?;
            if let Some(row) = found
                && let State::Case(case) = read_state(row.bytes(0)?)?
            {
                cases.push(*case);
            }
        }
        let objects: Vec<String> = cases.iter().map(|case| case.matter.object.clone()).collect();
        let opened = self.open_all(db, &objects)?;
        let text = |case: &Case| {
            let matter = opened.get(&case.matter.object)?;
            let matter: Matter = serde_json::from_slice(matter.bytes()).ok()?;
            Some(words_of(&matter).reveal().to_owned())
        };
        Ok(cases.into_iter().filter_map(|case| Some((text(&case)?, case))).map(|(t, c)| (c, t)).collect())
    }
}

fn facts<'a>(case: &'a Case, text: &'a str, late_ms: Option<i64>) -> Facts<'a> {
    let triage = case.triage.as_ref();
    let noted = |code: &str| triage.is_some_and(|triage| triage.reasons.iter().any(|reason| reason == code));
    Facts {
        wants: &case.wants,
        noticed: case.noticed,
        amount_fen: case.amount.map(|amount| amount.0),
        parcel_late_ms: late_ms,
        repeat: if noted("repeat") { 2 } else { 0 },
        group: noted("group"),
        locale: case.locale,
        learned: triage.and_then(|triage| triage.learned.as_ref()),
        ..Facts::of(text)
    }
}

fn suggested(one: Suggestion) -> Suggested {
    Suggested { kind: one.kind, grade: one.grade, class: one.class }
}
