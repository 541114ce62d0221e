//! A statement of a provider or bank, from its file to what came of it. It is read twice: once to see that it is whole,
//! and once to take it, so that however large it is little of it is in memory.

use connect::import::Problems;
use connect::statement::{Entry, Summary, read};
use domain::house::Reconciled;
use domain::{Actor, Fen, Refusal};
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use store::Store;
use store::reconcile::{Movement, Stated};
use tokio::sync::mpsc;
use web::face::consigned;
use web::locale::Locale;

/// What came of a statement, and the numbers of the cases that it made.
#[derive(Debug)]
pub struct Came {
    pub found: Reconciled,
    pub raised: Vec<String>,
}

/// Entries in one commit.
const BATCH: usize = 5_000;

/// Reads all of it and writes nothing.
pub fn check(path: &Path, zone: &TimeZone) -> Result<Stated, String> {
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let (sum, sha256) = through(path, zone, |_| Ok(()))?;
    Ok(Stated {
        name,
        sha256,
        first_ms: sum.first_ms,
        last_ms: sum.last_ms,
        entries: sum.entries,
        in_fen: Fen(sum.in_fen),
        out_fen: Fen(sum.out_fen),
    })
}

/// Takes what was checked; `each` hears how many entries were kept.
pub async fn take(
    store: &Store,
    by: &Actor,
    path: &Path,
    zone: &TimeZone,
    stated: Stated,
    each: impl Fn(u64),
) -> Result<Came, String> {
    let begun = store.begin_statement(&stated.sha256).await;
    begun.map_err(|error| match error.refusal() {
        Some(Refusal::AlreadyThere) => format!("{} was taken before; nothing was changed", stated.name),
        _ => error.detail(),
    })?;
    let (batches, mut read) = mpsc::channel(2);
    let (path, zone) = (path.to_owned(), zone.clone());
    let reading = tokio::task::spawn_blocking(move || again(&path, &zone, &batches));
    while let Some(batch) = read.recv().await {
        let count = Vec::len(&batch) as u64;
        store.keep_movements(&stated.sha256, batch).await.map_err(|error| error.detail())?;
        each(count);
    }
    let sha256 = reading.await.map_err(|_| "reading broke off".to_owned())??;
    if sha256 != stated.sha256 {
        return Err("the file was changed while it was read; nothing counts".to_owned());
    }
    let last_ms = stated.last_ms;
    let found = store.take_statement(by, stated).await.map_err(|error| error.detail())?;
    let raised = store.raise_unpaid(last_ms, |one, sale| consigned::words(Locale::Zh, one, sale));
    Ok(Came { found, raised: raised.await.map_err(|error| error.detail())? })
}

fn again(path: &Path, zone: &TimeZone, batches: &mpsc::Sender<Vec<Movement>>) -> Result<String, String> {
    let mut batch = Vec::with_capacity(BATCH);
    let send = |batch: Vec<Movement>| batches.blocking_send(batch).map_err(|_| "stopped".to_owned());
    let (_, sha256) = through(path, zone, |entry| {
        batch.push(movement(entry));
        if batch.len() == BATCH {
            send(std::mem::replace(&mut batch, Vec::with_capacity(BATCH)))
        } else {
            Ok(())
        }
    })?;
    send(batch)?;
    Ok(sha256)
}

fn movement(entry: Entry) -> Movement {
    let Entry { line, at_ms, amount_fen, reference, ours } = entry;
    Movement { line, at_ms, amount: Fen(amount_fen), reference, ours }
}

fn through(
    path: &Path,
    zone: &TimeZone,
    mut each: impl FnMut(Entry) -> Result<(), String>,
) -> Result<(Summary, String), String> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| format!("{name}: cannot be read: {error}"))?;
    let mut source = Hashing { file, digest: Sha256::new() };
    let sum = read(&name, &mut source, zone, |entry| each(entry).map_err(Stopped))
        .map_err(|Stopped(words)| words)?;
    io::copy(&mut source, &mut io::sink()).map_err(|error| format!("{name}: cannot be read: {error}"))?;
    let sha256 = source.digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((sum, sha256))
}

struct Stopped(String);

impl From<Problems> for Stopped {
    fn from(problems: Problems) -> Stopped {
        Stopped(super::refused(problems))
    }
}

/// Hashes what passes through.
struct Hashing {
    file: File,
    digest: Sha256,
}

impl Read for Hashing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.digest.update(&buffer[..read]);
        Ok(read)
    }
}
