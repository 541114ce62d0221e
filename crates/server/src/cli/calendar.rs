//! `redress calendar`: which days count. A year's notice is imported when it comes out; what it moves is counted again.

use super::Place;
use super::house::{Outcome, open, runtime};
use clap::{Args, Subcommand};
use domain::Actor;
use domain::calendar::{Date, Year};
use std::path::PathBuf;

#[derive(Args)]
pub struct Calendar {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Take a year's notice from a file; the form is that of crates/domain/calendars. Open cases are counted again.
    Import { file: PathBuf },
    /// The years there are, and by which notice.
    Show,
}

impl Calendar {
    pub fn run(self) -> Outcome {
        match &self.what {
            What::Import { file } => self.import(file),
            What::Show => self.show(),
        }
    }

    fn import(&self, file: &PathBuf) -> Outcome {
        let bytes =
            std::fs::read(file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
        let text = std::str::from_utf8(&bytes).map_err(|_| format!("{} is not UTF-8", file.display()))?;
        let year = Year::read(&file.display().to_string(), text).map_err(|errors| {
            let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
            format!("nothing was imported:\n{}", lines.join("\n"))
        })?;
        let named = year.year;
        let store = open(&self.place)?.store;
        let done = runtime()?.block_on(store.import_year(&Actor::System, year, &bytes));
        let done = done.map_err(|error| error.detail())?;
        println!(
            "{named} is imported; {} open cases looked at, {} of them counted again",
            done.cases, done.moved
        );
        Ok(())
    }

    fn show(&self) -> Outcome {
        let store = open(&self.place)?.store;
        let calendar = store.db().read_blocking(|db| store.calendar(db)).map_err(|error| error.detail())?;
        println!("calendar {}", calendar.version());
        for year in calendar.years() {
            let by = match &year.notice {
                Some(one) => format!("国办发明电〔{}〕{}号, {}", one.year, one.number, one.issued),
                None => "provisional: no notice yet".to_owned(),
            };
            println!("{}  {by}", year.year);
            for run in &year.holidays {
                let work: Vec<String> = run.work.iter().map(Date::to_string).collect();
                println!("      {} to {}  {}  {}", run.from, run.to, run.name.word(), work.join(" "));
            }
        }
        Ok(())
    }
}
