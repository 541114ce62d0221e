//! `redress playbook what-if`: the clocks and ladders of changed playbooks over the newest cases.

use super::Place;
use super::house::{House, Outcome, open};
use super::playbook::{read, wrong};
use crate::api::what_if::said;
use clap::Args;
use domain::what_if::{Report, Turn};
use std::path::PathBuf;

/// Nothing is written. Each file takes the place of the playbook of its name.
#[derive(Args)]
pub struct WhatIf {
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// So many of the newest.
    #[arg(long, default_value_t = 10_000)]
    cases: usize,
    /// What a message, request, assessment, finding, offer or remedy takes, for the hours of work.
    #[arg(long, default_value_t = 6)]
    minutes: u32,
    #[arg(long)]
    json: bool,
}

impl WhatIf {
    pub fn run(&self, place: &Place) -> Outcome {
        let House { store, .. } = open(place)?;
        let books = store.policy().playbooks.with(&read(&self.files)?).map_err(|errors| wrong(&errors))?;
        let hands = std::thread::available_parallelism().map_or(1, usize::from);
        let report = store.what_if(&books, self.cases, hands).map_err(|error| error.detail())?;
        if self.json {
            println!("{:#}", said(&report, self.minutes));
        } else {
            print(&report, self.minutes);
        }
        Ok(())
    }
}

fn print(report: &Report, minutes: u32) {
    let late = report.late_cases();
    println!("{} cases; {} restricted ones left out", report.cases, report.left_out);
    println!("late with something of ours: {} cases as it was, {} as it would be\n", late.before, late.after);
    println!("{:<20} {:<12} {:<9} {:>17} {:>17}", "kind", "step", "who", "bounded", "late");
    let shown = report.lines().into_iter().filter(|line| line.late != Turn::default() || line.unknown > 0);
    for line in shown {
        let unknown = match line.unknown {
            0 => String::new(),
            count => format!("  {count} not known"),
        };
        println!(
            "{:<20} {:<12} {:<9} {:>17} {:>17}{unknown}",
            line.kind,
            line.step,
            line.party,
            turn(line.bounded),
            turn(line.late)
        );
    }
    loads(report);
    cost(report, minutes);
    rungs(report);
    for one in report.newly_late() {
        println!("{}  {} by {}", one.number, one.step, one.rule);
    }
}

fn loads(report: &Report) {
    println!("\n{:<20} {:>17} {:>10} {:>17}  heaviest day", "owner", "late", "most done", "days above that");
    for load in report.loads() {
        let heaviest = load.heaviest.map_or(String::new(), |(day, due)| format!("{day}: {due} due"));
        println!(
            "{:<20} {:>17} {:>10} {:>17}  {heaviest}",
            load.owner,
            turn(load.late),
            load.most_done,
            turn(load.overloaded_days)
        );
    }
}

fn cost(report: &Report, minutes: u32) {
    let cost = report.cost(minutes);
    let yuan = |fen: u64| format!("{:.2}", fen as f64 / 100.0);
    let (fen, work) = (cost.compensation_fen, cost.work_minutes);
    println!("\nin late cases: compensation {} -> {} yuan", yuan(fen.before), yuan(fen.after));
    println!(
        "               work {} -> {} hours, at {minutes} minutes an act",
        work.before / 60,
        work.after / 60
    );
    println!(
        "by what a late case costs more than a punctual one: {:+.2} yuan, {:+} hours\n",
        cost.more_compensation_fen as f64 / 100.0,
        cost.more_work_minutes / 60
    );
    if !report.newly_late().is_empty() {
        println!("newest of the cases that would be late and were not:");
    }
}

/// Offers of the ladders, where anything was offered and answered.
fn rungs(report: &Report) {
    let cost = report.rung_cost();
    if cost.cases == 0 {
        return;
    }
    let yuan = |fen: u64| format!("{:.2}", fen as f64 / 100.0);
    let both = |fen: Turn| format!("{} -> {}", yuan(fen.before), yuan(fen.after));
    println!("\n{:<20} {:<22} {:>17} {:>17} {:>25}", "kind", "rung", "offered", "enough", "yuan");
    for line in report.rungs() {
        let (offered, taken) = (turn(line.offered), turn(line.taken));
        println!("{:<20} {:<22} {offered:>17} {taken:>17} {:>25}", line.kind, line.rung, both(line.fen));
    }
    println!(
        "in {} cases with answered offers, of which {} were settled for {} yuan:",
        cost.cases,
        cost.settled,
        yuan(cost.given_fen)
    );
    println!("  a rung would have been enough in {}", turn(cost.enough));
    println!(
        "  by ladder, yuan: of the shops {}, of goodwill {}, paid first {}\n",
        both(cost.merchant_fen),
        both(cost.goodwill_fen),
        both(cost.advance_fen)
    );
}

fn turn(turn: Turn) -> String {
    format!("{} -> {}", turn.before, turn.after)
}
