//! The playbooks this process works by, and what a house makes of the shipped ones. What runs stands in the house's
//! state; every process follows: the writer with each group of commands, a page within a second.
//!
//! LIMIT: every set a process has run stays in its memory, about a megabyte each, so that whoever began with one ends
//! with it.

use crate::db::Connection;
use crate::journal_of;
use crate::{Error, Store};
use domain::command::HouseCommand;
use domain::house::{Activation, Book, Books};
use domain::playbook::{BookFile, PlaybookError, Playbooks};
use domain::policy::Policy;
use domain::{Actor, Command, Event, Refusal, State, SubjectId};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

/// Files by name; without a text it is the shipped one again.
pub type Changes = BTreeMap<String, Option<String>>;

/// What was activated at some time.
#[derive(Clone, Debug)]
pub struct Activated {
    pub at_ms: i64,
    pub by: String,
    pub activation: Activation,
    pub why: Option<String>,
}

/// One after the other, the newest last.
pub(crate) struct Running {
    first: Node,
    turn: Mutex<()>,
}

struct Node {
    no: u32,
    policy: Arc<Policy>,
    /// Why the files of this number could not be read; those before go on.
    broken: Vec<PlaybookError>,
    next: OnceLock<Box<Node>>,
}

impl Running {
    pub fn new(policy: Arc<Policy>) -> Running {
        Running {
            first: Node { no: 0, policy, broken: vec![], next: OnceLock::new() },
            turn: Mutex::default(),
        }
    }

    pub fn policy(&self) -> &Arc<Policy> {
        &self.last().policy
    }

    fn last(&self) -> &Node {
        let mut node = &self.first;
        while let Some(next) = node.next.get() {
            node = next;
        }
        node
    }
}

impl Store {
    /// The number of the activation that runs here; nought is as shipped.
    pub fn books_no(&self) -> u32 {
        self.0.running.last().no
    }

    /// Why what was activated cannot be read by this program.
    pub fn books_broken(&self) -> &[PlaybookError] {
        &self.0.running.last().broken
    }

    /// Whether these files could run: read, checked with those that run, and their examples tried.
    pub fn check_books(&self, db: &mut Connection, changes: &Changes) -> Result<Checked, Error> {
        Ok(self.policy().playbooks.checked(changes, &self.calendar(db)?))
    }

    /// Puts files in the place of those that run, for all nodes. `from` is the number they were made from; without it
    /// that of now.
    pub async fn activate_books(
        &self,
        by: &Actor,
        changes: Changes,
        why: Option<&str>,
        from: Option<u32>,
    ) -> Result<Result<Activation, Vec<PlaybookError>>, Error> {
        let no = self.books_no();
        if from.is_some_and(|from| from != no) {
            return Err(Refusal::PlaybooksMoved.into());
        }
        let (store, tried) = (self.clone(), changes.clone());
        let books = match self.db().read(move |db| store.check_books(db, &tried)).await? {
            Ok(books) => books,
            Err(errors) => return Ok(Err(errors)),
        };
        let mut pack = self.pack(SubjectId::house());
        let mut book = |name: &String, text: &Option<String>| {
            let text = text.as_ref()?;
            let file = BookFile::new(name, text);
            let version = books.all().iter().find(|book| *name == format!("{}.toml", book.kind));
            let version = version.map(|book| book.version);
            Some(Book { version, sha256: file.sha256, text: pack.text(text) })
        };
        let files = changes.iter().map(|(name, text)| (name.clone(), book(name, text))).collect();
        let why = why.map(|why| pack.text(why));
        let activation = Activation { no: no + 1, files, set: books.digest(), kinds: books.versions(), why };
        let command = Command::House(HouseCommand::Activate(Box::new(activation.clone())));
        self.execute(by, command, pack.close(), None).await?;
        Ok(Ok(activation))
    }

    /// Follows what another process activated.
    pub async fn follow_books(&self) -> Result<(), Error> {
        let store = self.clone();
        self.db().read(move |db| store.follow_books_on(db)).await
    }

    pub(crate) fn follow_books_on(&self, db: &mut Connection) -> Result<(), Error> {
        match self.state(db, &SubjectId::house())? {
            Some(State::House(house)) => self.take_books(db, &house.books),
            _ => Ok(()),
        }
    }

    /// Builds and runs the set of this number, once.
    pub(crate) fn take_books(&self, db: &mut Connection, books: &Books) -> Result<(), Error> {
        let running = &self.0.running;
        if running.last().no >= books.no {
            return Ok(());
        }
        let _turn = running.turn.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let last = running.last();
        if last.no >= books.no {
            return Ok(());
        }
        let mut changes = Changes::new();
        let mut gone = vec![];
        for (name, book) in &books.files {
            match self.open_text(db, &book.text)? {
                Some(text) => drop(changes.insert(name.clone(), Some(text))),
                None => gone.push(PlaybookError::gone(name)),
            }
        }
        let configured = &running.first.policy;
        let built = if gone.is_empty() { configured.playbooks.with(&changes) } else { Err(gone) };
        let (policy, broken) = match built {
            Ok(playbooks) => (Arc::new(configured.working_by(playbooks)), vec![]),
            Err(errors) => {
                tracing::error!(first = ?errors.first(), "activated playbooks cannot be read; those before go on");
                (last.policy.clone(), errors)
            }
        };
        let _ = last.next.set(Box::new(Node { no: books.no, policy, broken, next: OnceLock::new() }));
        Ok(())
    }

    /// The newest first.
    pub fn activations(&self, db: &mut Connection, most: usize) -> Result<Vec<Activated>, Error> {
        let sql = format!("select seq from activations order by no desc limit {most}");
        let rows = db.query(&sql, &[])?;
        let mut found = Vec::with_capacity(rows.len());
        for row in &rows {
            let entry =
                journal_of::at(db, row.int(0)? as u64)?.ok_or(Error::Damaged("an entry is missing"))?;
            let Event::PlaybooksActivated(activation) = entry.event else { continue };
            let why = match &activation.why {
                Some(why) => self.open_text(db, why)?,
                None => None,
            };
            found.push(Activated { at_ms: entry.at_ms, by: entry.by, activation: *activation, why });
        }
        Ok(found)
    }

    /// The file of a kind as a case was decided under it, by the version the case names. A shipped file of an older
    /// program is not there any more.
    pub fn book_of_version(
        &self,
        db: &mut Connection,
        kind: &str,
        version: &str,
    ) -> Result<Option<BookFile>, Error> {
        let name = format!("{kind}.toml");
        let configured = &self.0.running.first.policy.playbooks;
        if configured.get(kind).is_some_and(|book| book.version_id == version) {
            return Ok(configured.file(&name).cloned());
        }
        let mut texts: BTreeMap<String, Option<Book>> = BTreeMap::new();
        for one in self.activations(db, 10_000)?.into_iter().rev() {
            texts.extend(one.activation.files);
            if one.activation.kinds.get(kind).is_none_or(|own| own != version) {
                continue;
            }
            return Ok(match texts.get(&name) {
                Some(Some(book)) => self.open_text(db, &book.text)?.map(|text| BookFile::new(&name, &text)),
                _ => configured.file(&name).cloned(),
            });
        }
        Ok(None)
    }
}

pub type Checked = Result<Playbooks, Vec<PlaybookError>>;
