//! The lower bound: the rows that the product has just written, committed again in the same groups by a bare program
//! that decides and seals nothing. One side hashes every entry, writes its leaf and has the product's own sealer beside
//! it; the other knows of no leaf, tree or signature. Against so little work proof weighs most.

use super::cost::Written;
use super::ground::{Ground, Result, closed, open};
use super::sides::{Sides, TURNS, sealed, unsealed};
use crate::table::Table;
use journal::leaf_hash;
use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::packed::unpack;

/// As durable as the product, with the pauses it makes for others.
const PRAGMAS: &str = "pragma synchronous = full; pragma secure_delete = on; pragma cache_size = -16384; \
                       pragma wal_autocheckpoint = 4000; pragma busy_timeout = 10000;";
const SUBJECT: &str = "insert into subjects select ?1, ?2, ?3, ?4, ?5, ?6 where true on conflict (id) do update set \
                       version = excluded.version, entries = excluded.entries, head = excluded.head, state = excluded.state";
const GROUP: usize = 64;

/// One entry, with the rows that were written together with it.
struct Step {
    seq: i64,
    place: i64,
    packed: Vec<u8>,
    plain: Vec<u8>,
    content: Option<Vec<Value>>,
    subject: Vec<Value>,
    queue: i64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Proof {
    With,
    Without,
}

pub async fn measure(table: &mut Table, ground: &Ground, written: &Written) -> Result<()> {
    let folders = [ground.copy()?, ground.copy()?];
    let steps = Arc::new(steps(written.folder.path(), folders[0].path())?);
    let store = open(folders[0].path()).await?;
    let [with, without] = [folders[0].path(), folders[1].path()].map(Path::to_owned);
    let single = turns(&steps, &store, [&with, &without], 0..written.singles, 1).await?;
    let grouped = turns(&steps, &store, [&with, &without], written.singles..steps.len(), GROUP).await?;
    let names = ["with tree and signing", "without"];
    single.add(table, "bare rows, single commits", names, 0.8);
    grouped.add(table, "bare rows, groups of 64", names, 0.95);
    drop(store);
    closed(folders[0].path()).await
}

async fn turns(
    steps: &Arc<Vec<Step>>,
    store: &store::Store,
    [with, without]: [&PathBuf; 2],
    all: Range<usize>,
    group: usize,
) -> Result<Sides> {
    let each = all.len() / TURNS;
    let mut sides = Sides { entries: each * TURNS, ..Sides::default() };
    for turn in 0..TURNS {
        let range = all.start + turn * each..all.start + (turn + 1) * each;
        let work = |dir: &PathBuf, proof| replayed(steps.clone(), dir.clone(), range.clone(), group, proof);
        sides.without += unsealed(work(without, Proof::Without)).await?;
        sides.with += sealed(store, work(with, Proof::With)).await?;
    }
    Ok(sides)
}

async fn replayed(
    steps: Arc<Vec<Step>>,
    dir: PathBuf,
    range: Range<usize>,
    group: usize,
    proof: Proof,
) -> Result<()> {
    let run = move || replay(&steps[range], &dir, group, proof);
    Ok(tokio::task::spawn_blocking(run).await??)
}

fn replay(steps: &[Step], dir: &Path, group: usize, proof: Proof) -> rusqlite::Result<()> {
    let mut db = Connection::open(dir.join("redress.db"))?;
    db.execute_batch(PRAGMAS)?;
    for steps in steps.chunks(group) {
        let transaction = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let mut content = transaction.prepare_cached("insert into content values (?, ?, ?, ?, ?)")?;
        let mut journal = transaction.prepare_cached("insert into journal values (?1, ?2)")?;
        let mut leaves = transaction.prepare_cached("insert into leaves values (?1, ?2, ?3)")?;
        let mut subject = transaction.prepare_cached(SUBJECT)?;
        let mut queue =
            transaction.prepare_cached("update queue set updated_ms = updated_ms + 1 where seq = ?1")?;
        for step in steps {
            if let Some(row) = &step.content {
                content.execute(params_from_iter(row))?;
            }
            journal.execute(params![step.place, step.packed])?;
            if proof == Proof::With {
                leaves.execute(params![step.seq, step.place, leaf_hash(&step.plain).0])?;
            }
            subject.execute(params_from_iter(&step.subject))?;
            queue.execute([step.queue])?;
        }
        let size = steps.last().map_or(0, |last| last.seq + 1);
        transaction.execute("update head set size = ?1 where id = 1", [size])?;
        drop((content, journal, leaves, subject, queue));
        transaction.commit()?;
    }
    Ok(())
}

/// What the product wrote beyond the ground it began with.
fn steps(written: &Path, ground: &Path) -> Result<Vec<Step>> {
    let [written, ground] = [written, ground].map(|dir| Connection::open(dir.join("redress.db")));
    let (written, ground) = (written?, ground?);
    let count = |sql: &str| ground.query_row(sql, [], |row| row.get::<_, i64>(0));
    let (size, contents) = (count("select size from head")?, count("select max(rowid) from content")?);
    let mut select = written.prepare("select * from content where rowid > ?1 order by rowid")?;
    let content: rusqlite::Result<Vec<Vec<Value>>> =
        select.query_map([contents], |row| (0..5).map(|at| row.get(at)).collect())?.collect();
    let mut select = written.prepare(
        "select l.seq, l.place, j.entry, s.*, q.seq from leaves l join journal j on j.place = l.place \
         join subjects s on s.since = l.place / 268435456 left join queue q on q.case_id = substr(s.id, 6) \
         where l.seq >= ?1 order by l.seq",
    )?;
    let mut rows = select.query([size])?;
    let (mut steps, mut content) = (vec![], content?.into_iter());
    while let Some(row) = rows.next()? {
        // The house's own entries were the sealer's business.
        let (Some(queue), packed) = (row.get::<_, Option<i64>>(9)?, row.get::<_, Vec<u8>>(2)?) else {
            continue;
        };
        let plain = unpack(&packed).map_err(|error| error.detail())?;
        let has_words = String::from_utf8_lossy(&plain).contains("\"commitment\"");
        let content = has_words.then(|| content.next()).flatten();
        let subject = (3..9).map(|at| row.get(at)).collect::<rusqlite::Result<_>>()?;
        let (seq, place) = (row.get(0)?, row.get(1)?);
        steps.push(Step { seq, place, packed, plain, content, subject, queue });
    }
    Ok(steps)
}
