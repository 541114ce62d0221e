//! The index in a PostgreSQL database: one table of `tsvector`s cast from tokens we prepared, so
//! that no text search configuration of the server has a say.
//!
//! A `tsvector` ends at position 16,383 and remembers 256 positions per token, so a long document is
//! several rows that overlap by the longest phrase; conditions are joined over all rows of one id.

mod parts;

use super::query::{Alternatives, Phrase, Query};
use super::{Doc, in_transaction};
use crate::db::{Connection, Database, Result, Value};
use parts::{Part, parts};
use std::sync::Mutex;

pub struct ServerIndex {
    database: Database,
    writer: Mutex<Option<Connection>>,
}

/// Casting happens in the statement, because a parameter can only be sent as text.
const ADD: &str = "insert into search (id, part, parts, words, ids, tags)
    select id, part, parts, words::tsvector, ids::tsvector, tags::tsvector
    from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[])
        as doc (id, part, parts, words, ids, tags)";

impl ServerIndex {
    pub fn new(database: Database) -> ServerIndex {
        ServerIndex { database, writer: Mutex::default() }
    }

    pub fn add(&self, docs: &[Doc], reached: i64) -> Result<()> {
        let rows: Vec<Part> = docs.iter().flat_map(|doc| parts(doc.id, &doc.terms)).collect();
        let ids: Vec<i64> = docs.iter().map(|doc| doc.id).collect();
        self.write(|db| {
            db.execute("delete from search where id = any($1)", &[ids.into()])?;
            db.execute(ADD, &columns(&rows))?;
            db.execute("update search_reached set seq = greatest(seq, $1)", &[reached.into()])?;
            Ok(())
        })
    }

    pub fn delete(&self, ids: &[i64]) -> Result<()> {
        self.write(|db| {
            db.execute("delete from search where id = any($1)", &[ids.to_vec().into()])?;
            Ok(())
        })
    }

    pub fn purge(&self) -> Result<()> {
        self.with_writer(|db| db.batch("vacuum search"))
    }

    pub fn clear(&self) -> Result<()> {
        self.write(|db| db.batch("truncate search; update search_reached set seq = 0"))
    }

    pub fn reached(&self) -> Result<i64> {
        self.with_writer(|db| match db.query_one_opt("select seq from search_reached", &[])? {
            Some(row) => row.int(0),
            None => Ok(0),
        })
    }

    pub fn find(&self, query: &Query, before: Option<i64>, limit: usize) -> Result<Vec<i64>> {
        let (condition, mut values) = condition(query);
        values.extend([before.unwrap_or(i64::MAX).into(), (limit as u64).into()]);
        let (below, most) = (values.len() - 1, values.len());
        // Planned for these very words each time: a plan for any word would be wrong for most.
        let sql = format!(
            "select distinct id from search as s where {condition} and id < ${below} order by id desc limit ${most}"
        );
        self.database.read_blocking(|db| {
            db.query_once(&sql, &values)?.iter().map(|row| row.int(0)).collect::<Result<_>>()
        })
    }

    fn write(&self, work: impl FnOnce(&mut Connection) -> Result<()>) -> Result<()> {
        self.with_writer(|db| in_transaction(db, work))
    }

    fn with_writer<T>(&self, work: impl FnOnce(&mut Connection) -> Result<T>) -> Result<T> {
        let mut writer = self.writer.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if writer.as_ref().is_none_or(Connection::is_lost) {
            let mut opened = self.database.write_connection()?;
            // The index can be caught up from the journal, so it need not wait for the disk.
            opened.batch("set synchronous_commit = off")?;
            *writer = Some(opened);
        }
        work(writer.as_mut().expect("opened above"))
    }
}

fn columns(rows: &[Part]) -> [Value; 6] {
    let numbers = |of: fn(&Part) -> i64| Value::Ints(rows.iter().map(of).collect());
    let texts = |of: fn(&Part) -> &String| Value::Texts(rows.iter().map(|row| of(row).clone()).collect());
    [
        numbers(|row| row.id),
        numbers(|row| row.number),
        numbers(|row| row.of),
        texts(|row| &row.words),
        texts(|row| &row.ids),
        texts(|row| &row.tags),
    ]
}

/// The first run is asked of the row itself, the others of the row or, where the document has more
/// rows, of any of them; tags stand on every row.
fn condition(query: &Query) -> (String, Vec<Value>) {
    let mut values = Vec::new();
    let mut conditions = Vec::new();
    for (at, run) in query.runs.iter().enumerate() {
        let here = either("s", run, &mut values);
        let elsewhere = here.replace("s.words", "o.words").replace("s.ids", "o.ids");
        conditions.push(match at {
            0 => here,
            _ => format!(
                "({here} or s.parts > 1 and exists (select 1 from search as o where o.id = s.id and {elsewhere}))"
            ),
        });
    }
    if let Some(tags) = tags(query) {
        values.push(tags.into());
        conditions.push(format!("s.tags @@ ${}::text::tsquery", values.len()));
    }
    (conditions.join(" and "), values)
}

fn either(row: &str, run: &Alternatives, values: &mut Vec<Value>) -> String {
    let mut asked = Vec::new();
    for (column, phrase) in [("words", &run.words), ("ids", &run.ids)] {
        if let Some(phrase) = phrase {
            values.push(phrase_text(phrase).into());
            asked.push(format!("{row}.{column} @@ ${}::text::tsquery", values.len()));
        }
    }
    format!("({})", asked.join(" or "))
}

fn phrase_text(phrase: &Phrase) -> String {
    match phrase {
        Phrase::Exact(tokens) => {
            tokens.iter().map(|token| format!("'{token}'")).collect::<Vec<_>>().join(" <-> ")
        }
        Phrase::Prefix(token) => format!("'{token}':*"),
    }
}

fn tags(query: &Query) -> Option<String> {
    let wanted = query.all_of.iter().map(|tag| format!("'{tag}'"));
    let unwanted = query.none_of.iter().map(|tag| format!("!'{tag}'"));
    let all: Vec<String> = wanted.chain(unwanted).collect();
    (!all.is_empty()).then(|| all.join(" & "))
}
