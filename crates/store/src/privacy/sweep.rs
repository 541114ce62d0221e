//! What the commit of an erasure leaves on the disk: files beside the database, search terms, pages of the
//! write-ahead log. Each step can be repeated, and a crash between them is made good by the next sweep.

use crate::journal_of;
use crate::ties::Mended;
use crate::{Error, Store, reindex};
use domain::Event;

const AT_ONCE: u32 = 64;
/// A file without a row is not yet an orphan while its command may still be on the way.
const YOUNG_MS: i64 = 3_600_000;

/// What a sweep did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    pub erasures: usize,
    pub files: usize,
}

impl Store {
    /// Cleans up behind all erasures that were committed. Nothing to do costs one query.
    pub async fn sweep(&self) -> Result<Swept, Error> {
        let mut swept = Swept::default();
        loop {
            let store = self.clone();
            let some = tokio::task::spawn_blocking(move || some(&store)).await;
            let (seqs, files) = some.map_err(|_| Error::Stopped)??;
            swept.files += files;
            if seqs.is_empty() {
                return Ok(swept);
            }
            swept.erasures += seqs.len();
            self.tie_what_is_left(&seqs).await?;
            self.keep(move |db| {
                let sql = "update erasures set swept = 1 where seq = any($1)";
                Ok(db.execute(sql, &[seqs.into()]).map(|_| ())?)
            })
            .await?;
        }
    }

    /// A tie goes with the content it was read from; what is kept may say the same.
    async fn tie_what_is_left(&self, erasures: &[i64]) -> Result<(), Error> {
        let seqs = erasures.to_vec();
        let sql = "select distinct subject from erasures where seq = any($1)";
        let subjects = self.db().read(move |db| {
            let rows = db.query(sql, &[seqs.into()])?;
            rows.iter().map(|row| Ok(row.text(0)?.to_owned())).collect::<Result<Vec<_>, Error>>()
        });
        self.mend_ties(subjects.await?, &mut Mended::default()).await
    }

    /// Removes files no row names: of commands that were refused or never committed. Blocks, and reads every name.
    pub fn remove_orphans(&self) -> Result<usize, Error> {
        let mut removed = 0;
        for ids in self.0.objects.older_than(self.now_ms() - YOUNG_MS)?.chunks(250) {
            let sql = "select object_id from content where object_id = any($1)";
            let rows = self.0.db.read_blocking(|db| Ok::<_, Error>(db.query_in(sql, ids)?))?;
            let named: Vec<&str> = rows.iter().map(|row| row.text(0)).collect::<Result<_, _>>()?;
            for orphan in ids.iter().filter(|id| !named.contains(&id.as_str())) {
                self.0.objects.delete(orphan)?;
                removed += 1;
            }
        }
        Ok(removed)
    }

    /// Files of a command that was refused; what cannot be removed now is an orphan for later.
    pub(crate) fn drop_files(&self, files: &[String]) {
        for file in files {
            if let Err(error) = self.0.objects.delete(file) {
                tracing::warn!(%error, "a file of a refused command stays until the next sweep");
            }
        }
    }

    /// Nothing that was deleted stays in the log or on a free page. Waits for readers, a moment at most.
    pub(crate) fn truncate_log(&self) -> Result<(), Error> {
        if !self.0.db.is_sqlite() {
            return Ok(());
        }
        let mut db = self.0.db.write_connection()?;
        for _ in 0..50 {
            let busy = db.query_one_opt("pragma wal_checkpoint(truncate)", &[])?;
            if busy.map_or(Ok(0), |row| row.int(0))? == 0 {
                return Ok(());
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        Err(Error::Damaged("the write-ahead log could not be emptied; it is tried again"))
    }
}

/// The next erasures that are not swept, now swept but for their mark, and how many files that took.
fn some(store: &Store) -> Result<(Vec<i64>, usize), Error> {
    let due = store.0.db.read_blocking(|db| {
        let sql = format!("select seq from erasures where swept = 0 order by seq limit {AT_ONCE}");
        let rows = db.query(&sql, &[])?;
        let one = |row: &crate::db::Row| -> Result<_, Error> {
            let seq = row.int(0)?;
            let entry = journal_of::at(db, seq as u64)?;
            Ok((seq, entry.ok_or(Error::Damaged("an erasure has no entry"))?.event))
        };
        rows.iter().map(one).collect::<Result<Vec<_>, Error>>()
    })?;
    if due.is_empty() && !store.0.search.is_purge_due()? {
        return Ok((vec![], 0));
    }
    let mut files = 0;
    for (_, event) in &due {
        let Event::Erased { objects, .. } = event else { continue };
        for object in objects {
            if store.0.objects.exists(object).unwrap_or(false) {
                store.0.objects.delete(object)?;
                files += 1;
            }
        }
    }
    reindex::catch_up(store)?;
    store.0.search.purge()?;
    store.truncate_log()?;
    Ok((due.into_iter().map(|(seq, _)| seq).collect(), files))
}
