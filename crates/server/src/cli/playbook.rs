//! `redress playbook`: try the examples of playbooks, lay two side by side, and make files count.

use super::Place;
use super::house::{Outcome, open, runtime};
use super::what_if::WhatIf;
use clap::{Args, Subcommand};
use domain::calendar::Calendar;
use domain::playbook::{BookFile, PlaybookError, Playbooks, diff};
use domain::{Actor, Refusal};
use std::path::{Path, PathBuf};
use store::books::Changes;

#[derive(Args)]
pub struct Playbook {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// The playbooks that count, and since when.
    List,
    /// Print the file of a kind, or `common`, as it counts now or as a case was decided under it.
    Show {
        kind: String,
        /// The version a case names.
        #[arg(long)]
        version: Option<String>,
    },
    /// Run the examples of all playbooks, with these files or folders in the place of those that count.
    Test { files: Vec<PathBuf> },
    /// Lay changed playbooks over past cases: what would have been late, who would have had too much, what it costs.
    WhatIf(WhatIf),
    /// What differs between two files in plain words; with one, against the file that counts.
    Diff { file: PathBuf, other: Option<PathBuf> },
    /// Make files count, in one entry of the journal. Running servers follow at once, without a restart.
    Activate {
        files: Vec<PathBuf>,
        /// Kinds (or `common`) that go back to the shipped file.
        #[arg(long, value_name = "KIND")]
        shipped: Vec<String>,
        /// The number of the activation the files were made from; whoever was overtaken is told.
        #[arg(long)]
        from: Option<u32>,
        #[arg(long)]
        why: Option<String>,
    },
}

impl Playbook {
    pub fn run(self) -> Outcome {
        match &self.what {
            What::List => self.list(),
            What::Show { kind, version } => self.show(kind, version.as_deref()),
            What::Test { files } => self.test(files),
            What::WhatIf(what_if) => what_if.run(&self.place),
            What::Diff { file, other } => self.diff(file, other.as_deref()),
            What::Activate { files, shipped, from, why } => {
                self.activate(files, shipped, *from, why.as_deref())
            }
        }
    }

    fn list(&self) -> Outcome {
        let store = open(&self.place)?.store;
        let books = &store.policy().playbooks;
        println!("activation {} · set {}", store.books_no(), &books.digest()[..16]);
        for book in books.all() {
            let own = books.file(&file_name(&book.kind)).map_or("", origin);
            println!("{:<22} version {:<3} {}  {own}", book.kind, book.version, book.version_id);
        }
        for one in store.db().read_blocking(|db| store.activations(db, 20)).map_err(|e| e.detail())? {
            let files: Vec<&str> = one.activation.files.keys().map(String::as_str).collect();
            let why = one.why.unwrap_or_default();
            let at = jiff::Timestamp::from_millisecond(one.at_ms).unwrap_or_default();
            println!("activation {}  {at}  {}  {}  {why}", one.activation.no, one.by, files.join(" "));
        }
        warn(store.books_broken());
        Ok(())
    }

    fn show(&self, kind: &str, version: Option<&str>) -> Outcome {
        let store = open(&self.place)?.store;
        let file = match version {
            Some(version) => store.db().read_blocking(|db| store.book_of_version(db, kind, version)),
            None => Ok(store.policy().playbooks.file(&file_name(kind)).cloned()),
        };
        let file = file.map_err(|error| error.detail())?;
        print!("{}", file.ok_or("there is no such playbook, or it was shipped with an older program")?.text);
        Ok(())
    }

    fn test(&self, files: &[PathBuf]) -> Outcome {
        let (running, calendar) = self.running()?;
        let books = running.with(&read(files)?).map_err(|errors| wrong(&errors))?;
        let tried = books.tried(&calendar);
        for one in &tried {
            let verdict = if one.differs.is_empty() { "pass" } else { "FAIL" };
            let text: String = one.example.text.chars().take(40).collect();
            println!("{verdict}  {}.toml:{}  {text}", one.playbook.kind, one.example.line);
            one.differs.iter().for_each(|differs| println!("        {}", differs.en));
        }
        let failed = tried.iter().filter(|one| !one.differs.is_empty()).count();
        if failed > 0 {
            return Err(format!("{failed} of {} examples came out otherwise", tried.len()));
        }
        println!("{} examples of {} playbooks, all as they say", tried.len(), books.all().len());
        Ok(())
    }

