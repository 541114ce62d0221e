//! A log of cases: read from a file, or made up, always the same for the same seed.

use std::collections::HashMap;
use std::fmt::Write;

pub struct Entry {
    pub at_ms: i64,
    pub state: String,
}

impl Entry {
    pub fn waits(&self) -> bool {
        self.state.starts_with("Wait")
    }
}

/// Cases in the order they first appear, the entries of each in the order of time.
pub fn read(text: &str) -> Vec<(String, Vec<Entry>)> {
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().expect("a head").split(',').collect();
    let column = |name: &str| head.iter().position(|one| *one == name).expect("the column is there");
    let (case, state, time) = (column("case"), column("lifecycle:transition"), column("time:timestamp"));
    let (mut cases, mut places) = (Vec::<(String, Vec<Entry>)>::new(), HashMap::new());
    for line in lines {
        assert!(!line.contains('"'), "a plain CSV");
        let fields: Vec<&str> = line.split(',').collect();
        let at = *places.entry(fields[case].to_owned()).or_insert_with(|| {
            cases.push((fields[case].to_owned(), vec![]));
            cases.len() - 1
        });
        let at_ms = fields[time].parse::<jiff::Timestamp>().expect("a moment").as_millisecond();
        cases[at].1.push(Entry { at_ms, state: fields[state].to_owned() });
    }
    for (_, entries) in &mut cases {
        entries.sort_by_key(|entry| entry.at_ms);
    }
    cases
}

const STATES: [&str; 8] = [
    "In Progress",
    "Awaiting Assignment",
    "Wait - User",
    "Wait",
    "In Progress",
    "Wait - Vendor",
    "Resolved",
    "Assigned",
];

/// From the end of September 2025 on, so that cases run through holidays and working Saturdays. Some wait twice in a
/// row, some end waiting, some have two entries at the same moment or only one at all.
pub fn made_up(cases: usize) -> String {
    let mut text = String::from("case,lifecycle:transition,time:timestamp\n");
    let mut number = 20_260_101_u64;
    let mut below = |most: u64| {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (number >> 33) % most
    };
    for case in 0..cases {
        let mut at_ms = 1_758_700_000_000 + below(200 * 86_400_000) as i64;
        for _ in 0..1 + below(14) {
            let state = STATES[below(STATES.len() as u64) as usize];
            let at = jiff::Timestamp::from_millisecond(at_ms).expect("a moment");
            let zone = jiff::tz::offset(below(3) as i8);
            writeln!(text, "made-up-{case},{state},{}", at.display_with_offset(zone)).expect("it is written");
            let scale = [0, 60_000, 3_600_000, 86_400_000, 9 * 86_400_000][below(5) as usize];
            at_ms += below(scale + 1) as i64;
        }
    }
    text
}
