//! The index beside a SQLite database: `DIR/search.db`, an FTS5 table that keeps tokens only.
//!
//! It is not synced on every commit; after a power cut it may have reached less than the journal and
//! is then caught up. Hits are read off the index in descending order and reading stops at the limit.

use super::query::{Alternatives, Phrase, Query};
use super::{Doc, in_transaction};
use crate::db::{Access, Connection, Pool, Result, Sqlite, Table, Type, Value};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};

pub struct FileIndex {
    path: PathBuf,
    writer: Mutex<Connection>,
    readers: Pool,
}

const READERS: usize = 4;

/// `ascii` takes every character beyond ASCII as part of a token: the tokens are made by us.
/// Merging eight pieces at a time, and checkpoints of 16 MB, cost adding the least while a query
/// still has few pieces to look into (see `examples/search_bench.rs`).
const SCHEMA: &str = "
    create virtual table search using fts5(
        words, ids, tags, content = '', contentless_delete = 1, detail = full,
        tokenize = \"ascii tokenchars ':_'\");
    insert into search (search, rank) values ('automerge', 8);
    insert into search (search, rank) values ('crisismerge', 32);
    create table reached (one bigint primary key, seq bigint not null);
    insert into reached (one, seq) values (1, 0);";

/// The full-text index makes its leaves to fit it.
const PAGE_BYTES: u32 = 4_096;

/// A row here says that tokens of deleted documents lie in the file still.
const PURGING: &str = "create table if not exists purging (one bigint primary key)";

const TUNING: &str = "pragma synchronous = normal; pragma wal_autocheckpoint = 4000;";

/// Pages merged in one step of a purge; other writers wait no longer than one step takes.
const PURGE_STEP: i64 = 500;

const DOCS: Table = Table {
    name: "search",
    columns: &[("rowid", Type::Int), ("words", Type::Text), ("ids", Type::Text), ("tags", Type::Text)],
    conflict: "",
};

impl FileIndex {
    pub fn open(path: &Path) -> Result<FileIndex> {
        let mut writer = Sqlite::open(path, Access::Write, PAGE_BYTES).map(Connection::Sqlite)?;
        writer.batch(TUNING)?;
        in_transaction(&mut writer, |db| {
            let there = db.query_one_opt("select 1 from sqlite_master where name = 'search'", &[])?;
            if there.is_none() {
                db.batch(SCHEMA)?;
            }
            db.batch(PURGING)
        })?;
        Ok(FileIndex { path: path.to_owned(), writer: Mutex::new(writer), readers: Pool::new(READERS) })
    }

    pub fn add(&self, docs: &[Doc], reached: i64) -> Result<()> {
        let rows: Vec<Vec<Value>> = docs
            .iter()
            .map(|Doc { id, terms }| {
                vec![(*id).into(), (&terms.words).into(), (&terms.ids).into(), (&terms.tags).into()]
            })
            .collect();
        let ids: Vec<i64> = docs.iter().map(|doc| doc.id).collect();
        self.write(|db| {
            db.execute("delete from search where rowid = any($1)", &[ids.into()])?;
            db.insert_many(&DOCS, &rows)?;
            db.execute("update reached set seq = max(seq, $1)", &[reached.into()])?;
            Ok(())
        })
    }

    pub fn delete(&self, ids: &[i64]) -> Result<()> {
        self.write(|db| {
            db.execute("delete from search where rowid = any($1)", &[ids.to_vec().into()])?;
            db.execute("insert into purging (one) values (1) on conflict do nothing", &[])?;
            Ok(())
        })
    }

    pub fn is_purge_due(&self) -> Result<bool> {
        Ok(self.read(|db| db.query_one_opt("select 1 from purging", &[]))?.is_some())
    }

    /// Merging everything into one piece is what drops the tokens of deleted documents. SQLite tells
    /// by its count of changes when a step had nothing left to do.
    pub fn purge(&self) -> Result<()> {
        let mut pages = -PURGE_STEP;
        while self.merge(pages)? > 1 {
            pages = PURGE_STEP;
        }
        self.write(|db| db.execute("delete from purging", &[]).map(|_| ()))?;
        self.writer().batch("pragma wal_checkpoint(truncate)")
    }

    fn merge(&self, pages: i64) -> Result<i64> {
        self.write(|db| {
            let before = changes(db)?;
            db.execute("insert into search (search, rank) values ('merge', $1)", &[pages.into()])?;
            Ok(changes(db)? - before)
        })
    }

    pub fn clear(&self) -> Result<()> {
        self.write(|db| {
            db.batch("insert into search (search) values ('delete-all'); update reached set seq = 0")
        })
    }

    pub fn reached(&self) -> Result<i64> {
        let row = self.read(|db| db.query_one_opt("select seq from reached", &[]))?;
        row.map_or(Ok(0), |row| row.int(0))
    }

    pub fn find(&self, query: &Query, before: Option<i64>, limit: usize) -> Result<Vec<i64>> {
        let values = [expression(query).into(), before.unwrap_or(i64::MAX).into(), (limit as u64).into()];
        let sql =
            "select rowid from search where search match $1 and rowid < $2 order by rowid desc limit $3";
        self.read(|db| db.query(sql, &values)?.iter().map(|row| row.int(0)).collect())
    }

    fn read<T>(&self, work: impl FnOnce(&mut Connection) -> Result<T>) -> Result<T> {
        self.readers.lend(|| Sqlite::open(&self.path, Access::Read, PAGE_BYTES).map(Connection::Sqlite), work)
    }

    fn write<T>(&self, work: impl FnOnce(&mut Connection) -> Result<T>) -> Result<T> {
        in_transaction(&mut self.writer(), work)
    }

    fn writer(&self) -> MutexGuard<'_, Connection> {
        self.writer.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

fn changes(db: &mut Connection) -> Result<i64> {
    db.query_one_opt("select total_changes()", &[])?.map_or(Ok(0), |row| row.int(0))
}

fn expression(query: &Query) -> String {
    let runs = query.runs.iter().map(either);
    let tags = query.all_of.iter().map(|tag| format!("tags : \"{tag}\""));
    let wanted = runs.chain(tags).collect::<Vec<_>>().join(" AND ");
    let unwanted = query.none_of.iter().map(|tag| format!(" NOT tags : \"{tag}\""));
    format!("({wanted}){}", unwanted.collect::<String>())
}

fn either(run: &Alternatives) -> String {
    let words = run.words.iter().map(|phrase| format!("words : {}", phrase_text(phrase)));
    let ids = run.ids.iter().map(|phrase| format!("ids : {}", phrase_text(phrase)));
    format!("({})", words.chain(ids).collect::<Vec<_>>().join(" OR "))
}

fn phrase_text(phrase: &Phrase) -> String {
    match phrase {
        Phrase::Exact(tokens) => format!("\"{}\"", tokens.join(" ")),
        Phrase::Prefix(token) => format!("\"{token}\" *"),
    }
}
