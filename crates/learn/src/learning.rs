//! From cases to a model.

use crate::model::{HeldBack, Label, Model, exact, in_steps};
use crate::parts::parts;
use crate::ratio::stretch;
use crate::rows::Known;
use crate::svm::plane;
use crate::{chance::Chance, trust};
use std::collections::BTreeMap;

/// A label with fewer cases than this is not learned.
pub const LABEL_CASES_MIN: usize = 5;
/// One byte for each part and label: the size of the largest model.
const STEPS_MAX: usize = 8 * 1024 * 1024;
const PARTS_MAX: usize = 250_000;
const FOLDS: usize = 5;
/// Enough cases held back to know how good a model is.
const HELD_BACK_ENOUGH: usize = 1_000;

/// A text, and what a person said it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sample<'a> {
    pub text: &'a str,
    pub label: &'a str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there are not yet two labels with {LABEL_CASES_MIN} cases each")]
pub struct TooLittle;

pub fn learn(samples: &[Sample], key: &[u8; 16]) -> Result<Model, TooLittle> {
    let (labels, cases) = sorted(samples);
    if labels.len() < 2 {
        return Err(TooLittle);
    }
    let held_back = held_back(&cases, labels.len(), key);
    let all: Vec<&Case> = cases.iter().collect();
    let (known, planes) = trained(&all, labels.len(), key);
    let (steps, scales) = in_steps(&planes, known.prints.len());
    let right = held_back.iter().filter(|(scores, right)| trust::best(scores) == Some(*right)).count();
    let model = Model {
        labels,
        known,
        steps,
        scales,
        warmth: trust::warmth(&held_back),
        held_back: HeldBack { cases: held_back.len() as u32, right: right as u32 },
        version: String::new(),
    };
    let bytes = model.to_bytes();
    Ok(model.versioned(&bytes))
}

struct Case<'a> {
    text: &'a str,
    label: usize,
    fold: usize,
}

/// The cases of labels that have enough, in an order that does not depend on the one they came in. The same text with
/// the same label is one case, or somebody who files a hundred times would teach a hundred times.
fn sorted<'a>(samples: &[Sample<'a>]) -> (Vec<Label>, Vec<Case<'a>>) {
    let mut samples = samples.to_vec();
    samples.sort_unstable();
    samples.dedup();
    let mut of_label: BTreeMap<&str, Vec<&'a str>> = BTreeMap::new();
    for sample in &samples {
        of_label.entry(sample.label).or_default().push(sample.text);
    }
    of_label.retain(|_, texts| texts.len() >= LABEL_CASES_MIN);
    let (mut labels, mut cases) = (Vec::new(), Vec::new());
    for (number, (name, mut texts)) in of_label.into_iter().enumerate() {
        Chance::new(number as u64).shuffle(&mut texts);
        labels.push(Label { name: name.to_owned(), cases: texts.len() as u32 });
        let spread = texts.into_iter().enumerate();
        cases.extend(spread.map(|(i, text)| Case { text, label: number, fold: i % FOLDS }));
    }
    (labels, cases)
}

/// Scores of cases by models that had not seen them, with the right label.
fn held_back(cases: &[Case], labels: usize, key: &[u8; 16]) -> Vec<(Vec<f64>, usize)> {
    let mut told = Vec::new();
    for fold in 0..FOLDS {
        if told.len() >= HELD_BACK_ENOUGH {
            break;
        }
        let (back, seen): (Vec<&Case>, Vec<&Case>) = cases.iter().partition(|case| case.fold == fold);
        let (known, planes) = trained(&seen, labels, key);
        told.extend(back.iter().map(|case| (exact(&planes, &known.row(&parts(case.text, key))), case.label)));
    }
    told
}

fn trained(cases: &[&Case], labels: usize, key: &[u8; 16]) -> (Known, Vec<Vec<f32>>) {
    let texts: Vec<&str> = cases.iter().map(|case| case.text).collect();
    let (known, rows) = Known::of(&texts, key, (STEPS_MAX / labels).min(PARTS_MAX));
    let plane_of = |label: usize| {
        let is_ours = |row: usize| cases[row].label == label;
        let stretch = stretch(&rows, &is_ours, known.prints.len());
        plane(&rows, &is_ours, &stretch, label as u64)
    };
    let planes = (0..labels).map(plane_of).collect();
    (known, planes)
}
