//! A complaint is taken in while, one after the other, every file operation of it fails: with an input/output error,
//! with a full disk, or by the death of the program. Nothing acknowledged is lost, nothing is corrupt, and the next
//! complaint is taken. `strace` makes the faults; `REDRESS_FAULTS=all` tries all of them, otherwise a spread of some.
//!
//! LIMIT: these are faults of calls and kills; power loss, where the disk forgets what it had not yet been told to
//! keep, is not simulated.

use super::desk::{Desk, store};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use store::cases::Query;

const CALLS: [&str; 12] = [
    "openat",
    "read",
    "pread64",
    "write",
    "pwrite64",
    "fsync",
    "fdatasync",
    "ftruncate",
    "fallocate",
    "unlink",
    "rename",
    "link",
];
/// So many are tried when not all are asked for.
const SPREAD: usize = 48;

#[derive(Clone, Copy, Debug)]
enum Fault {
    Io,
    Full,
    Kill,
}

impl Fault {
    fn words(self) -> &'static str {
        match self {
            Fault::Io => "error=EIO",
            Fault::Full => "error=ENOSPC",
            Fault::Kill => "signal=KILL",
        }
    }
    fn befalls(self, call: &str) -> bool {
        !matches!(self, Fault::Full)
            || matches!(call, "openat" | "write" | "pwrite64" | "ftruncate" | "fallocate" | "link")
    }
}

#[test]
fn whatever_file_operation_of_an_append_fails_nothing_acknowledged_is_lost() {
    if !can_trace() {
        assert!(std::env::var_os("REDRESS_REQUIRE_STRACE").is_none(), "strace cannot trace here");
        println!("skipped: strace is not installed, or may not trace here");
        return;
    }
    let desk = Desk::new();
    let before = desk.file("before.csv", "编号,内容,要求\nA1,以前的投诉，早已收到,退款\n");
    desk.run(&["import", "complaints", &before]).ok();
    let counts = calls_of_an_append(&desk);
    let all: Vec<(&str, Fault, usize)> = counts
        .iter()
        .flat_map(|(call, count)| {
            let faults =
                [Fault::Io, Fault::Full, Fault::Kill].into_iter().filter(|fault| fault.befalls(call));
            faults.flat_map(move |fault| (1..=*count).map(move |n| (*call, fault, n)))
        })
        .collect();
    let step =
        if std::env::var("REDRESS_FAULTS").as_deref() == Ok("all") { 1 } else { all.len().div_ceil(SPREAD) };
    let (mut tried, mut taken) = (0, 0);
    for fault in all.iter().step_by(step) {
        taken += usize::from(survives(&desk, *fault));
        tried += 1;
    }
    println!("{tried} of {} faults; the complaint was taken all the same under {taken}", all.len());
    assert!(all.len() > 50, "an append has more file operations than {counts:?}");
    assert!(taken < tried, "no fault hindered anything: were there any?");
}

/// Whether the complaint was acknowledged in spite of the fault.
fn survives(desk: &Desk, (call, fault, n): (&str, Fault, usize)) -> bool {
    let data = copy(desk);
    let file = desk.file("new.csv", "编号,内容,要求\nB1,新的投诉，包裹没有到,退款\n");
    let inject = format!("inject={call}:{}:when={n}", fault.words());
    let said = append(desk, &data, &file, &["-e", &inject]);
    let acknowledged = said.status.success();
    let what = format!("{call} {fault:?} {n}: {}", String::from_utf8_lossy(&said.stderr));
    let found = found(&data);
    assert!(found.contains(&"以前".to_owned()), "an old complaint is lost; {what}");
    assert!(!acknowledged || found.contains(&"新的".to_owned()), "acknowledged and lost; {what}");
    desk.run_in(&data, &["doctor"], "").ok();
    let next =
        desk.file("next.csv", "编号,内容,要求\nC1,再来的投诉，水果坏了,退款\nB1,新的投诉，包裹没有到,退款\n");
    desk.run_in(&data, &["import", "complaints", &next], "").ok();
    let found = self::found(&data);
    for word in ["以前", "新的", "再来"] {
        assert_eq!(found.iter().filter(|one| *one == word).count(), 1, "{word}; {what}");
    }
    desk.run_in(&data, &["doctor"], "").ok();
    std::fs::remove_dir_all(&data).expect("it can go");
    acknowledged
}

/// The first two letters of every complaint that can be read.
fn found(data: &Path) -> Vec<String> {
    let house = store(data);
    let page = house.db().read_blocking(|db| house.list(db, &Query { limit: 50, ..Query::default() }));
    let rows = page.expect("a list").rows;
    rows.into_iter().map(|row| row.brief.words.reveal().chars().take(2).collect()).collect()
}

/// How often each call touches the data folder, in the thread that does it most.
fn calls_of_an_append(desk: &Desk) -> BTreeMap<&'static str, usize> {
    let data = copy(desk);
    let file = desk.file("new.csv", "编号,内容,要求\nB1,新的投诉，包裹没有到,退款\n");
    let log = desk.text("calls.log");
    let said = append(desk, &data, &file, &["-o", &log]);
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let log = std::fs::read_to_string(log).expect("a log");
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for line in log.lines() {
        let Some((thread, rest)) = line.split_once(' ') else { continue };
        let call = rest.trim_start().split('(').next().unwrap_or_default();
        *counts.entry((call, thread)).or_default() += 1;
    }
    let most = |call: &str| counts.iter().filter(|((of, _), _)| *of == call).map(|(_, count)| *count).max();
    CALLS.iter().filter_map(|call| Some((*call, most(call)?))).collect()
}

fn append(desk: &Desk, data: &Path, file: &str, more: &[&str]) -> Output {
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-e", &format!("trace={}", CALLS.join(","))]).args(more);
    for path in files(data) {
        strace.arg("-P").arg(path);
    }
    strace.arg(env!("CARGO_BIN_EXE_redress")).args(["import", "complaints", file]);
    strace.env("REDRESS_DATA", data).env("REDRESS_LOG", "warn").current_dir(desk.path("."));
    strace.output().expect("strace runs")
}

/// Everything in the folder, and what SQLite may make beside it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = vec![folder.to_owned()];
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            all.extend(files(&path));
            continue;
        }
        let name = path.to_str().expect("a plain path").to_owned();
        all.extend(["-wal", "-shm", "-journal"].map(|more| PathBuf::from(format!("{name}{more}"))));
        all.push(path);
    }
    all
}

fn copy(desk: &Desk) -> PathBuf {
    let to = desk.path("copy");
    let _ = std::fs::remove_dir_all(&to);
    let copied = Command::new("cp").arg("-a").arg(desk.data()).arg(&to).status().expect("cp runs");
    assert!(copied.success());
    to
}

fn can_trace() -> bool {
    let tried = Command::new("strace").args(["-qq", "-e", "trace=none", "true"]).output();
    tried.is_ok_and(|tried| tried.status.success())
}
