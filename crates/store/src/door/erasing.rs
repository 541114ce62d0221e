//! What entries of a group erased: rows that go in the same transaction. Files and search terms follow after the
//! commit, see [`crate::privacy`].

use crate::Error;
use crate::db::{Connection, Value};
use domain::words::Extent;
use domain::{Event, State, SubjectId};

#[derive(Default)]
pub struct Erasing {
    /// For the table of erasures.
    pub rows: Vec<Vec<Value>>,
    objects: Vec<(String, Vec<String>)>,
    /// Who is not found by phone or mail any more.
    unfound: Vec<String>,
    /// Whose drafts and remembered answers go as well.
    whole: Vec<SubjectId>,
}

impl Erasing {
    pub fn notice(&mut self, subject: &SubjectId, state: &State, event: &Event, seq: u64, at_ms: i64) {
        let Event::Erased { objects, extent, .. } = event else { return };
        let row = [seq.into(), subject.as_str().into(), at_ms.into()];
        let row = row.into_iter().chain([(objects.len() as u64).into(), 0i64.into()]);
        self.rows.push(row.collect());
        self.objects.push((subject.as_str().to_owned(), objects.clone()));
        let named = match state {
            State::Case(case) => *extent == Extent::Whole || !case.contacts_known(),
            _ => true,
        };
        if named {
            self.unfound.push(subject.as_str().to_owned());
        }
        if *extent == Extent::Whole || subject.kind() == "user" {
            self.whole.push(subject.clone());
        }
    }

    /// After the inserts: what came and went in one group is gone.
    pub fn erase(&self, db: &mut Connection) -> Result<(), Error> {
        for (owner, objects) in &self.objects {
            db.execute(
                "delete from content where object_id = any($1) and owner = $2",
                &[objects.clone().into(), owner.into()],
            )?;
            db.execute(
                "delete from lookups where object = any($1) and owner = $2",
                &[objects.clone().into(), owner.into()],
            )?;
        }
        for owner in &self.unfound {
            let sql = "delete from lookups where owner = $1 and kind in ('phone', 'mail')";
            db.execute(sql, &[owner.into()])?;
        }
        for subject in &self.whole {
            db.execute("delete from lookups where owner = $1", &[subject.as_str().into()])?;
            db.execute("delete from answers where answer = $1", &[subject.as_str().into()])?;
            db.execute("delete from drafts where case_id = $1", &[subject.id().into()])?;
            if subject.kind() == "user" {
                db.execute("delete from drafts where user_id = $1", &[subject.id().into()])?;
                db.execute("delete from sessions where user_id = $1", &[subject.id().into()])?;
            }
        }
        Ok(())
    }
}
