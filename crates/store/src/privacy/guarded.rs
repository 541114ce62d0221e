//! Cases by what guards them: asked to be forgotten, held, restricted, or over their period.

use crate::db::{Connection, Row, Value};
use crate::{Error, Store};
use domain::clock::DAY_MS;
use domain::privacy::Then;
use domain::{CaseId, SubjectId};

/// So long an erasure waits for the notice of it. News that are older are not sent any more.
const TELLING_MS: i64 = 3 * DAY_MS;

/// What the end of a period asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    Erase,
    Restrict,
}

/// One of the lists of the admin page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    Asked,
    Held,
    Restricted,
}

impl Guard {
    pub const ALL: [Guard; 3] = [Guard::Asked, Guard::Held, Guard::Restricted];
    pub fn word(self) -> &'static str {
        match self {
            Guard::Asked => "asked",
            Guard::Held => "held",
            Guard::Restricted => "restricted",
        }
    }
    pub fn parse(word: &str) -> Option<Guard> {
        Guard::ALL.into_iter().find(|guard| guard.word() == word)
    }
    fn condition(self) -> &'static str {
        match self {
            Guard::Asked => "asked_ms > 0 order by asked_ms",
            Guard::Held => "held > 0 order by seq desc",
            Guard::Restricted => "restricted_ms > 0 order by restricted_ms desc",
        }
    }
}

impl Store {
    pub fn guarded(&self, db: &mut Connection, guard: Guard, limit: u32) -> Result<Vec<CaseId>, Error> {
        let sql = format!("select case_id from guarded where {} limit {limit}", guard.condition());
        db.query(&sql, &[])?.iter().map(|row| Ok(CaseId::new(row.text(0)?))).collect()
    }

    /// Cases whose erasure was agreed to and whose person was told, or could not be within a few days.
    pub fn granted(&self, db: &mut Connection, limit: u32) -> Result<Vec<CaseId>, Error> {
        let sql = format!(
            "select case_id from guarded where granted_ms > 0 and held = 0 and closed_ms > 0 and (granted_ms <= $1 or not exists \
             (select 1 from outbox where outbox.subject = 'case:' || guarded.case_id and outbox.kind = 'tell' \
             and outbox.state = 'due')) order by granted_ms limit {limit}"
        );
        let rows = db.query(&sql, &[(self.now_ms() - TELLING_MS).into()])?;
        rows.iter().map(|row| Ok(CaseId::new(row.text(0)?))).collect()
    }

    /// Cases whose period has ended, kind by kind, at most so many of each.
    pub fn retention_due(&self, db: &mut Connection, limit: u32) -> Result<Vec<(CaseId, Due)>, Error> {
        self.retention_due_at(db, self.now_ms(), limit)
    }

    /// Those whose period will have ended by then.
    pub fn retention_due_at(
        &self,
        db: &mut Connection,
        at_ms: i64,
        limit: u32,
    ) -> Result<Vec<(CaseId, Due)>, Error> {
        let mut due = vec![];
        for playbook in self.policy().playbooks.all() {
            let kept = playbook.retention;
            let (then, more) = match kept.then {
                Then::Erase => (Due::Erase, ""),
                Then::Restrict => (Due::Restrict, "and restricted_ms = 0"),
            };
            for (bought, days) in [(0i64, kept.other_days), (1, kept.transaction_days)] {
                let sql = format!(
                    "select case_id from guarded where kind = $1 and bought = $2 and closed_ms > 0 \
                     and closed_ms <= $3 and held = 0 and erased_ms < closed_ms {more} \
                     order by closed_ms limit {limit}"
                );
                let before_ms = at_ms - i64::from(days) * DAY_MS;
                let values: [Value; 3] = [playbook.kind.as_str().into(), bought.into(), before_ms.into()];
                let one = |row: &Row| Ok::<_, Error>((CaseId::new(row.text(0)?), then));
                due.extend(db.query(&sql, &values)?.iter().map(one).collect::<Result<Vec<_>, _>>()?);
            }
        }
        Ok(due)
    }

    /// What people call a subject: a case by its number.
    pub fn subject_name(&self, db: &mut Connection, subject: &SubjectId) -> Result<String, Error> {
        let case = match subject.case() {
            Some(id) => self.case(db, &id)?,
            None => None,
        };
        Ok(case.map_or_else(|| subject.to_string(), |loaded| loaded.case.number))
    }
}
