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
use tempfile::TempDir;

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
    /// With --house: a small house, looked into in turns with it.
    #[arg(long, requires = "house")]
    beside: Option<std::path::PathBuf>,
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
        let house = House::at(dir);
        return match &options.beside {
            Some(small) => in_turns(table, &House::at(small), &house).await,
            None => looked_into(table, &house, "there", 15.0).await,
        };
    }
    if options.proof {
        return proof::all(table, options.cases as u64, options.quick).await;
    }
    embedded(table, options.filing.unwrap_or(10) * 1_000).await?;
    if options.filing.is_some() {
        return Ok(());
    }
    ledger::measure(table, 20_000).await?;
    let small = seeded(table, 10_000).await?;
    if !options.quick {
        server(table).await?;
        if options.cases > 100_000 {
            seeded(table, 100_000).await?;
        }
        let large = seeded(table, options.cases).await?;
        in_turns(table, &House::at(small.path()), &House::at(large.path())).await?;
        drop((small, large));
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

/// A house of this many cases: how long it takes to fill, to start, and to look into. Answers where it lies.
async fn seeded(table: &mut Table, cases: usize) -> Result<TempDir, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let house = House::at(folder.path());
    let name = |what: &str| format!("{what}, {cases} cases");
    let before = stopwatch::now();
    let filled =
        house.command("seed").arg("--cases").arg(cases.to_string()).stderr(Stdio::inherit()).status()?;
    if !filled.success() {
        return Err("the program could not fill a house".into());
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
    looked_into(table, &house, &format!("{cases} cases"), search).await?;
    Ok(folder)
}

/// Its start and its pages; a search may take `search` ms.
async fn looked_into(table: &mut Table, house: &House, which: &str, search: f64) -> Done {
    let name = |what: &str| format!("{what}, {which}");
    let token = house.token()?;
    let served = house.serve().await?;
    table.add(&name("start to first answer"), served.started_in.as_secs_f64(), "s", Target::AtMost(0.2));
    let before = stopwatch::now();
    reading::signed(house).await?;
    table.add(&name("until all is signed"), before.elapsed().as_secs_f64(), "s", Target::None);
    let pages = reading::measure(house, &served, &token).await?;
    page(table, &name("queue page"), pages.queue.as_ref(), 4.0);
    page(table, &name("case page, first look"), pages.first_look.as_ref(), 3.0);
    page(table, &name("case page"), pages.case.as_ref(), 3.0);
    page(table, &name("search page"), pages.search.as_ref(), search);
    page(table, &name("closed cases like one"), pages.similar.as_ref(), 20.0);
    page(table, &name("same matter elsewhere"), pages.matter.as_ref(), 20.0);
    table.add(&name("memory after the pages"), served.memory_mb().0, "MB", Target::None);
    Ok(())
}

fn page(table: &mut Table, what: &str, times: Option<&Times>, p50: f64) {
    let Some(times) = times else { return table.absent(what, "there is no such page yet") };
    table.add(&format!("{what}, p50"), times.p50_ms(), "ms", Target::AtMost(p50));
    table.add(&format!("{what}, p95"), times.p95_ms(), "ms", Target::None);
}

/// What size costs a page: a small house and a large one by turns, each served alone, because a machine is not equally
/// fast from one minute to the next; of each the median of its turns counts.
async fn in_turns(table: &mut Table, small: &House, large: &House) -> Done {
    const TURNS: usize = 5;
    let (mut of_small, mut of_large) = (vec![], vec![]);
    for _ in 0..TURNS {
        of_small.push(p95s(small).await?);
        of_large.push(p95s(large).await?);
    }
    for (at, what) in ["queue page", "case page"].into_iter().enumerate() {
        let [few, many] = [&of_small, &of_large].map(|turns| median(turns.iter().map(|p95s| p95s[at])));
        table.add(&format!("{what}, p95, the small house"), few, "ms", Target::None);
        table.add(&format!("{what}, p95, the large house"), many, "ms", Target::None);
        table.add(&format!("{what}, p95, large / small"), many / few, "", Target::AtMost(1.3));
    }
    Ok(())
}

/// Of the queue and of the case page, in ms.
async fn p95s(house: &House) -> Result<[f64; 2], Box<dyn Error>> {
    let token = house.token()?;
    let served = house.serve().await?;
    reading::signed(house).await?;
    let pages = reading::measure(house, &served, &token).await?;
    Ok([pages.queue, pages.case].map(|times| times.map_or(f64::NAN, |times| times.p95_ms())))
}

fn median(of: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = of.collect();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}
