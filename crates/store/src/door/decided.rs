//! Deciding a group in memory. Each command sees what the commands before it in the group did; a refusal drops
//! only its own changes.

use super::load::{self, Head, Kept, Loaded};
use super::project::{self, Changes, Fresh};
use super::{Job, Outcome};
use crate::Error;
use crate::db::Connection;
use crate::journal_of::{OBJECTS, place};
use domain::world::World;
use domain::{Command, Event, Policy, Refusal, State, SubjectId, UserId, decide, state};
use journal::{Entry, Hash, leaf_hash};

/// Answers in the order of the jobs, and the rows that make them true.
pub struct Decided {
    pub answers: Vec<Result<Outcome, Error>>,
    pub changes: Changes,
}

/// An error is one of the database and concerns the whole group; what concerns one command is in its answer.
pub fn decide_all(
    db: &mut Connection,
    loaded: &mut Loaded,
    head: &mut Head,
    jobs: &mut [Job],
    now_ms: i64,
    policy: &Policy,
    changes: Changes,
) -> Result<Decided, Error> {
    let mut decided = Decided { answers: Vec::with_capacity(jobs.len()), changes };
    for job in jobs {
        load::complete(db, loaded, job)?;
        // A clock that was turned back must not make the journal run backwards.
        head.at_ms = job.at_ms.unwrap_or(now_ms).max(head.at_ms);
        let answer = one(loaded, head, job, head.at_ms, policy, &mut decided.changes);
        decided.answers.push(answer);
    }
    decided.changes.close(loaded);
    Ok(decided)
}

fn one(
    loaded: &mut Loaded,
    head: &mut Head,
    job: &mut Job,
    now_ms: i64,
    policy: &Policy,
    changes: &mut Changes,
) -> Result<Outcome, Error> {
    let main = job.command.main_subject();
    let version = loaded.kept.get(&main).map_or(0, |kept| kept.version);
    if let Some(answer) = job.parcel.key.as_ref().and_then(|key| loaded.answers.get(key)) {
        return Ok(Outcome { events: vec![], first: None, version, replayed: Some(answer.clone()) });
    }
    if job.expected.is_some_and(|expected| expected != version) {
        return Err(Refusal::Stale.into());
    }
    let number = next_number(head, now_ms);
    let turn = head.turn.wrapping_mul(64).wrapping_add(head.number as u64);
    let world = World { subjects: &loaded.states, staff: &loaded.staff, next_number: &number.1, turn };
    let events = decide(&world, &job.command, &job.by, now_ms, policy)?;
    if events.iter().any(|(subject, _)| !loaded.asked.contains(subject)) {
        return Err(Error::Damaged("a decision changes what was not loaded"));
    }
    if job.parcel.contents.len() as u64 > OBJECTS {
        return Err(Error::Damaged("a command brings too many objects"));
    }
    let first = head.size;
    let leaf = record(loaded, head, job, now_ms, &events, changes)?;
    // Only now: a command that cannot be recorded takes no number.
    if matches!(job.command, Command::File(_)) {
        (head.year, head.number) = (number.0, head_number(head, number.0) + 1);
    }
    changes.carry(&mut job.parcel);
    let version = loaded.kept.get(&main).map_or(0, |kept| kept.version);
    let outcome = Outcome { events, first: leaf.map(|leaf| (first, leaf)), version, replayed: None };
    remember(loaded, job, &outcome, now_ms, changes);
    Ok(outcome)
}

/// Numbers start again with every year of the shop's calendar.
fn next_number(head: &Head, now_ms: i64) -> (i64, String) {
    let year = project::year(now_ms);
    (year, format!("C-{year}-{:06}", head_number(head, year) + 1))
}

fn head_number(head: &Head, year: i64) -> i64 {
    if head.year == year { head.number } else { 0 }
}

/// Turns events into entries and applies them. Answers the leaf of the first entry.
fn record(
    loaded: &mut Loaded,
    head: &mut Head,
    job: &Job,
    now_ms: i64,
    events: &[(SubjectId, Event)],
    changes: &mut Changes,
) -> Result<Option<Hash>, Error> {
    let first_seq = head.size;
    let mut entries = Vec::with_capacity(events.len());
    let mut kept = std::collections::HashMap::new();
    for (i, (subject, event)) in events.iter().enumerate() {
        let before = kept.get(subject).or_else(|| loaded.kept.get(subject)).cloned();
        let before =
            before.unwrap_or(Kept { version: 0, entries: 0, since: head.size + i as u64, head: Hash::ZERO });
        let entry = Entry {
            seq: head.size + i as u64,
            subject: subject.as_str().to_owned(),
            no: before.entries,
            prev: before.head,
            at_ms: now_ms,
            by: job.by.to_string(),
            event: serde_json::value::to_raw_value(event)
                .map_err(|_| Error::Damaged("an event cannot be written"))?,
        };
        let bytes = entry.encode().map_err(|_| Error::Refused(Refusal::TextTooLong))?;
        let leaf = leaf_hash(&bytes);
        let version = before.version + u64::from(event.is_material());
        kept.insert(
            subject.clone(),
            Kept { version, entries: before.entries + 1, since: before.since, head: leaf },
        );
        let place = place(before.since, before.entries)?;
        entries.push(Fresh { seq: entry.seq, subject: subject.clone(), place, bytes, leaf });
    }
    loaded.kept.extend(kept);
    for ((subject, event), Fresh { seq, .. }) in events.iter().zip(&entries) {
        let before = loaded.states.remove(subject);
        let owned = before.as_ref().and_then(owner);
        let state = state::apply(before, subject, event, now_ms);
        passed_on(loaded, changes, owned, state.as_ref().and_then(owner));
        if let Some(state) = state {
            changes.react((subject, &state), event, *seq, now_ms, &loaded.reached);
            loaded.states.insert(subject.clone(), state);
        }
        changes.project(subject, event, *seq, first_seq, now_ms);
    }
    let first = entries.first().map(|entry| entry.leaf);
    head.size += entries.len() as u64;
    changes.entries(entries);
    Ok(first)
}

/// Whom an open case keeps busy.
fn owner(state: &State) -> Option<UserId> {
    match state {
        State::Case(case) if case.is_open() => case.owner.clone(),
        _ => None,
    }
}

/// The next command of the group sees it already.
fn passed_on(loaded: &mut Loaded, changes: &mut Changes, from: Option<UserId>, to: Option<UserId>) {
    if from == to {
        return;
    }
    for (owner, more) in from.iter().map(|from| (from, -1)).chain(to.iter().map(|to| (to, 1))) {
        changes.owned(owner, more);
        loaded.staff.iter_mut().filter(|one| one.user == *owner).for_each(|one| one.open += more);
    }
}

/// What a repeated key is answered with: the case that was filed the first time.
fn remember(loaded: &mut Loaded, job: &Job, outcome: &Outcome, now_ms: i64, changes: &mut Changes) {
    let Some(key) = &job.parcel.key else { return };
    let answer = job.command.main_subject().as_str().to_owned();
    changes.answer(key, &answer, now_ms);
    loaded.answers.insert(key.clone(), answer);
    debug_assert!(outcome.replayed.is_none());
}

/// The case after all of the group, for projection.
pub fn as_case<'a>(loaded: &'a Loaded, subject: &SubjectId) -> Option<&'a domain::Case> {
    match loaded.states.get(subject) {
        Some(State::Case(case)) => Some(case),
        _ => None,
    }
}
