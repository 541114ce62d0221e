//! `redress person export`: everything about one person, for whoever hands it to them.

use super::Place;
use super::house::{House, Outcome, open, runtime};
use clap::{Args, Subcommand};
use domain::Actor;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use store::person::{Contact, Whose};
use store::{Error, Store};
use tempfile::NamedTempFile;
use web::locale::Locale;
use web::person::{Leaving, gather};

#[derive(Args)]
pub struct Person {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Everything about one person as a zip: a page to read, data for programs, the files they gave.
    ///
    /// Without other people's personal data and without notes of our own. Make sure first that who asks is who holds
    /// the phone number or the mail address. It is an entry in every case it concerns.
    Export(Export),
}

#[derive(Args)]
struct Export {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    whose: Named,
    /// The zip to write; it must not be there yet.
    #[arg(long)]
    out: PathBuf,
    /// zh or en; without it the language of their newest case.
    #[arg(long)]
    lang: Option<String>,
    /// For the record: why it is handed out.
    #[arg(long)]
    why: Option<String>,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct Named {
    /// All cases and orders of this phone number.
    #[arg(long)]
    phone: Option<String>,
    /// All cases and orders of this mail address.
    #[arg(long, alias = "mail")]
    email: Option<String>,
    /// This case, by number or id, and all others of its phone number or, without one, its mail address.
    #[arg(long)]
    case: Option<String>,
}

impl Person {
    pub fn run(self) -> Outcome {
        let What::Export(export) = self.what;
        export.run()
    }
}

impl Export {
    fn run(self) -> Outcome {
        let House { store, .. } = open(&self.place)?;
        let locale = self.lang.as_deref().map(|tag| Locale::of_tag(tag).ok_or("the language is zh or en"));
        let locale = locale.transpose()?;
        if self.out.exists() {
            return Err(format!("{} is there already and is not overwritten", self.out.display()));
        }
        let folder = self.out.parent().filter(|folder| !folder.as_os_str().is_empty());
        let temp = NamedTempFile::new_in(folder.unwrap_or(Path::new(".")));
        let temp = temp.map_err(|error| unwritable(&self.out, &error))?;
        let whose = self.whose.read(&store)?;
        let asked = whose.clone();
        let gathered = store.db().read_blocking(|db| gather(&store, db, asked));
        let gathered =
            gathered.map_err(|error| error.detail())?.ok_or("nothing is known of such a person")?;
        let leaving = gathered.leaving(&store, locale.unwrap_or(gathered.locale()));
        // That it left the house is in the journal before a byte is outside.
        let noted = store.note_person_export(&Actor::System, &whose, &leaving.cases, self.why.as_deref());
        runtime()?.block_on(noted).map_err(|error| error.detail())?;
        let bytes = write(&store, &leaving, temp, &self.out)?;
        println!("{}: {} cases, {bytes} bytes", self.out.display(), leaving.cases.len());
        if gathered.unclear > 0 {
            println!(
                "{} more with this contact in the past have another one now or are restricted, and are not in it",
                gathered.unclear
            );
        }
        Ok(())
    }
}

impl Named {
    fn read(&self, store: &Store) -> Outcome<Whose> {
        let contact = |contact| Whose { case: None, contact: Some(contact) };
        if let Some(phone) = &self.phone {
            return Ok(contact(Contact::phone(phone).ok_or("this is no phone number")?));
        }
        if let Some(mail) = &self.email {
            return Ok(contact(Contact::mail(mail).ok_or("this is no mail address")?));
        }
        let name = self.case.as_deref().unwrap_or_default();
        let found = store.db().read_blocking(|db| -> Result<_, Error> {
            let Some(loaded) = store.case_named(db, name)? else { return Ok(None) };
            store.person_of_case(db, &loaded.case).map(Some)
        });
        found.map_err(|error| error.detail())?.ok_or_else(|| format!("there is no case {name}"))
    }
}

/// Under another name until it is whole.
fn write(store: &Store, leaving: &Leaving, temp: NamedTempFile, out: &Path) -> Outcome<u64> {
    let file = leaving.write(store, BufWriter::new(temp)).map_err(|error| error.detail())?;
    let temp = file.into_inner().map_err(|error| unwritable(out, error.error()))?;
    temp.as_file().sync_all().map_err(|error| unwritable(out, &error))?;
    let bytes = temp.as_file().metadata().map_err(|error| unwritable(out, &error))?.len();
    temp.persist_noclobber(out).map_err(|error| unwritable(out, &error.error))?;
    Ok(bytes)
}

fn unwritable(out: &Path, error: &std::io::Error) -> String {
    format!("{} cannot be written: {error}", out.display())
}
