//! What a group of commands looks at: the head under the lock, then all subjects it names with one query, then
//! those that follow from them with one more.

use super::Job;
use super::behind::Ahead;
use super::project::OWNED;
use crate::Error;
use crate::db::{Connection, Row};
use crate::packed::read_state;
use domain::actor::Role;
use domain::event::Duty;
use domain::work::Work;
use domain::world::{Colleague, also_needed, asking};
use domain::{State, SubjectId, UserId};
use journal::Hash;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// How far everything has come; read under the write lock. Only a bulk foretells it for its next group, and looks again
/// under the lock.
#[derive(Clone, Debug)]
pub struct Head {
    pub size: u64,
    pub at_ms: i64,
    pub year: i64,
    pub number: i64,
    pub turn: u64,
}

impl Head {
    /// As the next group finds it.
    pub fn after_it(&self) -> Head {
        Head { turn: self.turn.wrapping_add(1), ..self.clone() }
    }
}

/// The first statement of every group: on PostgreSQL the row lock is the queue of the writers.
pub fn head(db: &mut Connection) -> Result<Head, Error> {
    let sql = "update head set turn = turn + 1 where id = 1 returning size, at_ms, year, number, turn";
    let row = db.query_one_opt(sql, &[])?.ok_or(Error::Damaged("the head row is missing"))?;
    Ok(Head {
        size: row.int(0)? as u64,
        at_ms: row.int(1)?,
        year: row.int(2)?,
        number: row.int(3)?,
        turn: row.int(4)? as u64,
    })
}

/// A subject as its row has it, or as the group has already changed it.
#[derive(Clone, Debug)]
pub struct Kept {
    pub version: u64,
    pub entries: u64,
    /// Position of its first entry.
    pub since: u64,
    pub head: Hash,
}

#[derive(Default)]
pub struct Loaded {
    pub states: HashMap<SubjectId, State>,
    pub kept: HashMap<SubjectId, Kept>,
    pub staff: Vec<Colleague>,
    /// Those of them who are told outside the desk.
    pub reached: HashSet<UserId>,
    /// What was looked for, found or not: nothing else may be decided upon.
    pub asked: HashSet<SubjectId>,
    /// Idempotency keys that were answered before.
    pub answers: HashMap<String, String>,
    /// What is not yet to be read from the tables.
    pub before: Option<Arc<Ahead>>,
}

impl Loaded {
    /// From the group that is still being written. Says whether it knew the subject, there or not.
    fn takes_over(&mut self, id: &SubjectId) -> bool {
        let Some(before) = self.before.clone().filter(|before| before.loaded.asked.contains(id)) else {
            return false;
        };
        if let (Some(state), Some(kept)) = (before.loaded.states.get(id), before.loaded.kept.get(id)) {
            self.states.insert(id.clone(), state.clone());
            self.kept.insert(id.clone(), kept.clone());
        }
        true
    }
}

/// `before` is a group that is still being written.
pub fn load(db: &mut Connection, jobs: &[Job], before: Option<Arc<Ahead>>) -> Result<Loaded, Error> {
    let mut loaded = Loaded { before, ..Loaded::default() };
    let named: BTreeSet<SubjectId> = jobs.iter().flat_map(|job| job.command.subjects()).collect();
    subjects(db, &mut loaded, named)?;
    let more: BTreeSet<SubjectId> = jobs.iter().flat_map(|job| follow(&loaded, job)).collect();
    subjects(db, &mut loaded, more)?;
    if jobs.iter().any(|job| job.command.needs_staff()) {
        (loaded.staff, loaded.reached) = match &loaded.before {
            Some(before) if !before.loaded.staff.is_empty() => {
                (before.loaded.staff.clone(), before.loaded.reached.clone())
            }
            _ => staff_and_reached(db)?,
        };
    }
    let keys: Vec<String> = jobs.iter().filter_map(|job| job.parcel.key.clone()).collect();
    if !keys.is_empty() {
        for row in db.query_in("select key, answer from answers where key = any($1)", &keys)? {
            loaded.answers.insert(row.text(0)?.to_owned(), row.text(1)?.to_owned());
        }
        if let Some(before) = loaded.before.clone() {
            let answered = |key: String| Some((key.clone(), before.loaded.answers.get(&key)?.clone()));
            loaded.answers.extend(keys.into_iter().filter_map(answered));
        }
    }
    Ok(loaded)
}

/// A case that an earlier command of the group made or changed may need accounts that nobody could name before.
pub fn complete(db: &mut Connection, loaded: &mut Loaded, job: &Job) -> Result<(), Error> {
    let needed: BTreeSet<SubjectId> = follow(loaded, job).into_iter().collect();
    subjects(db, loaded, needed)
}

fn follow(loaded: &Loaded, job: &Job) -> Vec<SubjectId> {
    let needed = also_needed(&job.command, loaded.states.get(&job.command.main_subject()));
    needed.into_iter().chain(asking(&job.by)).collect()
}

fn subjects(db: &mut Connection, loaded: &mut Loaded, ids: BTreeSet<SubjectId>) -> Result<(), Error> {
    let ids: Vec<String> = ids
        .into_iter()
        .filter(|id| loaded.asked.insert(id.clone()) && !loaded.takes_over(id))
        .map(|id| id.as_str().to_owned())
        .collect();
    if ids.is_empty() {
        return Ok(());
    }
    for row in
        db.query_in("select id, version, entries, since, head, state from subjects where id = any($1)", &ids)?
    {
        let id = SubjectId::parse(row.text(0)?).ok_or(Error::Damaged("a subject has no kind"))?;
        loaded.kept.insert(id.clone(), kept(&row)?);
        loaded.states.insert(id, read_state(row.bytes(5)?)?);
    }
    Ok(())
}

fn kept(row: &Row) -> Result<Kept, Error> {
    let head = row.bytes(4)?.try_into().map_err(|_| Error::Damaged("a head is not a hash"))?;
    let number = |column| row.int(column).map(|number| number as u64);
    Ok(Kept { version: number(1)?, entries: number(2)?, since: number(3)?, head: Hash(head) })
}

fn work(row: &str) -> Result<Work, Error> {
    if row.is_empty() {
        return Ok(Work::default());
    }
    serde_json::from_str(row).map_err(|_| Error::Damaged("what somebody does cannot be read"))
}

pub(crate) fn staff(db: &mut Connection) -> Result<Vec<Colleague>, Error> {
    Ok(staff_and_reached(db)?.0)
}

fn staff_and_reached(db: &mut Connection) -> Result<(Vec<Colleague>, HashSet<UserId>), Error> {
    let sql = "select s.user_id, s.role, s.duty, s.work, coalesce(t.amount, 0), s.ways from staff s left join tallies t \
               on t.what = $1 and t.of = s.user_id and t.day = '' where s.merchant = '' order by s.user_id";
    let rows = db.query(sql, &[OWNED.into()])?;
    let colleague = |row: &Row| -> Result<Colleague, Error> {
        let duty = if row.text(2)? == "on" { Duty::On } else { Duty::Off };
        let role = Role::parse(row.text(1)?).ok_or(Error::Damaged("a role is unknown"))?;
        let (user, open) = (UserId::new(row.text(0)?), row.int(4)?);
        Ok(Colleague { user, role, duty, work: work(row.text(3)?)?, open })
    };
    let mut reached = HashSet::new();
    for row in &rows {
        if !row.text(5)?.is_empty() {
            reached.insert(UserId::new(row.text(0)?));
        }
    }
    Ok((rows.iter().map(colleague).collect::<Result<_, Error>>()?, reached))
}
