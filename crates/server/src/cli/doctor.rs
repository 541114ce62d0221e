//! `redress doctor`: is everything still what the journal says, and how does the house stand?

mod outside;

use super::Place;
use super::house::{House, Outcome, open, runtime};
use super::progress::bar;
use crate::config::Config;
use crate::jobs::{Fulfillers, Payers};
use clap::Args;
use store::check::Findings;
use store::db::MIGRATIONS;
use store::door::day;
use store::privacy::{Finality, Guard};
use store::{Error, Store, journal_of};

/// More lines than these nobody reads.
const ERASURES_SHOWN: usize = 20;

#[derive(Args)]
pub struct Doctor {
    #[command(flatten)]
    place: Place,
}

impl Doctor {
    pub fn run(self) -> Outcome {
        let House { store, config } = open(&self.place)?;
        let swept = clean(&store)?;
        let bar = bar(0, "looking");
        let found = store::check::check(&store, &|at, of| {
            bar.set_length(of);
            bar.set_position(at);
        });
        bar.finish_and_clear();
        let findings = found.map_err(|error| format!("the check could not go on: {}", error.detail()))?;
        println!("{}", headline(&findings));
        standing(&store, &config, &findings).map_err(|error| error.detail())?;
        if swept != (0, 0) {
            line("cleaned", format!("{} files of erased content, {} files without a row", swept.0, swept.1));
        }
        erasures(&store).map_err(|error| error.detail())?;
        findings.found.iter().for_each(|finding| println!("{finding}"));
        match findings.found.len() {
            0 => Ok(()),
            count if findings.more => Err(format!("more than {count} findings")),
            1 => Err("1 finding".into()),
            count => Err(format!("{count} findings")),
        }
    }
}

/// What a crash has left between a commit and the disk. Answers erased files and orphans.
fn clean(store: &Store) -> Outcome<(usize, usize)> {
    let swept = runtime()?.block_on(store.sweep()).map_err(|error| error.detail())?;
    let orphans = store.remove_orphans().map_err(|error| error.detail())?;
    Ok((swept.files, orphans))
}

/// From when on old backups cannot give back what was erased.
fn erasures(store: &Store) -> Result<(), Error> {
    for case in store.db().read_blocking(|db| store.guarded(db, Guard::Asked, 100))? {
        let name = store.db().read_blocking(|db| store.subject_name(db, &case.subject()))?;
        line("asked", format!("the person of {name} asks that their data be erased; nobody has answered"));
    }
    let (erasures, mut pending) = (store.db().read_blocking(|db| store.erasures(db, 1_000))?, 0);
    for erasure in &erasures {
        let Finality::Expected { at_ms } = erasure.finality else { continue };
        pending += 1;
        if pending <= ERASURES_SHOWN {
            let name = store.db().read_blocking(|db| store.subject_name(db, &erasure.subject))?;
            line(
                "erasure",
                format!("the erasure of {name} (entry {}) is final on {}", erasure.seq, day(at_ms)),
            );
        }
    }
    if pending > ERASURES_SHOWN {
        line("erasure", format!("and {} more", pending - ERASURES_SHOWN));
    }
    Ok(())
}

fn headline(findings: &Findings) -> String {
    match findings.found.len() {
        0 => "一切正常。 All is as the journal says.".into(),
        count => {
            let more = if findings.more { "+" } else { "" };
            format!("发现 {count}{more} 处问题，请先查明原因。 {count}{more} findings; find out why first.")
        }
    }
}

fn standing(store: &Store, config: &Config, findings: &Findings) -> Result<(), Error> {
    let rows = if store.db().is_sqlite() { "SQLite" } else { "PostgreSQL" };
    let migration =
        MIGRATIONS.last().map_or(String::new(), |last| format!("{} ({})", last.number, last.name));
    line("program", format!("redress {}, {rows}, schema {migration}", env!("CARGO_PKG_VERSION")));
    line("data", store.dir().display());
    line(
        "looked at",
        format!(
            "{} entries, {} subjects, {} texts and files",
            findings.entries, findings.subjects, findings.objects
        ),
    );
    line("signed", signed(store)?);
    line("key", store.verifier()?);
    line("epoch keys", epochs(store)?);
    line(
        "mail",
        config.mail.as_ref().map_or("not configured".into(), |mail| format!("{}:{}", mail.host, mail.port)),
    );
    line("sms", config.sms.as_ref().map_or("not configured", |partner| &partner.url));
    line(
        "robots",
        config
            .robots
            .as_ref()
            .map_or("not configured".into(), |one| format!("{}, {}", one.wecom, one.dingtalk)),
    );
    let payers = Payers::of(config).map(|payers| payers.names()).unwrap_or_else(|error| vec![error]);
    line("payments", if payers.is_empty() { "not configured".to_owned() } else { payers.join(", ") });
    let systems = Fulfillers::of(config).names();
    line("fulfilment", if systems.is_empty() { "by hand".to_owned() } else { systems.join(", ") });
    line("dead letters", dead_letters(store)?);
    outside::standing(store, config)?;
    Ok(())
}

fn line(name: &str, what: impl std::fmt::Display) {
    println!("{name:<14}{what}");
}

fn signed(store: &Store) -> Result<String, Error> {
    store.db().read_blocking(|db| {
        let size = journal_of::size(db)?;
        let Some(last) = store.checkpoint(db)? else { return Ok(format!("nothing yet of {size} entries")) };
        let at = jiff::Timestamp::from_millisecond(last.at_ms).map_or(String::new(), |at| at.to_string());
        let tail = size.saturating_sub(last.size);
        Ok(format!("{} entries at {at}, {tail} newer ones not yet", last.size))
    })
}

fn epochs(store: &Store) -> Result<String, Error> {
    let kept: Vec<String> = store.keys().epoch_numbers()?.iter().map(u32::to_string).collect();
    Ok(format!("{}; new content goes under {}", kept.join(", "), store.keys().current_epoch().0))
}

fn dead_letters(store: &Store) -> Result<String, Error> {
    let dead = store.db().read_blocking(|db| store.outbox_dead(db, 100))?;
    Ok(match dead.len() {
        0 => "none".into(),
        100.. => "99+, shown in the admin pages".into(),
        count => format!("{count}, shown in the admin pages"),
    })
}
