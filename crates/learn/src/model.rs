//! What was learned, and asking it. Weights are kept in steps of a byte: a model of 77 labels fits into a few MB, and
//! its guesses are those of the exact weights.

use crate::parts::{Part, parts};
use crate::rows::{Known, Row};
use crate::svm::score;
use crate::{bytes, trust, words};
use sha2::{Digest, Sha256};

/// Words are shown to a person: no more than are read at a glance.
const WORDS_MAX: usize = 6;

#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    pub(crate) labels: Vec<Label>,
    pub(crate) known: Known,
    /// For every known part one step per label, label by label.
    pub(crate) steps: Vec<i8>,
    /// What one step of each label is, and its constant.
    pub(crate) scales: Vec<(f32, f32)>,
    /// By how much scores are divided before they become shares.
    pub(crate) warmth: f32,
    pub(crate) held_back: HeldBack,
    /// Set when it is written or read.
    pub(crate) version: String,
}

/// What can be guessed, and from how many cases it was learned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub name: String,
    pub cases: u32,
}

/// Cases that were held back from learning, and how many of them were guessed right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HeldBack {
    pub cases: u32,
    pub right: u32,
}

impl HeldBack {
    pub fn percent(&self) -> u8 {
        (u64::from(self.right) * 100 / u64::from(self.cases.max(1))) as u8
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Guess {
    pub label: String,
    /// Of a hundred guesses with this number so many are right, as far as the closed cases tell.
    pub percent: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no model, or it was damaged")]
pub struct Damaged;

impl Model {
    /// The likeliest label; nothing where the text has no part that the model knows. Whether it is likely enough to be
    /// shown is for the caller to say.
    pub fn guess(&self, text: &str, key: &[u8; 16]) -> Option<Guess> {
        let row = self.known.row(&parts(text, key));
        if row.is_empty() {
            return None;
        }
        let shares = trust::shares(&self.scores(&row), self.warmth);
        let best = trust::best(&shares)?;
        Some(Guess { label: self.labels[best].name.clone(), percent: (shares[best] * 100.0) as u8 })
    }

    /// What of this text speaks most for a label, in small letters; for a person who looks at the text anyway.
    pub fn words(&self, text: &str, key: &[u8; 16], label: &str) -> Vec<String> {
        let Some(label) = self.labels.iter().position(|one| one.name == label) else { return vec![] };
        let parts = parts(text, key);
        let row = self.known.row(&parts);
        let speaks = |part: &Part| {
            let place = self.known.place(part.print)?;
            let at = row.binary_search_by_key(&(place as u32), |(place, _)| *place).ok()?;
            Some(row[at].1 * self.weight(place, label))
        };
        words::hottest(text, &parts, speaks, WORDS_MAX)
    }

    fn weight(&self, place: usize, label: usize) -> f32 {
        f32::from(self.steps[place * self.labels.len() + label]) * self.scales[label].0
    }

    fn scores(&self, row: &Row) -> Vec<f64> {
        let mut sums = vec![0f32; self.labels.len()];
        for (place, weight) in row {
            let from = *place as usize * sums.len();
            let steps = &self.steps[from..from + sums.len()];
            sums.iter_mut().zip(steps).for_each(|(sum, step)| *sum += weight * f32::from(*step));
        }
        let scaled = sums.iter().zip(&self.scales);
        scaled.map(|(sum, (scale, constant))| f64::from(sum * scale + constant)).collect()
    }

    pub fn labels(&self) -> &[Label] {
        &self.labels
    }

    /// How well it did on cases it had not seen.
    pub fn held_back(&self) -> HeldBack {
        self.held_back
    }

    /// The first 16 hex digits of SHA-256 over its bytes.
    pub fn version(&self) -> &str {
        &self.version
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        bytes::write(self)
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Model, Damaged> {
        Ok(bytes::read(bytes)?.versioned(bytes))
    }

    pub(crate) fn versioned(mut self, bytes: &[u8]) -> Model {
        let digest = Sha256::digest(bytes);
        self.version = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        self
    }
}

/// Exact planes, one per label, as steps.
pub(crate) fn in_steps(planes: &[Vec<f32>], places: usize) -> (Vec<i8>, Vec<(f32, f32)>) {
    let widest = |plane: &Vec<f32>| plane[..places].iter().fold(0f32, |most, one| most.max(one.abs()));
    let scales: Vec<(f32, f32)> =
        planes.iter().map(|plane| ((widest(plane) / 127.0).max(f32::MIN_POSITIVE), plane[places])).collect();
    let mut steps = Vec::with_capacity(places * planes.len());
    for place in 0..places {
        let of_place =
            planes.iter().zip(&scales).map(|(plane, (scale, _))| (plane[place] / scale).round() as i8);
        steps.extend(of_place);
    }
    (steps, scales)
}

/// The same for planes that are not kept.
pub(crate) fn exact(planes: &[Vec<f32>], row: &Row) -> Vec<f64> {
    planes.iter().map(|plane| score(plane, row)).collect()
}
