//! Trying a model on labelled texts it has not seen: in parts, each held back once, every label spread over all.

use learn::{Model, Sample, learn};
use std::collections::BTreeMap;

pub type Row = (String, String);

#[derive(Default)]
pub struct Told {
    pub texts: usize,
    pub right: usize,
    /// Those it was sure enough of to be shown, and how many of them were right.
    pub shown: usize,
    pub shown_right: usize,
    /// What it said of itself, summed: `right` when it is honest.
    pub promised: f64,
    pub bytes: usize,
}

/// As playbooks ask for.
const SURE: u8 = 60;

impl Told {
    pub fn accuracy(&self) -> f64 {
        self.right as f64 / self.texts.max(1) as f64
    }

    pub fn add(&mut self, model: &Model, held_back: &[&Row], key: &[u8; 16]) {
        for (text, label) in held_back {
            let guess = model.guess(text, key);
            let right = guess.as_ref().is_some_and(|guess| guess.label == *label);
            let percent = guess.map_or(0, |guess| guess.percent);
            self.texts += 1;
            self.right += usize::from(right);
            self.shown += usize::from(percent >= SURE);
            self.shown_right += usize::from(percent >= SURE && right);
            self.promised += f64::from(percent) / 100.0;
        }
        self.bytes = self.bytes.max(model.to_bytes().len());
    }

    pub fn line(&self, name: &str) -> String {
        let share = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
        format!(
            "{name}: {} texts, {:.1} % right; said of itself {:.1} %; shown (at least {SURE} % sure) {:.1} %, of \
             these {:.1} % right; model {} KB",
            self.texts,
            100.0 * self.accuracy(),
            100.0 * self.promised / self.texts.max(1) as f64,
            share(self.shown, self.texts),
            share(self.shown_right, self.shown),
            self.bytes.div_ceil(1024),
        )
    }
}

pub fn taught(rows: &[&Row], key: &[u8; 16]) -> Model {
    let samples: Vec<Sample> = rows.iter().map(|(text, label)| Sample { text, label }).collect();
    learn(&samples, key).expect("there is enough to learn from")
}

/// `folds` parts, spread by a number that is always the same for the same seed.
pub fn cross_validated(rows: &[Row], folds: usize, seed: u64, key: &[u8; 16]) -> Told {
    let mut of_label: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        of_label.entry(&row.1).or_default().push(row);
    }
    let mut spread: Vec<(usize, &Row)> = Vec::new();
    let mut next = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for rows in of_label.values_mut() {
        for last in (1..rows.len()).rev() {
            next = next.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            rows.swap(last, ((next >> 33) % (last as u64 + 1)) as usize);
        }
        // Labels go on where the one before stopped, so that the parts are of one size.
        let from = spread.len();
        spread.extend(rows.iter().enumerate().map(|(i, row)| ((from + i) % folds, *row)));
    }
    let mut told = Told::default();
    for fold in 0..folds {
        let part = |back: bool| -> Vec<&Row> {
            spread.iter().filter(|(of, _)| (*of == fold) == back).map(|(_, row)| *row).collect()
        };
        told.add(&taught(&part(false), key), &part(true), key);
    }
    told
}
