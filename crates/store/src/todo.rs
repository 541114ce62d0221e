//! What is open for one of ours: what others wait for, and the clocks of their own cases that are over or will be within
//! a day. Nearest first.

use crate::db::Connection;
use crate::door::NEVER_MS;
use crate::packed::read_state;
use crate::{Error, Store};
use domain::clock::{Clock, DAY_MS};
use domain::todo::TodoKind;
use domain::{Party, State, SubjectId, UserId};
use std::collections::HashMap;

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    pub subject: SubjectId,
    /// Of a case its number, of a merchant its name.
    pub number: String,
    pub kind: TodoKind,
    pub of: String,
    pub due_ms: Option<i64>,
    /// Of a clock, as it runs.
    pub clock: Option<Clock>,
}

/// A clock that is due later is not yet on the list.
const SOON_MS: i64 = DAY_MS;
/// Of each sort. Whoever has more open works through these first.
const MOST: usize = 100;

impl Store {
    pub fn open_for_user(&self, db: &mut Connection, user: &UserId) -> Result<Vec<Open>, Error> {
        let mut all = self.todos_of(db, user)?;
        all.extend(self.clocks_of(db, user)?);
        all.sort_by(|a, b| {
            let due = |one: &Open| one.due_ms.unwrap_or(i64::MAX);
            (due(a), &a.number, a.kind).cmp(&(due(b), &b.number, b.kind))
        });
        Ok(all)
    }

    fn todos_of(&self, db: &mut Connection, user: &UserId) -> Result<Vec<Open>, Error> {
        let sql = format!(
            "select subject, kind, of, due_ms from todos where user_id = $1 order by due_ms, subject limit {MOST}"
        );
        let mut all = vec![];
        for row in db.query(&sql, &[user.as_str().into()])? {
            let subject = SubjectId::parse(row.text(0)?).ok_or(Error::Damaged("a list names no subject"))?;
            let kind = TodoKind::parse(row.text(1)?).ok_or(Error::Damaged("what waits is unknown"))?;
            let due_ms = Some(row.int(3)?).filter(|due_ms| *due_ms < NEVER_MS);
            let of = row.text(2)?.to_owned();
            all.push(Open { subject, number: String::new(), kind, of, due_ms, clock: None });
        }
        self.named(db, &mut all)?;
        Ok(all)
    }

    fn named(&self, db: &mut Connection, all: &mut [Open]) -> Result<(), Error> {
        let cases: Vec<String> = all.iter().filter_map(|one| Some(one.subject.case()?.to_string())).collect();
        let shops: Vec<String> =
            all.iter().filter_map(|one| Some(one.subject.merchant()?.to_string())).collect();
        let shops = self.merchant_names(db, &shops)?;
        let mut numbers = HashMap::new();
        if !cases.is_empty() {
            for row in db.query_in("select case_id, number from queue where case_id = any($1)", &cases)? {
                numbers.insert(row.text(0)?.to_owned(), row.text(1)?.to_owned());
            }
        }
        for one in all {
            let known = numbers.get(one.subject.id()).or_else(|| shops.get(one.subject.id()));
            one.number = known.cloned().unwrap_or_else(|| one.subject.id().to_owned());
        }
        Ok(())
    }

    fn clocks_of(&self, db: &mut Connection, user: &UserId) -> Result<Vec<Open>, Error> {
        let until_ms = self.now_ms() + SOON_MS;
        let sql = format!(
            "select 'case:' || case_id from queue where owner = $1 and open = 1 and due_ms <= $2 \
             order by due_ms, seq limit {MOST}"
        );
        let rows = db.query(&sql, &[user.as_str().into(), until_ms.into()])?;
        let subjects: Vec<String> =
            rows.iter().map(|row| Ok(row.text(0)?.to_owned())).collect::<Result<_, Error>>()?;
        if subjects.is_empty() {
            return Ok(vec![]);
        }
        let mut all = vec![];
        for row in db.query_in("select state from subjects where id = any($1)", &subjects)? {
            let State::Case(case) = read_state(row.bytes(0)?)? else { continue };
            let ours = |clock: &&Clock| {
                let ours = clock.party == Party::Platform && clock.is_running() && !clock.is_paused();
                ours && clock.due_ms <= until_ms && !has_a_line_of_its_own(clock)
            };
            let Some(clock) = case.clocks.iter().filter(ours).min_by_key(|clock| clock.due_ms) else {
                continue;
            };
            all.push(Open {
                subject: case.id.subject(),
                number: case.number.clone(),
                kind: TodoKind::Clock,
                of: clock.kind.word().to_owned(),
                due_ms: Some(clock.due_ms),
                clock: Some(clock.clone()),
            });
        }
        Ok(all)
    }
}

/// Somebody of ours has it on their list already, whoever owns the case.
fn has_a_line_of_its_own(clock: &Clock) -> bool {
    use domain::clock::ClockKind::{Approval, Board, Pause, Rung, Survey, Task};
    matches!(clock.kind, Task | Board | Approval | Pause | Rung | Survey)
}
