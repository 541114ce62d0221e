//! `make bench`: the figures the product promises, measured on this machine in one run, with ratios. Not a test: a
//! missed target is printed, not an error.

mod bare;
mod corpus;
mod filing;
mod http;
mod keys;
mod ledger;
mod proof;
mod reading;
mod reconcile;
mod served;
mod sizes;
mod staff;
mod stopwatch;
mod sweep;
mod table;
mod what_if;

use clap::Parser;
use served::House;
use std::error::Error;
use std::process::Stdio;
use stopwatch::Times;
use table::{Table, Target};

type Done = Result<(), Box<dyn Error>>;

#[derive(Parser)]
struct Options {
    /// Only filing and the figures at 10,000 cases; with --proof a tenth of the commits.
    #[arg(long)]
    quick: bool,
    /// Only filing on the embedded database, as often as this many thousand complaints.
    #[arg(long)]
    filing: Option<usize>,
    /// Only the pages of a house that is there already.
    #[arg(long)]
    house: Option<std::path::PathBuf>,
    /// Only turning the epoch of the keys, with this many thousand of them.
    #[arg(long, num_args = 0..=1, default_missing_value = "1000")]
    keys: Option<usize>,
    /// Only what proof costs, and how quickly and how small it is.
    #[arg(long)]
    proof: bool,
    /// Only the sweep of clocks that come due at once, among this many thousand.
    #[arg(long, num_args = 0..=1, default_missing_value = "1000")]
    sweep: Option<usize>,
    /// Only postings through the door against bare rows, this many thousand transfers.
    #[arg(long, num_args = 0..=1, default_missing_value = "20")]
    ledger: Option<usize>,
    /// Only a statement laid beside what was paid, with this many thousand entries.
    #[arg(long, num_args = 0..=1, default_missing_value = "1000")]
    reconcile: Option<usize>,
    /// Only a changed playbook over this many thousand cases.
    #[arg(long, num_args = 0..=1, default_missing_value = "100")]
    what_if: Option<usize>,
    /// How many cases the largest house has.
    #[arg(long, default_value_t = 1_000_000)]
    cases: usize,
}

fn main() -> Done {
    let options = Options::parse();
    let mut table = Table::default();
    // One thread, so that the generator leaves as much as it can to the server.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(all(&options, &mut table))?;
    table.print();
    Ok(())
}

async fn all(options: &Options, table: &mut Table) -> Done {
    if let Some(thousands) = options.keys {
        return keys::measure(table, thousands * 1_000).await;
    }
    if let Some(thousands) = options.sweep {
        return sweep::measure(table, thousands * 1_000).await;
    }
    if let Some(thousands) = options.reconcile {
        return reconcile::measure(table, thousands * 1_000).await;
    }
    if let Some(thousands) = options.what_if {
        return what_if::measure(table, thousands * 1_000).await;
    }
    if let Some(thousands) = options.ledger {
        return ledger::measure(table, thousands * 1_000).await;
    }
    if let Some(dir) = &options.house {
        looked_into(table, &House::at(dir), "there", 15.0, None).await?;
        return Ok(());
    }
    if options.proof {
        return proof::all(table, options.cases as u64, options.quick).await;
    }
    embedded(table, options.filing.unwrap_or(10) * 1_000).await?;
    if options.filing.is_some() {
        return Ok(());
    }
    ledger::measure(table, 20_000).await?;
    let ten_thousand = seeded(table, 10_000, None).await?;
    if !options.quick {
        server(table).await?;
        if options.cases > 100_000 {
            seeded(table, 100_000, None).await?;
        }
        seeded(table, options.cases, ten_thousand).await?;
        what_if::measure(table, 100_000.min(options.cases)).await?;
        reconcile::measure(table, options.cases).await?;
        sweep::measure(table, options.cases).await?;
        proof::all(table, options.cases as u64, false).await?;
    }
    sizes::measure(table).await
}

/// Filing on SQLite, memory under it, and the bare program on the same rows.
async fn embedded(table: &mut Table, count: usize) -> Done {
    let folder = tempfile::tempdir()?;
    let house = House::at(folder.path());
    staff::hire(&house).await?;
    let token = house.token()?;
    let served = house.serve().await?;
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    table.add("memory, idle", served.memory_mb().0, "MB", Target::AtMost(40.0));
    let (ones, eights) = (count / 20, count / 4);
    let one = filing::file(&served.address, &token, 1, 0, ones).await?;
    table.add("filed, 1 client, p50", one.times.p50_ms(), "ms", Target::None);
    table.add("filed, 1 client, p95", one.times.p95_ms(), "ms", Target::AtMost(3.0));
    let eight = filing::file(&served.address, &token, 8, ones, eights).await?;
    table.add("filed, 8 clients", eight.per_second, "/s", Target::AtLeast(1_000.0));
    let rest = count - ones - eights;
    let many = filing::file(&served.address, &token, 64, ones + eights, rest).await?;
    table.add("filed, 64 clients", many.per_second, "/s", Target::AtLeast(2_000.0));
    table.add("filed, 64 clients, p95", many.times.p95_ms(), "ms", Target::None);
    table.add("memory, under load, most", served.memory_mb().1, "MB", Target::AtMost(250.0));
    drop(served);
    let empty = tempfile::tempdir()?;
    let bare = bare::measure(folder.path(), empty.path(), count)?;
    table.add("bare SQLite, same rows in groups of 64", bare, "/s", Target::None);
    table.add("filed with 64 clients / bare SQLite", many.per_second / bare, "", Target::AtLeast(0.2));
    Ok(())
}

