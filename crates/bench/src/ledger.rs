//! Postings: deposits are paid in through the door by many callers at once, then the rows that came of it are committed
//! again by a bare program, into the same tables with the same indexes, in as many groups as the writer made. The bare
//! program decides, folds, hashes and checks nothing. A row that is written again and again, such as the account that
//! all money comes from, is written by it as often, with its last content.

use crate::stopwatch;
use crate::table::{Table, Target};
use domain::id::AccountId;
use domain::{Actor, Command, Fen};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::error::Error;
use std::path::Path;
use store::{Parcel, Store};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const CALLERS: usize = 64;
const DEPOSITS: usize = 1_000;
/// As durable as the product, with a page cache it never fills.
const PRAGMAS: &str = "pragma page_size = 8192; pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -65536;";

pub async fn measure(table: &mut Table, transfers: usize) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let store = crate::staff::open(folder.path().to_owned(), None).await?;
    let turns = |db: &Connection| db.query_row("select turn from head", [], |row| row.get::<_, i64>(0));
    let db = Connection::open(folder.path().join("redress.db"))?;
    let (turn, size) = (turns(&db)?, count(&db, "select size from head")?);
    let before = stopwatch::now();
    paid_in(&store, transfers).await?;
    let postings = 2.0 * transfers as f64 / before.elapsed().as_secs_f64();
    let groups = usize::try_from(turns(&db)? - turn)?.max(1);
    table.add("postings through the door, 64 callers", postings, "/s", Target::None);
    table.add("transfers in a group", transfers as f64 / groups as f64, "", Target::None);
    drop(store);
    let bare = bare(&db, size, transfers, groups)?;
    table.add("bare SQLite, same rows in as many groups", bare, "/s", Target::None);
    table.add("postings / bare SQLite", postings / bare, "", Target::AtLeast(0.4));
    Ok(())
}

/// Every caller waits for its answer before it pays in again.
async fn paid_in(store: &Store, transfers: usize) -> Result<()> {
    let callers: Vec<_> =
        (0..CALLERS).map(|caller| tokio::spawn(one_caller(store.clone(), caller, transfers))).collect();
    for caller in callers {
        caller.await??;
    }
    Ok(())
}

async fn one_caller(store: Store, caller: usize, transfers: usize) -> std::result::Result<(), String> {
    for at in (caller..transfers).step_by(CALLERS) {
        let account = AccountId::new(format!("deposit-m{}", at % DEPOSITS));
        let command =
            Command::Fund { account, amount: Fen(1 + at as i64 % 9_999), transfer: format!("b{at}") };
        let done = store.execute(&Actor::System, command, Parcel::default(), None).await;
        done.map_err(|error| error.detail())?;
    }
    Ok(())
}

fn count(db: &Connection, sql: &str) -> rusqlite::Result<i64> {
    db.query_row(sql, [], |row| row.get(0))
}

type Rows = Vec<Vec<Value>>;

/// What one entry brought: a row each of journal, leaves and postings, and the subject and account it changed.
struct Step {
    journal: Vec<Value>,
    leaf: Vec<Value>,
    posting: Vec<Value>,
    subject: Vec<Value>,
    account: Vec<Value>,
}

fn bare(source: &Connection, size: i64, transfers: usize, groups: usize) -> Result<f64> {
    let empty = tempfile::tempdir()?;
    let mut target = emptied(source, empty.path())?;
    let steps = steps(source, size)?;
    if steps.len() != 2 * transfers {
        return Err(format!("{} entries for {transfers} transfers", steps.len()).into());
    }
    let part = |at: usize| &steps[2 * (transfers * at / groups)..2 * (transfers * (at + 1) / groups)];
    // Everything that is not writing is done before.
    let groups: Vec<Group> = (0..groups).map(|at| Group::of(part(at))).collect();
    let before = stopwatch::now();
    for group in &groups {
        group.commit(&mut target)?;
    }
    Ok(steps.len() as f64 / before.elapsed().as_secs_f64())
}

