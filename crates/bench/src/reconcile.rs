//! A statement of very many entries laid beside a house of ten thousand cases: all of its refunds are among them.

use crate::served::House;
use crate::stopwatch;
use crate::table::{Table, Target};
use rusqlite::Connection;
use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const CASES: &str = "10000";
const HEAD: &str = "交易时间,公众账号ID,商户号,微信订单号,商户订单号,交易状态,应结订单金额,微信退款单号,商户退款单号,退款金额,退款状态";

pub async fn measure(table: &mut Table, entries: usize) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let house = House::at(folder.path());
    if !house.command("seed").args(["--cases", CASES]).stderr(Stdio::inherit()).status()?.success() {
        return Err("the house could not be filled".into());
    }
    let file = folder.path().join("statement.csv");
    let paid = write(&file, &folder.path().join("redress.db"), entries)?;
    let before = stopwatch::now();
    let mut child = house.command("reconcile").arg(&file).stdout(Stdio::piped()).spawn()?;
    let mut most_mb: f64 = 0.0;
    while child.try_wait()?.is_none() {
        most_mb = most_mb.max(peak_mb(child.id()).unwrap_or(0.0));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let seconds = before.elapsed().as_secs_f64();
    let said = child.wait_with_output()?;
    let said = String::from_utf8_lossy(&said.stdout);
    if !said.contains(&format!("\n{paid} matched, 0 with another amount, 0 missing")) {
        return Err(format!("{paid} refunds were to be matched: {said}").into());
    }
    let target = |figure| if entries == 1_000_000 { Target::AtMost(figure) } else { Target::None };
    table.add(&format!("statement of {entries} entries reconciled"), seconds, "s", target(60.0));
    table.add("memory for it, most", most_mb, "MB", target(500.0));
    Ok(())
}

/// Refunds of the house spread among entries of a shop; answers how many they are.
fn write(file: &Path, db: &Path, entries: usize) -> Result<usize> {
    let db = Connection::open(db)?;
    let mut rows = db.prepare("select at_ms, ours, reference, amount_fen from payments where ours <> ''")?;
    let row = |row: &rusqlite::Row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
    let paid: Vec<(i64, String, String, i64)> =
        rows.query_map([], row)?.collect::<std::result::Result<_, _>>()?;
    let (first, last) = (paid.iter().map(|one| one.0).min(), paid.iter().map(|one| one.0).max());
    let (Some(first_ms), Some(last_ms)) = (first, last) else { return Err("nothing was paid".into()) };
    let mut out = BufWriter::new(File::create(file)?);
    writeln!(out, "{HEAD}")?;
    for (at_ms, ours, reference, fen) in &paid {
        let yuan = format!("{}.{:02}", fen / 100, fen % 100);
        writeln!(
            out,
            "`{},`wx1,`1900,`P,`O,`REFUND,`0.00,`{reference},`{ours},`{yuan},`SUCCESS",
            at(*at_ms)
        )?;
    }
    for entry in 0..entries - paid.len() {
        let at_ms = first_ms + (last_ms - first_ms) * (entry % 1_000) as i64 / 1_000;
        let (when, yuan) = (at(at_ms), entry % 900);
        if entry % 3 == 0 {
            let (theirs, ours) = (format!("50300{entry:018}"), format!("SHOP-{entry:012}"));
            writeln!(out, "`{when},`wx1,`1900,`P,`O,`REFUND,`0.00,`{theirs},`{ours},`{yuan}.50,`SUCCESS")?;
        } else {
            writeln!(
                out,
                "`{when},`wx1,`1900,`42{entry:020},`O{entry:012},`SUCCESS,`{yuan}.10,`0,`0,`0.00,`"
            )?;
        }
    }
    writeln!(out, "总交易单数,应结订单总金额,退款总金额\n`{entries},`1.00,`0.00")?;
    out.flush()?;
    Ok(paid.len())
}

fn at(ms: i64) -> String {
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(8));
    let at = jiff::Timestamp::from_millisecond(ms).unwrap_or_default().to_zoned(zone);
    at.strftime("%Y-%m-%d %H:%M:%S.%3f").to_string()
}

fn peak_mb(process: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok().map(|kb: f64| kb / 1024.0)
}