    fn diff(&self, file: &Path, other: Option<&Path>) -> Outcome {
        let one = book(file)?;
        let (before, after) = match other {
            Some(other) => (one, book(other)?),
            None => {
                let running = self.running()?.0;
                let missing = || format!("no playbook called {} counts; it would be new", one.name);
                (running.file(&one.name).cloned().ok_or_else(missing)?, one)
            }
        };
        let changes = diff(&before, &after).map_err(|errors| wrong(&errors))?;
        changes.iter().for_each(|change| println!("{change}"));
        if changes.is_empty() {
            println!("nothing differs but comments and order");
        }
        Ok(())
    }

    fn activate(
        &self,
        files: &[PathBuf],
        shipped: &[String],
        from: Option<u32>,
        why: Option<&str>,
    ) -> Outcome {
        let mut changes = read(files)?;
        changes.extend(shipped.iter().map(|kind| (file_name(kind), None)));
        if changes.is_empty() {
            return Err("name the files that are to count".to_owned());
        }
        let store = open(&self.place)?.store;
        let done = runtime()?.block_on(store.activate_books(&Actor::System, changes, why, from));
        let activation = match done {
            Ok(Ok(activation)) => activation,
            Ok(Err(errors)) => return Err(wrong(&errors)),
            Err(error) => return Err(match error.refusal() {
                Some(Refusal::PlaybooksMoved) => {
                    "others were activated meanwhile; look at them with redress playbook list, then try again"
                        .to_owned()
                }
                Some(Refusal::AlreadyThere) => "these files count already".to_owned(),
                _ => error.detail(),
            }),
        };
        for (name, file) in &activation.files {
            let digest = file.as_ref().map_or("as shipped", |file| &file.sha256);
            println!("{name}  {digest}");
        }
        println!(
            "activation {}: cases from now on are decided by set {}",
            activation.no,
            &activation.set[..16]
        );
        Ok(())
    }

    /// Those of the house where there is one, otherwise those that are shipped.
    fn running(&self) -> Outcome<(Playbooks, Calendar)> {
        if self.place.database_url.is_none() && !self.place.data.exists() {
            return Ok((Playbooks::shipped(), Calendar::shipped()));
        }
        let store = open(&self.place)?.store;
        let calendar = store.db().read_blocking(|db| store.calendar(db)).map_err(|error| error.detail())?;
        let running = store.policy().playbooks.with(&Changes::new()).map_err(|errors| wrong(&errors))?;
        Ok((running, calendar))
    }
}

fn file_name(kind: &str) -> String {
    format!("{}.toml", kind.trim_end_matches(".toml"))
}

fn origin(file: &BookFile) -> &'static str {
    if file.is_shipped() { "shipped" } else { "of this house" }
}

/// Files, and the playbooks in folders, by their names.
pub(super) fn read(paths: &[PathBuf]) -> Outcome<Changes> {
    let mut changes = Changes::new();
    for path in paths {
        let mut files = vec![path.clone()];
        if path.is_dir() {
            let entries = std::fs::read_dir(path).map_err(|error| unreadable(path, &error))?;
            files = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
            files.retain(|file| file.extension().is_some_and(|end| end == "toml"));
        }
        for file in files {
            let file = book(&file)?;
            changes.insert(file.name, Some(file.text));
        }
    }
    Ok(changes)
}

fn book(path: &Path) -> Outcome<BookFile> {
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    Ok(BookFile::new(name, &text))
}

fn unreadable(path: &Path, error: &std::io::Error) -> String {
    format!("cannot read {}: {error}", path.display())
}

pub(super) fn wrong(errors: &[PlaybookError]) -> String {
    let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
    format!("nothing was changed:\n{}", lines.join("\n"))
}

fn warn(errors: &[PlaybookError]) {
    if !errors.is_empty() {
        println!("what was activated cannot be read by this program; those before go on:");
        errors.iter().for_each(|error| println!("  {error}"));
    }
}
