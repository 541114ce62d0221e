//! `redress import complaints|orders|consignments|parcels|balances`.

use super::Place;
use super::house::{Outcome, open, runtime};
use super::progress::bar;
use crate::import::{Given, balances, complaints, consignments, orders, parcels, read, read_map};
use clap::{Args, ValueEnum};
use connect::import::{Map, Settings, zone};
use std::path::PathBuf;
use store::{Error, Store};

#[derive(Args)]
pub struct Import {
    #[command(flatten)]
    place: Place,
    /// Consignments are of orders that are known: what was agreed with the owner of the goods, what has happened, and
    /// what was paid out. Columns: order_number, consignor_name, consignor_phone, consignor_email, price, commission (in
    /// percent), fees, floor, inspect_days, payout_days, payout_in, received_at to returned_at, payout_reference, payout,
    /// payout_at.
    /// Balances are of prepaid cards of merchants that are flagged as closing; each holder is told. Columns: merchant,
    /// card_number, holder_name, holder_phone, holder_email, balance, payment_reference, payment_method, paid.
    what: What,
    /// CSV or JSON Lines; of orders one file, or several that share their keys.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// A TOML file that says which column is what.
    #[arg(long)]
    map: Option<PathBuf>,
    /// Reads and checks everything and writes nothing.
    #[arg(long)]
    dry_run: bool,
    /// Of times without a zone.
    #[arg(long, default_value = "Asia/Shanghai")]
    zone: String,
    /// Of amounts without one.
    #[arg(long, default_value = "CNY")]
    currency: String,
}

#[derive(Clone, Copy, ValueEnum)]
enum What {
    Complaints,
    Orders,
    Consignments,
    Parcels,
    Balances,
}

impl Import {
    pub fn run(self) -> Outcome {
        let settings = self.settings()?;
        let map = self.map.as_deref().map(read_map).transpose()?.unwrap_or_default();
        let files = read(&self.files)?;
        let store = open(&self.place)?.store;
        files.iter().for_each(|file| println!("{}", how_written(file)));
        match self.what {
            What::Complaints => self.complaints(&store, &files, &map, &settings),
            What::Orders => self.orders(&store, &files, &map, &settings),
            What::Consignments => self.consignments(&store, &files, &map, &settings),
            What::Balances => self.balances(&store, &files, &map, &settings),
            What::Parcels => self.parcels(&store, &files, &map, &settings),
        }
    }

    fn settings(&self) -> Outcome<Settings> {
        let zone = zone(&self.zone).ok_or_else(|| format!("there is no time zone {}", self.zone))?;
        let currency = self.currency.to_uppercase();
        if currency.len() != 3 || !currency.bytes().all(|letter| letter.is_ascii_uppercase()) {
            return Err(format!("{} is no currency; write three letters like CNY", self.currency));
        }
        Ok(Settings { zone, currency })
    }

    fn complaints(&self, store: &Store, files: &[Given], map: &Map, settings: &Settings) -> Outcome {
        let checked = complaints::check(store, files, map, settings)?;
        let (count, repeated) = (checked.intakes.len(), checked.repeated);
        if self.dry_run {
            println!(
                "{count} complaints are in order, {repeated} rows say the same again; nothing was written"
            );
            return Ok(());
        }
        let bar = bar(count as u64, "complaints");
        let taken = runtime()?.block_on(complaints::file(store, checked, || bar.inc(1)));
        bar.finish_and_clear();
        let taken = taken.map_err(stopped)?;
        println!(
            "{} complaints taken, {} were there already, {repeated} rows say the same again",
            taken.new, taken.there
        );
        Ok(())
    }

    fn orders(&self, store: &Store, files: &[Given], map: &Map, settings: &Settings) -> Outcome {
        let checked = orders::check(store, files, map, settings)?;
        let (count, merchants, repeated) = (checked.len(), checked.merchants(), checked.repeated);
        checked
            .ignored
            .iter()
            .for_each(|file| println!("{file}: ignored, not about orders as they are kept here"));
        if self.dry_run {
            println!(
                "{count} orders of {merchants} merchants are in order, {repeated} rows say the same again; nothing was written"
            );
            return Ok(());
        }
        let bar = bar(count as u64, "orders");
        let taken = runtime()?.block_on(orders::record(store, checked, || bar.inc(1)));
        bar.finish_and_clear();
        let taken = taken.map_err(stopped)?;
        println!(
            "{} orders taken, {} were there already, {repeated} rows say the same again",
            taken.orders, taken.orders_there
        );
        println!("{} merchants taken, {} were there already", taken.merchants, taken.merchants_there);
        Ok(())
    }

    fn consignments(&self, store: &Store, files: &[Given], map: &Map, settings: &Settings) -> Outcome {
        let checked = consignments::check(store, files, map, settings)?;
        let (count, repeated) = (checked.len(), checked.repeated);
        if self.dry_run {
            println!(
                "{count} consignments are in order, {repeated} rows say the same again; nothing was written"
            );
            return Ok(());
        }
        let bar = bar(count as u64, "consignments");
        let taken = runtime()?.block_on(consignments::record(store, checked, || bar.inc(1)));
        bar.finish_and_clear();
        let taken = taken?;
        println!(
            "{} consignments taken, {} were there already, {repeated} rows say the same again",
            taken.new, taken.there
        );
        Ok(())
    }
}

impl Import {
    fn balances(&self, store: &Store, files: &[Given], map: &Map, settings: &Settings) -> Outcome {
        let checked = balances::check(store, files, map, settings)?;
        let (count, sum, repeated) = (checked.len(), checked.sum(), checked.repeated);
        println!("{count} cards with {sum} yuan in all, {repeated} rows say the same again");
        if self.dry_run {
            println!("all are in order; nothing was written");
            return Ok(());
        }
        let bar = bar(count as u64, "cards");
        let taken = runtime()?.block_on(balances::take(store, checked, || bar.inc(1)));
        bar.finish_and_clear();
        let taken = taken.map_err(stopped)?;
        println!("{taken} holders taken, {} were there already", count - taken);
        Ok(())
    }

    fn parcels(&self, store: &Store, files: &[Given], map: &Map, settings: &Settings) -> Outcome {
        let checked = parcels::check(files, map, settings)?;
        let (lines, count) = (checked.lines, checked.told.len());
        if self.dry_run {
            println!("{lines} lines about {count} parcels are in order; nothing was written");
            return Ok(());
        }
        let bar = bar(count as u64, "parcels");
        let taken = runtime()?.block_on(parcels::record(store, checked, || bar.inc(1)));
        bar.finish_and_clear();
        let taken = taken.map_err(stopped)?;
        println!("{taken} parcels taken, {} told nothing new", count - taken);
        Ok(())
    }
}

fn how_written(file: &Given) -> String {
    let repaired =
        if file.decoded.repaired { ", text that had been decoded wrongly was repaired" } else { "" };
    format!("{}: {}{repaired}", file.name, file.decoded.encoding)
}

fn stopped(error: Error) -> String {
    format!(
        "stopped: {}; what was taken until then stays, and a second import goes on from there",
        error.detail()
    )
}
