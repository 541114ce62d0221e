//! The command line. Every command takes the data folder and the database, may run beside a live server, and says
//! clearly what went wrong.

mod backup;
mod calendar;
mod demo;
mod doctor;
mod export;
mod fund;
pub(crate) mod house;
mod import;
mod learn;
mod mask;
mod person;
mod playbook;
mod privacy;
mod progress;
mod reconcile;
mod redact;
mod reindex;
mod seal;
mod seed;
mod serve;
mod token;
mod user;
mod what_if;
mod witness;

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Complaints and disputes, from filing to proof.
#[derive(Parser)]
#[command(name = "redress", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Args, Clone)]
pub struct Place {
    /// Folder of data, keys and, without a database URL, the database.
    #[arg(long, env = "REDRESS_DATA", default_value = "./data", global = true)]
    pub data: PathBuf,
    /// postgres://user@host/name instead of the embedded database.
    #[arg(long, env = "REDRESS_DATABASE_URL", global = true)]
    pub database_url: Option<String>,
    /// Configuration file; without it redress.toml in the data folder, if there is one.
    #[arg(long, global = true)]
    pub config: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve pages and API.
    Serve {
        #[command(flatten)]
        place: Place,
        #[arg(long, default_value = "127.0.0.1:8080")]
        listen: String,
    },
    /// Fill an empty folder with the demo, and serve it with links that are signed in already.
    Demo(demo::Demo),
    /// Print an API token of a user, alone on the last line.
    Token {
        #[command(flatten)]
        place: Place,
        #[arg(long)]
        user: String,
        /// `*`, or words such as `cases:read cases:write persons:export learn`.
        #[arg(long)]
        scope: String,
    },
    /// Add people who sign in, set their passwords, put them on duty.
    User(user::User),
    /// Book money that came from outside.
    Fund(fund::Fund),
    /// Lay the statement of a payment provider or bank beside what was paid
    Reconcile(reconcile::Reconcile),
    /// Take complaints or orders over from files; a second time changes nothing.
    Import(import::Import),
    /// Holidays and make-up working days: import a year's notice, or show what there is.
    Calendar(calendar::Calendar),
    /// Playbooks: try their examples, lay them over past cases, compare, make files count.
    Playbook(playbook::Playbook),
    /// Have all entries signed now; on demand mapped, or stamped from outside.
    Seal(seal::Seal),
    /// Sign other people's checkpoints, so that their journals cannot have two histories.
    Witness(witness::Witness),
    /// Write a case with its proofs into a zip.
    Export(export::Export),
    /// What a person can ask for: everything about them.
    Person(person::Person),
    /// Cover what is personal in a text from standard input, as the pages do.
    Mask(mask::Mask),
    /// Make a covered copy of a picture again, or compare one.
    Redact(redact::Redact),
    /// Fill an empty house with invented cases of the past year.
    Seed(seed::Seed),
    /// Look whether everything is still what the journal says.
    Doctor(doctor::Doctor),
    /// Learn from closed cases how each kind and grade is worded, to suggest them for new ones.
    Learn(learn::Learn),
    /// Make the search, and what ties cases together, anew.
    Reindex(reindex::Reindex),
    /// Erase personal content of a case, or restrict the case where a hold or a period stands against it.
    Erase(privacy::Erase),
    /// Begin a new epoch of the keys, wrap all keys anew, and destroy old epoch keys whose escrow is over.
    Rotate(privacy::Rotate),
    /// Keep a case from being erased, or end that.
    Hold(privacy::Hold),
    /// Copy everything out beside a running server, the keys to a place of their own.
    Backup(backup::Backup),
    /// Put a backup into an empty data folder.
    Restore(backup::Restore),
}

pub fn run() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("REDRESS_LOG").unwrap_or_else(|_| "info".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    let result = match Cli::parse().command {
        Command::Serve { place, listen } => serve::serve(&place, &listen),
        Command::Demo(demo) => demo.run(),
        Command::Token { place, user, scope } => token::token(&place, &user, &scope),
        Command::User(user) => user.run(),
        Command::Fund(fund) => fund.run(),
        Command::Reconcile(reconcile) => reconcile.run(),
        Command::Import(import) => import.run(),
        Command::Calendar(calendar) => calendar.run(),
        Command::Playbook(playbook) => playbook.run(),
        Command::Seal(seal) => seal.run(),
        Command::Witness(witness) => witness.run(),
        Command::Export(export) => export.run(),
        Command::Person(person) => person.run(),
        Command::Mask(mask) => mask.run(),
        Command::Redact(redact) => redact.run(),
        Command::Seed(seed) => seed.run(),
        Command::Doctor(doctor) => doctor.run(),
        Command::Learn(learn) => learn.run(),
        Command::Reindex(reindex) => reindex.run(),
        Command::Erase(erase) => erase.run(),
        Command::Rotate(rotate) => rotate.run(),
        Command::Hold(hold) => hold.run(),
        Command::Backup(backup) => backup.run(),
        Command::Restore(restore) => restore.run(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(words) => {
            eprintln!("redress: {words}");
            ExitCode::FAILURE
        }
    }
}
