//! A house of a million cases with an entry each: how long an auditor takes over it, what one proof takes and weighs,
//! and the map of heads. Cases are written straight into the tables, as the product would write them; signing, the map
//! and the proofs are the product's own.

use super::ground::{Ground, Result, closed, open};
use crate::corpus::Chance;
use crate::stopwatch::{self, Times};
use crate::table::{Table, Target};
use journal::{Checkpoint, Entry, Hash, Receipt, leaf_hash, node_hash};
use rusqlite::{Connection, params};
use std::path::Path;
use store::packed::{pack, unpack};
use store::search::Search;
use store::{Store, export, journal_of};

/// Receipts that are made and verified.
const LOOKS: usize = 2_000;
const STRETCH: u64 = 4_096;

pub async fn measure(table: &mut Table, entries: u64) -> Result<()> {
    let ground = Ground::lay(8).await?;
    let folder = ground.copy()?;
    fill(folder.path(), entries)?;
    let store = open(folder.path()).await?;
    let before = stopwatch::now();
    store.seal().await.map_err(|error| error.detail())?;
    let what = format!("{entries} entries read back, hashed and signed");
    table.add(&what, before.elapsed().as_secs_f64(), "s", Target::None);
    inclusions(table, &store, entries)?;
    let before = stopwatch::now();
    audit(&store)?;
    table.add(
        &format!("audit of {entries} entries"),
        before.elapsed().as_secs_f64(),
        "s",
        Target::AtMost(5.0),
    );
    heads(table, &store, &ground).await?;
    drop(store);
    closed(folder.path()).await
}

/// Copies of a filed complaint under other names.
fn fill(dir: &Path, entries: u64) -> Result<()> {
    let mut db = Connection::open(dir.join("redress.db"))?;
    db.execute_batch("pragma synchronous = off; pragma cache_size = -65536;")?;
    let sql = "select j.entry, s.state, h.size, h.at_ms from head h, subjects s join leaves l on l.seq = s.since \
               join journal j on j.place = l.place where s.id like 'case:%' limit 1";
    let row = |row: &rusqlite::Row| {
        Ok((row.get::<_, Vec<u8>>(0)?, row.get(1)?, row.get::<_, i64>(2)?, row.get(3)?))
    };
    let (packed, state, size, at_ms): (Vec<u8>, Vec<u8>, i64, i64) = db.query_row(sql, [], row)?;
    let plain = unpack(&packed).map_err(|error| error.detail())?;
    let like = Entry::parse(&plain)?;
    let transaction = db.transaction()?;
    for seq in size as u64..entries {
        let subject = format!("case:{}", &Hash::of(&seq.to_be_bytes()).to_string()[..26]);
        let event = like.event.clone();
        let entry = Entry { seq, subject, no: 0, prev: Hash::ZERO, at_ms, by: like.by.clone(), event };
        let bytes = entry.encode()?;
        let (leaf, place) = (leaf_hash(&bytes), journal_of::place(seq, 0).map_err(|error| error.detail())?);
        let into = |sql: &str, row: &[&dyn rusqlite::ToSql]| transaction.prepare_cached(sql)?.execute(row);
        into("insert into journal values (?1, ?2)", params![place, pack(&bytes)])?;
        into("insert into leaves values (?1, ?2, ?3)", params![seq as i64, place, leaf.0])?;
        let row = params![entry.subject, seq as i64, leaf.0, state];
        into("insert into subjects values (?1, 1, 1, ?2, ?3, ?4)", row)?;
    }
    transaction.execute("update head set size = ?1", [entries as i64])?;
    transaction.commit()?;
    // Copies without content have nothing to be found by; without this the house would look for it when it opens.
    Ok(Search::open(dir)?.add(&[], entries as i64)?)
}

/// What somebody does who has the database and the published key: hash every entry, build the root anew, and compare
/// it with what was signed.
fn audit(store: &Store) -> Result<()> {
    let verifier = store.verifier().map_err(|error| error.detail())?;
    let root = store.db().read_blocking(|db| {
        let Some(published) = store.checkpoint(db)? else { return Ok(None) };
        let mut leaves = Vec::with_capacity(published.size as usize);
        while (leaves.len() as u64) < published.size {
            let from = leaves.len() as u64;
            let entries = journal_of::stretch(db, from, STRETCH.min(published.size - from))?;
            leaves.extend(entries.iter().map(|entry| leaf_hash(&entry.bytes)));
        }
        Ok::<_, store::Error>(Some((published.note, root(&leaves))))
    });
    let (note, root) = root.map_err(|error| error.detail())?.ok_or("nothing is signed")?;
    if Checkpoint::open(&note, &verifier)?.root == root {
        Ok(())
    } else {
        Err("another root was signed".into())
    }
}

/// RFC 6962, section 2.1.
fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::of(b""),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            node_hash(&root(left), &root(right))
        }
    }
}

fn inclusions(table: &mut Table, store: &Store, entries: u64) -> Result<()> {
    let verifier = store.verifier().map_err(|error| error.detail())?;
    let (mut made, mut verified, mut largest) = (Times::default(), Times::default(), (0, 0));
    let mut chance = Chance::of(11);
    for _ in 0..LOOKS {
        let seq = chance.below(entries as usize) as u64;
        let before = stopwatch::now();
        let receipt = store.db().read_blocking(|db| export::receipt(store, db, seq));
        made.push(before.elapsed());
        let receipt = receipt.map_err(|error| error.detail())?.ok_or("not signed yet")?;
        let entry = store.db().read_blocking(|db| export::entry(db, seq));
        let entry = entry.map_err(|error| error.detail())?.ok_or("no such entry")?;
        let text = receipt.to_string();
        let before = stopwatch::now();
        Receipt::parse(&text)?.verify(&entry, &verifier)?;
        verified.push(before.elapsed());
        let whole = text.len();
        let bare = Receipt { extra: None, ..receipt };
        largest = largest.max((bare.to_string().len() - bare.checkpoint.len(), whole));
    }
    table.add("receipt made from the database, p50", made.p50_us(), "µs", Target::None);
    table.add(
        "one inclusion verified with its signature, p50",
        verified.p50_us(),
        "µs",
        Target::AtMost(100.0),
    );
    table.add("one inclusion verified with its signature, p95", verified.p95_us(), "µs", Target::None);
    let name = |what: &str| format!("{what} among {entries} entries");
    table.add(
        &name("largest proof besides the checkpoint"),
        largest.0 as f64,
        "bytes",
        Target::AtMost(1_000.0),
    );
    table.add(&name("the same as a file with checkpoint and key"), largest.1 as f64, "bytes", Target::None);
    Ok(())
}

async fn heads(table: &mut Table, store: &Store, ground: &Ground) -> Result<()> {
    let before = stopwatch::now();
    let heads = store.map_heads("2026-11-22").await.map_err(|error| error.detail())?.ok_or("no map")?;
    let name = format!("map of heads over {} subjects", heads.subjects);
    table.add(&name, before.elapsed().as_secs_f64(), "s", Target::None);
    store.seal().await.map_err(|error| error.detail())?;
    let before = stopwatch::now();
    let bundle = export::export(store, &ground.cases[0], None).map_err(|error| error.detail())?;
    table.add(
        "bundle of a case with its place in the map",
        1e3 * before.elapsed().as_secs_f64(),
        "ms",
        Target::None,
    );
    let part = bundle.heads.ok_or("a bundle without heads")?;
    let place = serde_json::to_vec(&part.proof)?.len();
    table.add("place of one case in the map", place as f64, "bytes", Target::None);
    Ok(())
}
