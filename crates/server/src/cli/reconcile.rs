//! `redress reconcile`: the statement of a payment provider or bank beside what the house has paid, what buyers paid, and
//! what was paid out to owners of goods.

use super::Place;
use super::house::{Outcome, open, runtime};
use super::progress::bar;
use crate::import::statement;
use clap::Args;
use connect::import::zone;
use domain::Actor;
use std::path::PathBuf;
use store::reconcile::{Doubt, Doubtful, Statement};
use store::{Error, Store};

#[derive(Args)]
pub struct Reconcile {
    #[command(flatten)]
    place: Place,
    /// As the provider exports it: CSV, in UTF-8, UTF-16 or GB18030, with its lines for people.
    file: PathBuf,
    /// Reads and checks everything and writes nothing.
    #[arg(long)]
    dry_run: bool,
    /// Of times without a zone.
    #[arg(long, default_value = "Asia/Shanghai")]
    zone: String,
}

impl Reconcile {
    pub fn run(self) -> Outcome {
        let zone = zone(&self.zone).ok_or_else(|| format!("there is no time zone {}", self.zone))?;
        let stated = statement::check(&self.file, &zone)?;
        println!("{} entries, {} in, {} out", stated.entries, stated.in_fen, stated.out_fen);
        if self.dry_run {
            println!("it is whole; nothing was written");
            return Ok(());
        }
        let store = open(&self.place)?.store;
        let (bar, sha256) = (bar(stated.entries, "entries"), stated.sha256.clone());
        let taking =
            statement::take(&store, &Actor::System, &self.file, &zone, stated, |count| bar.inc(count));
        let found = runtime()?.block_on(taking);
        bar.finish_and_clear();
        let statement::Came { found, raised } = found?;
        println!(
            "{} matched, {} with another amount, {} missing, {} of which nothing is known here",
            found.matched, found.differs, found.missing, found.extra
        );
        let beside = |what: &str, one: domain::house::Beside| {
            println!(
                "{what}: {} matched, {} with another amount, {} missing",
                one.matched, one.differs, one.missing
            );
        };
        beside("payments of orders", found.incoming);
        println!("  {} that came in for no order known here", found.incoming.extra);
        beside("payouts to owners of goods", found.payouts);
        raised.iter().for_each(|number| println!("  deducted and not paid out: case {number} was opened"));
        let said = store.db().read_blocking(|db| -> Result<_, Error> {
            let Some(statement) = store.statement_of(db, &sha256)? else { return Ok(vec![]) };
            doubts(&store, db, &statement)
        });
        said.map_err(|error| error.detail())?.iter().for_each(|line| println!("{line}"));
        Ok(())
    }
}

fn doubts(
    store: &Store,
    db: &mut store::db::Connection,
    statement: &Statement,
) -> Result<Vec<String>, Error> {
    let mut lines = vec![];
    let all = [
        (Doubt::Differs, "another amount"),
        (Doubt::Missing, "missing"),
        (Doubt::CameOtherwise, "came in with another amount"),
        (Doubt::NeverCame, "never came in"),
        (Doubt::WentOtherwise, "paid out with another amount"),
        (Doubt::NeverWent, "not paid out"),
    ];
    for (doubt, words) in all {
        let found = store.doubtful(db, statement, doubt)?;
        lines.extend(found.iter().map(|one| format!("  {words}: {}", line(one))));
    }
    Ok(lines)
}

fn line(one: &Doubtful) -> String {
    let fen =
        |amount: Option<domain::Fen>| amount.map_or_else(|| "-".to_owned(), |amount| amount.to_string());
    let at = one.line.map_or_else(String::new, |line| format!(", line {line}"));
    let number = if one.ours.is_empty() { &one.reference } else { &one.ours };
    format!("{number}: paid {}, stated {}{at}", fen(one.paid), fen(one.theirs))
}
