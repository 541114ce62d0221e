//! Logs of work replayed through the clocks: waiting states pause, other time counts. A script in Python counts the
//! same by itself and in its own way; for every case both must come to the same. A made-up log is always there; the
//! large one of an incident desk is looked for where `REDRESS_LOG_BPIC13` says.

mod log;

use domain::actor::Party;
use domain::calendar::{Calendar, Hours, Span, Unit};
use domain::clock::{Clock, ClockKind, Stand, Sum};
use domain::playbook::{Playbooks, Start};
use log::Entry;
use std::path::Path;
use std::process::Command;

const NATURAL_HOURS: [u32; 5] = [1, 4, 24, 72, 168];
const WORKING_HOURS: [u32; 4] = [4, 8, 40, 120];

struct Rules {
    calendar: Calendar,
    hours: Hours,
}

/// As the script says it: case, active and waiting time, the same in working hours, and what was missed.
fn line(rules: &Rules, case: &str, entries: &[Entry]) -> String {
    let (from_ms, end_ms) = (entries[0].at_ms, entries[entries.len() - 1].at_ms);
    let stands = stands(entries);
    let run = |unit, amount| {
        clock(rules, unit, amount, from_ms).walked(&stands, Some(end_ms), end_ms, rules.both())
    };
    let still = run(Unit::Hours, 1_000_000);
    let work = |from_ms, until_ms| rules.calendar.work_between(rules.hours, from_ms, until_ms);
    let waiting_ms = still.paused_ms();
    let waiting_work_ms: i64 = still.pauses.iter().map(|one| work(one.from_ms, one.until_ms)).sum();
    let sums =
        [end_ms - from_ms - waiting_ms, waiting_ms, work(from_ms, end_ms) - waiting_work_ms, waiting_work_ms];
    let missed = |unit| move |amount| i64::from(run(unit, amount).missed_ms.is_some());
    let numbers = sums.into_iter().chain(NATURAL_HOURS.into_iter().map(missed(Unit::Hours)));
    let numbers = numbers.chain(WORKING_HOURS.into_iter().map(missed(Unit::WorkingHours)));
    let numbers: Vec<String> = numbers.map(|number| number.to_string()).collect();
    format!("{case},{}", numbers.join(","))
}

impl Rules {
    fn both(&self) -> (&Calendar, Hours) {
        (&self.calendar, self.hours)
    }
}

/// Every waiting entry is a pause of its own, until the next entry; the last one ends with the case.
fn stands(entries: &[Entry]) -> Vec<Stand> {
    let next = entries.windows(2).enumerate().filter(|(_, two)| two[0].waits());
    let stand = |(at, two): (usize, &[Entry])| Stand {
        why: two[0].state.clone(),
        of: format!("p{at}"),
        from_ms: two[0].at_ms,
        until_ms: Some(two[1].at_ms),
    };
    next.map(stand).collect()
}

fn clock(rules: &Rules, unit: Unit, amount: u32, from_ms: i64) -> Clock {
    let span = Span::new(unit, amount);
    let counted = rules.calendar.count(span, rules.hours, from_ms, &[]);
    let (rule, book) = ("replayed".to_owned(), String::new());
    let sum = Sum {
        rule,
        book,
        span,
        start: Start::Filed,
        calendar: None,
        steps: counted.steps,
        beaten: vec![],
        ladder: vec![],
    };
    Clock::new(ClockKind::Final, Party::Platform, from_ms, counted.due_ms).because(Some(Box::new(sum)))
}

fn judged(log: &Path, hours: Hours) -> Option<String> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let listed = |all: &[u32]| all.iter().map(u32::to_string).collect::<Vec<_>>().join(",");
    let asked = Command::new("python3")
        .arg(here.join("tests/it/replay/judge.py"))
        .arg(log)
        .arg("--calendars")
        .arg(here.join("calendars"))
        .args(["--open", &hours.open.to_string(), "--close", &hours.close.to_string()])
        .args(["--natural", &listed(&NATURAL_HOURS), "--working", &listed(&WORKING_HOURS)])
        .output();
    let Ok(output) = asked else {
        let required = std::env::var("REDRESS_REQUIRE_JUDGES").is_ok_and(|value| value == "1");
        assert!(!required, "python3 is required and not installed");
        eprintln!("SKIPPED: python3 (3.11 or newer) is not installed");
        return None;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).expect("lines"))
}

/// How many cases and entries there were; every case must be equal.
fn compared(log: &Path) -> Option<(usize, usize)> {
    let rules = Rules { calendar: Calendar::shipped(), hours: Playbooks::shipped().hours };
    let judged = judged(log, rules.hours)?;
    let cases = log::read(&std::fs::read_to_string(log).expect("the log can be read"));
    let judged: Vec<&str> = judged.lines().collect();
    assert_eq!(judged.len(), cases.len(), "both found the same cases");
    let ours: Vec<String> = cases.iter().map(|(case, entries)| line(&rules, case, entries)).collect();
    let unequal: Vec<_> = ours.iter().zip(&judged).filter(|(ours, judged)| ours != *judged).collect();
    let missed = ours.iter().filter(|line| line.ends_with(",1")).count();
    let waited = ours.iter().filter(|line| line.split(',').nth(2) != Some("0")).count();
    let entries = cases.iter().map(|(_, entries)| entries.len()).sum();
    eprintln!(
        "{}: {entries} entries, {} cases, {waited} of them waited, {missed} missed {} working hours; equal {}, unequal {}",
        log.display(),
        cases.len(),
        WORKING_HOURS[3],
        cases.len() - unequal.len(),
        unequal.len()
    );
    assert!(
        unequal.is_empty(),
        "{} of {} differ, ours first: {:?}",
        unequal.len(),
        cases.len(),
        &unequal[..unequal.len().min(5)]
    );
    assert!(waited > 0 && missed > 0 && missed < cases.len(), "the log tries both ends");
    Some((cases.len(), entries))
}

#[test]
fn a_made_up_log_counts_as_an_independent_script_counts_it() {
    let log = Path::new(env!("CARGO_TARGET_TMPDIR")).join("replayed.csv");
    std::fs::write(&log, log::made_up(3_000)).expect("the log is written");
    if let Some((cases, _)) = compared(&log) {
        assert_eq!(cases, 3_000);
    }
}

#[test]
fn the_log_of_an_incident_desk_counts_as_an_independent_script_counts_it() {
    let Some(folder) = std::env::var_os("REDRESS_LOG_BPIC13") else {
        return eprintln!("SKIPPED: REDRESS_LOG_BPIC13 names no folder with bpic13_incidents.csv");
    };
    for (file, events) in [("bpic13_incidents.csv", 65_533), ("bpic13_closed_problems.csv", 6_660)] {
        if let Some((_, entries)) = compared(&Path::new(&folder).join(file)) {
            assert_eq!(entries, events, "{file}");
        }
    }
}
