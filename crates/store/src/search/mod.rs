//! Full-text search over Chinese, English and ids, newest first, without a dictionary.
//!
//! The application makes the tokens (see `terms`): overlapping pairs of Chinese characters, whole
//! words of letters, overlapping pairs inside everything that contains a digit. A phrase of pairs is
//! an exact substring, so nothing is missed that a person would call a hit. The tokens lie in a file of their own
//! in the data folder, beside SQLite and PostgreSQL alike: PostgreSQL's own index was ten times
//! slower to fill. It holds nothing that journal and content do not, remembers the journal `seq` it
//! has reached, and every node makes and follows its own.
//!
//! LIMIT: a query of one character, and a beginning of very many different words, gathers all its
//! hits before the newest can be told; that takes milliseconds where a word takes microseconds.

mod file;
mod pairs;
mod query;
mod terms;

use crate::db::{Connection, Result};
use file::FileIndex;
use query::Query;
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
pub struct Search(Arc<FileIndex>);

impl Search {
    /// Makes the file where there is none.
    pub fn open(data_dir: &Path) -> Result<Search> {
        Ok(Search(Arc::new(FileIndex::open(&data_dir.join("search.db"))?)))
    }

    /// Adds or replaces documents and notes how far the journal is indexed, in one transaction.
    pub fn add(&self, docs: &[Doc], reached: i64) -> Result<()> {
        self.0.add(docs, reached)
    }

    /// The documents are never found again. Their tokens lie in the file until `purge`.
    pub fn delete(&self, ids: &[i64]) -> Result<()> {
        self.0.delete(ids)
    }

    /// Whether anything was deleted since the last purge.
    pub fn is_purge_due(&self) -> Result<bool> {
        self.0.is_purge_due()
    }

    /// Removes the tokens of deleted documents from the disk too; run by the erasing job. Reads the
    /// whole index, so it is for the quiet hours, not for a request.
    pub fn purge(&self) -> Result<()> {
        self.0.purge()
    }

    /// Forgets everything, before a rebuild.
    pub fn clear(&self) -> Result<()> {
        self.0.clear()
    }

    /// The journal `seq` up to which everything is indexed; zero for a fresh index.
    pub fn reached(&self) -> Result<i64> {
        self.0.reached()
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
        if query.finds_nothing() { Ok(Vec::new()) } else { self.0.find(&query, before, limit) }
    }
}

/// The pieces by which a text is near another: by run of characters pairs or words, in the order of the text. Numbers
/// are nobody's words.
pub fn pieces(text: &str) -> Vec<Vec<String>> {
    let of_run = |run: pairs::Run| match run {
        pairs::Run::Script(run) => pairs::pairs(&run).map(str::to_owned).collect(),
        pairs::Run::Word(word) => vec![word],
        pairs::Run::Id(_) => vec![],
    };
    pairs::runs(text).into_iter().map(of_run).collect()
}

fn in_transaction<T>(db: &mut Connection, work: impl FnOnce(&mut Connection) -> Result<T>) -> Result<T> {
    db.begin()?;
    let done = work(db).and_then(|value| db.commit().map(|()| value));
    if done.is_err() {
        let _ = db.rollback();
    }
    done
}
