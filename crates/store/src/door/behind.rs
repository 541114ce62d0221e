//! A decided group of a bulk on its way to the disk. It is written by a thread of its own, which takes the connection
//! with it; meanwhile the next may be decided upon what this one leaves behind, read through a second connection.

use super::bulk::{Reply, follow};
use super::flush;
use super::load::{self, Head, Loaded};
use super::project::{Changes, OWNED};
use super::writer::Desk;
use crate::Error;
use crate::db::Connection;
use crate::search::Doc;
use domain::SubjectId;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::JoinHandle;

/// What a group leaves behind: all that the next is decided upon and that is not yet to be read.
pub struct Ahead {
    pub head: Head,
    pub loaded: Loaded,
}

pub struct Group {
    /// The head it was decided upon.
    pub start: Head,
    pub ahead: Ahead,
    pub changes: Changes,
    pub refused: Vec<Error>,
}

pub enum Begun {
    /// All of it was refused, or changed nothing.
    Nothing(Vec<Error>),
    Writing(Box<Writing>),
}

pub(crate) struct Writing {
    thread: JoinHandle<(Connection, Result<(), Error>)>,
    ahead: Arc<Ahead>,
    /// Whether it changed only what the next group is told by `ahead`.
    foreseen: bool,
    from: u64,
    /// Where search has to read the journal to.
    read_to: u64,
    docs: Vec<Doc>,
    refused: Vec<Error>,
    reply: Option<Reply>,
}

/// Takes the lock, unless the group was decided under it, and the connection.
pub fn begin(desk: &mut Desk, group: Group) -> Result<Begun, Error> {
    let Group { start, ahead, mut changes, refused } = group;
    if changes.journal.is_empty() {
        desk.db.rollback()?;
        return Ok(Begun::Nothing(refused));
    }
    if !desk.db.in_transaction() {
        desk.db.begin()?;
        let there = load::head(&mut desk.db)?;
        if (there.size, there.turn) != (start.size, start.turn) {
            return Err(Error::Overtaken);
        }
    }
    let house = desk.house().ok_or(Error::Stopped)?;
    let second = match desk.second.take() {
        Some(second) => second,
        None => house.0.db.write_connection()?,
    };
    let foreseen = is_foreseen(&changes, &ahead.loaded);
    let (docs, from) = (std::mem::take(&mut changes.docs), start.size);
    // Whoever erases in bulk has all of it read from the journal.
    let read_to = if changes.erasing.rows.is_empty() { from } else { ahead.head.size };
    let mut db = std::mem::replace(&mut desk.db, second);
    let ahead = Arc::new(ahead);
    let written = ahead.clone();
    let thread = std::thread::spawn(move || {
        let done = catch_unwind(AssertUnwindSafe(|| write(&mut db, &written, changes)));
        let done = done.unwrap_or(Err(Error::Damaged("the writer panicked over this")));
        if done.is_err() {
            let _ = db.rollback();
        }
        (db, done)
    });
    Ok(Begun::Writing(Box::new(Writing {
        thread,
        ahead,
        foreseen,
        from,
        read_to,
        docs,
        refused,
        reply: None,
    })))
}

/// Who works here, what they have to do and by which rules are read from tables; the next group has the list of this
/// one, or this one changed nothing of it.
fn is_foreseen(changes: &Changes, loaded: &Loaded) -> bool {
    let owned = || changes.tallies.keys().any(|(_, what, _)| *what == OWNED);
    changes.staff.is_empty()
        && !changes.touched.contains(&SubjectId::house())
        && (!loaded.staff.is_empty() || !owned())
}

fn write(db: &mut Connection, ahead: &Ahead, mut changes: Changes) -> Result<(), Error> {
    flush::flush(db, &ahead.head, &mut changes, &ahead.loaded)?;
    Ok(db.commit()?)
}

impl Writing {
    pub fn answering(mut self: Box<Writing>, reply: Reply) -> Box<Writing> {
        self.reply = Some(reply);
        self
    }

    pub fn ahead(&self) -> Arc<Ahead> {
        self.ahead.clone()
    }

    pub fn is_foreseen(&self) -> bool {
        self.foreseen
    }
}

impl Desk {
    /// Sees the group that is being written to its end and tells its caller. An error is for whoever builds upon it.
    pub(super) fn written(&mut self) -> Result<(), Error> {
        let Some(writing) = self.writing.take() else { return Ok(()) };
        let Writing { thread, ahead, from, read_to, docs, refused, reply, .. } = *writing;
        let (db, done) = thread.join().map_err(|_| Error::Damaged("the writer panicked over this"))?;
        self.second = Some(std::mem::replace(&mut self.db, db));
        let done = done.map_err(Arc::new);
        if done.is_ok() {
            follow(self, from, read_to, ahead.head.size, docs);
            self.grown.send_replace(ahead.head.size);
        }
        let answer = done.clone().map(|()| refused).map_err(Error::Together);
        if let Some(reply) = reply {
            let _ = reply.send(answer);
        }
        done.map_err(Error::Together)
    }
}
