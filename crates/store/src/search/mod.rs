//! Full-text search over Chinese, English and ids, newest first, without a dictionary.
//!
//! The application makes the tokens (see `terms`): overlapping pairs of Chinese characters, whole
//! words of letters, overlapping pairs inside everything that contains a digit. A phrase of pairs is
//! an exact substring, so nothing is missed that a person would call a hit. SQLite keeps the tokens
//! in a file of its own beside the database, PostgreSQL in a table; both can be rebuilt from journal
//! and content, and remember the journal `seq` they have reached.
//!
//! LIMIT: a query of one character, and a beginning of very many different words, gathers all its
//! hits before the newest can be told; that takes milliseconds where a word takes microseconds.

mod file;
mod pairs;
mod query;
mod server;
mod terms;

use crate::db::{Connection, Database, Result};
use file::FileIndex;
use query::Query;
use server::ServerIndex;
use std::path::Path;
use std::sync::Arc;

pub use terms::Terms;

/// One searchable document: an id that grows with time, and its prepared tokens.
#[derive(Debug, Clone)]
pub struct Doc {
    pub id: i64,
    pub terms: Terms,
}

/// Tags a hit must carry, and tags it must not carry.
#[derive(Debug, Clone, Default)]
pub struct Filters {
    pub all_of: Vec<String>,
    pub none_of: Vec<String>,
}

/// Blocks like a database connection does, so it belongs on a blocking thread. Cheap to clone; every
/// clone is the same index.
#[derive(Clone)]
pub struct Search(Arc<Index>);

enum Index {
    File(FileIndex),
    Server(ServerIndex),
}

impl Search {
    /// Makes the file where there is none; on a server the table is made by the migrations.
    pub fn open(data_dir: &Path, database: &Database) -> Result<Search> {
        let index = if database.is_sqlite() {
            Index::File(FileIndex::open(&data_dir.join("search.db"))?)
        } else {
            Index::Server(ServerIndex::new(database.clone()))
        };
        Ok(Search(Arc::new(index)))
    }

    /// Adds or replaces documents and notes how far the journal is indexed, in one transaction.
    pub fn add(&self, docs: &[Doc], reached: i64) -> Result<()> {
        match &*self.0 {
            Index::File(index) => index.add(docs, reached),
            Index::Server(index) => index.add(docs, reached),
        }
    }

    /// The documents are never found again. Their tokens lie in the file until `purge`.
    pub fn delete(&self, ids: &[i64]) -> Result<()> {
        match &*self.0 {
            Index::File(index) => index.delete(ids),
            Index::Server(index) => index.delete(ids),
        }
    }

    /// Removes the tokens of deleted documents from the disk too; run by the erasing job. Reads the
    /// whole index, so it is for the quiet hours, not for a request.
    pub fn purge(&self) -> Result<()> {
        match &*self.0 {
            Index::File(index) => index.purge(),
            Index::Server(index) => index.purge(),
        }
    }

    /// Forgets everything, before a rebuild.
    pub fn clear(&self) -> Result<()> {
        match &*self.0 {
            Index::File(index) => index.clear(),
            Index::Server(index) => index.clear(),
        }
    }

    /// The journal `seq` up to which everything is indexed; zero for a fresh index.
    pub fn reached(&self) -> Result<i64> {
        match &*self.0 {
            Index::File(index) => index.reached(),
            Index::Server(index) => index.reached(),
        }
    }

    /// Ids of hits, newest first, below `before`. A query without letters and digits finds what the
    /// filters alone let through, and nothing where these require no tag.
    pub fn find(
        &self,
        query: &str,
        filters: &Filters,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Vec<i64>> {
        let query = Query::of(query, filters);
        if query.finds_nothing() {
            return Ok(Vec::new());
        }
        match &*self.0 {
            Index::File(index) => index.find(&query, before, limit),
            Index::Server(index) => index.find(&query, before, limit),
        }
    }
}

fn in_transaction<T>(db: &mut Connection, work: impl FnOnce(&mut Connection) -> Result<T>) -> Result<T> {
    db.begin()?;
    let done = work(db).and_then(|value| db.commit().map(|()| value));
    if done.is_err() {
        let _ = db.rollback();
    }
    done
}