fn emptied(source: &Connection, folder: &Path) -> Result<Connection> {
    let target = Connection::open(folder.join("redress.db"))?;
    target.execute_batch(PRAGMAS)?;
    let mut select = source.prepare("select sql from sqlite_master where sql is not null")?;
    let schema: rusqlite::Result<Vec<String>> = select.query_map([], |row| row.get(0))?.collect();
    for sql in schema? {
        target.execute_batch(&sql)?;
    }
    target.execute("insert into head (id, size, at_ms, year, number, turn) values (1, 0, 0, 0, 0, 0)", [])?;
    Ok(target)
}

/// In the order of the entries.
fn steps(source: &Connection, size: i64) -> Result<Vec<Step>> {
    let sql = "select j.*, l.*, p.*, s.*, a.* from postings p join leaves l on l.seq = p.seq \
               join journal j on j.place = l.place join subjects s on s.id = 'account:' || p.account \
               join accounts a on a.account = p.account where p.seq >= ?1 order by p.seq";
    let widths: Vec<usize> = ["journal", "leaves", "postings", "subjects", "accounts"]
        .iter()
        .map(|table| Ok(source.prepare(&format!("select * from {table}"))?.column_count()))
        .collect::<rusqlite::Result<_>>()?;
    let mut select = source.prepare(sql)?;
    let mut rows = select.query([size])?;
    let mut steps = vec![];
    while let Some(row) = rows.next()? {
        let mut from = 0;
        let mut next = |width: usize| -> rusqlite::Result<Vec<Value>> {
            from += width;
            (from - width..from).map(|column| row.get(column)).collect()
        };
        let [journal, leaf, posting, subject, account] =
            [next(widths[0])?, next(widths[1])?, next(widths[2])?, next(widths[3])?, next(widths[4])?];
        steps.push(Step { journal, leaf, posting, subject, account });
    }
    Ok(steps)
}

const SUBJECT: &str = "on conflict (id) do update set version = excluded.version, entries = excluded.entries, \
                       head = excluded.head, state = excluded.state";
const ACCOUNT: &str =
    "on conflict (account) do update set posted_fen = excluded.posted_fen, held_fen = excluded.held_fen";

/// The rows of one commit, with their statements.
struct Group {
    tables: Vec<(String, Rows)>,
    entries: i64,
}

impl Group {
    fn of(steps: &[Step]) -> Group {
        let each = |of: fn(&Step) -> &Vec<Value>| steps.iter().map(of).cloned().collect::<Rows>();
        // The product, too, writes each subject and account once a group.
        let once = |mut rows: Rows| {
            rows.sort_by_key(|row| format!("{:?}", row[0]));
            rows.dedup_by(|a, b| a[0] == b[0]);
            rows
        };
        let tables = [
            ("journal", each(|step| &step.journal), ""),
            ("leaves", each(|step| &step.leaf), ""),
            ("postings", each(|step| &step.posting), ""),
            ("subjects", once(each(|step| &step.subject)), SUBJECT),
            ("accounts", once(each(|step| &step.account)), ACCOUNT),
        ];
        let with_statement = |(table, rows, conflict): (&str, Rows, &str)| {
            let marks = vec!["?"; rows.first().map_or(0, Vec::len)].join(", ");
            (format!("insert into {table} values ({marks}) {conflict}"), rows)
        };
        Group { tables: tables.into_iter().map(with_statement).collect(), entries: steps.len() as i64 }
    }

    fn commit(&self, target: &mut Connection) -> rusqlite::Result<()> {
        let transaction = target.transaction()?;
        for (sql, rows) in &self.tables {
            let mut insert = transaction.prepare_cached(sql)?;
            for row in rows {
                insert.execute(params_from_iter(row))?;
            }
        }
        transaction.execute("update head set size = size + ?1 where id = 1", [self.entries])?;
        transaction.commit()
    }
}