/// Filing on a PostgreSQL server of our own that syncs every commit.
async fn server(table: &mut Table) -> Done {
    let what = "filed on PostgreSQL, 64 clients";
    let Some(place) = tokio::task::spawn_blocking(store::testing::durable_postgres).await? else {
        table.absent(what, "PostgreSQL is not installed");
        return Ok(());
    };
    let house = House { dir: place.dir().to_owned(), database_url: place.url().map(str::to_owned) };
    staff::hire(&house).await?;
    let token = house.token()?;
    let served = house.serve().await?;
    filing::file(&served.address, &token, 8, 0, 500).await?;
    let filed = filing::file(&served.address, &token, 64, 500, 6_000).await?;
    table.add(what, filed.per_second, "/s", Target::AtLeast(1_500.0));
    Ok(())
}

/// A house of this many cases: how long it takes to fill, to start, and to look into. Answers the pages' times.
async fn seeded(
    table: &mut Table,
    cases: usize,
    few: Option<reading::Pages>,
) -> Result<Option<reading::Pages>, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let house = House::at(folder.path());
    let name = |what: &str| format!("{what}, {cases} cases");
    let before = stopwatch::now();
    let filled =
        house.command("seed").arg("--cases").arg(cases.to_string()).stderr(Stdio::inherit()).status()?;
    if !filled.success() {
        table.absent(&name("seed"), "the program failed");
        return Ok(None);
    }
    let minutes = before.elapsed().as_secs_f64() / 60.0;
    table.add(
        &name("seed"),
        minutes,
        "min",
        if cases == 1_000_000 { Target::AtMost(10.0) } else { Target::None },
    );
    let search = match cases {
        0..=10_000 => 4.0,
        10_001..=100_000 => 5.0,
        _ => 15.0,
    };
    looked_into(table, &house, &format!("{cases} cases"), search, few.as_ref()).await.map(Some)
}

/// Its start and its pages; a search may take `search` ms.
async fn looked_into(
    table: &mut Table,
    house: &House,
    which: &str,
    search: f64,
    few: Option<&reading::Pages>,
) -> Result<reading::Pages, Box<dyn Error>> {
    let name = |what: &str| format!("{what}, {which}");
    let token = house.token()?;
    let served = house.serve().await?;
    table.add(&name("start to first answer"), served.started_in.as_secs_f64(), "s", Target::AtMost(0.2));
    let before = stopwatch::now();
    reading::signed(house).await?;
    table.add(&name("until all is signed"), before.elapsed().as_secs_f64(), "s", Target::None);
    let pages = reading::measure(house, &served, &token).await?;
    page(table, &name("queue page"), pages.queue.as_ref(), 4.0, few.and_then(|few| few.queue.as_ref()));
    let first_look = few.and_then(|few| few.first_look.as_ref());
    page(table, &name("case page, first look"), pages.first_look.as_ref(), 3.0, first_look);
    page(table, &name("case page"), pages.case.as_ref(), 3.0, few.and_then(|few| few.case.as_ref()));
    page(table, &name("search page"), pages.search.as_ref(), search, None);
    page(table, &name("closed cases like one"), pages.similar.as_ref(), 20.0, None);
    page(table, &name("same matter elsewhere"), pages.matter.as_ref(), 20.0, None);
    table.add(&name("memory after the pages"), served.memory_mb().0, "MB", Target::None);
    Ok(pages)
}

fn page(table: &mut Table, what: &str, times: Option<&Times>, p50: f64, few: Option<&Times>) {
    let Some(times) = times else { return table.absent(what, "there is no such page yet") };
    table.add(&format!("{what}, p50"), times.p50_ms(), "ms", Target::AtMost(p50));
    table.add(&format!("{what}, p95"), times.p95_ms(), "ms", Target::None);
    if let Some(few) = few {
        table.add(
            &format!("{what}, p95 / p95 of 10000"),
            times.p95_ms() / few.p95_ms(),
            "",
            Target::AtMost(1.3),
        );
    }
}
