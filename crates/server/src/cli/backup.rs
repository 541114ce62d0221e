//! `redress backup` and `redress restore`. Data and keys go to two places: whoever steals one has nothing.

use super::Place;
use super::house::{House, Outcome, open};
use clap::Args;
use std::path::PathBuf;
use store::{Error, backup, journal_of};

#[derive(Args)]
pub struct Backup {
    #[command(flatten)]
    place: Place,
    /// Folder for rows and files; new or empty.
    #[arg(long)]
    to: PathBuf,
    /// Folder for the keys; new or empty, kept elsewhere.
    #[arg(long)]
    keys: PathBuf,
}

#[derive(Args)]
pub struct Restore {
    #[command(flatten)]
    place: Place,
    /// What a backup wrote.
    #[arg(long)]
    from: PathBuf,
    /// Its keys.
    #[arg(long)]
    keys: PathBuf,
}

impl Backup {
    pub fn run(self) -> Outcome {
        let House { store, .. } = open(&self.place)?;
        let made = backup::backup(&store, &self.to, &self.keys).map_err(|error| error.detail())?;
        println!(
            "{} entries and {} files are in {}, the keys in {}; keep the two apart",
            made.size,
            made.files.len(),
            self.to.display(),
            self.keys.display()
        );
        Ok(())
    }
}

impl Restore {
    pub fn run(self) -> Outcome {
        if self.place.database_url.is_some() {
            return Err(
                "a backup is restored into a data folder; put a dump back with PostgreSQL's own tools".into(),
            );
        }
        let data = &self.place.data;
        let made = backup::restore(&self.from, &self.keys, data).map_err(|error| error.detail())?;
        // Opening makes the search anew and shows that the keys fit.
        let House { store, .. } = open(&self.place)?;
        let size = store.db().read_blocking(journal_of::size).map_err(|error: Error| error.detail())?;
        if size != made.size {
            return Err(format!("{} has {size} entries, the backup said {}", data.display(), made.size));
        }
        println!("{size} entries are back in {}; `redress doctor` looks at all of it", data.display());
        Ok(())
    }
}
