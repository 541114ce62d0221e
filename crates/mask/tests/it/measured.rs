//! What share of marked spans is found, and how much is masked without need, on data that lie outside the
//! repository: rows of `{"text", "entities": [[start, end, label, text], …]}`, offsets in characters. The rules were
//! tuned on the rows with even numbers; the figures that count are those of the odd ones.

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

#[derive(Default)]
struct Tally {
    marked: usize,
    found: usize,
    exact: usize,
}

#[derive(Default)]
struct Figures {
    of: BTreeMap<String, Tally>,
    masked: usize,
    needless: usize,
    letters: usize,
}

fn data() -> Option<Vec<Value>> {
    let folder = std::env::var_os("REDRESS_SHARED_DATA").map(PathBuf::from)?;
    let text = std::fs::read_to_string(folder.join("pii_zh_injected/pii_dev.jsonl")).ok()?;
    Some(text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect())
}

fn measure<'a>(rows: impl Iterator<Item = &'a Value>) -> Figures {
    let mut figures = Figures::default();
    let shows = std::env::var_os("REDRESS_SHOW_MISSES").is_some();
    for row in rows {
        let text = row["text"].as_str().unwrap_or_default();
        let letters: Vec<char> = text.chars().collect();
        let at = |byte: usize| text[..byte].chars().count();
        let found: Vec<(usize, usize)> =
            mask::find(text).iter().map(|span| (at(span.start), at(span.end))).collect();
        let marked: Vec<(usize, usize, String)> = row["entities"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|e| {
                (
                    e[0].as_u64().unwrap() as usize,
                    e[1].as_u64().unwrap() as usize,
                    e[2].as_str().unwrap().to_owned(),
                )
            })
            .collect();
        figures.letters += letters.len();
        figures.masked += found.len();
        let show = |what: &str, from: usize, to: usize| {
            if shows {
                let part =
                    |from: usize, to: usize| letters[from..to.min(letters.len())].iter().collect::<String>();
                println!(
                    "{what}: …{}«{}»{}…",
                    part(from.saturating_sub(12), from),
                    part(from, to),
                    part(to, to + 12)
                );
            }
        };
        for (from, to, label) in &marked {
            let tally = figures.of.entry(label.clone()).or_default();
            tally.marked += 1;
            let covered = |i: usize| found.iter().any(|(start, end)| (*start..*end).contains(&i));
            let is_found = (*from..*to).filter(|i| letters[*i].is_alphanumeric()).all(covered);
            tally.found += usize::from(is_found);
            tally.exact += usize::from(found.contains(&(*from, *to)));
            if !is_found {
                show(&format!("missed {label}"), *from, *to);
            }
        }
        for (from, to) in &found {
            if !marked.iter().any(|(start, end, _)| start < to && from < end) {
                figures.needless += 1;
                show("needless", *from, *to);
            }
        }
    }
    figures
}

fn print(name: &str, figures: &Figures) -> (f64, f64) {
    println!("\n{name}: {} characters", figures.letters);
    println!("{:<10} {:>6} {:>6} {:>7} {:>7}", "label", "marked", "found", "recall", "exact");
    let line = |label: &str, t: &Tally| {
        let share = |n: usize| n as f64 / t.marked.max(1) as f64;
        println!(
            "{label:<10} {:>6} {:>6} {:>7.4} {:>7.4}",
            t.marked,
            t.found,
            share(t.found),
            share(t.exact)
        );
        share(t.found)
    };
    let mut all = Tally::default();
    for (label, tally) in &figures.of {
        line(label, tally);
        all.marked += tally.marked;
        all.found += tally.found;
        all.exact += tally.exact;
    }
    let recall = line("all", &all);
    let needless = figures.needless as f64 * 1000.0 / figures.letters as f64;
    let precision = 1.0 - figures.needless as f64 / figures.masked.max(1) as f64;
    println!(
        "precision {precision:.4}; needless masks {} = {needless:.3} in 1,000 characters",
        figures.needless
    );
    (recall, needless)
}

#[test]
fn at_least_95_of_100_marked_spans_are_found_and_hardly_anything_else() {
    let Some(rows) = data() else {
        println!("skipped: REDRESS_SHARED_DATA names no folder with pii_zh_injected");
        return;
    };
    let half = |odd: usize| rows.iter().enumerate().filter(move |(i, _)| i % 2 == odd).map(|(_, row)| row);
    print("tuned on (even rows)", &measure(half(0)));
    if std::env::var_os("REDRESS_SHOW_MISSES").is_some() {
        return;
    }
    let (recall, needless) = print("held back (odd rows)", &measure(half(1)));
    assert!(recall >= 0.95, "recall {recall}");
    assert!(needless <= 1.0, "{needless} needless masks in 1,000 characters");
}
