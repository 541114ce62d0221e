//! The bare program: the rows that filing made, read beforehand, committed again into the same tables with the same
//! indexes in groups of 64 complaints, and their search terms as the product adds them. It decides, seals, hashes and
//! parses nothing; how near the product comes to it is the honest measure of the product.

use crate::corpus::complaint;
use crate::stopwatch;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::error::Error;
use std::path::Path;
use store::search::{Doc, Search, Terms};

const GROUP: usize = 64;
const TABLES: [&str; 8] =
    ["content", "lookups", "journal", "leaves", "subjects", "queue", "deadlines", "outbox"];

/// As durable as the product, with a page cache it never fills.
const PRAGMAS: &str = "pragma page_size = 8192; pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -65536;";

type Rows = Vec<Vec<Value>>;

struct Filled {
    sql: String,
    rows: Rows,
}

/// Complaints committed per second; `count` complaints of the corpus lie in `filled`.
pub fn measure(filled: &Path, empty: &Path, count: usize) -> Result<f64, Box<dyn Error>> {
    let source = Connection::open(filled.join("redress.db"))?;
    let mut target = Connection::open(empty.join("redress.db"))?;
    target.execute_batch(PRAGMAS)?;
    for sql in schema(&source)? {
        target.execute_batch(&sql)?;
    }
    let tables: Vec<Filled> = TABLES.iter().map(|table| read(&source, table)).collect::<Result<_, _>>()?;
    let search = Search::open(empty)?;
    let docs = docs(&source, count)?;
    let groups = count.div_ceil(GROUP);
    let before = stopwatch::now();
    for at in 0..groups {
        let transaction = target.transaction()?;
        for table in &tables {
            let mut insert = transaction.prepare_cached(&table.sql)?;
            for row in part(&table.rows, at, groups) {
                insert.execute(params_from_iter(row))?;
            }
        }
        transaction.commit()?;
        let docs = part(&docs, at, groups);
        search.add(docs, docs.last().map_or(0, |doc| doc.id))?;
    }
    Ok(count as f64 / before.elapsed().as_secs_f64())
}

fn schema(source: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut select = source.prepare("select sql from sqlite_master where sql is not null")?;
    select.query_map([], |row| row.get(0))?.collect()
}

fn read(source: &Connection, table: &str) -> rusqlite::Result<Filled> {
    let mut select = source.prepare(&format!("select * from {table} order by 1"))?;
    let width = select.column_count();
    let rows: rusqlite::Result<Rows> =
        select.query_map([], |row| (0..width).map(|column| row.get(column)).collect())?.collect();
    let marks = vec!["?"; width].join(", ");
    Ok(Filled { sql: format!("insert into {table} values ({marks})"), rows: rows? })
}

/// The documents filing made, at the positions of their entries.
fn docs(source: &Connection, count: usize) -> rusqlite::Result<Vec<Doc>> {
    let mut select = source.prepare("select seq from queue order by seq")?;
    let seqs: rusqlite::Result<Vec<i64>> = select.query_map([], |row| row.get(0))?.collect();
    let doc = |(at, id): (usize, i64)| {
        let complaint = complaint(at);
        Doc { id, terms: Terms::of(&[&complaint.text, &complaint.order, &complaint.name], &[]) }
    };
    Ok(seqs?.into_iter().take(count).enumerate().map(doc).collect())
}

fn part<T>(all: &[T], at: usize, of: usize) -> &[T] {
    &all[all.len() * at / of..all.len() * (at + 1) / of]
}
