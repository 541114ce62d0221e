//! `redress export`: a case as a bundle that anybody can verify without us.

use super::Place;
use super::house::{House, Outcome, open, runtime};
use super::seal;
use clap::{Args, ValueEnum};
use domain::command::CaseCommand;
use domain::{Actor, CaseId, Command};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use store::export::Extent;
use store::{Error, Parcel, Store};
use tempfile::NamedTempFile;

#[derive(Args)]
pub struct Export {
    #[command(flatten)]
    place: Place,
    /// Id or number.
    case: String,
    /// The zip to write; it must not be there yet.
    #[arg(long)]
    out: PathBuf,
    /// As the case stood under the newest checkpoint of at most so many entries.
    #[arg(long)]
    at: Option<u64>,
    /// Everything, or with words masked, pictures as their covered copies, and contacts left out.
    #[arg(long, value_enum, default_value = "full")]
    edition: Edition,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Edition {
    Full,
    Redacted,
}

impl Export {
    pub fn run(self) -> Outcome {
        let House { store, .. } = open(&self.place)?;
        if self.out.exists() {
            return Err(there_already(&self.out));
        }
        let temp = NamedTempFile::new_in(folder(&self.out)).map_err(|error| unwritable(&self.out, &error))?;
        let (case, entries) = case_named(&store, &self.case)?;
        let runtime = runtime()?;
        let entries = match (self.edition, self.at) {
            (Edition::Redacted, None) => {
                runtime.block_on(store.redact(&Actor::System, &case)).map_err(|error| error.detail())?;
                case_named(&store, &self.case)?.1
            }
            _ => entries,
        };
        runtime.block_on(seal::covers(&store, self.at.map_or(entries, |at| at)))?;
        let extent = match self.edition {
            Edition::Full => Extent::Full,
            Edition::Redacted => Extent::Redacted,
        };
        let made = web::bundle::make(&store, &case, self.at, extent).map_err(|error| self.words(&error))?;
        let (bundle, missing) = (made.bundle, made.missing);
        let size = journal::Checkpoint::open(&bundle.checkpoint, &bundle.key)
            .map_err(|error| error.to_string())?
            .size;
        // That it left the house is in the journal before a byte is outside.
        let command = Command::Case(case, CaseCommand::Exported { size });
        let noted = runtime.block_on(store.execute(&Actor::System, command, Parcel::default(), None));
        noted.map_err(|error| error.detail())?;
        let bytes = write(&bundle, temp, &self.out)?;
        println!(
            "{}: {} entries under the checkpoint of {size}, {bytes} bytes; signed by {}",
            self.out.display(),
            bundle.entries.len(),
            bundle.key
        );
        if !missing.is_empty() {
            let letters: String =
                missing.iter().map(|letter| format!(" {letter} U+{:04X}", u32::from(*letter))).collect();
            eprintln!(
                "the PDF report has no glyph for these letters and names them by their numbers:{letters}"
            );
        }
        Ok(())
    }

    fn words(&self, error: &Error) -> String {
        match (error, self.at) {
            (Error::NotSealedYet, Some(at)) => {
                format!(
                    "case {} has no entry under a checkpoint of at most {at} entries; choose a later one",
                    self.case
                )
            }
            _ => error.detail(),
        }
    }
}

/// The case, and how many entries the journal has with its last one.
fn case_named(store: &Store, name: &str) -> Outcome<(CaseId, u64)> {
    let found = store.db().read_blocking(|db| {
        let Some(loaded) = store.case_named(db, name)? else { return Ok(None) };
        let size = store::export::size_of(db, &loaded.case.id)?;
        Ok::<_, Error>(Some((loaded.case.id, size)))
    });
    found.map_err(|error| error.detail())?.ok_or_else(|| format!("there is no case {name}"))
}

/// Under another name until it is whole.
fn write(bundle: &journal::bundle::Bundle, temp: NamedTempFile, out: &Path) -> Outcome<u64> {
    let mut file = bundle.write(BufWriter::new(temp)).map_err(|error| error.to_string())?;
    let done = file.flush().and_then(|()| file.get_ref().as_file().sync_all());
    done.map_err(|error| unwritable(out, &error))?;
    let temp = file.into_inner().map_err(|error| unwritable(out, error.error()))?;
    let bytes = temp.as_file().metadata().map_err(|error| unwritable(out, &error))?.len();
    match temp.persist_noclobber(out) {
        Ok(_) => Ok(bytes),
        Err(_) if out.exists() => Err(there_already(out)),
        Err(error) => Err(unwritable(out, &error.error)),
    }
}

fn folder(out: &Path) -> &Path {
    out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn there_already(out: &Path) -> String {
    format!("{} is there already and is not overwritten", out.display())
}

fn unwritable(out: &Path, error: &std::io::Error) -> String {
    format!("{} cannot be written: {error}", out.display())
}
